using System.Diagnostics;
using System.Globalization;
using NeuralMarket.Format.BaseNetworks;
using NeuralMarket.Format.Categories;
using NeuralMarket.Format.Icons;
using NeuralMarket.Format.Manifests;
using NeuralMarket.Format.Packages;
using NeuralMarket.Format.Triggers;
using NeuralMarket.Format.Weights;
using NeuralMarket.Inference.Devices;
using NeuralMarket.Inference.Patches;
using NeuralMarket.Regression.Features;
using NeuralMarket.Regression.ImageSets;
using NeuralMarket.Regression.PatchTests;
using NeuralMarket.Regression.Reports;
using NeuralMarket.Regression.Verdicts;

namespace NeuralMarket.Benchmarks;

/// <summary>What testing a patch costs once the base network's outputs are stored, against merely reading the store's file from the page cache.</summary>
internal static class RegressionBenchmarks
{
    public const string Name = "regression";

    private const int Outputs = 10;
    private static readonly VerdictOptions CountsAlone = VerdictOptions.Default with
    {
        Modes = Regression.Verdicts.Checks.RegressionChecks.Names.ToDictionary(name => name, name => name == "balanced-accuracy" ? CheckMode.Enforce : CheckMode.Off),
    };

    public static async Task RunAsync(int images, int features, int rounds)
    {
        string folder = Directory.CreateTempSubdirectory("regression-benchmark").FullName;
        try
        {
            if (ComputeDevices.Choose(DeviceChoice.Default) is not DeviceChosen chosen)
            {
                Console.WriteLine("There is no OpenCL device.");
                return;
            }

            using ComputeDevice device = chosen.Device;
            using OpenClPatchRunner runner = new(device);
            BaseNetwork network = Network(features);
            LabelledImageSet set = Set(images);
            using FeatureStore store = FeatureStore.Open(folder, network);
            await FillAsync(store, set, features);
            PatchTestRequest request = new(Patch(network, features), new string('c', 64), network, set, store, runner) { DeviceName = device.Description.Name };
            Console.WriteLine($"Command: dotnet run -c Release --project tests/NeuralMarket.Benchmarks -- {Name}");
            Console.WriteLine($"Machine: {Machine.Description}");
            Console.WriteLine($"Device: {device.Description.Name}");
            Console.WriteLine($"{images:N0} images × {features:N0} features, {Outputs} outputs. Medians of {rounds} interleaved rounds; ratio to merely reading the file.");
            Compare(Path.Combine(store.Directory, "features.bin"), request, rounds);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void Compare(string path, PatchTestRequest request, int rounds)
    {
        (string Name, Action Run)[] contenders =
        [
            ("reading the file", () => Read(path)),
            ("the layer on every image", () => PatchTest.Observe(request, CancellationToken.None)),
            ("figures and verdict", () => Test(request with { Options = CountsAlone })),
            ("figures, verdict, every check", () => Test(request)),
        ];
        List<double>[] times = [.. contenders.Select(_ => new List<double>())];
        for (int round = -1; round < rounds; round++)
        {
            for (int i = 0; i < contenders.Length; i++)
            {
                long start = Stopwatch.GetTimestamp();
                contenders[i].Run();
                if (round >= 0)
                {
                    times[i].Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
                }
            }
        }

        double reading = Figures.Median(times[0]);
        foreach ((int i, (string name, Action _)) in contenders.Index())
        {
            Console.WriteLine($"{name,-34}{Figures.Median(times[i]),10:0.0} ms{Figures.Median(times[i]) / reading,8:0.00}");
        }
    }

    private static void Test(PatchTestRequest request)
    {
        RegressionReport report = PatchTest.Run(request, CancellationToken.None).Value!;
        if (report.Verdict.Reasons.Any(reason => reason.Broken))
        {
            throw new InvalidOperationException("A check broke.");
        }
    }

    private static void Read(string path)
    {
        byte[] buffer = new byte[1 << 20];
        using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, 1, FileOptions.SequentialScan);
        while (file.Read(buffer) > 0)
        {
            // Merely read.
        }
    }

    private static async Task FillAsync(FeatureStore store, LabelledImageSet set, int features)
    {
        Random random = new(1);
        float[] pool = [.. Enumerable.Range(0, 4 * features).Select(_ => Math.Max(0, random.NextSingle() - 0.4f))];
        float[] values = new float[features];
        using FeatureWriter writer = await store.BeginWriteAsync(CancellationToken.None);
        foreach (LabelledImage image in set.Images)
        {
            pool.AsSpan(random.Next(3 * features), features).CopyTo(values);
            int truth = image.Tag.Number - 100;
            for (int f = truth; f < features && truth < Outputs; f += Outputs + 1)
            {
                values[f] += 0.2f;
            }

            writer.Append(image.Sha256, values, truth < Outputs ? [0.9f, 0.1f] : [0.1f, 0.9f]);
        }
    }

    private static BaseNetwork Network(int features) => new(
        new NetworkDefinition(
            "benchmark",
            new Shape(3, 1, 1),
            1,
            new PixelEncoding(ChannelOrder.Rgb, 1, [0, 0, 0], [1, 1, 1]),
            "map_clsloc.txt",
            [new DenseLayer(new Shape(features, 1, 1), new Shape(2, 1, 1), DenseActivation.Softmax)]),
        new CategoryList([new Category(new Tag(1), 1, "ours"), new Category(new Tag(2), 2, "other")]),
        new string('b', 64),
        "absent.txt",
        "absent.data",
        "map_clsloc.txt");

    /// <summary>Half of the images count for the outputs, half for none.</summary>
    private static LabelledImageSet Set(int images) => LabelledImageSet.Create(
        "benchmark",
        new CategoryList(Enumerable.Range(0, Outputs + 1).Select(k => new Category(new Tag(100 + k), 0, $"category {k}"))),
        new IsARelations(Enumerable.Range(0, Outputs + 1).Select(k => (new Tag(100 + k), new Tag(k < Outputs ? 1 : 2)))),
        Enumerable.Range(0, images).Select(i => new LabelledImage(
            $"{i:D6}.jpg", $"{i:D6}.jpg", (i + 1).ToString("x64", CultureInfo.InvariantCulture), new Tag(100 + (i % 2 == 0 ? i / 2 % Outputs : Outputs)))));

    private static PatchPackage Patch(BaseNetwork network, int features)
    {
        Random random = new(2);
        float[] weight = new float[Outputs * features];
        for (int i = 0; i < weight.Length; i++)
        {
            weight[i] = (0.01f * (random.NextSingle() - 0.5f)) + (i % features % (Outputs + 1) == i / features ? 0.05f : 0);
        }

        _ = SemanticVersion.TryParse("1.0.0", out SemanticVersion? version);
        return new PatchPackage(
            new Manifest("benchmark", version!, "Benchmark", new BaseReference("benchmark", network.Identity)) { Trigger = Trigger.Default },
            new CategoryList([new Category(new Tag(1), 0, "ours"), .. Enumerable.Range(0, Outputs).Select(k => new Category(new Tag(100 + k), k + 1, $"category {k}"))]),
            new PatchWeights(ElementType.F32, Outputs, features, weight, new float[Outputs]),
            new Icon(64, new byte[64 * 64 * 4]));
    }
}
