using Azure.Storage.Blobs;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace NeuralMarket.Market.Storage.Blobs;

/// <summary>Registers the blob store that the settings name.</summary>
public static class BlobRegistration
{
    /// <summary>Registers <see cref="IBlobStore"/>.</summary>
    public static IServiceCollection AddMarketBlobs(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddCheckedOptions<BlobOptions, BlobOptionsRules>(configuration.GetSection(BlobOptions.Section));
        return services.AddSingleton<IBlobStore>(provider =>
        {
            BlobOptions options = provider.GetRequiredService<IOptions<BlobOptions>>().Value;
            string folder = options.Folder ?? Path.Combine(provider.GetRequiredService<IOptions<MarketOptions>>().Value.DataFolder, "blobs");
            return options.IsAzure ? new AzureBlobStore(new BlobContainerClient(options.ConnectionString, options.Container)) : new LocalFolderBlobStore(folder);
        });
    }
}
