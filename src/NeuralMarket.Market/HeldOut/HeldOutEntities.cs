using NeuralMarket.Regression.Splits;

namespace NeuralMarket.Market.HeldOut;

/// <summary>A base network that the market tests patches on; its three files are blobs.</summary>
public sealed class BaseNetworkEntry
{
    /// <summary>SHA-256 of its three files.</summary>
    public required string Identity { get; init; }

    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>F.</summary>
    public int FeatureCount { get; init; }

    /// <summary>N.</summary>
    public int CategoryCount { get; init; }

    /// <summary>The blob of NAME.txt.</summary>
    public required string TextBlob { get; init; }

    /// <summary>The blob of NAME.data.</summary>
    public required string DataBlob { get; init; }

    /// <summary>The blob of the categories file.</summary>
    public required string CategoriesBlob { get; init; }

    /// <summary>What the categories file is called.</summary>
    public required string CategoriesFileName { get; init; }

    /// <summary>When it was imported.</summary>
    public DateTimeOffset ImportedAt { get; init; }

    /// <summary>Whether it is the one of its name that phones use now.</summary>
    public bool IsCurrent { get; set; }
}

/// <summary>A set of held-out, labelled images for a base network.</summary>
public sealed class HeldOutSet
{
    /// <summary>Names it.</summary>
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>What people call it.</summary>
    public required string Name { get; init; }

    /// <summary>The base network that patches tested on it are for.</summary>
    public required string BaseIdentity { get; init; }

    /// <summary>Its map_clsloc.txt.</summary>
    public required string CategoriesText { get; set; }

    /// <summary>Its is_a.txt; empty when there is none.</summary>
    public string RelationsText { get; set; } = "";

    /// <summary>SHA-256 naming its exact content, all photos that are not retired and their labels, in whatever portions they came.</summary>
    public string Hash { get; set; } = "";

    /// <summary>When it last changed.</summary>
    public DateTimeOffset UpdatedAt { get; set; }

    /// <summary>Its images.</summary>
    public List<HeldOutImage> Images { get; init; } = [];
}

/// <summary>One held-out image; its file is a blob.</summary>
public sealed class HeldOutImage
{
    /// <summary>The set.</summary>
    public Guid SetId { get; init; }

    /// <summary>SHA-256 of the file.</summary>
    public required string Sha256 { get; init; }

    /// <summary>The number of the tag that says what it shows.</summary>
    public int Tag { get; set; }

    /// <summary>The file's name.</summary>
    public required string FileName { get; init; }

    /// <summary>Its blob.</summary>
    public required string BlobName { get; init; }

    /// <summary>When it was added.</summary>
    public DateTimeOffset AddedAt { get; init; }

    /// <summary>When it was retired; it is never dropped.</summary>
    public DateTimeOffset? RetiredAt { get; set; }

    /// <summary>Where the photo comes from: an address, a collection, a photographer.</summary>
    public string? Source { get; init; }

    /// <summary>Under which licence it may be used, for example an SPDX identifier.</summary>
    public string? License { get; init; }

    /// <summary>The perceptual hash's 64 bits, by which near duplicates are found; absent until it was computed.</summary>
    public long? PerceptualHash { get; set; }

    /// <summary>What it is used for; absent until it was placed. For nobody's eyes but the tests'.</summary>
    public Split? Split { get; set; }
}
