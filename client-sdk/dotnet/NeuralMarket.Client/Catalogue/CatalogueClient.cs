using NeuralMarket.Client.Downloads;
using NeuralMarket.Client.Wire;

namespace NeuralMarket.Client.Catalogue;

/// <summary>Browses the catalogue and fetches packages (http.md, "Catalogue"). Needs no account.</summary>
public sealed class CatalogueClient
{
    private readonly ApiConnection _api;
    private readonly PackageDownload _download;

    /// <summary>Takes the HTTP client to use; its base address is the market's.</summary>
    public CatalogueClient(HttpClient http)
    {
        _api = new ApiConnection(http);
        _download = new PackageDownload(http);
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
