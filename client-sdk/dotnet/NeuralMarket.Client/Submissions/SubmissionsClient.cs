using NeuralMarket.Client.Wire;

namespace NeuralMarket.Client.Submissions;

/// <summary>Sends packages and follows them (http.md, "Authors"). The HTTP client carries the base address and the author's bearer key.</summary>
public sealed class SubmissionsClient
{
    private readonly ApiConnection _api;

    /// <summary>Takes the HTTP client to use.</summary>
    public SubmissionsClient(HttpClient http) => _api = new ApiConnection(http);

    /// <summary>Sends a package. The same bytes sent twice by the same author give the same receipt.</summary>
    /// <param name="fileName">The file's name.</param>
    /// <param name="package">Its content.</param>
    /// <param name="description">What it identifies, when the package does not say.</param>
    /// <param name="note">A word to the reviewer.</param>
    /// <param name="idempotencyKey">Makes a repeated call harmless.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="CatalogueException">The server refused.</exception>
    public Task<SubmissionReceipt> SubmitAsync(string fileName, Stream package, string? description = null, string? note = null, string? idempotencyKey = null, CancellationToken cancellationToken = default) =>
        SendAsync("api/v1/submissions", fileName, package, description, note, idempotencyKey, cancellationToken);

    /// <summary>Sends the next file of a submission that waits for one.</summary>
    /// <param name="id">The submission.</param>
    /// <param name="fileName">The file's name.</param>
    /// <param name="package">Its content.</param>
    /// <param name="description">What it identifies, when the package does not say.</param>
    /// <param name="note">A word to the reviewer.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="CatalogueException">The server refused, for example because the submission waits for somebody else (<c>submission.state</c>).</exception>
    public Task<SubmissionReceipt> SubmitAttemptAsync(Guid id, string fileName, Stream package, string? description = null, string? note = null, CancellationToken cancellationToken = default) =>
        SendAsync($"api/v1/submissions/{id}/attempts", fileName, package, description, note, null, cancellationToken);

    /// <summary>Where a submission of one's own stands.</summary>
    /// <exception cref="CatalogueException">There is no such submission of this author's.</exception>
    public Task<SubmissionDetails> FindAsync(Guid id, CancellationToken cancellationToken = default) =>
        _api.GetAsync<SubmissionDetails>($"api/v1/submissions/{id}", cancellationToken);

    private async Task<SubmissionReceipt> SendAsync(string route, string fileName, Stream package, string? description, string? note, string? idempotencyKey, CancellationToken cancellationToken)
    {
        using var form = new MultipartFormDataContent();
        form.Add(new StreamContent(package), "package", fileName);
        AddText(form, "description", description);
        AddText(form, "note", note);
        using var request = new HttpRequestMessage(HttpMethod.Post, _api.Address(route)) { Content = form };
        if (idempotencyKey is not null)
        {
            request.Headers.Add("Idempotency-Key", idempotencyKey);
        }

        return await _api.SendAsync<SubmissionReceipt>(request, cancellationToken).ConfigureAwait(false);
    }

    private static void AddText(MultipartFormDataContent form, string name, string? value)
    {
        if (value is not null)
        {
            form.Add(new StringContent(value), name);
        }
    }
}
