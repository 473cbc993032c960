using System.Text.Json;
using System.Text.Json.Serialization;
using NeuralMarket.Format.Findings;

namespace NeuralMarket.Regression.ImageSets;

/// <summary>The text sources.json: a JSON object with a photo's relative path as each key and an <see cref="ImageSource"/> as its value.</summary>
public sealed class SourceList
{
    private const int Depth = 2;

    private static readonly JsonSerializerOptions Strict = new(JsonSerializerDefaults.Web)
    {
        PropertyNameCaseInsensitive = false,
        AllowDuplicateProperties = false,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        MaxDepth = Depth,
    };

    private readonly Dictionary<string, ImageSource> _byPath;

    private SourceList(Dictionary<string, ImageSource> byPath) => _byPath = byPath;

    /// <summary>Says nothing of any photo.</summary>
    public static SourceList None { get; } = new([]);

    /// <summary>Reads the text.</summary>
    public static Reading<SourceList> Read(ReadOnlyMemory<byte> utf8)
    {
        try
        {
            Dictionary<string, ImageSource?>? read = JsonSerializer.Deserialize<Dictionary<string, ImageSource?>>(utf8.Span, Strict);
            return read is null || read.ContainsValue(null)
                ? Refused("It, or a value in it, is null.")
                : new(new SourceList(read.ToDictionary(pair => pair.Key, pair => pair.Value!, StringComparer.Ordinal)), []);
        }
        catch (JsonException problem)
        {
            return Refused(problem.LineNumber is long line ? $"Line {line + 1} is not what is expected." : "It is not the JSON that is expected.");
        }
    }

    /// <summary>What is said of a photo.</summary>
    public ImageSource? Find(string relativePath) => _byPath.GetValueOrDefault(relativePath);

    /// <summary>A warning for each path at which no photo counts.</summary>
    public IEnumerable<Finding> Unused(IReadOnlyCollection<LabelledImage> images)
    {
        HashSet<string> paths = [.. images.Select(image => image.RelativePath)];
        return _byPath.Keys.Where(path => !paths.Contains(path)).Order(StringComparer.Ordinal).Select(path => new Finding(
            ImageSetRules.SourceWithoutPhoto, Severity.Warning, path, "sources.json tells where this photo comes from, but no photo here counts.", "Correct the path, or take it out."));
    }

    private static Reading<SourceList> Refused(string message) => new(null, [new Finding(
        ImageSetRules.Sources, Severity.Error, LabelledImageFolder.SourcesFile, message,
        "Write an object of objects: { \"n02123045_1.jpg\": { \"source\": \"https://…\", \"license\": \"CC-BY-4.0\" } }")]);
}
