using System.Diagnostics;

namespace NeuralMarket.Benchmarks;

/// <summary>The same work done by this library and by a named competitor.</summary>
/// <param name="Name">What is done.</param>
/// <param name="Competitor">Who else does it.</param>
/// <param name="Prepare">Loads both; disposed of after the runs.</param>
internal sealed record Workload(string Name, string Competitor, Func<Contenders> Prepare);

/// <summary>Two loaded contenders. Each run returns some of its results, so that they can be compared.</summary>
internal sealed record Contenders(Func<float[]> Ours, Func<float[]> Theirs, params IDisposable[] Owned) : IDisposable
{
    public void Dispose() => Array.ForEach(Owned, owned => owned.Dispose());
}

/// <summary>Interleaves two contenders, so that a machine that slows down slows both.</summary>
internal static class Duel
{
    /// <summary>ONNX Runtime's threads spin for a while after a run and would steal a core from whoever comes next.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(150);

    private const double Tolerance = 1e-3;

    public static string Run(Workload workload, int rounds)
    {
        using Contenders contenders = workload.Prepare();
        string agreement = Agreement(contenders.Ours(), contenders.Theirs());
        List<double> ours = [];
        List<double> theirs = [];
        for (int round = 0; round < rounds; round++)
        {
            ours.Add(Milliseconds(contenders.Ours));
            theirs.Add(Milliseconds(contenders.Theirs));
        }

        double ratio = Median([.. ours.Zip(theirs, (our, their) => their / our)]);
        return $"{workload.Name,-34}{Median(ours),10:F2}{Median(theirs),15:F2}{ratio,8:F2}  {workload.Competitor}{agreement}";
    }

    private static double Milliseconds(Func<float[]> run)
    {
        Thread.Sleep(Pause);
        long start = Stopwatch.GetTimestamp();
        run();
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    private static string Agreement(float[] ours, float[] theirs)
    {
        double largest = ours.Zip(theirs, (our, their) => Math.Abs(our - their)).Max();
        return ours.Length == theirs.Length && largest <= Tolerance ? "" : $"  RESULTS DIFFER by {largest:E1}";
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
}
