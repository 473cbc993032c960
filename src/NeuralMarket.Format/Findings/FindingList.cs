namespace NeuralMarket.Format.Findings;

/// <summary>Collects what a reader finds. A hostile file can break a rule on every line, so only the first findings are kept.</summary>
internal sealed class FindingList
{
    /// <summary>How many findings are kept; whoever mends a file with more of them checks it again anyway.</summary>
    public const int Maximum = 100;

    private readonly List<Finding> _findings = [];

    /// <summary>Whether an error was found; counts those beyond <see cref="Maximum"/>, too.</summary>
    public bool HasErrors { get; private set; }

    public IReadOnlyList<Finding> Findings => _findings;

    public void Error(string rule, string where, string message, string remedy) => Add(new Finding(rule, Severity.Error, where, message, remedy));

    public void Add(Finding finding)
    {
        HasErrors |= finding.Severity == Severity.Error;
        if (_findings.Count < Maximum)
        {
            _findings.Add(finding);
        }
    }

    /// <summary>Takes over another reader's findings and returns its value.</summary>
    public T? Take<T>(Reading<T> reading)
        where T : class
    {
        foreach (Finding finding in reading.Findings)
        {
            Add(finding);
        }

        return reading.Value;
    }

    /// <summary>The outcome when no error was found is <paramref name="value"/>, otherwise none.</summary>
    public Reading<T> Finish<T>(T? value)
        where T : class => new(HasErrors ? null : value, _findings);
}
