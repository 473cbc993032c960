namespace NeuralMarket.Format.Manifests;

/// <summary>The JSON Schema (draft 2020-12) of <c>manifest.json</c>, for editors and other tools; <c>Schemas/manifest-1.json</c> in the source.</summary>
public static class ManifestSchema
{
    /// <summary>The media type under which it is served.</summary>
    public const string MediaType = "application/schema+json";

    private const string Resource = "manifest-1.json";
    private static readonly Lazy<byte[]> Content = new(Read);

    /// <summary>The schema, UTF-8.</summary>
    public static ReadOnlyMemory<byte> Utf8 => Content.Value;

    private static byte[] Read()
    {
        using Stream stream = typeof(ManifestSchema).Assembly.GetManifestResourceStream(Resource) ?? throw new InvalidOperationException("The assembly lacks its schema.");
        using MemoryStream content = new();
        stream.CopyTo(content);
        return content.ToArray();
    }
}
