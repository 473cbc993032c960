namespace NeuralMarket.Regression.Reports;

/// <summary>The tables behind the plots, and the lists of images.</summary>
internal static class ReportTables
{
    // A page with tens of thousands of rows helps no one; the JSON document has them all.
    private const int MostRows = 500;

    public static void Categories(HtmlText html, RegressionReport report)
    {
        html.Add($"<details><summary>The numbers</summary><table><thead><tr><th>Category</th><th>Tag</th><th class=\"n\">Images</th><th class=\"n\">Fired</th><th class=\"n\">Right</th><th class=\"n\">Recall</th><th class=\"n\">Precision</th></tr></thead><tbody>");
        foreach (CategoryFigures category in report.Categories)
        {
            html.Add($"<tr><td>{category.Name}</td><td><code>{category.Tag}</code></td><td class=\"n\">{category.Support}</td><td class=\"n\">{category.Fired}</td><td class=\"n\">{category.Correct}</td><td class=\"n\">{Phrase.Range(category.Recall)}</td><td class=\"n\">{category.Correct} of {category.Answered} ({Phrase.Range(category.Precision)})</td></tr>");
        }

        Interval bounds = report.BalancedAccuracyBounds;
        html.Add($"</tbody></table><p>Balanced accuracy {Phrase.Number(bounds.Value, "0.0%")}, one-sided 95% bounds {Phrase.Number(bounds.Low, "0.0%")} and {Phrase.Number(bounds.High, "0.0%")}.</p></details>");
    }

    public static void Against(HtmlText html, RegressionReport report)
    {
        if (report.Against is not { } against)
        {
            return;
        }

        html.Add($"<h2>Against version {against.Version}</h2><p>On the same {Phrase.Count(against.Images, "labelled image")}: <b>{against.OnlyThisRight}</b> right only in {report.Patch.Version}, <b>{against.OnlyThatRight}</b> right only in {against.Version} (McNemar mid-p {Phrase.PValue(against.PValue)}). The difference lies between {Phrase.Points(against.Difference)}.</p>");
        html.Add($"<details><summary>{Phrase.Count(against.Flipped.Count, "image")} flipped</summary><table><thead><tr><th>Image</th><th>Base network</th><th>Truth</th><th>{report.Patch.Version}</th><th>{against.Version}</th></tr></thead><tbody>");
        Dictionary<string, string> names = report.Categories.Concat(against.Categories).DistinctBy(category => category.Tag).ToDictionary(category => category.Tag, category => category.Name);
        foreach (FlippedImage image in against.Flipped.Take(MostRows))
        {
            html.Add($"<tr><td><code>{image.Image}</code></td><td>{image.BaseAnswerName}</td><td>{names[image.Truth]}</td><td>{Answer(image.Answer, names)} {(image.Right ? "(right)" : "")}</td><td>{Answer(image.OtherAnswer, names)} {(image.Right ? "" : "(right)")}</td></tr>");
        }

        html.Add($"</tbody></table></details>");
    }

    public static void BaseCategories(HtmlText html, RegressionReport report)
    {
        html.Add($"<p>{Elsewhere(report.Elsewhere)}</p>");
        html.Add($"<details><summary>The numbers</summary><table><thead><tr><th>Base category</th><th>Tag</th><th class=\"n\">Images</th><th class=\"n\">Fired</th><th class=\"n\">Rate</th></tr></thead><tbody>");
        foreach (BaseCategoryFigures category in report.BaseCategories)
        {
            html.Add($"<tr><td>{category.Name}</td><td><code>{category.Tag}</code></td><td class=\"n\">{category.Images}</td><td class=\"n\">{category.Fired}</td><td class=\"n\">{Phrase.Range(category.Rate)}</td></tr>");
        }

        html.Add($"</tbody></table></details>");
    }

    private static string Elsewhere(ElsewhereFigures figures)
    {
        if (figures.Images == 0)
        {
            return "It fired on no image that is not its own.";
        }

        string fired = $"On {Phrase.Count(figures.Images, "image")} it fired though it should not have; on {figures.Confident} of them it was confident.";
        return figures.Auroc is null ? fired : $"{fired} Its largest probability tells its own images from these with an AUROC of {Phrase.Number(figures.Auroc, "0.00")}.";
    }

    public static void Calibration(HtmlText html, RegressionReport report)
    {
        html.Add($"<p>On the dashed line it means what it says; below it, it is too sure. Expected calibration error {Phrase.Number(report.Calibration.Ece, "0.000")}{Phrase.Between(report.Calibration.EceInterval, "0.000")}, Brier score {Phrase.Number(report.Calibration.Brier, "0.000")}.</p>");
        html.Add($"<details><summary>The numbers</summary><table><thead><tr><th class=\"n\">Mean probability</th><th class=\"n\">Right</th><th class=\"n\">Interval</th></tr></thead><tbody>");
        foreach (ReliabilityBin bin in report.Calibration.Bins)
        {
            html.Add($"<tr><td class=\"n\">{Phrase.Number(bin.Confidence, "0.0%")}</td><td class=\"n\">{bin.Correct} of {bin.Images}</td><td class=\"n\">{Phrase.Range(bin.Accuracy)}</td></tr>");
        }

        html.Add($"</tbody></table></details>");
    }

    public static void Images(HtmlText html, RegressionReport report)
    {
        html.Add($"<h2>Images</h2>");
        Results(html, $"{Phrase.Count(report.Wrong.Count, "image")} answered wrong or not at all", report.Wrong);
        Results(html, $"{Phrase.Count(report.Misfired.Count, "image")} on which it should not have fired", report.Misfired);
        html.Add($"<details><summary>{Phrase.Count(report.Ambiguous.Count, "image")} of several outputs at once</summary><ul>");
        foreach (AmbiguousImage image in report.Ambiguous.Take(MostRows))
        {
            html.Add($"<li><code>{image.Image}</code>: {string.Join(", ", image.Outputs)}</li>");
        }

        html.Add($"</ul></details><details><summary>{Phrase.Count(report.Skipped.Count, "file")} skipped</summary><ul>");
        foreach (SkippedImage image in report.Skipped.Take(MostRows))
        {
            html.Add($"<li><code>{image.Image}</code>: {image.Reason}</li>");
        }

        html.Add($"</ul></details>");
    }

    private static void Results(HtmlText html, string title, IReadOnlyList<ImageResult> images)
    {
        html.Add($"<details><summary>{title}</summary><table><thead><tr><th>Image</th><th>Base network</th><th>Truth</th><th>Patch</th><th class=\"n\">Probability</th></tr></thead><tbody>");
        foreach (ImageResult image in images.Take(MostRows))
        {
            html.Add($"<tr><td><code>{image.Image}</code></td><td>{image.BaseAnswerName}</td><td>{image.TruthName}</td><td>{image.AnswerName ?? "did not fire"}</td><td class=\"n\">{(image.Fired ? Phrase.Number(image.Probabilities.Max(), "0.00") : "")}</td></tr>");
        }

        html.Add($"</tbody></table>{new Markup(images.Count > MostRows ? $"<p>The first {MostRows} of {images.Count}; the JSON document has all.</p>" : "")}</details>");
    }

    private static string Answer(string? tag, Dictionary<string, string> names) => tag is null ? "did not fire" : names[tag];
}
