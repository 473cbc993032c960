using NeuralMarket.Regression.Reports;

namespace NeuralMarket.Regression.Plots;

/// <summary>The confusion matrix as a heat map with counts: rows truth, columns answer, and a last column for images on which the patch did not fire.</summary>
public static class ConfusionMatrixPlot
{
    /// <summary>With more outputs than this only those with the most errors are drawn.</summary>
    public const int MostOutputs = 24;

    private const double Label = 150;
    private const double SlantedHead = 118;
    private const double LevelHead = 52;
    private const int LevelName = 9;

    /// <summary>Draws the matrix.</summary>
    /// <param name="report">The report.</param>
    /// <param name="link">Where a cell leads, by 0-based truth and answer (<see langword="null"/> for not fired); <see langword="null"/> for cells that lead nowhere.</param>
    /// <param name="id">Unique on the page.</param>
    /// <returns>An SVG element.</returns>
    public static string Draw(RegressionReport report, Func<int, int?, string?>? link = null, string id = "confusion")
    {
        int[] shown = Shown(report);
        double cell = Math.Clamp(560.0 / (shown.Length + 1), 34, 84);
        double width = Label + (cell * (shown.Length + 1)) + 64;
        bool level = cell >= 70 && shown.All(k => report.Categories[k].Name.Length <= LevelName);
        double head = level ? LevelHead : SlantedHead;
        double height = head + (cell * shown.Length) + 8;
        SvgCanvas canvas = new(id, width, height, "What it answered to images of each category", Describe(report, shown), hasLinks: link is not null);
        canvas.Text(Label + (cell * (shown.Length + 1) / 2), 12, "answer", "middle", SvgCanvas.MutedColour);
        canvas.Text(12, head + (cell * shown.Length / 2), "truth", "middle", SvgCanvas.MutedColour, rotate: -90);
        Heads(canvas, report, shown, cell, head, level);
        for (int row = 0; row < shown.Length; row++)
        {
            Row(canvas, report, shown, row, (cell, head), link);
        }

        return canvas.Finish();
    }

    private static int[] Shown(RegressionReport report)
    {
        int outputs = report.Categories.Count;
        return outputs <= MostOutputs
            ? [.. Enumerable.Range(0, outputs)]
            : [.. Enumerable.Range(0, outputs).OrderByDescending(k => Errors(report, k)).Take(MostOutputs).Order()];
    }

    /// <summary>Images of the output that were answered wrong, and others that were taken for it.</summary>
    private static int Errors(RegressionReport report, int k) => report.Categories[k].Fired + report.Categories[k].Answered - (2 * report.Categories[k].Correct);

    private static void Heads(SvgCanvas canvas, RegressionReport report, int[] shown, double cell, double head, bool level)
    {
        for (int column = 0; column <= shown.Length; column++)
        {
            double x = Label + (cell * (column + 0.5));
            string name = column < shown.Length ? report.Categories[shown[column]].Name : "did not fire";
            string colour = column < shown.Length ? SvgCanvas.TextColour : SvgCanvas.MutedColour;
            if (level)
            {
                canvas.Text(x, head - 14, name, "middle", colour);
            }
            else
            {
                canvas.Text(x - 4, head - 10, SvgCanvas.Shorten(name, 16), "start", colour, rotate: -40, hint: name);
            }
        }
    }

    private static void Row(SvgCanvas canvas, RegressionReport report, int[] shown, int row, (double Cell, double Head) size, Func<int, int?, string?>? link)
    {
        CategoryFigures truth = report.Categories[shown[row]];
        double cell = size.Cell;
        double y = size.Head + (cell * row);
        canvas.Text(Label - 10, y + (cell / 2), SvgCanvas.Shorten(truth.Name, 16), "end", hint: $"{truth.Name} ({truth.Tag})");
        for (int column = 0; column <= shown.Length; column++)
        {
            int? answer = column < shown.Length ? shown[column] : null;
            int count = answer is { } k ? report.Confusion[shown[row]][k] : report.NotFired[shown[row]];
            string said = answer is { } a ? $"answered {report.Categories[a].Name}" : "did not fire";
            string hint = $"{truth.Name}: {count} of {truth.Support} {said}";
            string? address = count > 0 ? link?.Invoke(shown[row], answer) : null;
            if (address is not null)
            {
                canvas.BeginLink(address, hint);
            }

            // Never more than 70% of the hue, so that the page's own text colour stays readable on it in light and dark.
            double heat = truth.Support == 0 ? 0 : 70.0 * count / truth.Support;
            string hue = answer == shown[row] ? Palette.Blue : answer is null ? SvgCanvas.MutedColour : Palette.Orange;
            double x = Label + (cell * column);
            canvas.Rectangle(x + 1.5, y + 1.5, cell - 3, cell - 3, FormattableString.Invariant($"color-mix(in srgb, {hue} {Math.Max(4, heat):0.#}%, {SvgCanvas.SurfaceColour})"), hint);
            canvas.Text(x + (cell / 2), y + (cell / 2), FormattableString.Invariant($"{count}"), "middle", count == 0 ? SvgCanvas.MutedColour : SvgCanvas.TextColour, bold: answer == shown[row]);
            if (address is not null)
            {
                canvas.EndLink();
            }
        }
    }

    private static string Describe(RegressionReport report, int[] shown) =>
        string.Join(' ', shown.Select(k => $"{report.Categories[k].Name}: {report.Categories[k].Correct} of {report.Categories[k].Support} right, {report.NotFired[k]} without an answer."))
        + (shown.Length < report.Categories.Count ? $" The {shown.Length} of {report.Categories.Count} outputs with the most errors are shown." : "");
}
