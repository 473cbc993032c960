using FluentValidation;

namespace NeuralMarket.Market.Storage.Blobs;

/// <summary>Where blobs lie (section <c>Blobs</c>).</summary>
public sealed class BlobOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Blobs";

    /// <summary><c>folder</c> or <c>azure</c>.</summary>
    public string Provider { get; set; } = "folder";

    /// <summary>For <c>folder</c>: where; <c>blobs</c> in the data folder when absent.</summary>
    public string? Folder { get; set; }

    /// <summary>For <c>azure</c>: the storage account's connection string.</summary>
    public string? ConnectionString { get; set; }

    /// <summary>For <c>azure</c>: the container; made when it is not there.</summary>
    public string Container { get; set; } = "neuralmarket";

    /// <summary>
    /// Whether workers share the base network's outputs for held-out photos as blobs, so that each photo is computed by one of them; when absent, they do
    /// in Azure, where several machines may work.
    /// </summary>
    public bool? ShareFeatures { get; set; }

    /// <summary>Whether it is Azure Blob Storage.</summary>
    public bool IsAzure => string.Equals(Provider, "azure", StringComparison.OrdinalIgnoreCase);
}

/// <summary>Checks <see cref="BlobOptions"/>.</summary>
public sealed class BlobOptionsRules : AbstractValidator<BlobOptions>
{
    /// <summary>Lists the rules.</summary>
    public BlobOptionsRules()
    {
        RuleFor(options => options.Provider).Must(name => name is "folder" or "azure").WithMessage("Blobs:Provider is \"folder\" or \"azure\".");
        RuleFor(options => options.ConnectionString).NotEmpty().When(options => options.IsAzure).WithMessage("Blobs:ConnectionString is missing; \"azure\" needs it.");
        RuleFor(options => options.Container).Matches("^[a-z0-9](-?[a-z0-9]){2,62}$").WithMessage("Blobs:Container is 3 to 63 of a-z, 0-9 and single hyphens.");
    }
}
