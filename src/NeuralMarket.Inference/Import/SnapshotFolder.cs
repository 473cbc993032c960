using NeuralMarket.Format.BaseNetworks;
using NeuralMarket.Format.Findings;

namespace NeuralMarket.Inference.Import;

/// <summary>A folder that a snapshot's three files are put into: written and verified in a folder of their own, then moved, NAME.txt last.</summary>
internal sealed class SnapshotFolder(string folder, string name, string categoriesName)
{
    /// <summary>Writes the files; <see langword="null"/> when problems were reported, and then none of them is there.</summary>
    /// <exception cref="IOException">One of them cannot be written.</exception>
    public BaseNetwork? Write(byte[] text, Action<Stream> writeData, byte[] categories, ImportFindings findings)
    {
        string categoriesPath = Path.Combine(folder, categoriesName);
        bool hasCategories = Path.Exists(categoriesPath);
        if (!IsFree($"{name}.txt", findings) | !IsFree($"{name}.data", findings) || (hasCategories && !IsSame(categoriesPath, categories, findings)))
        {
            return null;
        }

        Directory.CreateDirectory(folder);
        string staging = Path.Combine(folder, $".importing-{Guid.NewGuid():N}");
        Directory.CreateDirectory(staging);
        try
        {
            Write(Path.Combine(staging, $"{name}.data"), writeData);
            Write(Path.Combine(staging, categoriesName), file => file.Write(categories));
            Write(Path.Combine(staging, $"{name}.txt"), file => file.Write(text));
            if (findings.HasErrors || Open(staging, findings) is not BaseNetwork network)
            {
                return null;
            }

            foreach (string file in new[] { $"{name}.data", categoriesName, $"{name}.txt" }.Where(file => file != categoriesName || !hasCategories))
            {
                File.Move(Path.Combine(staging, file), Path.Combine(folder, file));
            }

            return network with { TextPath = Path.Combine(folder, $"{name}.txt"), DataPath = Path.Combine(folder, $"{name}.data"), CategoriesPath = categoriesPath };
        }
        finally
        {
            Directory.Delete(staging, recursive: true);
        }
    }

    private BaseNetwork? Open(string staging, ImportFindings findings)
    {
        Reading<BaseNetwork> reading = BaseNetwork.Open(Path.Combine(staging, $"{name}.txt"));
        findings.Add(reading.Findings);
        return reading.Value;
    }

    private bool IsFree(string file, ImportFindings findings)
    {
        bool isFree = !Path.Exists(Path.Combine(folder, file));
        if (!isFree)
        {
            findings.Add([new Finding(OnnxRules.Target, Severity.Error, file, $"{Path.Combine(folder, file)} is there already, and a base network never changes.", "Choose another name or folder, or remove it.")]);
        }

        return isFree;
    }

    private static bool IsSame(string path, byte[] content, ImportFindings findings)
    {
        bool isSame = File.Exists(path) && new FileInfo(path).Length == content.Length && File.ReadAllBytes(path).AsSpan().SequenceEqual(content);
        if (!isSame)
        {
            findings.Add([new Finding(OnnxRules.Target, Severity.Error, Path.GetFileName(path), $"{path} is there already, with other content.", "Choose another folder.")]);
        }

        return isSame;
    }

    private static void Write(string path, Action<Stream> write)
    {
        using FileStream file = new(path, FileMode.CreateNew, FileAccess.Write);
        write(file);
        file.Flush(flushToDisk: true);
    }
}
