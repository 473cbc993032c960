using System.Reflection;
using System.Text.Json;
using NeuralMarket.Client.Catalogue;
using NeuralMarket.Client.Submissions;

namespace NeuralMarket.Client.Tests;

/// <summary>The wire records against the server's OpenAPI document: every property stands there, with a type that it can hold.</summary>
public sealed class WireTests
{
    private static readonly JsonElement Schemas = Read();
    private static readonly NullabilityInfoContext Nullability = new();

    public static TheoryData<Type, string> Records => new()
    {
        { typeof(PatchPage), "PageDocumentOfPatchSummary" },
        { typeof(PatchSummary), "PatchSummary" },
        { typeof(PatchDetails), "PatchDetails" },
        { typeof(VersionSummary), "VersionSummary" },
        { typeof(PatchVersionDetails), "PatchVersionDetails" },
        { typeof(TestedFigures), "AuthorReport" },
        { typeof(RateBand), "Band" },
        { typeof(NamedBase), "BaseReference" },
        { typeof(NamedCategory), "NamedCategory" },
        { typeof(BaseNetworkSummary), "BaseDocument" },
        { typeof(SubmissionReceipt), "SubmissionReceipt" },
        { typeof(SubmissionDetails), "SubmissionDetails" },
        { typeof(SubmissionFinding), "FindingDocument" },
        { typeof(SubmissionDecision), "DecisionDocument" },
        { typeof(SubmissionReason), "ReasonDocument" },
    };

    [Theory]
    [MemberData(nameof(Records))]
    public void EveryPropertyStandsInTheServersDocument(Type record, string schema)
    {
        JsonElement properties = Schemas.GetProperty(schema).GetProperty("properties");
        foreach (PropertyInfo property in record.GetProperties().Where(property => property.CanWrite))
        {
            string name = JsonNamingPolicy.CamelCase.ConvertName(property.Name);
            Assert.True(properties.TryGetProperty(name, out JsonElement described), $"{schema} has no {name}.");
            Assert.True(IsNullable(property) || !Kinds(described).Contains("null"), $"{schema}.{name} may be null.");
            Assert.Contains(KindOf(property.PropertyType), Kinds(described));
        }
    }

    [Fact]
    public void EveryRecordOfTheSdkIsCompared() =>
        Assert.Empty(typeof(PatchSummary).Assembly.GetExportedTypes()
            .Where(type => type.Namespace is "NeuralMarket.Client.Catalogue" or "NeuralMarket.Client.Submissions")
            .Where(type => type.GetMethod("<Clone>$") is not null && type != typeof(PatchQuery))
            .Except(Records.Select(row => row.Data.Item1)));

    private static bool IsNullable(PropertyInfo property) => Nullability.Create(property).WriteState == NullabilityState.Nullable;

    private static string KindOf(Type type)
    {
        Type plain = Nullable.GetUnderlyingType(type) ?? type;
        return plain switch
        {
            _ when plain == typeof(string) || plain == typeof(Guid) || plain == typeof(DateTimeOffset) => "string",
            _ when plain == typeof(int) || plain == typeof(long) => "integer",
            _ when plain == typeof(double) => "number",
            _ when plain == typeof(bool) => "boolean",
            _ when plain.IsGenericType && plain.GetGenericTypeDefinition() == typeof(IReadOnlyList<>) => "array",
            _ => "object",
        };
    }

    /// <summary>The types that a schema allows, references followed; an enumeration of names is a string.</summary>
    private static IEnumerable<string> Kinds(JsonElement schema)
    {
        if (schema.TryGetProperty("$ref", out JsonElement reference))
        {
            return Kinds(Schemas.GetProperty(reference.GetString()!.Split('/')[^1]));
        }

        if (schema.TryGetProperty("oneOf", out JsonElement choices) || schema.TryGetProperty("anyOf", out choices))
        {
            return choices.EnumerateArray().SelectMany(Kinds);
        }

        if (schema.TryGetProperty("enum", out JsonElement names))
        {
            return names.EnumerateArray().Select(name => name.ValueKind == JsonValueKind.Null ? "null" : "string");
        }

        JsonElement type = schema.GetProperty("type");
        return type.ValueKind == JsonValueKind.Array ? type.EnumerateArray().Select(one => one.GetString()!) : [type.GetString()!];
    }

    private static JsonElement Read()
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(Repository.File("src", "NeuralMarket.Server", "openapi", "v1.json")));
        return document.RootElement.GetProperty("components").GetProperty("schemas").Clone();
    }
}
