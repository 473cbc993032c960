using System.Diagnostics;

namespace NeuralMarket.Benchmarks;

/// <summary>One line of a table.</summary>
/// <param name="Name">What was measured.</param>
/// <param name="Values">The figures by their column's name, unit included.</param>
/// <param name="Remark">What a reader must know beside the figures; empty for nothing.</param>
internal sealed record Line(string Name, IReadOnlyList<(string Column, double Value)> Values, string Remark = "");

/// <summary>A table: a name to ask for, what it shows, and how it is measured.</summary>
/// <param name="Name">How the command line names it.</param>
/// <param name="Title">What it shows.</param>
/// <param name="Measure">Measures line by line.</param>
internal sealed record Table(string Name, string Title, Func<IAsyncEnumerable<Line>> Measure);

/// <summary>Time and medians.</summary>
internal static class Figures
{
    /// <summary>ONNX Runtime's threads spin for a while after a run and would steal a core from whoever comes next.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(150);

    /// <summary>Milliseconds of one run, after a pause.</summary>
    public static double Milliseconds(Action run)
    {
        Thread.Sleep(Pause);
        long start = Stopwatch.GetTimestamp();
        run();
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    public static double Median(IEnumerable<double> values)
    {
        double[] ordered = [.. values.Order()];
        return ordered.Length % 2 == 1 ? ordered[ordered.Length / 2] : (ordered[(ordered.Length / 2) - 1] + ordered[ordered.Length / 2]) / 2;
    }
}
