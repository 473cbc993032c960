using NeuralMarket.Format.Categories;
using NeuralMarket.Format.Containers;
using NeuralMarket.Format.Findings;
using NeuralMarket.Format.Icons;
using NeuralMarket.Format.Manifests;
using NeuralMarket.Format.Text;
using NeuralMarket.Format.Weights;

namespace NeuralMarket.Format.Packages;

/// <summary>From the unpacked entries of a package to its content; the container is somebody else's.</summary>
internal static class PackageContent
{
    /// <summary>Reads every entry that is there, and the rules between them.</summary>
    public static PackageReading Read(IReadOnlyDictionary<string, ReadOnlyMemory<byte>> entries, string sha256, FindingList findings)
    {
        // An entry that is there and cannot be unpacked has its finding already.
        bool complete = !findings.HasErrors;
        foreach (PackageEntry missing in PackageEntry.All.Where(entry => entry.IsRequired && !entries.ContainsKey(entry.Name)))
        {
            if (complete || !findings.Findings.Any(finding => finding.Where == missing.Name || finding.Where.Length == 0))
            {
                findings.Error(Rules.ContainerEntryMissing, missing.Name, $"{missing.Name} is missing.", "Add it to the package.");
            }
        }

        ManifestReading manifest = entries.TryGetValue(ManifestJson.FileName, out ReadOnlyMemory<byte> json) ? ManifestJson.Read(json, findings) : new(null, null, null);
        CategoryList? categories = entries.TryGetValue(CategoriesText.FileName, out ReadOnlyMemory<byte> text) ? findings.Take(CategoriesText.ReadPatch(text)) : null;
        PatchWeights? weights = entries.TryGetValue(Safetensors.FileName, out ReadOnlyMemory<byte> tensors) ? findings.Take(Safetensors.Read(tensors)) : null;
        Icon? icon = entries.TryGetValue(IconPng.FileName, out ReadOnlyMemory<byte> png) ? findings.Take(IconPng.Read(png)) : null;
        byte[]? readme = ReadText(entries, PackageEntry.Readme, findings);
        byte[]? license = ReadText(entries, PackageEntry.License, findings);
        CheckOutputs(categories, weights, findings);
        PatchPackage? package = findings.HasErrors ? null : new PatchPackage(manifest.Manifest!, categories!, weights!, icon!) { Readme = readme, License = license };
        if (package is not null)
        {
            CheckCanonical(package, findings);
        }

        return new(findings.HasErrors ? null : package, manifest.Id, manifest.Version, sha256, findings.Findings);
    }

    private static void CheckOutputs(CategoryList? categories, PatchWeights? weights, FindingList findings)
    {
        if (categories is not null && weights is not null && categories.Outputs.Count != weights.Outputs)
        {
            findings.Error(
                Rules.WeightsOutputs,
                Safetensors.FileName,
                $"The weights have {weights.Outputs} rows; map_clsloc.txt has {categories.Outputs.Count} outputs.",
                "Give every output its row: row k holds output index k + 1.");
        }
    }

    private static void CheckCanonical(PatchPackage package, FindingList findings)
    {
        foreach ((string name, byte[] content) in CanonicalPackage.Entries(package))
        {
            int maximum = PackageEntry.Find(name)!.MaximumLength;
            if (content.Length > maximum)
            {
                findings.Error(Rules.ContainerCanonical, name, $"As the market publishes it, it has {content.Length} bytes; at most {maximum} are allowed.", "Make it smaller.");
            }
        }
    }

    private static byte[]? ReadText(IReadOnlyDictionary<string, ReadOnlyMemory<byte>> entries, string name, FindingList findings)
    {
        if (!entries.TryGetValue(name, out ReadOnlyMemory<byte> content))
        {
            return null;
        }

        string? problem = Problem(content.Span);
        if (problem is not null)
        {
            findings.Error(Rules.ContainerText, name, problem, "Save it as plain UTF-8 text without BOM.");
        }

        return content.ToArray();
    }

    private static string? Problem(ReadOnlySpan<byte> content)
    {
        if (Utf8Text.HasByteOrderMark(content))
        {
            return "The file begins with a byte order mark.";
        }

        if (!Utf8Text.TryDecode(content, out string text, out int invalidAt))
        {
            return $"The byte at position {invalidAt} is not UTF-8.";
        }

        int control = text.ToList().FindIndex(character => char.IsControl(character) && character is not ('\t' or '\n' or '\r'));
        return control < 0 ? null : $"It holds the control character {Quote.CodePoint(text[control])}.";
    }
}
