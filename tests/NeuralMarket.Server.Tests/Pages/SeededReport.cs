using NeuralMarket.Regression.Reports;
using NeuralMarket.Regression.Verdicts;

namespace NeuralMarket.Server.Tests.Pages;

/// <summary>A report on three kinds of boats, with something in every section.</summary>
internal static class SeededReport
{
    public const string Rowing = "n80000101";
    public const string Sailing = "n80000102";
    public const string Steamer = "n80000103";

    private static readonly Interval Rate = new(0.9, 0.79, 0.96);

    /// <summary>The report; all its photos are the same one.</summary>
    public static RegressionReport Of(string setName, string photo) => new(
        new ReportedPatch("which-boat", "1.2.0", new string('a', 64), "Which boat?"),
        new ReportedBase("demo-world", new string('b', 64)),
        new ReportedImages(60, 0, 45, 0, setName, new string('c', 64)),
        "a device",
        new TriggerFigures(45, 43, Rate, 15, 1, new(0.07, 0.01, 0.3)),
        new AccuracyFigures(43, 41, Rate),
        new EndToEndFigures(45, 41, Rate),
        0.9,
        new CalibrationFigures(0.05, 0.2, [new(20, 0.7, 15, Rate), new(23, 0.95, 22, Rate)], new(0.05, 0.02, 0.09)),
        [Category(Rowing, "rowing boat", 13), Category(Sailing, "sailing boat", 14), Category(Steamer, "steamer", 14)],
        [[13, 1, 0], [0, 14, 1], [0, 0, 14]],
        Against(photo),
        [],
        new Verdict(Outcome.Attention,
        [
            new("previous-version", Outcome.Attention, "It may be up to 6% worse than 1.1.0."),
            new("weak-category", Outcome.Attention, "Recorded <only>.", CheckMode.Shadow),
            new("finite", Outcome.Pass, "All numbers are finite."),
        ]))
    {
        NotFired = [1, 0, 1],
        BaseCategories = [new("n80000001", "boat", 45, 43, Rate), new("n80000002", "lamp", 15, 1, new(0.07, 0.01, 0.3))],
        Elsewhere = new(1, 1, 1, 0.9),
        Collateral = new(50, 2, new(0.04, 0.01, 0.13)),
        Robustness = [new("tilt+10", new(0.75, 0.6, 0.86)) { Description = "held 10 degrees to the right", Images = 40, Before = new(0.9, 0.77, 0.96) }],
        Wrong =
        [
            Result(photo, "a.jpg", Rowing, "rowing boat", (Sailing, "sailing boat"), 0.6f),
            Result(photo, "b.jpg", Sailing, "sailing boat", (Steamer, "steamer"), 0.8f),
            Result(photo, "c.jpg", Rowing, "rowing boat", null, 0.3f),
            Result(photo, "d.jpg", Steamer, "steamer", null, 0.3f),
        ],
        Misfired = [Result(photo, "e.jpg", "n80000201", "desk lamp", (Steamer, "steamer"), 0.85f)],
    };

    private static AgainstFigures Against(string photo) => new(
        "1.1.0", 1, 2, 0.0001, new(-0.02, -0.1, 0.06), 45, 0.05, -0.08, false, [Category(Rowing, "rowing boat", 14), Category(Sailing, "sailing boat", 14), Category(Steamer, "steamer", 14)],
        [
            new("a.jpg", photo, Rowing, false, Sailing, Rowing),
            new("d.jpg", photo, Steamer, false, null, Steamer),
            new("f.jpg", photo, Sailing, true, Sailing, Rowing),
        ]);

    private static CategoryFigures Category(string tag, string name, int right) => new(tag, name, 15, Rate, Rate, 15, right, 15);

    private static ImageResult Result(string photo, string file, string truth, string truthName, (string Tag, string Name)? answer, float sure) => new(
        $"{truth}/{file}", photo, truth, truthName, answer is not null, answer?.Tag, answer?.Name, "n80000001", "boat", [sure, 0.1f, 0.1f]);
}
