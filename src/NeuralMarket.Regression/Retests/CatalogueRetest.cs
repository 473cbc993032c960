using NeuralMarket.Regression.PatchTests;
using NeuralMarket.Regression.Reports;

namespace NeuralMarket.Regression.Retests;

/// <summary>Tests a whole catalogue again: on new images, a new base network or a new engine.</summary>
public static class CatalogueRetest
{
    /// <summary>Tests every patch whose key is not done yet, and asks everything of it.</summary>
    public static Task<RetestProgress> RunAsync(
        IEnumerable<RetestItem> items,
        IReadOnlySet<string> done,
        Func<RetestResult, CancellationToken, Task> keep,
        Func<CancellationToken, Task>? yield,
        IProgress<RetestProgress>? progress,
        CancellationToken cancellationToken) => RunAsync(items, done, keep, yield, progress, RetestOptions.Default, cancellationToken);

    /// <summary>
    /// Tests every patch whose key is not done yet. Patches with the same base network, images and device are evaluated together: their layers side by side are
    /// one matrix, and its product with the stored features is formed chunk by chunk. Each result is handed over as soon as it is there, so that a run that is
    /// stopped loses one group's work; called again with the keys that were kept, it goes on from there. A patch that breaks the test is a result, too, and
    /// stops no other.
    /// </summary>
    /// <param name="items">The catalogue.</param>
    /// <param name="done">Keys of an earlier run.</param>
    /// <param name="keep">Takes each result.</param>
    /// <param name="yield">Awaited before each group and each patch's judgement; lets fresh submissions go first.</param>
    /// <param name="progress">Told after each patch.</param>
    /// <param name="options">What is asked of each patch, and how much memory may be used.</param>
    /// <param name="cancellationToken">Stops between patches and within one.</param>
    public static async Task<RetestProgress> RunAsync(
        IEnumerable<RetestItem> items,
        IReadOnlySet<string> done,
        Func<RetestResult, CancellationToken, Task> keep,
        Func<CancellationToken, Task>? yield,
        IProgress<RetestProgress>? progress,
        RetestOptions options,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(done);
        ArgumentNullException.ThrowIfNull(keep);
        ArgumentNullException.ThrowIfNull(options);
        RetestItem[] all = [.. items];
        (RetestItem Item, string Key)[] open = [.. all.Select(item => (item, KeyOf(item.Request, options.Depth))).Where(pair => !done.Contains(pair.Item2))];
        RetestProgress state = new(all.Length - open.Length, all.Length, 0);
        if (state.Done > 0)
        {
            progress?.Report(state);
        }

        foreach ((RetestItem Item, string Key)[] group in Groups(open, options))
        {
            cancellationToken.ThrowIfCancellationRequested();
            await YieldAsync(yield, cancellationToken).ConfigureAwait(false);
            RetestGroup together = RetestGroup.Evaluate([.. group.Select(pair => options.Adapt(pair.Item.Request))], cancellationToken);
            foreach (int[] some in Enumerable.Range(0, group.Length).Chunk(Environment.ProcessorCount))
            {
                cancellationToken.ThrowIfCancellationRequested();
                await YieldAsync(yield, cancellationToken).ConfigureAwait(false);
                (RegressionReport? Report, string? Problem)[] judged = together.Judge(some, cancellationToken);
                foreach ((int place, (RegressionReport? report, string? problem)) in some.Zip(judged))
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    bool fails = report?.Verdict.Decision == Verdicts.Outcome.Fail;
                    await keep(new RetestResult(group[place].Item.Name, group[place].Key, report, problem, fails), cancellationToken).ConfigureAwait(false);
                    state = state with { Done = state.Done + 1, Failing = state.Failing + (fails ? 1 : 0) };
                    progress?.Report(state);
                }
            }
        }

        return state;
    }

    /// <summary>Names a test: the package, the base network, the exact set, the engine, the device, and how much was asked when it was not everything.</summary>
    public static string KeyOf(PatchTestRequest request, RetestDepth depth = RetestDepth.Everything)
    {
        ArgumentNullException.ThrowIfNull(request);
        string key = $"{request.PackageSha256} {request.Network.Identity} {request.Images.Hash} {EngineVersion.Current} {request.DeviceName}";
        return depth == RetestDepth.Everything ? key : $"{key} {depth}";
    }

    /// <summary>What can be one product, in the catalogue's order, and no more of it at once than memory allows.</summary>
    private static IEnumerable<(RetestItem Item, string Key)[]> Groups((RetestItem Item, string Key)[] open, RetestOptions options) =>
        open.GroupBy(pair => (pair.Item.Request.Network.Identity, pair.Item.Request.Images.Hash, pair.Item.Request.Store, pair.Item.Request.Patches))
            .SelectMany(group => group.Chunk(Math.Max(1, options.ObservationsAtOnce / Math.Max(1, group.First().Item.Request.Images.Images.Count))));

    private static Task YieldAsync(Func<CancellationToken, Task>? yield, CancellationToken cancellationToken) => yield?.Invoke(cancellationToken) ?? Task.CompletedTask;
}
