using System.Reflection;
using NeuralMarket.Regression.Plots;
using NeuralMarket.Regression.Verdicts;

namespace NeuralMarket.Regression.Reports;

/// <summary>A report as one self-contained HTML page: the verdict first, then plots, each with the table behind it.</summary>
public static class ReportHtml
{
    private static readonly string Style = ReadStyle();

    /// <summary>Writes the page.</summary>
    public static string Write(RegressionReport report)
    {
        HtmlText html = new();
        html.Add($"<!doctype html>");
        html.Add($"<html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">");
        html.Add($"<title>{report.Patch.Title} {report.Patch.Version}: regression test</title><style>{new Markup(Style)}</style></head><body><main>");
        Head(html, report);
        VerdictSection(html, report.Verdict);
        Figures(html, report);
        if (report.Categories.Count > ConfusionMatrixPlot.MostOutputs)
        {
            html.Add($"<p class=\"muted space\">Of its {Phrase.Count(report.Categories.Count, "output")} the plots show those with the most errors; the tables have all.</p>");
        }

        html.Add($"<h2>What it answers</h2><div class=\"wide\">{new Markup(ConfusionMatrixPlot.Draw(report))}</div>");
        html.Add($"<h2>Category by category</h2><div class=\"wide\">{new Markup(IntervalPlot.DrawRecall(report))}</div>");
        ReportTables.Categories(html, report);
        ReportTables.Against(html, report);
        html.Add($"<h2>When it fires</h2><div class=\"wide\">{new Markup(IntervalPlot.DrawFiring(report))}</div>");
        ReportTables.BaseCategories(html, report);
        html.Add($"<h2>How far its probabilities can be believed</h2><div class=\"wide\">{new Markup(ReliabilityPlot.Draw(report.Calibration))}</div>");
        ReportTables.Calibration(html, report);
        CheckTables.Temperature(html, report);
        CheckTables.Robustness(html, report);
        CheckTables.Layer(html, report);
        ReportTables.Images(html, report);
        Foot(html, report);
        html.Add($"</main></body></html>");
        return html.ToString();
    }

    private static void Head(HtmlText html, RegressionReport report)
    {
        html.Add($"<header><p class=\"muted\">Regression test</p><h1>{report.Patch.Title} <span class=\"version\">{report.Patch.Version}</span></h1>");
        html.Add($"<p class=\"muted\"><code>{report.Patch.Id}</code> on the base network <code>{report.Base.Name}</code>, {Phrase.Count(report.Images.Read, "image")} of “{report.Images.SetName}”, {report.Device}</p></header>");
    }

    private static void VerdictSection(HtmlText html, Verdict verdict)
    {
        html.Add($"<section class=\"verdict {Phrase.Class(verdict.Decision)}\"><h2>{new Markup(Phrase.Sign(verdict.Decision))} {Phrase.Headline(verdict)}</h2><p>{Phrase.WhatNext(verdict)}</p><ul class=\"reasons\">");
        foreach (VerdictReason reason in verdict.Reasons.Where(reason => reason.Outcome != Outcome.Pass))
        {
            Reason(html, reason);
        }

        VerdictReason[] passed = [.. verdict.Reasons.Where(reason => reason.Outcome == Outcome.Pass)];
        html.Add($"</ul><details{new Markup(passed.Length == verdict.Reasons.Count ? " open" : "")}><summary>{Phrase.Count(passed.Length, "check")} passed</summary><ul class=\"reasons\">");
        foreach (VerdictReason reason in passed)
        {
            Reason(html, reason);
        }

        html.Add($"</ul></details></section>");
    }

    private static void Reason(HtmlText html, VerdictReason reason) => html.Add(
        $"<li class=\"{Phrase.Class(reason.Outcome)}\">{new Markup(Phrase.Sign(reason.Outcome))}<div><b>{Phrase.CheckName(reason.Check)}</b>{new Markup(reason.Mode == CheckMode.Enforce ? "" : $" <span class=\"muted\">({Phrase.Mode(reason.Mode)})</span>")}<br>{reason.Message}{new Markup(Meaning(reason))}</div></li>");

    private static string Meaning(VerdictReason reason) => reason.Meaning.Length == 0 ? "" : new HtmlText().Add($"<br><span class=\"muted\">{reason.Meaning}</span>").ToString();

    private static void Figures(HtmlText html, RegressionReport report)
    {
        html.Add($"<section class=\"figures\" aria-label=\"The main figures\">");
        Figure(html, "Right when it fires", report.Accuracy.Correct, report.Accuracy.Answered, "right", report.Accuracy.Value);
        Figure(html, "Right end to end", report.EndToEnd.Correct, report.EndToEnd.Images, "right", report.EndToEnd.Value);
        Figure(html, "Fires where it should", report.Trigger.Fired, report.Trigger.InDomain, "fired", report.Trigger.Recall);
        Figure(html, "Fires where it should not", report.Trigger.FalselyFired, report.Trigger.OutOfDomain, "fired", report.Trigger.FalseRate);
        Figure(html, "Misleads where the base was right", report.Collateral.Misled, report.Collateral.BaseRight, "misled", report.Collateral.Rate);
        html.Add($"</section>");
    }

    private static void Figure(HtmlText html, string name, int count, int of, string verb, Interval interval) => html.Add(
        $"<div><span class=\"muted\">{name}</span><strong>{count:N0} of {of:N0}</strong><span>{verb} ({Phrase.Range(interval)})</span></div>");

    private static void Foot(HtmlText html, RegressionReport report) => html.Add(
        $"<footer class=\"muted\"><p>Intervals are 95% (Wilson). Package <code>{report.Patch.Sha256}</code>, base network <code>{report.Base.Sha256}</code>, image set <code>{report.Images.SetHash}</code>, engine {report.Engine}, document version {report.SchemaVersion}.</p></footer>");

    private static string ReadStyle()
    {
        using Stream stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("Reports/report.css")
            ?? throw new InvalidOperationException("The report's style sheet is not in the assembly.");
        using StreamReader reader = new(stream);
        return reader.ReadToEnd();
    }
}
