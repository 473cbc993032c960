namespace NeuralMarket.Regression.Reports;

/// <summary>
/// The JSON Schema (draft 2020-12) of the document that <see cref="ReportJson.Write(RegressionReport)"/> writes, for whoever reads reports with other tools;
/// <c>Schemas/report-1.json</c> in the source. A change that old readers would not understand gets a new number.
/// </summary>
public static class ReportSchema
{
    /// <summary>The media type under which it is served.</summary>
    public const string MediaType = "application/schema+json";

    private const string Resource = "report-1.json";
    private static readonly Lazy<byte[]> Content = new(Read);

    /// <summary>The schema, UTF-8.</summary>
    public static ReadOnlyMemory<byte> Utf8 => Content.Value;

    private static byte[] Read()
    {
        using Stream stream = typeof(ReportSchema).Assembly.GetManifestResourceStream(Resource) ?? throw new InvalidOperationException("The assembly lacks its schema.");
        using MemoryStream content = new();
        stream.CopyTo(content);
        return content.ToArray();
    }
}
