namespace NeuralMarket.Server.Hosting;

/// <summary>How large request bodies may be, in bytes. Kestrel stops reading at the limit; nothing is buffered first.</summary>
public static class UploadLimits
{
    /// <summary>Requests without a limit of their own.</summary>
    public const long Default = 1024 * 1024;

    /// <summary>The largest package (the format's limit).</summary>
    public const long Package = 40L * 1024 * 1024;

    /// <summary>A multipart request with a package, its boundaries and the two texts.</summary>
    public const long PackageRequest = Package + (256 * 1024);
}
