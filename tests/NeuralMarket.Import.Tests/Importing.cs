using System.Globalization;
using NeuralMarket.Format.Findings;
using NeuralMarket.Inference.Import;
using NeuralMarket.Testing;

namespace NeuralMarket.Import.Tests;

/// <summary>Runs the import on a model in memory.</summary>
internal static class Importing
{
    public const string Name = "test-network";

    /// <summary>Imports a model into the folder, with as many categories as it needs when that can be told.</summary>
    public static Reading<OnnxImportResult> Run(byte[] model, TemporaryFolder folder, int? categories = null)
    {
        File.WriteAllBytes(folder["model.onnx"], model);
        Reading<OnnxImportResult> reading = Run(folder, categories ?? 1);

        // How many categories a model has, only its import tells.
        return categories is null && reading.Findings is [.., { Rule: Rules.BaseCategoryCount } finding]
            ? Run(folder, int.Parse(finding.Message.Split(' ')[^1].TrimEnd('.'), CultureInfo.InvariantCulture))
            : reading;
    }

    /// <summary>The findings of a model that cannot be imported; nothing may be written for one.</summary>
    public static IReadOnlyList<Finding> Refused(byte[] model)
    {
        using TemporaryFolder folder = new();
        Reading<OnnxImportResult> reading = Run(model, folder);
        Assert.False(reading.IsValid);
        Assert.Contains(reading.Findings, finding => finding.Severity == Severity.Error);
        Assert.False(Directory.Exists(folder["out"]) && Directory.EnumerateFileSystemEntries(folder["out"]).Any());
        Assert.All(reading.Findings, finding => Assert.False(string.IsNullOrWhiteSpace(finding.Remedy) || string.IsNullOrWhiteSpace(finding.Message) || string.IsNullOrWhiteSpace(finding.Where)));
        return reading.Findings;
    }

    private static Reading<OnnxImportResult> Run(TemporaryFolder folder, int categories)
    {
        File.WriteAllLines(folder["map_clsloc.txt"], Enumerable.Range(1, categories).Select(i => $"n{i:D8} {i} category_{i}"));
        return OnnxImport.Run(new OnnxImportRequest(folder["model.onnx"], Name, folder["map_clsloc.txt"], folder["out"]), CancellationToken.None);
    }
}
