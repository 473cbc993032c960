using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using NeuralMarket.Regression.Verdicts;

namespace NeuralMarket.Regression.Reports;

/// <summary>Reports as JSON: the documents of command-line.md, made by generated code.</summary>
public static class ReportJson
{
    private static readonly ReportJsonContext Indented = new(new JsonSerializerOptions(ReportJsonContext.Default.Options)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });

    /// <summary>The document's shape, from which <see cref="ReportSchema"/> is made.</summary>
    public static JsonTypeInfo<RegressionReport> Contract => ReportJsonContext.Default.RegressionReport;

    /// <summary>The document of <c>test --json</c>, UTF-8.</summary>
    public static byte[] Write(RegressionReport report) => JsonSerializer.SerializeToUtf8Bytes(report, Indented.RegressionReport);

    /// <summary>What an author may see, UTF-8.</summary>
    public static byte[] Write(AuthorReport report) => JsonSerializer.SerializeToUtf8Bytes(report, Indented.AuthorReport);

    /// <summary>Reads what <see cref="Write(RegressionReport)"/> wrote.</summary>
    /// <exception cref="JsonException">It is not such a document.</exception>
    public static RegressionReport Read(ReadOnlySpan<byte> json) =>
        JsonSerializer.Deserialize(json, ReportJsonContext.Default.RegressionReport) ?? throw new JsonException("The report is null.");

    /// <summary>Reads what <see cref="Write(AuthorReport)"/> wrote.</summary>
    /// <exception cref="JsonException">It is not such a document.</exception>
    public static AuthorReport ReadForAuthor(ReadOnlySpan<byte> json) =>
        JsonSerializer.Deserialize(json, ReportJsonContext.Default.AuthorReport) ?? throw new JsonException("The report is null.");
}

/// <summary>Generated serialisation of the reports.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(RegressionReport))]
[JsonSerializable(typeof(AuthorReport))]
[JsonSerializable(typeof(Verdict))]
internal sealed partial class ReportJsonContext : JsonSerializerContext;
