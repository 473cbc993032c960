using NeuralMarket.Format.BaseNetworks;
using NeuralMarket.Inference.Devices;
using NeuralMarket.Inference.Networks.Planning;
using NeuralMarket.Inference.Patches;
using NeuralMarket.Regression.Features;
using NeuralMarket.Regression.PatchTests;
using NeuralMarket.Regression.Reports;
using NeuralMarket.Regression.Verdicts;
using NeuralMarket.Regression.Verdicts.Checks;

namespace NeuralMarket.Benchmarks;

/// <summary>What testing a patch costs once the base network's outputs are stored, against merely reading the store's files and against running the base network.</summary>
internal sealed class StoreBenchmark(ComputeDevice device, bool quick)
{
    private const int Features = 4096;
    private const int Sample = 8;

    private static readonly VerdictOptions FiguresAlone = VerdictOptions.Default with
    {
        Modes = RegressionChecks.Names.ToDictionary(name => name, name => name == "balanced-accuracy" ? CheckMode.Enforce : CheckMode.Off),
    };

    private readonly int _images = quick ? 5_000 : 50_000;
    private readonly int _rounds = quick ? 3 : 9;

    public async IAsyncEnumerable<Line> MeasureAsync()
    {
        using SyntheticStore synthetic = await SyntheticStore.CreateAsync(_images, Features);
        using OpenClPatchRunner runner = new(device);
        PatchTestRequest request = new(synthetic.Patch(2), new string('c', 64), synthetic.Network, synthetic.Set, synthetic.Store, runner) { DeviceName = device.Description.Name };
        (string Name, Action Run)[] contenders =
        [
            ("reading the files, every core", synthetic.ReadFiles),
            ("the layer on every image", () => PatchTest.Observe(request, CancellationToken.None)),
            ("figures and verdict", () => Test(request with { Options = FiguresAlone })),
            ("the same in a store just opened: checksums, too", () => TestAfterOpening(synthetic, request)),
            ("figures, verdict, every check", () => Test(request)),
        ];
        double[][] times = Time(contenders);
        foreach ((int i, (string name, Action _)) in contenders.Index())
        {
            yield return LineOf($"{name}, {_images:N0} × {Features:N0}", Figures.Median(times[i]), Figures.Median(times[i].Zip(times[0], (mine, reading) => mine / reading)));
        }

        double network = WholeNetwork();
        yield return LineOf($"VGG16 in ONNX Runtime on all, from {Sample} images", network, network / Figures.Median(times[0]));
    }

    private static Line LineOf(string name, double milliseconds, double ratio) => new(name, [("ms", milliseconds), ("/ reading", ratio)]);

    /// <summary>In turn, after a round that does not count.</summary>
    private double[][] Time((string Name, Action Run)[] contenders)
    {
        double[][] times = [.. contenders.Select(_ => new double[_rounds])];
        for (int round = -1; round < _rounds; round++)
        {
            foreach ((int i, (string _, Action run)) in contenders.Index())
            {
                double milliseconds = Figures.Milliseconds(run);
                if (round >= 0)
                {
                    times[i][round] = milliseconds;
                }
            }
        }

        return times;
    }

    private static void Test(PatchTestRequest request)
    {
        RegressionReport report = PatchTest.Run(request, CancellationToken.None).Value!;
        if (report.Verdict.Reasons.Any(reason => reason.Broken))
        {
            throw new InvalidOperationException("A check broke.");
        }
    }

    private static void TestAfterOpening(SyntheticStore synthetic, PatchTestRequest request)
    {
        using FeatureStore opened = synthetic.Open();
        Test(request with { Store = opened, Options = FiguresAlone });
    }

    /// <summary>Milliseconds in which the base network would have run over all images.</summary>
    private double WholeNetwork()
    {
        SyntheticNetwork network = Networks.Vgg16();
        Shape input = network.Definition.Input;
        float[] inputs = new PseudoRandom(2).Values((int)input.Count * Sample, 1);
        using OnnxContender onnx = new(OnnxModel.Of(network), inputs, [Sample, input.Channels, input.Height, input.Width]);
        onnx.Run();
        return Figures.Median(Enumerable.Range(0, _rounds).Select(_ => Figures.Milliseconds(() => onnx.Run()))) * _images / Sample;
    }
}
