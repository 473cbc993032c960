using NeuralMarket.Regression.Figures;
using NeuralMarket.Regression.Reports;
using NeuralMarket.Regression.Verdicts;

namespace NeuralMarket.Regression.Tests.Reports;

/// <summary>A report as cat-or-dog 1.1.0 would get it, written by hand.</summary>
internal static class SampleReport
{
    public const string SecretImage = "pets/n90000014_0001.jpg";
    public static readonly string SecretHash = new('5', 64);

    public static RegressionReport Create() => new(
        new ReportedPatch("cat-or-dog", "1.1.0", new string('1', 64), "Cat or <dog>?"),
        new ReportedBase("cifar-coarse", new string('2', 64)),
        new ReportedImages(600, 1, 120, 0, "heldout", new string('3', 64)),
        "a device",
        new TriggerFigures(120, 117, new Proportion(117, 120).Wilson(), 480, 19, new Proportion(19, 480).Wilson()),
        new AccuracyFigures(117, 92, new Proportion(92, 117).Wilson()),
        new EndToEndFigures(120, 92, new Proportion(92, 120).Wilson()),
        92.0 / 120,
        new CalibrationFigures(
            0.04123,
            0.31,
            [Bin(39, 0.61, 25), Bin(39, 0.79, 29), Bin(39, 0.96, 38)],
            new Interval(0.04123, 0.03, 0.12)),
        [Category("n90000014", "cat", 60, 59, 46, 58), Category("n90000016", "dog", 60, 58, 46, 59)],
        [[46, 13], [12, 46]],
        new AgainstFigures(
            "1.0.0", 22, 7, 0.0081, new PairedComparison(22, 7, 120).Tango(), 120, 0.05, 0.05, true,
            [Category("n90000014", "cat", 60, 59, 33, 47), Category("n90000016", "dog", 60, 58, 44, 70)],
            [new FlippedImage(SecretImage, SecretHash, "n90000014", true, "n90000014", "n90000016")]),
        [],
        new Verdict(
            Outcome.Attention,
            [
                new VerdictReason("false-rate", Outcome.Attention, "It fired on 19 of 480 images.", CheckMode.Enforce, "It may fire on more than 3%."),
                new VerdictReason("shadowed", Outcome.Fail, "Recorded only: 19 images.", CheckMode.Shadow),
                new VerdictReason("finite", Outcome.Pass, "Every probability is a finite number."),
            ]))
    {
        BalancedAccuracyBounds = new Interval(92.0 / 120, 0.703, 0.83),
        NotFired = [1, 2],
        BaseCategories = [new BaseCategoryFigures("n90000001", "pet", 120, 117, new Proportion(117, 120).Wilson()), new BaseCategoryFigures("n90000005", "frog", 60, 9, new Proportion(9, 60).Wilson())],
        Elsewhere = new ElsewhereFigures(19, 11, 11 / 19.0, 0.62),
        Collateral = new CollateralFigures(543, 40, new Proportion(40, 543).Wilson()),
        Wrong = [new ImageResult(SecretImage, SecretHash, "n90000014", "cat", true, "n90000016", "dog", "n90000001", "pet", [0.2f, 0.8f])],
    };

    private static ReliabilityBin Bin(int images, double confidence, int correct) => new(images, confidence, correct, new Proportion(correct, images).Wilson());

    private static CategoryFigures Category(string tag, string name, int support, int fired, int correct, int answered) =>
        new(tag, name, support, new Proportion(correct, answered).Wilson(), new Proportion(correct, support).Wilson(), fired, correct, answered);
}
