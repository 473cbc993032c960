using System.Text.Json;
using NeuralMarket.Testing;

namespace NeuralMarket.Cli.Tests.Kit;

/// <summary>The kit's files and expected results.</summary>
internal static class KitData
{
    public static string Base => Path("base", "cifar-coarse.txt");

    public static string[] Packages => [.. Directory.GetFiles(Path("patches"), "*.specialneurons").Order(StringComparer.Ordinal)];

    public static string Path(params string[] parts)
    {
        Assert.SkipWhen(KitFolder.Path is null, "The kit is not there.");
        return System.IO.Path.Combine([KitFolder.Path, .. parts]);
    }

    public static JsonElement Expected(string name)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(Path("expected", name)));
        return document.RootElement.Clone();
    }
}
