using NeuralMarket.Format.Findings;
using Spectre.Console;

namespace NeuralMarket.Cli.Commands;

/// <summary>A finding as <c>lint --json</c> writes it.</summary>
internal sealed record FindingDocument(string Rule, string Severity, string Where, string Message, string Remedy)
{
    public static FindingDocument From(Finding finding) =>
        new(finding.Rule, finding.Severity == Format.Findings.Severity.Error ? "error" : "warning", finding.Where, finding.Message, finding.Remedy);

    /// <summary>Writes it for people: rule and place, what is wrong, how to mend it.</summary>
    public void Write(Output output)
    {
        string colour = Severity == "error" ? "red" : "yellow";
        output.People.MarkupLine($"  [{colour}]{Severity}[/] [bold]{Markup.Escape(Rule)}[/] {Markup.Escape(Where)}");
        output.People.WriteLine($"    {Message} {Remedy}");
    }
}
