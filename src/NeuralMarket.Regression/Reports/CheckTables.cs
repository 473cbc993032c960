using NeuralMarket.Regression.Plots;

namespace NeuralMarket.Regression.Reports;

/// <summary>What single checks found, each with the sentence that says what it means.</summary>
internal static class CheckTables
{
    public static void Robustness(HtmlText html, RegressionReport report)
    {
        RobustnessFigures[] measured = [.. report.Robustness.Where(change => change.Images > 0)];
        if (measured.Length == 0)
        {
            return;
        }

        html.Add($"<h2>When the photo is taken a little differently</h2><div class=\"wide\">{new Markup(RobustnessPlot.Draw(measured))}</div>");
        html.Add($"<details><summary>The numbers</summary><table><thead><tr><th>Change</th><th></th><th class=\"n\">Photos</th><th class=\"n\">Right</th><th class=\"n\">Difference</th><th class=\"n\">Other answer</th><th class=\"n\">Wakes</th><th class=\"n\">Wakes wrongly</th></tr></thead><tbody>");
        foreach (RobustnessFigures change in measured)
        {
            html.Add($"<tr><td><code>{change.Perturbation}</code></td><td>{change.Description}</td><td class=\"n\">{change.Images}</td><td class=\"n\">{Phrase.Range(change.Accuracy)}</td><td class=\"n\">{Phrase.Points(change.Difference)}</td><td class=\"n\">{Phrase.Range(change.FlipRate)}</td><td class=\"n\">{Phrase.Range(change.TriggerRecall)}</td><td class=\"n\">{Phrase.Range(change.FalseRate)}</td></tr>");
        }

        html.Add($"</tbody></table></details>");
    }

    public static void Temperature(HtmlText html, RegressionReport report)
    {
        if (report.Temperature is { } fit)
        {
            html.Add($"<p>Dividing weight and bias by {Phrase.Number(fit.Temperature, "0.##")} changes no answer; the expected calibration error would then be {Phrase.Number(fit.EceAfter, "0.000")} instead of {Phrase.Number(fit.EceBefore, "0.000")}.</p>");
        }
    }

    /// <summary>Other authors' similar layers, a layer trained here, kinds of photos, devices: what a reviewer looks at when a check asks for it.</summary>
    public static void Layer(HtmlText html, RegressionReport report)
    {
        html.Add($"<h2>The layer itself</h2>");
        Similar(html, report);
        if (report.LinearProbe is { } probe)
        {
            html.Add($"<p>A layer that was trained here, on half of the {Phrase.Count(probe.Images, "photo")}, gets {probe.Correct} of the other half right ({Phrase.Range(probe.Accuracy)}); the patch minus that layer: {Phrase.Points(probe.Difference)}.</p>");
        }

        if (report.Numerics is { } numerics)
        {
            html.Add($"<p>Computed twice on {Phrase.Count(numerics.Images, "photo")}: the device and the reference disagree on {numerics.Disagreeing}; {Phrase.Count(numerics.NearTies, "answer")} hang on less than 0.0001; with weights of 16 bits {numerics.HalfFlips} would change.</p>");
        }

        Slices(html, report);
    }

    private static void Similar(HtmlText html, RegressionReport report)
    {
        if (report.Similar.Count == 0)
        {
            html.Add($"<p>It resembles no other author’s patch.</p>");
            return;
        }

        html.Add($"<table><thead><tr><th>Resembles</th><th class=\"n\">Cosine</th><th class=\"n\">Off the span</th><th class=\"n\">Cosine there</th><th></th></tr></thead><tbody>");
        foreach (SimilarLayer layer in report.Similar)
        {
            string meaning = layer.Suspicious ? "a person looks" : layer.Conclusive ? "as honest authors do" : "cannot be told from the weights";
            html.Add($"<tr><td>{layer.Id} {layer.Version}</td><td class=\"n\">{Phrase.Number(layer.Cosine, "0.000")}</td><td class=\"n\">{Phrase.Number(layer.EnergyOffSpan, "0%")}</td><td class=\"n\">{Phrase.Number(layer.ResidualCosine, "0.00")}</td><td>{meaning}</td></tr>");
        }

        html.Add($"</tbody></table>");
    }

    private static void Slices(HtmlText html, RegressionReport report)
    {
        if (report.Slices.Count == 0)
        {
            return;
        }

        html.Add($"<details><summary>{Phrase.Count(report.Slices.Count, "kind")} of photos within the outputs</summary><table><thead><tr><th>Kind</th><th>Counts for</th><th class=\"n\">Right</th><th class=\"n\">Recall</th><th class=\"n\">p (Holm)</th></tr></thead><tbody>");
        foreach (SliceFigures slice in report.Slices.OrderBy(slice => slice.PValue))
        {
            html.Add($"<tr><td>{slice.Name}</td><td><code>{slice.Output}</code></td><td class=\"n\">{slice.Correct} of {slice.Images}</td><td class=\"n\">{Phrase.Range(slice.Recall)}</td><td class=\"n\">{Phrase.Number(slice.PValue, "0.###")}</td></tr>");
        }

        html.Add($"</tbody></table></details>");
    }
}
