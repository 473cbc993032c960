using System.Runtime.InteropServices;
using NeuralMarket.Format.BaseNetworks;
using NeuralMarket.Format.Findings;

namespace NeuralMarket.Format.Tests.Building;

/// <summary>Writes the three files of a base network snapshot: right unless told otherwise.</summary>
internal sealed class NetworkBuilder
{
    public const string RightText = """
        # A small network.
        network small-one
        input 3 8 8
        resize 9
        crop center
        pixels bgr scale 1 mean 103.939 116.779 123.68 std 1 1 2
        categories map_clsloc.txt
        conv 4 kernel 3 stride 1 pad 1 relu
        pool max 2 stride 2
        dense 5 relu
        dense 2 softmax
        """;

    public string Text { get; set; } = RightText;

    public byte[]? TextBytes { get; set; }

    public string Categories { get; set; } = "n01484850 1 great_white_shark\nn01491361 2 tiger_shark\n";

    /// <summary>NAME.data; as many small numbers as the right text asks for when absent.</summary>
    public byte[]? Data { get; set; }

    /// <summary>conv 4·3·3·3 + 4, dense 5·64 + 5, dense 2·5 + 2.</summary>
    public static byte[] RightData => MemoryMarshal.AsBytes(Enumerable.Range(0, 449).Select(i => i / 1000f).ToArray().AsSpan()).ToArray();

    /// <summary>Which files are written.</summary>
    public HashSet<string> Files { get; } = ["small-one.txt", "small-one.data", "map_clsloc.txt"];

    public NetworkBuilder Line(string right, string wrong)
    {
        Assert.Contains(right, Text, StringComparison.Ordinal);
        Text = Text.Replace(right, wrong, StringComparison.Ordinal);
        return this;
    }

    /// <summary>Writes the files into a new folder, opens them and hands the result to a function before the folder is deleted.</summary>
    public T Open<T>(Func<Reading<BaseNetwork>, T> use, string open = "small-one.txt")
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("network-");
        try
        {
            Dictionary<string, byte[]> contents = new()
            {
                ["small-one.txt"] = TextBytes ?? Bytes.Utf8(Text),
                ["small-one.data"] = Data ?? RightData,
                ["map_clsloc.txt"] = Bytes.Utf8(Categories),
            };
            foreach (string name in Files)
            {
                File.WriteAllBytes(Path.Combine(folder.FullName, name), contents[name]);
            }

            return use(BaseNetwork.Open(Path.Combine(folder.FullName, open)));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
