using NeuralMarket.Format.Findings;

namespace NeuralMarket.Cli.Commands;

/// <summary>A finding as <c>lint --json</c> writes it.</summary>
internal sealed record FindingDocument(string Rule, string Severity, string Where, string Message, string Remedy)
{
    private const string ErrorWord = "error";

    public static FindingDocument From(Finding finding) =>
        new(finding.Rule, finding.Severity == Format.Findings.Severity.Error ? ErrorWord : "warning", finding.Where, finding.Message, finding.Remedy);

    public static FindingDocument[] From(IEnumerable<Finding> findings) => [.. findings.Select(From)];

    /// <summary>Writes them for people: rule and place, what is wrong, how to mend it. Nothing with <c>--json</c>.</summary>
    public static void Write(IEnumerable<FindingDocument> findings, Output output)
    {
        foreach (FindingDocument finding in output.IsJson ? [] : findings)
        {
            finding.Write(output);
        }
    }

    private void Write(Output output)
    {
        string where = Where.Length == 0 ? "the file as a whole" : Where;
        if (Severity == ErrorWord)
        {
            output.Markup($"  [red]✗[/] [bold]{Rule}[/]  {where}");
        }
        else
        {
            output.Markup($"  [yellow]![/] [bold]{Rule}[/]  {where}");
        }

        output.Line($"{Message} {Remedy}", indent: 4);
    }
}
