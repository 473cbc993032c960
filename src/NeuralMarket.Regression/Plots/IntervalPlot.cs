using NeuralMarket.Regression.Reports;

namespace NeuralMarket.Regression.Plots;

/// <summary>One dot with its whiskers.</summary>
/// <param name="Interval">Between 0 and 1.</param>
/// <param name="Count">The counts behind it, for example <c>46 of 60</c>.</param>
public sealed record IntervalMark(Interval Interval, string Count);

/// <summary>One row: the tested version, and the other one below it when there is one.</summary>
/// <param name="Name">What the row is about.</param>
/// <param name="This">The tested version; <see langword="null"/> when it does not have this row.</param>
/// <param name="Other">The other version; <see langword="null"/> when there is none.</param>
public sealed record IntervalRow(string Name, IntervalMark? This, IntervalMark? Other = null);

/// <summary>Intervals as dots with whiskers on one scale from 0 to 100%, two versions beside each other.</summary>
public static class IntervalPlot
{
    private const double Left = 160;
    private const double Scale = 420;
    private const double Right = 110;

    /// <summary>Draws the rows.</summary>
    /// <param name="title">What is measured.</param>
    /// <param name="axis">What the scale says, with its unit.</param>
    /// <param name="rows">From top to bottom.</param>
    /// <param name="versions">The names of the tested and the other version; the other is <see langword="null"/> when there is none.</param>
    /// <param name="id">Unique on the page.</param>
    /// <returns>An SVG element.</returns>
    public static string Draw(string title, string axis, IReadOnlyList<IntervalRow> rows, (string This, string? Other) versions, string id)
    {
        double rowHeight = versions.Other is null ? 32 : 48;
        double top = versions.Other is null ? 8 : 34;
        double bottom = top + (rowHeight * rows.Count);
        SvgCanvas canvas = new(id, Left + Scale + Right, bottom + 52, title, Describe(rows, versions));
        Legend(canvas, versions);
        for (int percent = 0; percent <= 100; percent += 25)
        {
            double x = Left + (Scale * percent / 100);
            canvas.Line(x, top, x, bottom, SvgCanvas.GridColour);
            canvas.Text(x, bottom + 14, FormattableString.Invariant($"{percent}%"), "middle", SvgCanvas.MutedColour, size: 12);
        }

        canvas.Text(Left + (Scale / 2), bottom + 38, axis, "middle", SvgCanvas.MutedColour);
        for (int i = 0; i < rows.Count; i++)
        {
            if (i > 0)
            {
                canvas.Line(16, top + (rowHeight * i), Left + Scale + Right - 8, top + (rowHeight * i), SvgCanvas.GridColour, 0.5);
            }

            double middle = top + (rowHeight * (i + 0.5));
            canvas.Text(Left - 14, middle, SvgCanvas.Shorten(rows[i].Name, 18), "end", hint: rows[i].Name);
            double apart = versions.Other is null ? 0 : 10;
            Mark(canvas, rows[i].This, middle - apart, isOther: false);
            Mark(canvas, rows[i].Other, middle + apart, isOther: true);
        }

        return canvas.Finish();
    }

    /// <summary>With more outputs than this only the weakest are drawn.</summary>
    public const int MostOutputs = 30;

    /// <summary>The recall of each output; an output that only one version has stands in its row alone.</summary>
    public static string DrawRecall(RegressionReport report, string id = "recall")
    {
        Dictionary<string, CategoryFigures> others = report.Against?.Categories.ToDictionary(category => category.Tag) ?? [];
        List<IntervalRow> rows = [.. Shown(report).Select(category => new IntervalRow(category.Name, Recall(category), others.TryGetValue(category.Tag, out CategoryFigures? other) ? Recall(other) : null))];
        IEnumerable<string> dropped = others.Keys.Except(report.Categories.Select(category => category.Tag));
        rows.AddRange(dropped.Take(MostOutputs).Select(tag => new IntervalRow(others[tag].Name, null, Recall(others[tag]))));
        return Draw("How many images of each category are answered right", "answered right, of all images of the category (95% interval)", rows, (report.Patch.Version, report.Against?.Version), id);
    }

    /// <summary>With a thousand base categories only those on which it fires most say anything.</summary>
    public const int MostBaseCategories = 20;

    /// <summary>How often the patch fires on the images of each base category, the most often first.</summary>
    public static string DrawFiring(RegressionReport report, string id = "firing") => Draw(
        "How often it fires on images of each base category",
        "fired, of all images of the base category (95% interval)",
        [.. report.BaseCategories.OrderByDescending(category => category.Rate.Value).Take(MostBaseCategories).Select(category => new IntervalRow(category.Name, new IntervalMark(category.Rate, $"{category.Fired} of {category.Images}")))],
        (report.Patch.Version, null),
        id);

    /// <summary>In output index order, however many there are.</summary>
    private static IEnumerable<CategoryFigures> Shown(RegressionReport report) =>
        report.Categories.Count <= MostOutputs
            ? report.Categories
            : report.Categories.Index().OrderBy(output => output.Item.Recall.Value ?? 0).Take(MostOutputs).OrderBy(output => output.Index).Select(output => output.Item);

    private static IntervalMark Recall(CategoryFigures category) => new(category.Recall, $"{category.Correct} of {category.Support}");

    private static void Legend(SvgCanvas canvas, (string This, string? Other) versions)
    {
        if (versions.Other is not { } other)
        {
            return;
        }

        canvas.Circle(Left + 6, 14, 5, Palette.Blue, Palette.Blue);
        canvas.Text(Left + 18, 14, SvgCanvas.Shorten(versions.This, 20), size: 12);
        canvas.Diamond(Left + 196, 14, 6, SvgCanvas.SurfaceColour, Palette.Orange);
        canvas.Text(Left + 208, 14, SvgCanvas.Shorten(other, 20), size: 12);
    }

    private static void Mark(SvgCanvas canvas, IntervalMark? mark, double y, bool isOther)
    {
        if (mark is not { Interval: { Value: { } value, Low: { } low, High: { } high } })
        {
            return;
        }

        string colour = isOther ? Palette.Orange : Palette.Blue;
        string hint = FormattableString.Invariant($"{mark.Count} ({100 * low:0}–{100 * high:0}%)");
        (double from, double to, double at) = (Left + (Scale * low), Left + (Scale * high), Left + (Scale * value));
        canvas.Line(from, y, to, y, colour, 2);
        canvas.Line(from, y - 4, from, y + 4, colour, 2);
        canvas.Line(to, y - 4, to, y + 4, colour, 2);
        if (isOther)
        {
            canvas.Diamond(at, y, 6, SvgCanvas.SurfaceColour, colour, hint);
        }
        else
        {
            canvas.Circle(at, y, 5, colour, colour, hint);
        }

        canvas.Text(Left + Scale + 16, y, mark.Count, colour: isOther ? SvgCanvas.MutedColour : SvgCanvas.TextColour, size: 12);
    }

    private static string Describe(IReadOnlyList<IntervalRow> rows, (string This, string? Other) versions) => string.Join(' ', rows.Select(row =>
    {
        string tested = row.This is { } mark ? $"{row.Name}: {mark.Count} in {versions.This}" : $"{row.Name}: not in {versions.This}";
        return row.Other is { } other ? $"{tested}, {other.Count} in {versions.Other}." : $"{tested}.";
    }));
}
