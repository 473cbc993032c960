using System.Globalization;
using NeuralMarket.Regression.Splits;

namespace NeuralMarket.Regression.Tests.Simulations;

/// <summary>
/// An author who learns from what is told: 200 variants that only guess, of which those that were told to be better are put together by majority
/// (the boosting attack of Blum and Hardt 2015, section 4). Whatever it gains on the feedback split it has not gained in truth.
/// </summary>
public class AdaptiveAuthorTests
{
    private const int Photos = 400;
    private const int Variants = 200;

    private static readonly string[] Names = [.. Enumerable.Range(0, Photos).Select(i => i.ToString(CultureInfo.InvariantCulture))];
    private static readonly HashSet<string> All = [.. Names];

    [Fact]
    public void AgainstExactFiguresTheAttackClimbsAndAgainstTheLadderItDoesNot()
    {
        double[] exact = [.. Enumerable.Range(0, 10).Select(seed => Attack(seed, useLadder: false).Feedback)];
        (double Feedback, double Gate, double Told)[] ladder = [.. Enumerable.Range(0, 10).Select(seed => Attack(seed, useLadder: true))];

        Assert.True(exact.Average() > 0.65, $"exact figures: {exact.Average():0.000}");
        Assert.InRange(ladder.Average(run => run.Feedback), 0.47, 0.58);
        Assert.InRange(ladder.Average(run => run.Gate), 0.47, 0.53);
        Assert.All(ladder, run => Assert.InRange(run.Told, 0.40, 0.60));
    }

    /// <summary>Told exact figures the author climbs on the feedback split; the gate, which is never told, does not follow.</summary>
    [Fact]
    public void TheGateDoesNotFollow()
    {
        (double Feedback, double Gate, double Told)[] runs = [.. Enumerable.Range(0, 10).Select(seed => Attack(seed, useLadder: false))];

        Assert.InRange(runs.Average(run => run.Gate), 0.47, 0.53);
    }

    [Fact]
    public void TwoHundredVariantsTakeMoreThanAYear()
    {
        List<Look> looks = [];
        DateTimeOffset start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
        DateTimeOffset now = start;
        while (looks.Count < Variants)
        {
            LookDecision decision = LookBudget.Judge(looks, LookKind.Test, now, new LookLimits());
            if (decision.Allowed)
            {
                looks.Add(new Look(now, LookKind.Test));
            }
            else
            {
                Assert.True(decision.NextAt > now);
                now = decision.NextAt!.Value;
            }
        }

        Assert.True(now - start > TimeSpan.FromDays(500), $"{(now - start).TotalDays:0} days");
    }

    /// <summary>Each photo has one of two answers. Returns the final patch's accuracy on both splits, and what the author was told last.</summary>
    private static (double Feedback, double Gate, double Told) Attack(int seed, bool useLadder)
    {
        Random random = new(seed);
        LadderState? state = null;
        double told = 0;
        int[] feedbackVotes = new int[Photos];
        int[] gateVotes = new int[Photos];
        for (int variant = 0; variant < Variants; variant++)
        {
            bool[] feedback = [.. Enumerable.Range(0, Photos).Select(_ => random.Next(2) == 0)];
            bool[] gate = [.. Enumerable.Range(0, Photos).Select(_ => random.Next(2) == 0)];
            double before = told;
            state = Ladder.Judge(state, Right(feedback), All);
            told = useLadder ? state.Released : Share(feedback);
            bool better = useLadder ? variant == 0 || told > before : told > 0.5;
            int vote = better ? 1 : useLadder ? 0 : -1;
            for (int i = 0; i < Photos; i++)
            {
                feedbackVotes[i] += feedback[i] ? vote : -vote;
                gateVotes[i] += gate[i] ? vote : -vote;
            }
        }

        return (Majority(feedbackVotes), Majority(gateVotes), told);
    }

    /// <summary>The share that the majority gets right; where there is none it guesses.</summary>
    private static double Majority(int[] votes) => votes.Average(vote => vote > 0 ? 1 : vote == 0 ? 0.5 : 0);

    private static HashSet<string> Right(bool[] answers) => [.. Names.Where((_, i) => answers[i])];

    private static double Share(bool[] answers) => answers.Count(right => right) / (double)answers.Length;
}
