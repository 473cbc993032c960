using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using NeuralMarket.Format.BaseNetworks;
using NeuralMarket.Format.Findings;
using NeuralMarket.Market.Storage;
using NeuralMarket.Market.Storage.Blobs;

namespace NeuralMarket.Market.HeldOut;

/// <summary>The base networks that the market knows: a row and three blobs each, copied into a local folder where a worker needs them.</summary>
public sealed class BaseNetworks(MarketDb db, IBlobStore blobs, OpenedNetworks opened, IOptions<MarketOptions> options, TimeProvider time)
{
    /// <summary>Imports a snapshot by the path of its NAME.txt and makes it the current one of its name. Importing it again changes nothing.</summary>
    /// <returns>The network, or what is wrong with it.</returns>
    public async Task<Reading<BaseNetwork>> ImportAsync(string textPath, CancellationToken cancellationToken)
    {
        Reading<BaseNetwork> reading = BaseNetwork.Open(textPath);
        if (reading.Value is not BaseNetwork network || await db.BaseNetworks.AnyAsync(row => row.Identity == network.Identity, cancellationToken))
        {
            return reading;
        }

        string prefix = $"bases/{network.Identity}";
        BaseNetworkEntry entry = new()
        {
            Identity = network.Identity,
            Name = network.Definition.Name,
            FeatureCount = network.Definition.FeatureCount,
            CategoryCount = network.Definition.CategoryCount,
            TextBlob = $"{prefix}/text",
            DataBlob = $"{prefix}/data",
            CategoriesBlob = $"{prefix}/categories",
            CategoriesFileName = network.Definition.CategoriesFile,
            ImportedAt = time.GetUtcNow(),
            IsCurrent = true,
        };
        await PutAsync(entry.TextBlob, network.TextPath, cancellationToken);
        await PutAsync(entry.DataBlob, network.DataPath, cancellationToken);
        await PutAsync(entry.CategoriesBlob, network.CategoriesPath, cancellationToken);
        foreach (BaseNetworkEntry before in await db.BaseNetworks.Where(row => row.Name == entry.Name && row.IsCurrent).ToListAsync(cancellationToken))
        {
            before.IsCurrent = false;
        }

        db.BaseNetworks.Add(entry);
        await db.SaveChangesAsync(cancellationToken);
        return reading;
    }

    /// <summary>All of them, by name.</summary>
    public Task<List<BaseNetworkEntry>> ListAsync(CancellationToken cancellationToken) =>
        db.BaseNetworks.OrderBy(row => row.Name).ThenByDescending(row => row.ImportedAt).ToListAsync(cancellationToken);

    /// <summary>The current network of a name.</summary>
    public Task<BaseNetworkEntry?> FindCurrentAsync(string name, CancellationToken cancellationToken) =>
        db.BaseNetworks.SingleOrDefaultAsync(row => row.Name == name && row.IsCurrent, cancellationToken);

    /// <summary>A network's files in a local folder, opened and verified; <see langword="null"/> when the market does not know it.</summary>
    public async Task<BaseNetwork?> MaterialiseAsync(string identity, CancellationToken cancellationToken)
    {
        if (opened.Find(identity) is BaseNetwork known)
        {
            return known;
        }

        BaseNetworkEntry? entry = await db.BaseNetworks.SingleOrDefaultAsync(row => row.Identity == identity, cancellationToken);
        if (entry is null)
        {
            return null;
        }

        string folder = Path.Combine(options.Value.CacheFolder, "bases", identity);
        string text = Path.Combine(folder, entry.Name + ".txt");
        await blobs.CopyToFileAsync(entry.TextBlob, text, cancellationToken);
        await blobs.CopyToFileAsync(entry.DataBlob, Path.Combine(folder, entry.Name + ".data"), cancellationToken);
        await blobs.CopyToFileAsync(entry.CategoriesBlob, Path.Combine(folder, entry.CategoriesFileName), cancellationToken);
        BaseNetwork network = BaseNetwork.Open(text).Value ?? throw new IOException($"The stored files of base network {entry.Name} are damaged.");
        return network.Identity == identity ? opened.Keep(network) : throw new IOException($"The stored files of base network {entry.Name} are not those of {identity}.");
    }

    private async Task PutAsync(string name, string path, CancellationToken cancellationToken)
    {
        await using FileStream content = File.OpenRead(path);
        await blobs.PutAsync(name, content, cancellationToken);
    }
}

/// <summary>Networks that this process has opened and verified.</summary>
public sealed class OpenedNetworks
{
    private readonly ConcurrentDictionary<string, BaseNetwork> _networks = new();

    /// <summary>The network of an identity, if it was opened.</summary>
    public BaseNetwork? Find(string identity) => _networks.TryGetValue(identity, out BaseNetwork? network) ? network : null;

    /// <summary>Keeps an opened network.</summary>
    public BaseNetwork Keep(BaseNetwork network) => _networks.GetOrAdd(network.Identity, network);
}
