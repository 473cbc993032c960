using System.Diagnostics;
using System.Globalization;
using NeuralMarket.Format.Packages;
using NeuralMarket.Format.Weights;
using NeuralMarket.Inference.Devices;
using NeuralMarket.Inference.Patches;
using NeuralMarket.Regression.PatchTests;
using NeuralMarket.Regression.Reports;
using NeuralMarket.Regression.Retests;

namespace NeuralMarket.Benchmarks;

/// <summary>A whole catalogue tested again from stored features, against testing some of its patches one by one and against the multiply-adds that it takes.</summary>
internal sealed class RetestBenchmark(ComputeDevice device, bool quick)
{
    private const int Features = 4096;
    private const int Outputs = 10;
    private const int DifferentLayers = 50;
    private const int Alone = 10;

    private readonly int _patches = quick ? 200 : 10_000;
    private readonly int _images = quick ? 2_000 : 10_000;

    public async IAsyncEnumerable<Line> MeasureAsync()
    {
        using SyntheticStore synthetic = await SyntheticStore.CreateAsync(_images, Features);
        using OpenClPatchRunner runner = new(device);
        PatchTestRequest request = new(synthetic.Patch(0), "", synthetic.Network, synthetic.Set, synthetic.Store, runner) { DeviceName = device.Description.Name };
        RetestItem[] items = Items(synthetic, request);
        RetestOptions options = new() { Depth = RetestDepth.Answers };

        // Warm: kernels are compiled, records are held to their checksums.
        Dictionary<string, RegressionReport> kept = [];
        await RunAsync(items[..Alone], options, kept);
        double alone = await RunAloneAsync(items[..Alone], options, kept);
        double together = await RunAsync(items, options, kept);
        double limit = 2.0 * _images * Features * Outputs * _patches / Machine.OperationsPerSecond;
        yield return new Line(
            $"{_patches:N0} patches × {_images:N0} images, K = {Outputs}",
            [("seconds", together), ("limit s", limit), ("/ limit", together / limit), ("alone s, scaled", alone), ("ratio", alone / together)],
            kept.Count == _patches ? Differences : $"ONLY {kept.Count} WERE TESTED");
    }

    private string Differences { get; set; } = "";

    /// <summary>Layers repeat, so that they fit into memory; the product does not know that.</summary>
    private RetestItem[] Items(SyntheticStore synthetic, PatchTestRequest request)
    {
        PatchPackage[] packages = [.. Enumerable.Range(0, DifferentLayers).Select(seed => synthetic.Patch(seed, Outputs))];
        return
        [
            .. Enumerable.Range(0, _patches).Select(i =>
            {
                PatchPackage package = packages[i % DifferentLayers];
                PatchWeights layer = package.Weights;
                return new RetestItem($"patch {i}", request with
                {
                    Package = package with { Weights = new PatchWeights(layer.ElementType, layer.Outputs, layer.Features, layer.Weight, layer.Bias) },
                    PackageSha256 = i.ToString("x64", CultureInfo.InvariantCulture),
                });
            }),
        ];
    }

    private static async Task<double> RunAsync(IEnumerable<RetestItem> items, RetestOptions options, Dictionary<string, RegressionReport> kept)
    {
        long start = Stopwatch.GetTimestamp();
        await CatalogueRetest.RunAsync(
            items,
            new HashSet<string>(),
            (result, _) =>
            {
                // Only what is compared is kept: ten thousand reports name millions of photos.
                kept[result.Name] = result.Report! with { Wrong = [], Misfired = [] };
                return Task.CompletedTask;
            },
            null,
            null,
            options,
            CancellationToken.None);
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    /// <summary>Seconds in which all patches would have been tested one by one.</summary>
    private async Task<double> RunAloneAsync(RetestItem[] items, RetestOptions options, Dictionary<string, RegressionReport> together)
    {
        double seconds = 0;
        foreach (RetestItem item in items)
        {
            Dictionary<string, RegressionReport> alone = [];
            seconds += await RunAsync([item], options, alone);
            if (!Same(alone[item.Name], together[item.Name]))
            {
                Differences = "RESULTS DIFFER";
            }
        }

        return seconds / items.Length * _patches;
    }

    private static bool Same(RegressionReport left, RegressionReport right) =>
        left.Accuracy == right.Accuracy && left.Trigger == right.Trigger && left.Categories.SequenceEqual(right.Categories) && left.Verdict.Decision == right.Verdict.Decision;
}
