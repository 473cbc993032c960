using NeuralMarket.Format.BaseNetworks;
using NeuralMarket.Format.Packages;
using NeuralMarket.Format.Tests.Building;
using static NeuralMarket.Format.Findings.Rules;

namespace NeuralMarket.Format.Tests.Rules;

/// <summary>Base network snapshots, and packages beside them, that break one rule each.</summary>
internal static class BadNetworks
{
    private const string Convolution = "conv 4 kernel 3 stride 1 pad 1 relu";
    private const string Pool = "pool max 2 stride 2";
    private const string Pixels = "pixels bgr scale 1 mean 103.939 116.779 123.68 std 1 1 2";

    public static IEnumerable<BadCase> All => [.. Files, .. Texts, .. Heads, .. Layers, .. Packages];

    private static IEnumerable<BadCase> Files =>
    [
        Network(BaseMissingFile, "no data", network => network.Files.Remove("small-one.data")),
        Network(BaseMissingFile, "no categories", network => network.Files.Remove("map_clsloc.txt")),
        Network(BaseMissingFile, "no text", network => network.Files.Remove("small-one.txt")),
        new("the data's name instead of the text's", BaseMissingFile, () => new NetworkBuilder().Open(reading => reading.Findings, "small-one.data")),
        Network(BaseDataLength, "a byte more", network => network.Data = [.. NetworkBuilder.RightData, 0]),
        Network(BaseDataLength, "a byte fewer", network => network.Data = NetworkBuilder.RightData[..^1]),
        Network(BaseDataLength, "no data", network => network.Data = []),
        .. new[] { 0x7F80_0000u, 0xFF80_0000u, 0x7FC0_0000u, 0x7F80_0001u }.SelectMany(bits => new[] { 0, 3, 448 }.Select(place =>
            Network(BaseFinite, $"0x{bits:X} at {place}", network => network.Data = NetworkBuilder.RightData.With(4 * place, Bytes.Integer(bits))))),
        Network(BaseCategoryCount, "three categories for two outputs", network => network.Categories += "n3 3 ray\n"),
        Network(CategoriesIndexZero, "a category with index 0", network => network.Categories += "n3 0 ray\n"),
    ];

    private static IEnumerable<BadCase> Texts =>
    [
        Network(BaseTextSize, "64 KiB and a byte", network => network.Text = network.Text.PadRight((64 * 1024) + 1)),
        Network(BaseTextEncoding, "a byte order mark", network => network.Text = "\uFEFF" + network.Text),
        Network(BaseTextEncoding, "Latin-1 in a comment", network => network.TextBytes = [(byte)'#', 0xE9, (byte)'\n', .. Bytes.Utf8(network.Text)]),
        Network(BaseTextEncoding, "a tab", network => network.Line("kernel 3", "kernel\t3")),
        Network(BaseTextEncoding, "a zero", network => network.Line("kernel 3", "kernel\0 3")),
        Network(BaseTextEncoding, "a carriage return alone", network => network.Line("resize 9\n", "resize 9\r")),
        Network(BaseTextEncoding, "a carriage return that hides a statement in a comment", network => network.Line("resize 9", "# resize 9\rresize 8")),
        Network(BaseStatement, "an unknown statement", network => network.Line(Convolution, "flatten\n" + Convolution)),
        Network(BaseStatement, "a statement in capitals", network => network.Line("resize 9", "Resize 9")),
        Network(BaseOrder, "no network", network => network.Line("network small-one\n", "").Line("input 3 8 8\n", "input 3 8 8\n")),
        Network(BaseOrder, "input in front of network", network => network.Line("network small-one\ninput 3 8 8\n", "input 3 8 8\nnetwork small-one\n")),
        Network(BaseOrder, "resize in front of input", network => network.Line("input 3 8 8\nresize 9\n", "resize 9\ninput 3 8 8\n")),
        Network(BaseOrder, "resize twice", network => network.Line("resize 9\n", "resize 9\nresize 9\n")),
        Network(BaseOrder, "crop behind a layer", network => network.Line("crop center\n", "").Line(Convolution, Convolution + "\ncrop center")),
    ];

    private static IEnumerable<BadCase> Heads =>
    [
        .. new[] { "ab", "VGG16", "a_b", new string('a', 65) }.Select(name => Network(BaseName, $"the name {name}", network => network.Line("network small-one", $"network {name}"))),
        Network(BaseOption, "no name", network => network.Line("network small-one", "network")),
        Network(BaseOption, "two names", network => network.Line("network small-one", "network small-one other")),
        Network(BaseInput, "one channel", network => network.Line("input 3 8 8", "input 1 8 8")),
        Network(BaseOption, "no width", network => network.Line("input 3 8 8", "input 3 8")),
        .. new[] { "0", "100000", "-8", "8.0", "8e0", "+8", "0x8", "eight", "٨" }.Select(number => Network(BaseNumber, $"a height of {number}", network => network.Line("input 3 8 8", $"input 3 {number} 8"))),
        Network(BaseTooLarge, "an input of 3 × 99,999 × 99,999", network => network.Line("input 3 8 8", "input 3 99999 99999")),
        Network(BaseOption, "a crop that is not centred", network => network.Line("crop center", "crop left")),
        Network(BaseOption, "a crop without a word", network => network.Line("crop center", "crop")),
        Network(BaseOption, "two channel orders", network => network.Line("pixels bgr", "pixels bgr rgb")),
        Network(BaseOption, "a scale twice", network => network.Line("scale 1", "scale 1 scale 1")),
        Network(BaseOption, "an unknown option", network => network.Line("scale 1", "gamma 1")),
        Network(BaseOption, "a mean of two numbers", network => network.Line(Pixels, "pixels bgr mean 1 2")),
        .. new[] { "1e2", "100000", "NaN", "inf", "1,5", ".5", "5.", "+1", "--1", "1.2.3", "-" }.Select(number => Network(BaseNumber, $"a scale of {number}", network => network.Line("scale 1", $"scale {number}"))),
        Network(BaseStd, "a deviation of 0", network => network.Line("std 1 1 2", "std 1 0 2")),
        Network(BaseStd, "a deviation of -0.0", network => network.Line("std 1 1 2", "std 1 -0.0 2")),
        .. new[] { "../map_clsloc.txt", "/etc/passwd", "a\\b", "..", "c:map" }.Select(name => Network(BaseCategoriesFile, $"the categories file {name}", network => network.Line("categories map_clsloc.txt", $"categories {name}"))),
    ];

    private static IEnumerable<BadCase> Layers =>
    [
        Network(BaseLayers, "no layers", network => network.Text = network.Text[..network.Text.IndexOf(Convolution, StringComparison.Ordinal)]),
        Network(BaseLayers, "513 layers", network => network.Line(Convolution, string.Concat(Enumerable.Repeat("conv 3 kernel 1\n", 510)) + Convolution)),
        Network(BaseLayers, "a convolution behind a dense layer", network => network.Line("dense 5 relu", "dense 5 relu\n" + Convolution)),
        Network(BaseLayers, "a pool behind a dense layer", network => network.Line("dense 5 relu", "dense 5 relu\n" + Pool)),
        Network(BaseSoftmax, "no softmax", network => network.Line("dense 2 softmax", "dense 2")),
        Network(BaseSoftmax, "a layer behind the softmax", network => network.Line("dense 5 relu", "dense 5 softmax")),
        Network(BaseSoftmax, "relu with softmax", network => network.Line("dense 2 softmax", "dense 2 relu softmax")),
        Network(BaseSoftmax, "a convolution as the last layer", network => network.Line("dense 5 relu\ndense 2 softmax", "")),
        Network(BaseOption, "softmax on a convolution", network => network.Line(Convolution, Convolution + " softmax")),
        Network(BaseOption, "no kernel", network => network.Line(Convolution, "conv 4 stride 1")),
        Network(BaseOption, "a stride twice", network => network.Line(Convolution, Convolution + " stride 1")),
        Network(BaseOption, "relu twice", network => network.Line(Convolution, Convolution + " relu")),
        Network(BaseOption, "a stride without its number", network => network.Line(Pool, "pool max 2 stride")),
        Network(BaseOption, "a pool without a stride", network => network.Line(Pool, "pool max 2")),
        Network(BaseOption, "another kind of pool", network => network.Line(Pool, "pool min 2 stride 2")),
        Network(BaseOption, "a window of a global pool", network => network.Line(Pool, "pool global-average 2")),
        Network(BaseOption, "a pool with relu", network => network.Line(Pool, Pool + " relu")),
        Network(BaseNumber, "100,000 channels", network => network.Line("conv 4", "conv 100000")),
        Network(BaseNumber, "a stride of 0", network => network.Line("stride 1", "stride 0")),
        Network(BaseNumber, "a kernel of 0", network => network.Line("kernel 3", "kernel 0")),
        Network(BaseNumber, "a negative padding", network => network.Line("pad 1", "pad -1")),
        Network(BaseNumber, "a width of 0", network => network.Line("dense 5", "dense 0")),
        Network(BaseGroups, "groups that do not divide the input", network => network.Line(Convolution, Convolution + " groups 2")),
        Network(BaseGroups, "groups that do not divide the output", network => network.Line(Convolution, Convolution + " groups 3")),
        Network(BasePad, "a padding as large as the window", network => network.Line(Pool, Pool + " pad 2")),
        Network(BaseOutputSize, "a window larger than the input", network => network.Line(Pool, "pool max 9 stride 1")),
        Network(BaseOutputSize, "a kernel larger than the padded input", network => network.Line("kernel 3", "kernel 11")),
        Network(BaseTooLarge, "a convolution of 10²⁰ weights", network => network.Line(Convolution, "conv 99999 kernel 1 relu\nconv 99999 kernel 99999 pad 99999")),
        Network(BaseTooLarge, "a convolution whose weights overflow 64 bits to few", network => network.Line(Convolution, "conv 65536 kernel 1 relu\nconv 65536 kernel 65536 pad 65535")),
        Network(BaseTooLarge, "a dense layer that is too wide", network => network.Line("input 3 8 8", "input 3 9999 9999").Line("dense 5", "dense 99999")),
    ];

    private static IEnumerable<BadCase> Packages =>
    [
        Beside(BaseIdentity, "another identity", package => package.Manifest["base"]!["sha256"] = PackageBuilder.Identity),
        Beside(BaseFeatures, "three columns for five features", package => package.Weights.Features = 3),
        Beside(TriggerOverlap, "no category of the network", package => package.Categories = "n1 1 tench\nn2 2 goldfish\n"),
        WithParent(TriggerParent, "a parent of another version", package => package.Manifest["version"] = "2.0.0"),
        WithParent(TriggerParent, "a parent with another id", package => package.Manifest["id"] = "another"),
        WithParent(TriggerParent, "a parent on another network", package => package.Manifest["base"]!["sha256"] = PackageBuilder.Identity),
        WithParent(TriggerOverlap, "a parent without the category as an output", package => package.Categories = "n7 1 tench\nn8 2 goldfish\nn01484850 0 great_white_shark\nn01491361 0 tiger_shark\n"),
        new("a parent that is not there", TriggerParent, () => Plugged(Child())),
        new("two patches that trigger each other", TriggerCycle, () => Plugged(
            Child(package => (package.Manifest["id"], package.Manifest["trigger"]!["on"]!["patch"]) = ("first-one", "second-one")),
            Child(package => (package.Manifest["id"], package.Manifest["trigger"]!["on"]!["patch"]) = ("second-one", "first-one")))),
    ];

    private static IReadOnlyList<Format.Findings.Finding> Plugged(params PatchPackage[] packages) =>
        new NetworkBuilder().Open(reading => PatchSet.Plugged(reading.Value!.Categories, packages).Findings);

    private static PatchPackage Child(Action<PackageBuilder>? change = null)
    {
        PackageBuilder builder = new();
        builder.Manifest["trigger"] = System.Text.Json.Nodes.JsonNode.Parse("""{"on":{"patch":"parent-patch","version":"^1.0.0"}}""");
        change?.Invoke(builder);
        return builder.Read().Package!;
    }

    private static BadCase Beside(string rule, string name, Action<PackageBuilder> change) => new(name, rule, () => new NetworkBuilder().Open(reading =>
        BaseCompatibility.Check(For(reading.Value!, change), reading.Value!)));

    private static BadCase WithParent(string rule, string name, Action<PackageBuilder> change) => new(name, rule, () => new NetworkBuilder().Open(reading =>
    {
        PatchPackage child = For(reading.Value!, package => package.Manifest["trigger"] = System.Text.Json.Nodes.JsonNode.Parse("""{"on":{"patch":"parent-patch","version":"^1.0.0"}}"""));
        PatchPackage parent = For(reading.Value!, package =>
        {
            package.Manifest["id"] = "parent-patch";
            change(package);
        });
        return BaseCompatibility.Check(child, reading.Value!, parent);
    }));

    private static PatchPackage For(BaseNetwork network, Action<PackageBuilder> change)
    {
        PackageBuilder builder = new();
        builder.Weights.Features = 5;
        builder.Manifest["base"]!["sha256"] = network.Identity;
        change(builder);
        return builder.Read().Package!;
    }

    private static BadCase Network(string rule, string name, Action<NetworkBuilder> change) => new(name, rule, () =>
    {
        NetworkBuilder network = new();
        change(network);
        return network.Open(reading => reading.Findings);
    });
}
