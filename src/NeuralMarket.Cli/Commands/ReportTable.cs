using System.Globalization;
using NeuralMarket.Regression.Reports;
using NeuralMarket.Regression.Verdicts;
using Spectre.Console;

namespace NeuralMarket.Cli.Commands;

/// <summary>A regression report for the terminal: the verdict first, then the figures that led to it.</summary>
internal static class ReportTable
{
    /// <summary>Writes it; nothing with <c>--json</c>.</summary>
    public static void Write(RegressionReport report, string? page, Output output)
    {
        if (output.IsJson)
        {
            return;
        }

        WriteVerdict(report, output);
        foreach (VerdictReason reason in report.Verdict.Reasons)
        {
            WriteReason(reason, output);
        }

        output.People.Write(Figures(report));
        if (page is not null)
        {
            output.Line($"The whole report with plots: {page}");
        }
    }

    private static void WriteVerdict(RegressionReport report, Output output)
    {
        string on = $"{report.Patch.Id} {report.Patch.Version} on {report.Images.Read} images of {report.Images.SetName}";
        switch (report.Verdict.Decision)
        {
            case Outcome.Pass:
                output.Markup($"[green bold]✓ pass[/]  {on}");
                break;
            case Outcome.Attention:
                output.Markup($"[yellow bold]! attention[/]  {on}");
                break;
            default:
                output.Markup($"[red bold]✗ fail[/]  {on}");
                break;
        }
    }

    private static void WriteReason(VerdictReason reason, Output output)
    {
        switch (reason.Outcome)
        {
            case Outcome.Pass:
                output.Markup($"  [green]✓[/] [bold]{reason.Check}[/]");
                break;
            case Outcome.Attention:
                output.Markup($"  [yellow]![/] [bold]{reason.Check}[/]");
                break;
            default:
                output.Markup($"  [red]✗[/] [bold]{reason.Check}[/]");
                break;
        }

        output.Line(reason.Message, indent: 4);
    }

    private static Table Figures(RegressionReport report)
    {
        Table figures = new Table().Border(TableBorder.Simple).AddColumns("figure", "counts", "value (95% interval)");
        figures.AddRow("fires where it should", Of(report.Trigger.Fired, report.Trigger.InDomain), Show(report.Trigger.Recall));
        figures.AddRow("fires where it should not", Of(report.Trigger.FalselyFired, report.Trigger.OutOfDomain), Show(report.Trigger.FalseRate));
        figures.AddRow("right when it fires", Of(report.Accuracy.Correct, report.Accuracy.Answered), Show(report.Accuracy.Value));
        figures.AddRow("right end to end", Of(report.EndToEnd.Correct, report.EndToEnd.Images), Show(report.EndToEnd.Value));
        foreach (CategoryFigures category in report.Categories)
        {
            figures.AddRow(Output.Cell($"recall of {category.Name}"), Of(category.Correct, category.Support), Show(category.Recall));
        }

        if (report.Against is AgainstFigures against)
        {
            figures.AddRow(Output.Cell($"against {against.Version}"), $"{against.OnlyThisRight} better, {against.OnlyThatRight} worse", Show(against.Difference));
        }

        return figures;
    }

    private static string Of(int part, int whole) => string.Create(CultureInfo.InvariantCulture, $"{part} of {whole}");

    private static string Show(Interval interval) =>
        interval.Value is double value ? string.Create(CultureInfo.InvariantCulture, $"{value * 100:F0}% ({interval.Low * 100:F0} to {interval.High * 100:F0}%)") : "—";
}
