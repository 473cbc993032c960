using NeuralMarket.Format.Findings;
using NeuralMarket.Regression.PatchTests;
using NeuralMarket.Regression.Reports;
using NeuralMarket.Regression.Verdicts;

namespace NeuralMarket.Regression.Retests;

/// <summary>One patch of a catalogue that is to be tested again.</summary>
/// <param name="Name">For progress and logs, for example <c>which-boat 1.1.0</c>.</param>
/// <param name="Request">The test.</param>
public sealed record RetestItem(string Name, PatchTestRequest Request);

/// <summary>How a patch did when it was tested again.</summary>
/// <param name="Name">The patch.</param>
/// <param name="Key">What was tested on what; done once, it need not be done again.</param>
/// <param name="Report">The new report; <see langword="null"/> when it could not be tested.</param>
/// <param name="Problem">Why it could not.</param>
/// <param name="NowFails">Whether it fails now: a task for a reviewer, never a reason to pull it.</param>
public sealed record RetestResult(string Name, string Key, RegressionReport? Report, string? Problem, bool NowFails);

/// <summary>How far a re-test has come.</summary>
/// <param name="Done">Patches that are done, those of an earlier run included.</param>
/// <param name="Total">All of them.</param>
/// <param name="Failing">Patches that fail now.</param>
public sealed record RetestProgress(int Done, int Total, int Failing);

/// <summary>Tests a whole catalogue again: on new images, a new base network or a new engine.</summary>
public static class CatalogueRetest
{
    /// <summary>
    /// Tests every patch whose key is not done yet. Each result is handed over before the next patch begins, so that a run that is stopped loses one patch's work;
    /// called again with the keys that were kept, it goes on from there. A patch that breaks the test is a result, too, and stops no other.
    /// </summary>
    /// <param name="items">The catalogue.</param>
    /// <param name="done">Keys of an earlier run.</param>
    /// <param name="keep">Takes each result.</param>
    /// <param name="yield">Awaited before each patch; lets fresh submissions go first.</param>
    /// <param name="progress">Told after each patch.</param>
    /// <param name="cancellationToken">Stops between patches and within one.</param>
    public static async Task<RetestProgress> RunAsync(
        IEnumerable<RetestItem> items,
        IReadOnlySet<string> done,
        Func<RetestResult, CancellationToken, Task> keep,
        Func<CancellationToken, Task>? yield,
        IProgress<RetestProgress>? progress,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(done);
        ArgumentNullException.ThrowIfNull(keep);
        RetestItem[] all = [.. items];
        RetestProgress state = new(0, all.Length, 0);
        foreach (RetestItem item in all)
        {
            cancellationToken.ThrowIfCancellationRequested();
            string key = KeyOf(item.Request);
            if (!done.Contains(key))
            {
                if (yield is not null)
                {
                    await yield(cancellationToken).ConfigureAwait(false);
                }

                RetestResult result = Test(item, key, cancellationToken);
                await keep(result, cancellationToken).ConfigureAwait(false);
                state = state with { Failing = state.Failing + (result.NowFails ? 1 : 0) };
            }

            state = state with { Done = state.Done + 1 };
            progress?.Report(state);
        }

        return state;
    }

    /// <summary>Names a test: the package, the base network, the exact set, the engine and the device.</summary>
    public static string KeyOf(PatchTestRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return $"{request.PackageSha256} {request.Network.Identity} {request.Images.Hash} {EngineVersion.Current} {request.DeviceName}";
    }

    private static RetestResult Test(RetestItem item, string key, CancellationToken cancellationToken)
    {
        try
        {
            Reading<RegressionReport> reading = PatchTest.Run(item.Request, cancellationToken);
            return new RetestResult(item.Name, key, reading.Value, reading.Value is null ? reading.Findings[0].Message : null, reading.Value?.Verdict.Decision == Outcome.Fail);
        }
        catch (Exception problem) when (problem is InvalidOperationException or ArgumentException or IOException)
        {
            return new RetestResult(item.Name, key, null, problem.Message, NowFails: false);
        }
    }
}
