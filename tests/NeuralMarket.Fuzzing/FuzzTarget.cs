using NeuralMarket.Format.BaseNetworks;
using NeuralMarket.Format.Categories;
using NeuralMarket.Format.Findings;
using NeuralMarket.Format.Icons;
using NeuralMarket.Format.Packages;
using NeuralMarket.Format.Tests.Building;
using NeuralMarket.Format.Weights;

namespace NeuralMarket.Fuzzing;

/// <summary>A reader under attack.</summary>
/// <param name="Name">What people call it.</param>
/// <param name="Read">Reads an input; must not throw, must be quick, must not take much memory.</param>
/// <param name="Seeds">Inputs to begin with.</param>
/// <param name="Words">Pieces that mean something to the reader.</param>
/// <param name="Repair">Makes checksums right again, so that what lies behind them is reached.</param>
internal sealed record FuzzTarget(string Name, Action<byte[]> Read, IReadOnlyList<byte[]> Seeds, IReadOnlyList<byte[]> Words, Action<byte[]> Repair)
{
    private const string Manifest = "manifest.json";

    public static IReadOnlyList<FuzzTarget> All { get; } =
    [
        new("container", input => Check(PackageReader.Read(input)), Packages(), Bytes("PK\u0001\u0002", "PK\u0003\u0004", "PK\u0005\u0006", "PK\u0006\u0006", "PK\u0006\u0007", "PK\u0007\u0008", "README.md", "LICENSE", "icon.png"), Checksums.RepairZip),
        new("manifest", input => PackageReader.ReadEntries(new Dictionary<string, ReadOnlyMemory<byte>> { [Manifest] = input }), Manifests(), Bytes(
            "\"format\":1", "\"id\":", "\"version\":", "\"title\":", "\"description\":", "\"author\":", "\"license\":", "\"base\":{", "\"name\":", "\"sha256\":", "\"trigger\":{", "\"top\":", "\"atLeast\":", "\"on\":",
            "\"patch\":", "\"testedOn\":[", "\"platform\":\"ios\"", "\"device\":", "\"os\":", "\"notes\":", "\\ud83e\\udd88", "\\ud800", "\\u0000", "null", "1e400", "-0", "1.0", "\uFFFE", "e\u0301", "\u1112\u1161", " WITH ", " OR ", "DocumentRef-", "LicenseRef-", "^1.0.0-a"), _ => { }),
        new("categories", input => Check(CategoriesText.ReadPatch(input), CategoriesText.ReadBaseNetwork(input), CategoriesText.ReadImageSet(input)), [
            .. Bytes("n01484850 1 great_white_shark\nn01491361 2 tiger_shark\nn01494475 0 hammerhead\n", "n1\t1\tstra\u00DFe\r\nn2 2 stra\u00DFen \r\n\r\n"), new CategoriesSeed().Build()], Bytes("n1 1 a\n", "n2 2 b\n", "\r\n", "\uFEFF", "_", "\u0130", "\uFB03", "\u0345\u0300", "999999999", "2147483648"), _ => { }),
        new("safetensors", input => Check(Safetensors.Read(input)), Tensors(), Bytes("\"weight\":", "\"bias\":", "\"dtype\":\"F16\"", "\"BF16\"", "\"shape\":[", "\"data_offsets\":[", "\"__metadata__\":{}", "9223372036854775807", "4611686018427387904", "-0", "null"), _ => { }),
        new("png", input => Check(IconPng.Read(input)), Icons(), Bytes("IHDR", "PLTE", "tRNS", "IDAT", "IEND", "acTL", "tEXt"), Checksums.RepairPng),
        new("network", input => Check(NetworkDefinition.Read(input)), Bytes(
            "network small-one\ninput 3 8 8\nresize 9\ncrop center\npixels bgr scale 1 mean 103.939 116.779 123.68 std 1 1 2\ncategories map_clsloc.txt\nconv 4 kernel 3 stride 1 pad 1 relu\npool max 2 stride 2\ndense 5 relu\ndense 2 softmax\n",
            "# x\r\nnetwork abc\ninput 3 224 224\nconv 6 kernel 5 groups 3\npool average 3 stride 2 pad 1\npool global-average\ndense 9 softmax"), Bytes(
            "\nconv 4 kernel 3", "\npool max 2 stride 2", "\npool average 3 stride 1 pad 1", "\npool global-average", "\ndense 9 softmax", "\ndense 5 relu", " groups 2", " stride 2", " pad 99999", " kernel 99999", "99999", "\npixels rgb", " std 0 0 0", "\0", "\t", "#"), _ => { }),
        new("planted", Planted.Read, Bytes("12345678"), [], _ => { }),
    ];

    // A reading that calls itself valid must be so: the canonical form of a package is valid again, and stays the same.
    private static void Check(PackageReading reading)
    {
        Check(reading.Findings);
        if (reading.Package is PatchPackage package)
        {
            byte[] canonical = CanonicalPackage.Write(package);
            PackageReading again = PackageReader.Read(canonical);
            if (again.Package is null || !CanonicalPackage.Write(again.Package).AsSpan().SequenceEqual(canonical))
            {
                throw new InvalidDataException("The canonical form of a valid package is not valid, or not canonical.");
            }
        }
    }

    private static void Check<T>(params Reading<T>[] readings)
        where T : class
    {
        foreach (Reading<T> reading in readings)
        {
            Check(reading.Findings);
            if (reading.IsValid == reading.Findings.Any(finding => finding.Severity == Severity.Error))
            {
                throw new InvalidDataException("A value and an error, or neither.");
            }
        }
    }

    // What a finding says goes to terminals and pages.
    private static void Check(IReadOnlyList<Finding> findings)
    {
        if (findings.Any(finding => Rules.Find(finding.Rule) is null || (finding.Where + finding.Message + finding.Remedy).Any(char.IsControl)))
        {
            throw new InvalidDataException("A finding without a rule, or with a control character.");
        }
    }

    private static List<byte[]> Packages()
    {
        List<byte[]> packages = [];
        foreach (DescriptorForm form in Enum.GetValues<DescriptorForm>())
        {
            foreach (bool deflated in new[] { false, true })
            {
                packages.Add(PackageBuilder.With(package =>
                {
                    package.Readme = "# Sharks\n"u8.ToArray();
                    package.Icon.Pixel = (x, y) => [(byte)(x / 16), (byte)(y / 16), 0, 255];
                    package.Archive = archive =>
                    {
                        archive.Zip64 = deflated;
                        archive.Parts.ForEach(part => (part.Descriptor, part.Deflated, part.LocalZip64, part.CentralZip64) = (form, deflated, form >= DescriptorForm.Long, form == DescriptorForm.Long));
                    };
                }).Build());
            }
        }

        return packages;
    }

    private static List<byte[]> Manifests() =>
    [
        new PackageBuilder().Entries()[Manifest],
        .. Bytes($$$"""
            {"format":1,"id":"a-b","version":"1.0.0-a.1","title":"é","description":"a\n","author":"b","license":"(MIT OR GPL-2.0+) AND ISC WITH x","base":{"name":"abc","sha256":"{{{PackageBuilder.Identity}}}"},
            "trigger":{"top":5,"atLeast":2.5e-1,"on":{"patch":"c-d","version":"^0.1.0"}},"testedOn":[{"platform":"ios","device":"x","os":"y","notes":"z"}],"x":[[{"y":null}]]}
            """),
    ];

    private static List<byte[]> Tensors() =>
        [.. new[] { "F32", "F16", "BF16" }.Select(type => new TensorBuilder { Type = type }.Build()), new TensorBuilder { Outputs = 3, Features = 40 }.Build()];

    private static List<byte[]> Icons()
    {
        List<byte[]> icons = [];
        foreach (byte interlace in new byte[] { 0, 1 })
        {
            icons.Add(new PngBuilder { Interlace = interlace, Filter = 4, Pixel = (x, y) => [(byte)x, (byte)y, 0, 255] }.Build());
            icons.Add(new PngBuilder { Interlace = interlace, Filter = 3, ColorType = 0, Transparency = [0, 5], Pixel = (x, y) => [(byte)(x ^ y)] }.Build());
            icons.Add(new PngBuilder { Interlace = interlace, Filter = 2, ColorType = 2, Pixel = (x, y) => [(byte)x, (byte)y, 0], DataChunks = 3 }.Build());
            icons.Add(new PngBuilder { Interlace = interlace, Filter = 1, ColorType = 3, Palette = [1, 2, 3, 4, 5, 6], Transparency = [9], Pixel = (x, _) => [(byte)(x & 1)] }.Build());
            icons.Add(new PngBuilder { Interlace = interlace, ColorType = 4, Pixel = (x, y) => [(byte)x, (byte)y] }.Build());
        }

        return icons;
    }

    private static List<byte[]> Bytes(params string[] texts) => [.. texts.Select(System.Text.Encoding.UTF8.GetBytes)];

    /// <summary>A file with as many outputs as a patch may have at least, in odd scripts.</summary>
    private sealed class CategoriesSeed
    {
        public byte[] Build() => System.Text.Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(1, 12).Select(i => $"n{i} {i} {(char)(0x390 + i)}\u0345 \uD55C{i}\n")));
    }
}
