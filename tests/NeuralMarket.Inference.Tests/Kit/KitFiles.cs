using System.Text.Json;

namespace NeuralMarket.Inference.Tests.Kit;

/// <summary>The kit of real photos beside the repository; tests that need it are skipped where it is absent.</summary>
internal static class KitFiles
{
    private static readonly string? Folder = Find();

    public static string Path(string relative)
    {
        Assert.SkipWhen(Folder is null, "The kit is not beside the repository (shared/kit, or NEURALMARKET_KIT).");
        return System.IO.Path.Combine(Folder!, relative);
    }

    public static byte[] Read(string relative) => File.ReadAllBytes(Path(relative));

    public static JsonDocument Expected(string name) => JsonDocument.Parse(Read($"expected/{name}.json"));

    /// <summary>The files of one of the kit's folders, for theories; none where the kit is absent.</summary>
    public static string[] In(string folder) => Folder is null
        ? []
        : [.. Directory.GetFiles(System.IO.Path.Combine(Folder, folder)).Select(file => $"{folder}/{System.IO.Path.GetFileName(file)}").Order(StringComparer.Ordinal)];

    private static string? Find()
    {
        if (Environment.GetEnvironmentVariable("NEURALMARKET_KIT") is { Length: > 0 } named)
        {
            return Directory.Exists(named) ? named : null;
        }

        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            string candidate = System.IO.Path.Combine(folder.FullName, "shared", "kit");
            if (Directory.Exists(candidate))
            {
                return candidate;
            }
        }

        return null;
    }
}
