using CsCheck;
using NeuralMarket.Regression.Figures;
using NeuralMarket.Regression.Reports;

namespace NeuralMarket.Regression.Tests.Figures;

public class CalibrationTests
{
    [Fact]
    public void TheErrorIsTheWeightedDistanceOfAccuracyAndConfidence()
    {
        // Ten answers at 0.9, of which five are right, and ten at 0.6, of which six are.
        IEnumerable<Answer> answers = Enumerable.Range(0, 10).Select(i => new Answer(0.9, i < 5))
            .Concat(Enumerable.Range(0, 10).Select(i => new Answer(0.6, i < 6)));

        IReadOnlyList<CalibrationBin> bins = Calibration.EqualMassBins(answers);

        Assert.Equal([new Proportion(6, 10), new Proportion(5, 10)], bins.Select(bin => bin.Correct));
        Assert.Equal(0.2, Calibration.ExpectedError(bins)!.Value, 1e-12);
    }

    [Fact]
    public void BinsHaveEquallyManyAnswersAndLoseNone() => Gen.Select(Gen.Double[0, 1], Gen.Bool).List[1, 400].Sample(list =>
    {
        IReadOnlyList<CalibrationBin> bins = Calibration.EqualMassBins(list.Select(item => new Answer(item.Item1, item.Item2)));

        Assert.Equal(list.Count, bins.Sum(bin => bin.Correct.Trials));
        Assert.InRange(bins.Max(bin => bin.Correct.Trials) - bins.Min(bin => bin.Correct.Trials), 0, 1);
        Assert.Equal(bins.OrderBy(bin => bin.Confidence).Select(bin => bin.Confidence), bins.Select(bin => bin.Confidence));
        Assert.InRange(Calibration.ExpectedError(bins)!.Value, 0, 1);
    });

    [Fact]
    public void TheBootstrapIsTheSameInAnyOrderAndNarrowsWithMoreAnswers()
    {
        Answer[] few = [.. Enumerable.Range(0, 60).Select(i => new Answer(0.5 + (i % 10 * 0.05), i % 3 != 0))];
        Answer[] many = [.. Enumerable.Repeat(few, 20).SelectMany(answers => answers)];

        Interval interval = Calibration.BootstrappedError(few);

        Assert.Equal(interval, Calibration.BootstrappedError([.. few.AsEnumerable().Reverse()]));
        Assert.InRange(interval.Low!.Value, 0, interval.High!.Value);
        Assert.True(Calibration.BootstrappedError(many).High - Calibration.BootstrappedError(many).Low < interval.High - interval.Low);
        Assert.Equal(new Interval(null, null, null), Calibration.BootstrappedError([]));
    }

    [Fact]
    public void CountingWhatIsDrawnGivesTheErrorOfTheBinsThatItFills() => Gen.Select(Gen.Double[0, 1], Gen.Bool).Array[1, 150].SelectMany(
        answers => Gen.Int[0, answers.Length - 1].Array[answers.Length].Select(draws => (answers, draws))).Sample((answers, draws) =>
    {
        Answer[] sorted = [.. answers.Select(item => new Answer(item.Item1, item.Item2)).OrderBy(answer => answer.Confidence)];
        Answer[] drawn = [.. draws.Order().Select(place => sorted[place])];
        int bins = Math.Clamp(drawn.Length / 10, 1, 10);
        double expected = Enumerable.Range(0, bins).Select(bin => drawn[(bin * drawn.Length / bins)..((bin + 1) * drawn.Length / bins)])
            .Sum(bin => bin.Length * Math.Abs(bin.Average(answer => answer.Correct ? 1.0 : 0) - bin.Average(answer => answer.Confidence))) / drawn.Length;
        int[] counts = new int[sorted.Length];
        Array.ForEach(draws, place => counts[place]++);

        Assert.Equal(expected, Calibration.ErrorOf(sorted, counts), 1e-12);
    });

    /// <summary>A saturated patch says 100% each time: its wrong answers must not fill a bin of their own.</summary>
    [Fact]
    public void AnswersOfEqualConfidenceAreSpreadOverTheBins()
    {
        IReadOnlyList<CalibrationBin> bins = Calibration.EqualMassBins(Enumerable.Range(0, 200).Select(i => new Answer(1, i >= 20)));

        Assert.All(bins, bin => Assert.Equal(18, bin.Correct.Successes));
        Assert.Equal(0.1, Calibration.ExpectedError(bins)!.Value, 1e-12);
    }

    [Fact]
    public void NoAnswersHaveNoError() => Assert.Null(Calibration.ExpectedError(Calibration.EqualMassBins([])));

    [Theory]
    [InlineData(0, 0.0)]
    [InlineData(1, 2.0)]
    public void ACertainAnswerCostsNothingOrTwo(int truth, double cost) => Assert.Equal(cost, Calibration.BrierTerm([1f, 0f, 0f], truth));

    [Fact]
    public void BrierSumsSquaredErrorsOverAllOutputs() => Assert.Equal(0.25 + 0.09 + 0.04, Calibration.BrierTerm([0.5f, 0.3f, 0.2f], 0), 6);

    [Theory]
    [InlineData(new[] { 0.9, 0.8 }, new[] { 0.1, 0.2 }, 1.0)]
    [InlineData(new[] { 0.1 }, new[] { 0.9 }, 0.0)]
    [InlineData(new[] { 0.5, 0.5 }, new[] { 0.5 }, 0.5)]
    [InlineData(new[] { 0.35, 0.8 }, new[] { 0.1, 0.4 }, 0.75)]
    public void AurocCountsPairsWon(double[] above, double[] below, double expected) => Assert.Equal(expected, RankFigures.Auroc(above, below)!.Value, 1e-12);

    [Fact]
    public void AurocOfNothingIsUnknown() => Assert.Null(RankFigures.Auroc([], [0.5]));
}
