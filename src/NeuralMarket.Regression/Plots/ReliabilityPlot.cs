using NeuralMarket.Regression.Reports;

namespace NeuralMarket.Regression.Plots;

/// <summary>The reliability diagram: how often the patch is right when it says so with a certain probability. On the diagonal it means what it says.</summary>
public static class ReliabilityPlot
{
    private const double Left = 64;
    private const double Top = 14;
    private const double Side = 300;

    /// <summary>Draws the bins.</summary>
    /// <param name="calibration">The figures.</param>
    /// <param name="id">Unique on the page.</param>
    /// <returns>An SVG element.</returns>
    public static string Draw(CalibrationFigures calibration, string id = "reliability")
    {
        SvgCanvas canvas = new(id, Left + Side + 24, Top + Side + 58, "How far its probabilities can be believed", Describe(calibration));
        for (int percent = 0; percent <= 100; percent += 25)
        {
            string label = FormattableString.Invariant($"{percent}%");
            canvas.Line(X(percent / 100.0), Top, X(percent / 100.0), Top + Side, SvgCanvas.GridColour);
            canvas.Line(Left, Y(percent / 100.0), Left + Side, Y(percent / 100.0), SvgCanvas.GridColour);
            canvas.Text(X(percent / 100.0), Top + Side + 14, label, "middle", SvgCanvas.MutedColour, size: 12);
            canvas.Text(Left - 8, Y(percent / 100.0), label, "end", SvgCanvas.MutedColour, size: 12);
        }

        canvas.Line(X(0), Y(0), X(1), Y(1), SvgCanvas.MutedColour, 1.5, "5 4");
        canvas.Text(Left + (Side / 2), Top + Side + 40, "probability that it gives (mean of the bin)", "middle", SvgCanvas.MutedColour);
        canvas.Text(12, Top + (Side / 2), "answered right", "middle", SvgCanvas.MutedColour, rotate: -90);
        foreach (ReliabilityBin bin in calibration.Bins)
        {
            Bin(canvas, bin);
        }

        return canvas.Finish();
    }

    private static void Bin(SvgCanvas canvas, ReliabilityBin bin)
    {
        if (bin.Accuracy is not { Value: { } value, Low: { } low, High: { } high })
        {
            return;
        }

        double x = X(bin.Confidence);
        canvas.Line(x, Y(low), x, Y(high), Palette.Blue, 2);
        canvas.Line(x - 4, Y(low), x + 4, Y(low), Palette.Blue, 2);
        canvas.Line(x - 4, Y(high), x + 4, Y(high), Palette.Blue, 2);
        canvas.Circle(x, Y(value), 5, Palette.Blue, Palette.Blue, FormattableString.Invariant($"{bin.Correct} of {bin.Images} right at {100 * bin.Confidence:0}%"));
    }

    private static double X(double share) => Left + (Side * share);

    private static double Y(double share) => Top + (Side * (1 - share));

    private static string Describe(CalibrationFigures calibration) => calibration.Bins.Count == 0
        ? "No answer was given, so there is nothing to compare."
        : string.Join(' ', calibration.Bins.Select(bin => FormattableString.Invariant($"At {100 * bin.Confidence:0}%: {bin.Correct} of {bin.Images} right.")));
}
