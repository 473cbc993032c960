using System.Text;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;
using NeuralMarket.Server.Api.Problems;
using NeuralMarket.Server.Hosting;

namespace NeuralMarket.Server.Api.Submissions;

/// <summary>
/// Reads the multipart form with a package part by part: the package goes straight into a temporary file and never beyond its limit; nothing is
/// buffered before it is known to be wanted. The parts may come in any order.
/// </summary>
internal sealed class PackageForm : IAsyncDisposable
{
    private const int MaximumBoundary = 100;
    private const int MaximumText = 16 * 1024;
    private const int MaximumParts = 8;

    private PackageForm()
    {
    }

    /// <summary>The package, at its start.</summary>
    public FileStream? Package { get; private set; }

    /// <summary>As the author called the file.</summary>
    public string FileName { get; private set; } = "";

    /// <summary>What it identifies, when the package does not say.</summary>
    public string? Description { get; private set; }

    /// <summary>A word to the reviewer.</summary>
    public string? Note { get; private set; }

    /// <summary>Reads the request's form, or says what is wrong with it.</summary>
    public static async Task<(PackageForm? Form, ApiProblem? Problem)> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (BoundaryOf(request) is not { } boundary)
            return (null, ApiProblem.Form("The body is not multipart/form-data with a boundary."));

        var form = new PackageForm();
        try
        {
            var problem = await form.ReadPartsAsync(new MultipartReader(boundary, request.Body), cancellationToken);
            if (problem is null && form.Package is null)
                problem = ApiProblem.Form("There is no part named package.");
            if (problem is null)
                return (form, null);
            await form.DisposeAsync();
            return (null, problem);
        }
        catch (Exception error) when (error is InvalidDataException or IOException and not BadHttpRequestException)
        {
            await form.DisposeAsync();
            return (null, ApiProblem.Form("The form ends too early or is not well-formed."));
        }
        catch
        {
            await form.DisposeAsync();
            throw;
        }
    }

    public ValueTask DisposeAsync() => Package?.DisposeAsync() ?? ValueTask.CompletedTask;

    private async Task<ApiProblem?> ReadPartsAsync(MultipartReader reader, CancellationToken cancellationToken)
    {
        for (var parts = 0; await reader.ReadNextSectionAsync(cancellationToken) is { } part; parts++)
        {
            if (parts == MaximumParts)
                return ApiProblem.Form($"The form has more than {MaximumParts} parts.");
            if (await ReadPartAsync(part, cancellationToken) is { } problem)
                return problem;
        }

        return null;
    }

    private async Task<ApiProblem?> ReadPartAsync(MultipartSection part, CancellationToken cancellationToken)
    {
        if (!ContentDispositionHeaderValue.TryParse(part.ContentDisposition, out var disposition))
            return ApiProblem.Form("A part has no Content-Disposition.");

        var name = HeaderUtilities.RemoveQuotes(disposition.Name).ToString();
        switch (name)
        {
            case "package" when Package is null:
                FileName = HeaderUtilities.RemoveQuotes(disposition.FileNameStar.HasValue ? disposition.FileNameStar : disposition.FileName).ToString();
                return await ReadPackageAsync(part.Body, cancellationToken);
            case "description" when Description is null:
                return (Description = await ReadTextAsync(part.Body, cancellationToken)) is null ? ApiProblem.FormText(name) : null;
            case "note" when Note is null:
                return (Note = await ReadTextAsync(part.Body, cancellationToken)) is null ? ApiProblem.FormText(name) : null;
            case "package" or "description" or "note":
                return ApiProblem.Form($"The part {name} is there twice.");
            default:
                return ApiProblem.Form($"The part '{name}' is not known here. Known: package, description, note.");
        }
    }

    private async Task<ApiProblem?> ReadPackageAsync(Stream body, CancellationToken cancellationToken)
    {
        Package = new FileStream(
            Path.Combine(Path.GetTempPath(), $"neuralmarket-{Guid.CreateVersion7():n}.upload"),
            new FileStreamOptions
            {
                Mode = FileMode.CreateNew,
                Access = FileAccess.ReadWrite,
                Options = FileOptions.Asynchronous | FileOptions.DeleteOnClose,
            });
        var buffer = new byte[81_920];
        for (int read; (read = await body.ReadAsync(buffer, cancellationToken)) > 0;)
        {
            if (Package.Length + read > UploadLimits.Package)
                return ApiProblem.TooLarge;
            await Package.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
        }

        Package.Position = 0;
        return null;
    }

    /// <summary>Null when the text is too long or not UTF-8.</summary>
    private static async Task<string?> ReadTextAsync(Stream body, CancellationToken cancellationToken)
    {
        var buffer = new byte[MaximumText + 1];
        var read = await body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken);
        try
        {
            return read > MaximumText ? null : new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(buffer, 0, read).Trim();
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    private static string? BoundaryOf(HttpRequest request) =>
        MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
        && type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase)
        && HeaderUtilities.RemoveQuotes(type.Boundary).ToString() is { Length: > 0 and <= MaximumBoundary } boundary
            ? boundary
            : null;
}

/// <summary>The form's parts, for the description of the API.</summary>
/// <param name="Package">The .specialneurons file, at most 40 MiB.</param>
/// <param name="Description">What it identifies, when the package does not say.</param>
/// <param name="Note">A word to the reviewer.</param>
internal sealed record PackageFormParts(IFormFile Package, string? Description, string? Note);
