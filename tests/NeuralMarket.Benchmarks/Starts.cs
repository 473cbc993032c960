using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using NeuralMarket.Format.BaseNetworks;
using NeuralMarket.Inference.Devices;
using NeuralMarket.Inference.Networks;
using NeuralMarket.Inference.Networks.Planning;

namespace NeuralMarket.Benchmarks;

/// <summary>From a process's start to VGG16's first image, and the memory that it takes: each time a process of its own, as for a user.</summary>
internal static class Starts
{
    /// <summary>The hidden command line of the process that is measured.</summary>
    public const string ChildArgument = "--first-image";

    public static IEnumerable<Line> Measure(bool quick)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("neuralmarket-benchmark-");
        try
        {
            string text = WriteVgg16(folder.FullName);
            double weightMegabytes = new FileInfo(Path.ChangeExtension(text, ".data")).Length / 1e6;
            string cache = Path.Combine(folder.FullName, "cache");
            yield return Describe("cold: no packed weights yet", [Start(text, cache)], weightMegabytes);
            yield return Describe("warm: packed weights on disk", [.. Enumerable.Range(0, quick ? 3 : 7).Select(_ => Start(text, cache))], weightMegabytes);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>What the measured process does.</summary>
    public static int FirstImage(string textPath, string cacheFolder)
    {
        // As the command line does: devices are opened while the snapshot is read.
        Task<DeviceSelection> choosing = Task.Run(() => ComputeDevices.Choose(DeviceChoice.Default));
        BaseNetwork network = BaseNetwork.Open(textPath).Value!;
        double opened = SinceStart();
        using ComputeDevice device = ((DeviceChosen)choosing.GetAwaiter().GetResult()).Device;
        double chosen = SinceStart();
        using OpenClNetworkRunner runner = OpenClNetworkRunner.Load(device, network, new NetworkRunnerOptions { MaximumBatch = 1, CacheFolder = cacheFolder });
        double loaded = SinceStart();
        runner.Run(new float[network.Definition.Input.Count], 1, CancellationToken.None);
        double first = SinceStart();
        using Process self = Process.GetCurrentProcess();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{opened} {chosen} {loaded} {first} {self.PeakWorkingSet64 / 1e6} {FilePages() / 1e6}"));
        return 0;
    }

    /// <summary>Bytes of the working set that are pages of files, above all of the runtime's and the driver's libraries; 0 where the system does not say.</summary>
    private static double FilePages()
    {
        const string Name = "RssFile:", Unit = " kB", Status = "/proc/self/status";
        string? line = File.Exists(Status) ? File.ReadLines(Status).FirstOrDefault(line => line.StartsWith(Name, StringComparison.Ordinal)) : null;
        return line is null ? 0 : 1024 * double.Parse(line[Name.Length..].Replace(Unit, "", StringComparison.Ordinal), CultureInfo.InvariantCulture);
    }

    private static double SinceStart()
    {
        using Process self = Process.GetCurrentProcess();
        return (DateTime.Now - self.StartTime).TotalMilliseconds;
    }

    private static double[] Start(string text, string cache)
    {
        ProcessStartInfo start = new(Environment.ProcessPath!, [ChildArgument, text, cache]) { RedirectStandardOutput = true };
        using Process child = Process.Start(start)!;
        string output = child.StandardOutput.ReadToEnd();
        child.WaitForExit();
        return [.. output.Split(' ').Select(word => double.Parse(word, CultureInfo.InvariantCulture))];
    }

    private static Line Describe(string name, List<double[]> starts, double weightMegabytes)
    {
        double At(int place) => Figures.Median(starts.Select(start => start[place]));
        return new Line(
            name,
            [
                ("snapshot read ms", At(0)), ("device ms", At(1) - At(0)), ("weights ms", At(2) - At(1)), ("image ms", At(3) - At(2)), ("all ms", At(3)),
                ("peak MB", At(4)), ("peak / weights", At(4) / weightMegabytes), ("without files MB", At(4) - At(5)), ("/ weights", (At(4) - At(5)) / weightMegabytes),
            ]);
    }

    private static string WriteVgg16(string folder)
    {
        SyntheticNetwork network = Networks.Vgg16();
        StringBuilder text = new("network vgg16-benchmark\ninput 3 224 224\nresize 256\n");
        foreach (Layer layer in network.Definition.Layers)
        {
            text.AppendLine(layer switch
            {
                ConvolutionLayer convolution => $"conv {convolution.Output.Channels} kernel 3 pad 1 relu",
                PoolLayer => "pool max 2 stride 2",
                DenseLayer dense => $"dense {dense.Output.Channels} {(dense.Activation == DenseActivation.Relu ? "relu" : "softmax")}",
                _ => throw new NotSupportedException(),
            });
        }

        string path = Path.Combine(folder, "vgg16.txt");
        File.WriteAllText(path, text.ToString());
        File.WriteAllLines(Path.Combine(folder, "map_clsloc.txt"), Enumerable.Range(1, network.Definition.CategoryCount).Select(k => $"n{k:D8} {k} category_{k}"));
        using FileStream data = File.Create(Path.ChangeExtension(path, ".data"));
        foreach (LayerParameters parameters in network.Parameters)
        {
            data.Write(MemoryMarshal.AsBytes(parameters.Weights.AsSpan()));
            data.Write(MemoryMarshal.AsBytes(parameters.Biases.AsSpan()));
        }

        return path;
    }
}
