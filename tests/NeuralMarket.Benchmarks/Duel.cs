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
    /// <param name="limitMilliseconds">The time below which nothing on this machine can do it.</param>
    public static Line Run(string name, Contenders contenders, int rounds, double limitMilliseconds)
    {
        using Contenders owned = contenders;
        string agreement = Agreement(contenders.Ours(), contenders.Theirs());
        List<(double Ours, double Theirs)> pairs = [];
        for (int round = 0; round < rounds; round++)
        {
            pairs.Add((Figures.Milliseconds(() => contenders.Ours()), Figures.Milliseconds(() => contenders.Theirs())));
        }

        double ours = Figures.Median(pairs.Select(pair => pair.Ours));
        return new Line(
            name,
            [
                ("ours ms", ours),
                ("ONNX Runtime ms", Figures.Median(pairs.Select(pair => pair.Theirs))),
                ("ratio", Figures.Median(pairs.Select(pair => pair.Theirs / pair.Ours))),
                ("limit ms", limitMilliseconds),
                ("ours / limit", ours / limitMilliseconds),
            ],
            agreement);
    }

    private static string Agreement(float[] ours, float[] theirs)
    {
        double largest = ours.Zip(theirs, (our, their) => Math.Abs(our - their)).Max();
        return ours.Length == theirs.Length && largest <= Tolerance ? "" : $"RESULTS DIFFER by {largest:E1}";
    }
}
