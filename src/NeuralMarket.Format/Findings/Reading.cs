namespace NeuralMarket.Format.Findings;

/// <summary>The outcome of reading something from outside: the value, if it is valid, and everything found on the way.</summary>
/// <typeparam name="T">What was read.</typeparam>
/// <param name="Value">The value; <see langword="null"/> exactly when a finding is an error.</param>
/// <param name="Findings">All findings, in the order in which they were met.</param>
public sealed record Reading<T>(T? Value, IReadOnlyList<Finding> Findings)
    where T : class
{
    /// <summary>Whether no finding is an error.</summary>
    public bool IsValid => Value is not null;
}
