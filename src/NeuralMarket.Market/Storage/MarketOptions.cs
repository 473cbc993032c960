namespace NeuralMarket.Market.Storage;

/// <summary>Where the market keeps its files (section <c>Market</c>).</summary>
public sealed class MarketOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Market";

    /// <summary>The folder for the SQLite file, local blobs, the feature store and caches.</summary>
    public string DataFolder { get; set; } = "./data";

    /// <summary>Where the feature store lies.</summary>
    public string FeatureFolder => Path.Combine(DataFolder, "features");

    /// <summary>Copies of blobs for workers; may be deleted at any time.</summary>
    public string CacheFolder => Path.Combine(DataFolder, "cache");
}

/// <summary>Which database (section <c>Database</c>).</summary>
public sealed class DatabaseOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Database";

    /// <summary><c>sqlite</c> or <c>postgres</c>.</summary>
    public string Provider { get; set; } = "sqlite";

    /// <summary>The connection string; for SQLite a file in the data folder when absent.</summary>
    public string? ConnectionString { get; set; }

    /// <summary>Whether it is PostgreSQL.</summary>
    public bool IsPostgres => string.Equals(Provider, "postgres", StringComparison.OrdinalIgnoreCase);
}
