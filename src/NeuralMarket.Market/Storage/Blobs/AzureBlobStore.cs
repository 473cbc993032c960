using System.Net;
using System.Runtime.CompilerServices;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;

namespace NeuralMarket.Market.Storage.Blobs;

/// <summary>Blobs in one container of Azure Blob Storage, or of anything that speaks its protocol.</summary>
public sealed class AzureBlobStore(BlobContainerClient container) : IBlobStore
{
    private bool _created;

    /// <inheritdoc/>
    public async Task PutAsync(string name, Stream content, CancellationToken cancellationToken)
    {
        BlobClient blob = await ClientAsync(name, cancellationToken);
        try
        {
            BlobUploadOptions onlyIfAbsent = new() { Conditions = new BlobRequestConditions { IfNoneMatch = ETag.All } };
            await blob.UploadAsync(content, onlyIfAbsent, cancellationToken);
        }
        catch (RequestFailedException there) when (there.Status is (int)HttpStatusCode.Conflict or (int)HttpStatusCode.PreconditionFailed)
        {
            // A name always means the same bytes: whoever was first has stored them.
        }
    }

    /// <inheritdoc/>
    public async Task<Stream?> OpenReadAsync(string name, CancellationToken cancellationToken)
    {
        BlobClient blob = await ClientAsync(name, cancellationToken);
        try
        {
            return await blob.OpenReadAsync(new BlobOpenReadOptions(allowModifications: false), cancellationToken);
        }
        catch (RequestFailedException absent) when (absent.Status == (int)HttpStatusCode.NotFound)
        {
            return null;
        }
    }

    /// <inheritdoc/>
    public async Task<bool> ExistsAsync(string name, CancellationToken cancellationToken) =>
        await (await ClientAsync(name, cancellationToken)).ExistsAsync(cancellationToken);

    /// <inheritdoc/>
    public async Task DeleteAsync(string name, CancellationToken cancellationToken) =>
        await (await ClientAsync(name, cancellationToken)).DeleteIfExistsAsync(cancellationToken: cancellationToken);

    /// <inheritdoc/>
    public async IAsyncEnumerable<string> ListAsync(string folder, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await CreateAsync(cancellationToken);
        string prefix = BlobName.Check(folder) + "/";
        await foreach (BlobHierarchyItem item in container.GetBlobsByHierarchyAsync(BlobTraits.None, BlobStates.None, "/", prefix, cancellationToken))
        {
            if (item.IsBlob)
            {
                yield return item.Blob.Name[prefix.Length..];
            }
        }
    }

    private async Task<BlobClient> ClientAsync(string name, CancellationToken cancellationToken)
    {
        BlobClient blob = container.GetBlobClient(BlobName.Check(name));
        await CreateAsync(cancellationToken);
        return blob;
    }

    private async Task CreateAsync(CancellationToken cancellationToken)
    {
        if (!_created)
        {
            // Two at once do no harm: the second finds it there.
            await container.CreateIfNotExistsAsync(cancellationToken: cancellationToken);
            _created = true;
        }
    }
}
