using System.Text;
using NeuralMarket.Regression.Reports;
using NeuralMarket.Regression.Splits;
using NeuralMarket.Regression.Tests.PatchTests;
using NeuralMarket.Regression.Verdicts;

namespace NeuralMarket.Regression.Tests.Splits;

public class SplitTestTests
{
    /// <summary>On the gate it is right on all photos, on the feedback split on three of four: the author sees the gate's decision and the feedback's band.</summary>
    [Fact]
    public async Task TheGateDecidesAndTheAuthorSeesTheFeedbackSplit()
    {
        using World world = new();
        world.Add(60, World.Cat, true, 0).Add(60, World.Dog, true, 1).Add(200, World.Stone, false, 0);
        HashSet<string> gate = [.. world.Set().Images.Select(image => image.Sha256)];
        world.Add(30, World.Cat, true, 0).Add(10, World.Cat, true, 1).Add(30, World.Dog, true, 1).Add(10, World.Dog, true, 0);
        Dictionary<string, Split> splits = world.Set().Images.Where(image => !gate.Contains(image.Sha256)).ToDictionary(image => image.Sha256, _ => Split.Feedback);

        SplitReports reports = (await world.WithRequestAsync(world.Patch(), request => SplitTest.Run(request, splits, TestContext.Current.CancellationToken))).Value!;

        Assert.Equal((320, 80), (reports.Gate.Images.Read, reports.Feedback!.Images.Read));
        Assert.NotEqual(reports.Gate.Images.SetHash, reports.Feedback.Images.SetHash);
        AuthorReport author = reports.ForAuthor();
        Assert.Equal(Outcome.Pass, author.Decision);
        Assert.Equal(new Band(0.75, 0.8), author.EndToEnd);
        Assert.All(author.Reasons, reason => Assert.Equal(Outcome.Pass, reason.Outcome));
    }

    [Fact]
    public async Task AuditPhotosAreNotTouchedAndWithoutFeedbackTheGateSpeaksInBands()
    {
        using World world = new();
        world.Add(60, World.Cat, true, 0).Add(60, World.Dog, true, 1).Add(200, World.Stone, false, 0);
        Dictionary<string, Split> splits = world.Set().Images.Take(20).ToDictionary(image => image.Sha256, _ => Split.Audit);

        SplitReports reports = (await world.WithRequestAsync(world.Patch(), request => SplitTest.Run(request, splits, TestContext.Current.CancellationToken))).Value!;

        Assert.Equal(300, reports.Gate.Images.Read);
        Assert.Null(reports.Feedback);
        Assert.DoesNotContain(splits.Keys.First(), Encoding.UTF8.GetString(ReportJson.Write(reports.Gate)), StringComparison.Ordinal);
        Assert.Equal(new Band(0.95, 1), reports.ForAuthor().EndToEnd);
    }
}
