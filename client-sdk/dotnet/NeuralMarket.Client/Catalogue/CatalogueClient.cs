using NeuralMarket.Client.Downloads;
using NeuralMarket.Client.Wire;

namespace NeuralMarket.Client.Catalogue;

/// <summary>Browses the catalogue and fetches packages (http.md, "Catalogue"). Needs no account.</summary>
public sealed class CatalogueClient
{
    private readonly ApiConnection _api;
    private readonly PackageDownload _download;

    /// <summary>Takes the HTTP client to use; its base address is the market's.</summary>
    /// <param name="http">The client.</param>
    /// <param name="options">Patience of downloads with a bad network.</param>
    public CatalogueClient(HttpClient http, DownloadOptions? options = null)
    {
        _api = new ApiConnection(http);
        _download = new PackageDownload(http, options);
    }

    /// <summary>One page of the patches that a query finds.</summary>
    /// <exception cref="CatalogueException">The server refused the query.</exception>
    public Task<PatchPage> BrowseAsync(PatchQuery query, CancellationToken cancellationToken = default) =>
        _api.GetAsync<PatchPage>("api/v1/patches" + query.ToQueryString(), cancellationToken);

    /// <summary>All patches that a query finds, page after page.</summary>
    /// <exception cref="CatalogueException">The server refused the query.</exception>
    public async IAsyncEnumerable<PatchSummary> BrowseAllAsync(PatchQuery query, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        PatchPage page;
        do
        {
            page = await BrowseAsync(query, cancellationToken).ConfigureAwait(false);
            foreach (PatchSummary patch in page.Items)
            {
                yield return patch;
            }

            query = query with { After = page.Next };
        }
        while (page.Next is not null);
    }

    /// <summary>One patch with all of its versions.</summary>
    /// <exception cref="CatalogueException">There is none.</exception>
    public Task<PatchDetails> FindAsync(string id, CancellationToken cancellationToken = default) =>
        _api.GetAsync<PatchDetails>($"api/v1/patches/{Uri.EscapeDataString(id)}", cancellationToken);

    /// <summary>Which patches can refine a category that the app has just seen.</summary>
    /// <param name="tag">The category's tag.</param>
    /// <param name="baseIdentity">The identity of the app's base network.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="CatalogueException">The server refused.</exception>
    public Task<PatchPage> RefiningAsync(string tag, string? baseIdentity = null, CancellationToken cancellationToken = default) =>
        _api.GetAsync<PatchPage>($"api/v1/triggers/{Uri.EscapeDataString(tag)}{(baseIdentity is null ? "" : "?base=" + Uri.EscapeDataString(baseIdentity))}", cancellationToken);

    /// <summary>The base networks that patches are made for.</summary>
    /// <exception cref="CatalogueException">The server refused.</exception>
    public Task<IReadOnlyList<BaseNetworkSummary>> BasesAsync(CancellationToken cancellationToken = default) =>
        _api.GetAsync<IReadOnlyList<BaseNetworkSummary>>("api/v1/bases", cancellationToken);

    /// <summary>One version in full.</summary>
    /// <exception cref="CatalogueException">There is none.</exception>
    public Task<PatchVersionDetails> FindVersionAsync(string id, string version, CancellationToken cancellationToken = default) =>
        _api.GetAsync<PatchVersionDetails>($"api/v1/patches/{Uri.EscapeDataString(id)}/versions/{Uri.EscapeDataString(version)}", cancellationToken);

    /// <summary>Fetches a version's canonical package: resumes, verifies length and SHA-256, and only then puts it at the path.</summary>
    /// <exception cref="CatalogueException">It is revoked, or what arrived is not what the catalogue promised; nothing is left at the path.</exception>
    public Task DownloadAsync(PatchVersionDetails version, string path, IProgress<DownloadProgress>? progress = null, CancellationToken cancellationToken = default) =>
        version.Status == "revoked"
            ? throw new CatalogueException("download.revoked", $"{version.Id} {version.Version} was revoked; apps do not use it.")
            : _download.DownloadAsync(
                _api.Address($"api/v1/patches/{Uri.EscapeDataString(version.Id)}/versions/{Uri.EscapeDataString(version.Version)}/package"),
                version.Sha256, version.Length, path, progress, cancellationToken);
}
