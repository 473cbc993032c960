namespace NeuralMarket.Benchmarks;

/// <summary>Two loaded contenders for the same work. Each run returns some of its results, so that they can be compared.</summary>
internal sealed record Contenders(Func<float[]> Ours, Func<float[]> Theirs, params IDisposable[] Owned) : IDisposable
{
    public void Dispose() => Array.ForEach(Owned, owned => owned.Dispose());
}

/// <summary>Interleaves two contenders, so that a machine that slows down slows both.</summary>
internal static class Duel
{
    private const double Tolerance = 1e-3;

    /// <summary>Runs them in turn.</summary>
    /// <param name="name">The line's name.</param>
    /// <param name="contenders">Both, loaded; disposed of at the end.</param>
    /// <param name="rounds">How often each runs.</param>
    /// <param name="limitMilliseconds">The time below which nothing on this machine can do it; asked for in every round.</param>
    public static Line Run(string name, Contenders contenders, int rounds, Func<double> limitMilliseconds)
    {
        using Contenders owned = contenders;
        string agreement = Agreement(contenders.Ours(), contenders.Theirs());

        // Models of half a gigabyte were made and dropped before: not to be collected, in the background, while either runs.
        GC.Collect();
        List<(double Ours, double Theirs, double Limit)> turns = [];
        for (int round = 0; round < rounds; round++)
        {
            turns.Add((Figures.Milliseconds(() => contenders.Ours()), Figures.Milliseconds(() => contenders.Theirs()), limitMilliseconds()));
        }

        return new Line(
            name,
            [
                ("ours ms", Figures.Median(turns.Select(turn => turn.Ours))),
                ("ONNX Runtime ms", Figures.Median(turns.Select(turn => turn.Theirs))),
                ("ratio", Figures.Median(turns.Select(turn => turn.Theirs / turn.Ours))),
                ("limit ms", Figures.Median(turns.Select(turn => turn.Limit))),
                ("ours / limit", Figures.Median(turns.Select(turn => turn.Ours / turn.Limit))),
            ],
            agreement);
    }

    private static string Agreement(float[] ours, float[] theirs)
    {
        double largest = ours.Zip(theirs, (our, their) => Math.Abs(our - their)).Max();
        return ours.Length == theirs.Length && largest <= Tolerance ? "" : $"RESULTS DIFFER by {largest:E1}";
    }
}
