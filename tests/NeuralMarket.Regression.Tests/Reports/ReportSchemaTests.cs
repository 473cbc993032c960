using System.Reflection;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using System.Xml.Linq;
using Json.Schema;
using NeuralMarket.Regression.Reports;

namespace NeuralMarket.Regression.Tests.Reports;

/// <summary>
/// The schema that is checked in and served is that of the report's types, with their descriptions; <c>NEURALMARKET_UPDATE_SNAPSHOTS=1</c> writes it anew. A difference is a
/// change of the document: may old readers go on with it?
/// </summary>
public sealed class ReportSchemaTests
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [Fact]
    public async Task TheSchemaIsThatOfTheReport()
    {
        string schema = Export().ToJsonString(Indented) + "\n";
        if (Environment.GetEnvironmentVariable("NEURALMARKET_UPDATE_SNAPSHOTS") == "1")
        {
            await File.WriteAllTextAsync(SourceFile(), schema, TestContext.Current.CancellationToken);
        }

        Assert.Equal(await File.ReadAllTextAsync(SourceFile(), TestContext.Current.CancellationToken), schema);
    }

    [Fact]
    public void AReportIsWhatItsSchemaSays()
    {
        JsonSchema schema = JsonSchema.FromText(Encoding.UTF8.GetString(ReportSchema.Utf8.Span));
        JsonNode report = JsonNode.Parse(ReportJson.Write(SampleReport.Create()))!;

        Assert.True(Judge(schema, report));
        JsonNode wrong = report.DeepClone();
        wrong["verdict"]!["decision"] = "maybe";
        Assert.False(Judge(schema, wrong));
        wrong = report.DeepClone();
        wrong["categories"] = 7;
        Assert.False(Judge(schema, wrong));
        wrong = report.DeepClone();
        wrong.AsObject().Remove("patch");
        Assert.False(Judge(schema, wrong));
    }

    private static bool Judge(JsonSchema schema, JsonNode document)
    {
        using JsonDocument element = JsonDocument.Parse(document.ToJsonString());
        return schema.Evaluate(element.RootElement).IsValid;
    }

    private static JsonObject Export()
    {
        XDocument documentation = XDocument.Load(Path.ChangeExtension(typeof(RegressionReport).Assembly.Location, ".xml"));
        Dictionary<string, XElement> members = documentation.Descendants("member").ToDictionary(member => member.Attribute("name")!.Value);
        JsonNode exported = ReportJson.Contract.GetJsonSchemaAsNode(new JsonSchemaExporterOptions
        {
            TreatNullObliviousAsNonNullable = true,
            TransformSchemaNode = (context, node) => Describe(context, node, members),
        });
        JsonObject schema = new() { ["$schema"] = "https://json-schema.org/draft/2020-12/schema", ["$id"] = "urn:neuralmarket:schema:report:1", ["title"] = "Regression report, version 1" };
        foreach ((string key, JsonNode? value) in exported.AsObject().ToList())
        {
            exported.AsObject().Remove(key);
            schema[key] = value;
        }

        return schema;
    }

    private static JsonNode Describe(JsonSchemaExporterContext context, JsonNode node, Dictionary<string, XElement> members)
    {
        if (node is not JsonObject schema || Description(context, members) is not string description)
        {
            return node;
        }

        schema.Insert(0, "description", description);
        return schema;
    }

    /// <summary>What the source says of a property or, where it says nothing, of its type.</summary>
    private static string? Description(JsonSchemaExporterContext context, Dictionary<string, XElement> members)
    {
        if (context.PropertyInfo is { } json && DeclaredIn(json.DeclaringType, json.Name) is { } property)
        {
            string type = property.DeclaringType!.FullName!.Replace('+', '.');
            XElement? summary = members.GetValueOrDefault($"P:{type}.{property.Name}")?.Element("summary")
                ?? members.GetValueOrDefault($"T:{type}")?.Elements("param").SingleOrDefault(parameter => parameter.Attribute("name")!.Value == property.Name);
            if (summary is not null)
            {
                return TextOf(summary);
            }
        }

        return members.GetValueOrDefault($"T:{context.TypeInfo.Type.FullName?.Replace('+', '.')}")?.Element("summary") is { } ofType ? TextOf(ofType) : null;
    }

    private static PropertyInfo? DeclaredIn(Type type, string name) =>
        type.GetProperties().SingleOrDefault(property => string.Equals(property.Name, name, StringComparison.OrdinalIgnoreCase));

    private static string TextOf(XElement element)
    {
        StringBuilder text = new();
        foreach (XNode node in element.Nodes())
        {
            text.Append(node switch
            {
                XText words => words.Value,
                XElement reference when reference.Attribute("cref") is { } cref => cref.Value[(cref.Value.LastIndexOf('.') + 1)..],
                XElement reference when reference.Attribute("langword") is { } word => word.Value,
                XElement other => other.Value,
                _ => "",
            });
        }

        return string.Join(' ', text.ToString().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
    }

    private static string SourceFile()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "NeuralMarket.sln")))
            {
                return Path.Combine(folder.FullName, "src", "NeuralMarket.Regression", "Schemas", "report-1.json");
            }
        }

        throw new InvalidOperationException("The tests do not run in the repository.");
    }
}
