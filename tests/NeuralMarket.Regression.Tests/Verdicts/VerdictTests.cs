using NeuralMarket.Format.Categories;
using NeuralMarket.Format.Findings;
using NeuralMarket.Format.Packages;
using NeuralMarket.Format.Weights;
using NeuralMarket.Inference.Patches;
using NeuralMarket.Regression.PatchTests;
using NeuralMarket.Regression.Reports;
using NeuralMarket.Regression.Tests.PatchTests;
using NeuralMarket.Regression.Verdicts;
using NeuralMarket.Regression.Verdicts.Checks;

namespace NeuralMarket.Regression.Tests.Verdicts;

public class VerdictTests
{
    [Fact]
    public async Task AGoodPatchOnEnoughImagesPasses()
    {
        using World world = Good();

        RegressionReport report = await world.TestAsync();

        Assert.Equal(Outcome.Pass, report.Verdict.Decision);
        Assert.Equal(RegressionChecks.Names.Order(), report.Verdict.Reasons.Select(reason => reason.Check).Order());
    }

    [Fact]
    public async Task APatchThatAlwaysSaysTheSameFails()
    {
        using World world = Good();

        RegressionReport report = await world.TestAsync(world.Patch(weight: [0, 0, 0, 0, 0, 0]));

        Assert.Equal(Outcome.Fail, report.Verdict.Decision);
        Assert.Contains("'cat'", Reason(report, "constant-predictor", Outcome.Fail).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task APatchThatIsCertainlyNoBetterThanChanceFails()
    {
        using World world = new();
        world.Add(50, World.Cat, true, 0).Add(50, World.Cat, true, 1).Add(50, World.Dog, true, 0).Add(50, World.Dog, true, 1).Add(200, World.Stone, false, 0);

        RegressionReport report = await world.TestAsync();

        Reason(report, "balanced-accuracy", Outcome.Fail);
        Assert.Equal(Outcome.Fail, report.Verdict.Decision);
    }

    /// <summary>With two outputs chance is one half and the bar 0.65: 55% is below it only when there are enough images to be sure.</summary>
    [Theory]
    [InlineData(20, Outcome.Attention)]
    [InlineData(400, Outcome.Fail)]
    public async Task LittleDataNeverFailsAPatchByItself(int scale, Outcome expected)
    {
        using World world = new();
        world.Add(11 * scale / 20, World.Cat, true, 0).Add(9 * scale / 20, World.Cat, true, 1).Add(11 * scale / 20, World.Dog, true, 1).Add(9 * scale / 20, World.Dog, true, 0).Add(200, World.Stone, false, 0);

        Reason(await world.TestAsync(), "balanced-accuracy", expected);
    }

    [Fact]
    public async Task ALayerThatOverflowsFails()
    {
        using World world = Good();

        Reading<RegressionReport> reading = await world.RunAsync(runner: new OverflowingRunner());

        RegressionReport report = reading.Value!;
        Assert.Equal(Outcome.Fail, report.Verdict.Decision);
        Reason(report, "finite", Outcome.Fail);
        Assert.Null(report.Calibration.Ece);
        Assert.Equal(0, report.Accuracy.Correct);
        Assert.All(ReportJson.Read(ReportJson.Write(report)).Wrong, image => Assert.Null(image.Probabilities[0]));
    }

    [Fact]
    public async Task TooFewImagesOfACategoryAskForThemByNumberAndName()
    {
        using World world = new();
        world.Add(110, World.Cat, true, 0).Add(7, World.Dog, true, 1).Add(200, World.Stone, false, 0);

        RegressionReport report = await world.TestAsync();

        Assert.Equal(Outcome.Attention, report.Verdict.Decision);
        Assert.Contains("Label 13 more images of dog.", Reason(report, "enough-images", Outcome.Attention).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ACategoryThatDoesNotWorkIsSeenBehindAGoodMean()
    {
        using World world = new();
        world.Add(300, World.Cat, true, 0).Add(15, World.Dog, true, 1).Add(45, World.Dog, true, 0).Add(200, World.Stone, false, 0);

        Assert.Contains("'dog'", Reason(await world.TestAsync(), "weak-category", Outcome.Attention).Message, StringComparison.Ordinal);
    }

    /// <summary>Two false alarms on 100 images may be a rate of 6%; on 1,000 images they are at most 1%.</summary>
    [Theory]
    [InlineData(100, Outcome.Attention)]
    [InlineData(1000, Outcome.Pass)]
    public async Task TheUpperBoundOfTheFalseRateDecides(int stones, Outcome expected)
    {
        using World world = new();
        world.Add(60, World.Cat, true, 0).Add(60, World.Dog, true, 1).Add(2, World.Stone, true, 0).Add(stones - 2, World.Stone, false, 0);

        Reason(await world.TestAsync(), "false-rate", expected);
    }

    [Fact]
    public async Task ConfidenceWhereItShouldNotFireNeedsALook()
    {
        using World world = Good();
        world.Add(1, World.Stone, true, 0, strength: 5).Add(1, World.Stone, true, 0, strength: 0.1f);

        Reason(await world.TestAsync(), "confident-elsewhere", Outcome.Attention);
    }

    [Fact]
    public async Task ARegressedVersionNeedsAReviewer()
    {
        using World world = Good();
        world.Add(30, World.Cat, true, 2, strength: 1);
        PatchPackage old = world.Patch("1.0.0", weight: [1, 0, 1, 0, 1, 0]);
        PatchPackage regressed = world.Patch("1.1.0", weight: [1, 0, 0, 0, 1, 1]);

        RegressionReport report = await world.TestAsync(regressed, old);

        Assert.Equal((0, 30), (report.Against!.OnlyThisRight, report.Against.OnlyThatRight));
        Assert.False(report.Against.NonInferior);
        Assert.Equal(30, report.Against.Flipped.Count);
        Assert.All(report.Against.Flipped, image => Assert.Equal((World.Animal.ToString(), "animal"), (image.BaseAnswer, image.BaseAnswerName)));
        Reason(report, "previous-version", Outcome.Attention);
    }

    [Fact]
    public async Task AnUpdateThatOnlyImprovesIsNotHeldUp()
    {
        using World world = Good();
        world.Add(30, World.Cat, true, 2, strength: 1);

        RegressionReport report = await world.TestAsync(world.Patch("1.1.0", weight: [1, 0, 1, 0, 1, 0]), world.Patch("1.0.0", weight: [1, 0, 0, 0, 1, 1]));

        Assert.True(report.Against!.NonInferior);
        Reason(report, "previous-version", Outcome.Pass);
    }

    [Fact]
    public async Task AnOutputThatAnUpdateDropsCountsAsLost()
    {
        using World world = Good();
        PatchPackage smaller = world.Patch("2.0.0", categories: [new Category(World.Animal, 0, "animal"), new Category(World.Cat, 1, "cat"), new Category(new Tag(77), 2, "yeti")]);

        RegressionReport report = await world.TestAsync(smaller, world.Patch());

        Assert.Equal((0, 57, 120), (report.Against!.OnlyThisRight, report.Against.OnlyThatRight, report.Against.Images));
    }

    [Fact]
    public async Task ModesDecideHowMuchACheckCounts()
    {
        using World world = Good();
        PatchPackage constant = world.Patch(weight: [0, 0, 0, 0, 0, 0]);
        foreach ((CheckMode mode, Outcome expected) in new[] { (CheckMode.Enforce, Outcome.Fail), (CheckMode.Advise, Outcome.Attention), (CheckMode.Shadow, Outcome.Pass), (CheckMode.Off, Outcome.Pass) })
        {
            Dictionary<string, CheckMode> modes = RegressionChecks.Names.ToDictionary(name => name, _ => CheckMode.Off);
            modes["constant-predictor"] = mode;
            modes["finite"] = CheckMode.Enforce;

            Verdict verdict = (await world.TestAsync(constant, null, VerdictOptions.Default with { Modes = modes })).Verdict;

            Assert.Equal(expected, verdict.Decision);
            Assert.Equal(mode != CheckMode.Off, verdict.Reasons.Any(reason => reason.Check == "constant-predictor"));
        }
    }

    [Fact]
    public async Task ACheckThatBreaksNeitherPassesNorFails()
    {
        using World world = Good();
        PatchMeasurements measurements = new(world.Patch(), [], await world.TestAsync());

        Verdict verdict = VerdictRule.Decide(measurements, VerdictOptions.Default, [new BrokenCheck()]);

        Assert.Equal(Outcome.Attention, verdict.Decision);
        VerdictReason reason = Assert.Single(verdict.Reasons);
        Assert.True(reason.Broken);
        Assert.Contains("no luck", reason.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("no luck", reason.AuthorMessage, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RowsThatSayTheSameNeedALook()
    {
        using World world = Good();
        PatchPackage twins = world.Patch(
            weight: [1, 0, 0, 0, 1, 0, 0, 1, 0],
            categories: [new Category(World.Animal, 0, "animal"), new Category(World.Cat, 1, "cat"), new Category(World.Dog, 2, "dog"), new Category(new Tag(13), 3, "hound")]);

        Assert.Contains("'dog' and 'hound'", Reason(await world.TestAsync(twins), "degenerate-layer", Outcome.Attention).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void OptionsThatMakeNoSenseAreRefusedInWords()
    {
        VerdictOptions options = VerdictOptions.Default with
        {
            FalseRate = 3,
            MinimumImages = -1,
            SoundBalancedAccuracy = 0.1,
            Modes = new Dictionary<string, CheckMode> { ["no-such-check"] = CheckMode.Off },
        };

        Assert.Empty(VerdictOptions.Default.Problems());
        Assert.Equal(4, options.Problems().Count);
    }

    [Fact]
    public async Task MessagesToAuthorsNameNoCountsOfHeldOutImages()
    {
        using World world = new();
        world.Add(13, World.Cat, true, 0).Add(17, World.Dog, true, 0).Add(19, World.Stone, true, 0, strength: 5);

        foreach (AuthorReason reason in (await world.TestAsync(null, world.Patch("0.9.0"))).ForAuthor().Reasons)
        {
            Assert.DoesNotMatch(@"\b(13|17|19|30|49)\b", reason.Message);
        }
    }

    private static World Good()
    {
        World world = new();
        return world.Add(57, World.Cat, true, 0).Add(3, World.Cat, true, 1).Add(57, World.Dog, true, 1).Add(3, World.Dog, true, 0).Add(200, World.Stone, false, 0);
    }

    private static VerdictReason Reason(RegressionReport report, string check, Outcome outcome)
    {
        VerdictReason reason = Assert.Single(report.Verdict.Reasons, reason => reason.Check == check);
        Assert.True(reason.Outcome == outcome, $"{check} says {reason.Outcome}: {reason.Message}");
        return reason;
    }

    /// <summary>What a device gives back when a layer's sums leave the range of single precision.</summary>
    private sealed class OverflowingRunner : IPatchRunner
    {
        public PatchOutputs Run(PatchWeights weights, ReadOnlyMemory<float> features, int count, CancellationToken cancellationToken) =>
            new(count, weights.Outputs, [.. Enumerable.Repeat(float.NaN, count * weights.Outputs)], new int[count]);

        public void Dispose()
        {
            // Nothing is held.
        }
    }

    private sealed class BrokenCheck : IRegressionCheck
    {
        public string Name => "broken";

        public string Meaning => "Broken on purpose.";

        public CheckResult Run(CheckContext context) => throw new InvalidOperationException("no luck");
    }
}
