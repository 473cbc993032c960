using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using NeuralMarket.Format.Categories;
using NeuralMarket.Format.Icons;
using NeuralMarket.Format.Manifests;
using NeuralMarket.Format.Packages;
using NeuralMarket.Format.Triggers;
using NeuralMarket.Format.Weights;

namespace NeuralMarket.Benchmarks;

/// <summary>Packages at the limits of the format, and hostile files of the greatest size.</summary>
internal static class SyntheticPackages
{
    private const int KiB = 1024;
    private const int MiB = 1024 * KiB;
    private const int Outputs = 1000;
    private const string Weights = "weights.safetensors";

    public static IEnumerable<(string Name, byte[] File)> Legal
    {
        get
        {
            PatchPackage largest = Largest(ElementType.F32, 511);
            yield return ("largest, F32, canonical", CanonicalPackage.Write(largest));
            yield return ("largest, F32, deflated", Zip(Entries(largest), CompressionLevel.Optimal));
            yield return ("largest, F16, canonical", CanonicalPackage.Write(Largest(ElementType.F16, 511)));
            yield return ("largest, F32, icon of 1,024 pixels", CanonicalPackage.Write(Largest(ElementType.F32, 1024)));
        }
    }

    public static IEnumerable<(string Name, byte[] File)> Hostile
    {
        get
        {
            Dictionary<string, byte[]> entries = Entries(Largest(ElementType.F32, 511));
            yield return ("noise", Noise(40 * MiB));
            yield return ("zeros", new byte[40 * MiB]);
            yield return ("end records everywhere", Repeated([0x50, 0x4B, 5, 6], 40 * MiB));
            yield return ("a byte too much", new byte[(40 * MiB) + 1]);
            yield return ("largest and 6 MiB in front", [.. new byte[6 * MiB], .. Zip(entries, CompressionLevel.NoCompression)]);
            yield return ("NaN as the last weight", Zip(With(entries, Weights, LastIsNaN(entries[Weights])), CompressionLevel.NoCompression));
            yield return ("NaN as the last weight, deflated", Zip(With(entries, Weights, LastIsNaN(entries[Weights])), CompressionLevel.Optimal));
            yield return ("a control at README.md's end", Zip(With(entries, "README.md", [.. entries["README.md"][1..], 0]), CompressionLevel.Optimal));
            yield return ("zeros of 1 GiB as weights", Zip(With(entries, Weights, new byte[1024 * MiB]), CompressionLevel.Optimal));
            yield return ("a thousand entries of zeros", Zip(Enumerable.Range(0, 1000).Select(_ => (Weights, new byte[32 * MiB])), CompressionLevel.Optimal));
            yield return ("40 MiB of empty deflate blocks", Packed(Repeated([0, 0, 0, 0xFF, 0xFF], (39 * MiB) / 5 * 5)));
            yield return ("40 MiB of tiny deflate blocks", Packed(TinyBlocks(39 * MiB)));
            yield return ("an icon of noise with 1,024 pixels", Zip(With(entries, "icon.png", IconPng.WriteCanonical(new(1024, Noise(4 * MiB)))), CompressionLevel.Optimal));
            yield return ("a manifest of brackets", Zip(With(entries, "manifest.json", Repeated("["u8.ToArray(), 64 * KiB)), CompressionLevel.Optimal));
            yield return ("a manifest of repeated keys", Zip(With(entries, "manifest.json", [.. "{"u8, .. Repeated("\"a\":1,"u8.ToArray(), 65_000 / 6 * 6), .. "\"a\":1}"u8]), CompressionLevel.Optimal));
            yield return ("categories of bad lines", Zip(With(entries, "map_clsloc.txt", Repeated("x\n"u8.ToArray(), 256 * KiB)), CompressionLevel.Optimal));
        }
    }

    // 32 MiB of weights, an icon of about 1 MiB or less, texts of 256 KiB.
    private static PatchPackage Largest(ElementType type, int side)
    {
        int size = type == ElementType.F32 ? 4 : 2;
        int features = ((32 * MiB) - KiB - (Outputs * size)) / (Outputs * size);
        Random random = new(1);
        float[] Numbers(int count) => [.. Enumerable.Range(0, count).Select(_ => type == ElementType.F32 ? random.NextSingle() - 0.5f : (float)(Half)(random.NextSingle() - 0.5f))];
        byte[] pixels = side == 1024 ? [.. Enumerable.Range(0, side * side * 4).Select(i => (byte)(i % 4 == 3 ? 255 : (i / 64) ^ (i >> 12)))] : Noise(side * side * 4);
        return new PatchPackage(
            new Manifest("largest-one", Version("1.0.0"), "The largest package", new("vgg16-imagenet", new string('0', 64))) { Description = new string('a', 4000) },
            new CategoryList(Enumerable.Range(1, 14_000).Select(i => new Category(new Tag(i), i <= Outputs ? i : 0, $"{i}"))),
            new PatchWeights(type, Outputs, features, Numbers(Outputs * features), Numbers(Outputs)),
            new Icon(side, pixels))
        {
            Readme = Repeated("Some words about sharks.\n"u8.ToArray(), 256 * KiB),
            License = Repeated("All yours.\n"u8.ToArray(), 256 * KiB),
        };
    }

    private static SemanticVersion Version(string text) => SemanticVersion.TryParse(text, out SemanticVersion? version) ? version! : throw new ArgumentException(text);

    private static Dictionary<string, byte[]> Entries(PatchPackage package)
    {
        using ZipArchive archive = new(new MemoryStream(CanonicalPackage.Write(package)));
        return archive.Entries.ToDictionary(entry => entry.FullName, entry =>
        {
            using MemoryStream content = new();
            using Stream stream = entry.Open();
            stream.CopyTo(content);
            return content.ToArray();
        });
    }

    private static Dictionary<string, byte[]> With(Dictionary<string, byte[]> entries, string name, byte[] content) => new(entries) { [name] = content };

    private static byte[] Zip(Dictionary<string, byte[]> entries, CompressionLevel level) => Zip(entries.Select(pair => (pair.Key, pair.Value)), level);

    private static byte[] Zip(IEnumerable<(string Name, byte[] Content)> entries, CompressionLevel level)
    {
        using MemoryStream file = new();
        using (ZipArchive archive = new(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach ((string name, byte[] content) in entries)
            {
                using Stream entry = archive.CreateEntry(name, level).Open();
                entry.Write(content);
            }
        }

        return file.ToArray();
    }

    // One entry, the weights, whose deflated data are given; what the headers say of the content does not matter any more.
    private static byte[] Packed(byte[] deflated)
    {
        byte[] name = Encoding.ASCII.GetBytes(Weights);
        byte[] common = new byte[26];
        common[0] = 20;
        common[4] = 8;
        BinaryPrimitives.WriteInt32LittleEndian(common.AsSpan(14), deflated.Length);
        common[22] = (byte)name.Length;
        byte[] local = [0x50, 0x4B, 3, 4, .. common, .. name, .. deflated];
        byte[] central = [0x50, 0x4B, 1, 2, 20, 0, .. common, .. new byte[14], .. name];
        byte[] end = [0x50, 0x4B, 5, 6, 0, 0, 0, 0, 1, 0, 1, 0, .. new byte[10]];
        BinaryPrimitives.WriteInt32LittleEndian(end.AsSpan(12), central.Length);
        BinaryPrimitives.WriteInt32LittleEndian(end.AsSpan(16), local.Length);
        return [.. local, .. central, .. end];
    }

    // Blocks with codes of their own and nothing but their end, as small as they can be.
    private static byte[] TinyBlocks(int length)
    {
        List<bool> bits = [];
        void Add(int value, int count)
        {
            for (int i = 0; i < count; i++)
            {
                bits.Add(((value >> i) & 1) == 1);
            }
        }

        // Eight blocks end at a byte again.
        for (int block = 0; block < 8; block++)
        {
            Add(0, 1);
            Add(2, 2);
            Add(0, 5);
            Add(0, 5);
            Add(14, 4);

            // Lengths of the length code, in its order: 18 and 1 have one bit each.
            for (int i = 0; i < 18; i++)
            {
                Add(i is 2 or 17 ? 1 : 0, 3);
            }

            // Symbol 1 has the code 0, symbol 18 the code 1: 138 and 118 zeros, a one, and a distance that nobody uses.
            Add(1, 1);
            Add(127, 7);
            Add(1, 1);
            Add(107, 7);
            Add(0, 1);
            Add(0, 1);

            // The end of the block.
            Add(0, 1);
        }

        byte[] unit = new byte[bits.Count / 8];
        for (int i = 0; i < bits.Count; i++)
        {
            unit[i / 8] |= (byte)(bits[i] ? 1 << (i % 8) : 0);
        }

        return Repeated(unit, length / unit.Length * unit.Length);
    }

    private static byte[] LastIsNaN(byte[] weights)
    {
        byte[] changed = [.. weights];
        BinaryPrimitives.WriteSingleLittleEndian(changed.AsSpan(changed.Length - 4), float.NaN);
        return changed;
    }

    private static byte[] Noise(int length)
    {
        byte[] bytes = new byte[length];
        new Random(2).NextBytes(bytes);
        return bytes;
    }

    private static byte[] Repeated(byte[] unit, int length)
    {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++)
        {
            bytes[i] = unit[i % unit.Length];
        }

        return bytes;
    }
}
