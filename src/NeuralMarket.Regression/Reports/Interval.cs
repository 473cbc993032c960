namespace NeuralMarket.Regression.Reports;

/// <summary>An estimate with its 95% interval, <c>I</c> of command-line.md; all three are <see langword="null"/> when there was nothing to count.</summary>
/// <param name="Value">The estimate.</param>
/// <param name="Low">The interval's lower end.</param>
/// <param name="High">The interval's upper end.</param>
public sealed record Interval(double? Value, double? Low, double? High)
{
    /// <summary>Nothing was counted.</summary>
    public static Interval Unknown { get; } = new(null, null, null);
}
