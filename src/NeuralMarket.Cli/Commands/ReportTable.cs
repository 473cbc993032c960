using System.Globalization;
using NeuralMarket.Regression.Reports;
using NeuralMarket.Regression.Verdicts;
using Spectre.Console;

namespace NeuralMarket.Cli.Commands;

/// <summary>A regression report for the terminal: the verdict first, then the figures that led to it.</summary>
internal static class ReportTable
{
    public static void Write(RegressionReport report, Output output)
    {
        string colour = report.Verdict.Decision switch { Outcome.Pass => "green", Outcome.Attention => "yellow", _ => "red" };
        output.People.MarkupLine($"[{colour} bold]{report.Verdict.Decision.ToString().ToLowerInvariant()}[/]  {Markup.Escape(report.Patch.Id)} {report.Patch.Version} on {report.Images.Read} images of {Markup.Escape(report.Images.SetName)}");
        foreach (VerdictReason reason in report.Verdict.Reasons)
        {
            output.Line($"  {reason.Outcome.ToString().ToLowerInvariant(),-9} {reason.Check}: {reason.Message}");
        }

        Table figures = new Table().Border(TableBorder.Simple).AddColumns("figure", "counts", "value (95% interval)");
        figures.AddRow("fires where it should", Of(report.Trigger.Fired, report.Trigger.InDomain), Show(report.Trigger.Recall));
        figures.AddRow("fires where it should not", Of(report.Trigger.FalselyFired, report.Trigger.OutOfDomain), Show(report.Trigger.FalseRate));
        figures.AddRow("right when it fires", Of(report.Accuracy.Correct, report.Accuracy.Answered), Show(report.Accuracy.Value));
        figures.AddRow("right end to end", Of(report.EndToEnd.Correct, report.EndToEnd.Images), Show(report.EndToEnd.Value));
        foreach (CategoryFigures category in report.Categories)
        {
            figures.AddRow(Markup.Escape($"recall of {category.Name}"), Of(category.Correct, category.Support), Show(category.Recall));
        }

        if (report.Against is AgainstFigures against)
        {
            figures.AddRow($"against {against.Version}", $"{against.OnlyThisRight} better, {against.OnlyThatRight} worse", Show(against.Difference));
        }

        output.People.Write(figures);
    }

    private static string Of(int part, int whole) => string.Create(CultureInfo.InvariantCulture, $"{part} of {whole}");

    private static string Show(Interval interval) =>
        interval.Value is double value ? string.Create(CultureInfo.InvariantCulture, $"{value * 100:F0}% ({interval.Low * 100:F0}–{interval.High * 100:F0}%)") : "—";
}
