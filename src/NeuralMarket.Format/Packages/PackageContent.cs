using NeuralMarket.Format.Binary;
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
    public static PackageReading Read(UnpackedEntries unpacked, string sha256, FindingList findings)
    {
        // An entry that is there and cannot be unpacked has its finding already.
        foreach (PackageEntry missing in PackageEntry.All.Where(entry => entry.IsRequired && unpacked.Names?.Contains(entry.Name) == false))
        {
            findings.Error(Rules.ContainerEntryMissing, missing.Name, $"{missing.Name} is missing.", "Add it to the package.");
        }

        IReadOnlyDictionary<string, ReadOnlyMemory<byte>> entries = unpacked.Contents;

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

        return new(findings.HasErrors ? null : package, manifest.Id, manifest.Version, sha256, findings.Findings) { Parts = new(manifest.Manifest, categories, weights?.Features) };
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
        foreach ((string name, long length) in CanonicalPackage.Lengths(package))
        {
            int maximum = PackageEntry.Find(name)!.MaximumLength;
            if (length > maximum)
            {
                findings.Error(Rules.ContainerCanonical, name, $"As the market publishes it, it has {length} bytes; at most {maximum} are allowed.", "Make it smaller.");
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

        return Segments.Of(content) is { Offset: 0 } own && own.Count == own.Array!.Length ? own.Array : content.ToArray();
    }

    private static string? Problem(ReadOnlySpan<byte> content)
    {
        if (Utf8Text.HasByteOrderMark(content))
        {
            return "The file begins with a byte order mark.";
        }

        int invalidAt = Utf8Text.FirstInvalid(content);
        if (invalidAt >= 0)
        {
            return $"The byte at position {invalidAt} is not UTF-8.";
        }

        for (int i = 0; i < content.Length; i++)
        {
            // Controls are one byte, or C2 and one of 80 to 9F.
            int character = content[i] == 0xC2 ? content[i + 1] : content[i] < 0x80 ? content[i] : 'a';
            if (char.IsControl((char)character) && character is not ('\t' or '\n' or '\r'))
            {
                return $"It holds the control character {Quote.CodePoint(character)}.";
            }
        }

        return null;
    }
}
