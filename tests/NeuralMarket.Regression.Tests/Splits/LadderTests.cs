using System.Globalization;
using NeuralMarket.Regression.Splits;

namespace NeuralMarket.Regression.Tests.Splits;

public class LadderTests
{
    private static readonly HashSet<string> All = Photos(0, 100);

    [Fact]
    public void TheFirstAttemptIsToldItsBand() => Assert.Equal(0.70, Ladder.Judge(null, Photos(0, 74), All).Released);

    [Fact]
    public void AnImprovementWithinOneStandardErrorIsNotTold()
    {
        LadderState first = Ladder.Judge(null, Photos(0, 74), All);

        Assert.Same(first, Ladder.Judge(first, Photos(0, 75), All));
        Assert.Same(first, Ladder.Judge(first, Photos(10, 85), All));
        Assert.Same(first, Ladder.Judge(first, Photos(0, 40), All));
    }

    [Fact]
    public void ARealImprovementIsTold() => Assert.Equal(0.85, Ladder.Judge(Ladder.Judge(null, Photos(0, 74), All), Photos(0, 86), All).Released);

    [Fact]
    public void PhotosThatAreNewSayNothingAboutAnImprovement()
    {
        LadderState first = Ladder.Judge(null, Photos(0, 74), All);

        Assert.Same(first, Ladder.Judge(first, Photos(0, 74).Union(Photos(100, 400)).ToHashSet(), Photos(0, 400)));
    }

    [Fact]
    public void FiveTestsADayAndThirtyInNinetyDays()
    {
        DateTimeOffset now = new(2026, 5, 1, 12, 0, 0, TimeSpan.Zero);
        LookLimits limits = new();
        Look[] today = [.. Enumerable.Range(1, 5).Select(hour => new Look(now.AddHours(-hour), LookKind.Test))];
        Look[] window = [.. Enumerable.Range(1, 30).Select(day => new Look(now.AddDays(-2 * day), LookKind.Test))];

        Assert.True(LookBudget.Judge(today[..4], LookKind.Test, now, limits).Allowed);
        Assert.Equal(now.AddHours(-5).AddDays(1), LookBudget.Judge(today, LookKind.Test, now, limits).NextAt);
        Assert.Equal(now.AddDays(-60).AddDays(90), LookBudget.Judge(window, LookKind.Test, now, limits).NextAt);
    }

    [Fact]
    public void OurFailuresAndInvalidPackagesCostNoTest()
    {
        DateTimeOffset now = new(2026, 5, 1, 12, 0, 0, TimeSpan.Zero);
        Look[] looks = [.. Enumerable.Range(1, 6).Select(hour => new Look(now.AddHours(-hour), hour == 1 ? LookKind.Invalid : LookKind.Test, GivenBack: hour == 2))];

        Assert.True(LookBudget.Judge(looks, LookKind.Test, now, new LookLimits()).Allowed);
        Assert.True(LookBudget.Judge(looks, LookKind.Invalid, now, new LookLimits()).Allowed);
        Assert.False(LookBudget.Judge([.. Enumerable.Repeat(new Look(now.AddMinutes(-1), LookKind.Invalid), 50)], LookKind.Invalid, now, new LookLimits()).Allowed);
    }

    private static HashSet<string> Photos(int from, int to) => [.. Enumerable.Range(from, to - from).Select(i => i.ToString(CultureInfo.InvariantCulture))];
}
