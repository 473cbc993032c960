using System.Text;
using System.Text.Json;
using System.Xml.Linq;
using NeuralMarket.Regression.Plots;
using NeuralMarket.Regression.Reports;
using NeuralMarket.Regression.Verdicts;

namespace NeuralMarket.Regression.Tests.Reports;

public class ReportTests
{
    private static readonly RegressionReport Report = SampleReport.Create();

    /// <summary>command-line.md, <c>test --json</c>: every key by its name, in its place.</summary>
    [Theory]
    [InlineData("patch", "id version sha256")]
    [InlineData("base", "name sha256")]
    [InlineData("images", "read skipped labelled")]
    [InlineData("trigger", "inDomain fired recall outOfDomain falselyFired falseRate")]
    [InlineData("trigger.recall", "value low high")]
    [InlineData("accuracy", "answered correct value")]
    [InlineData("endToEnd", "images correct value")]
    [InlineData("calibration", "ece brier")]
    [InlineData("categories.0", "tag name support precision recall")]
    [InlineData("against", "version onlyThisRight onlyThatRight pValue difference")]
    [InlineData("verdict", "decision reasons")]
    [InlineData("verdict.reasons.0", "check outcome message")]
    [InlineData("", "patch base images device trigger accuracy endToEnd balancedAccuracy calibration categories confusion against robustness verdict schemaVersion engine")]
    public void TheDocumentHasTheKeysOfTheSpecification(string place, string keys)
    {
        JsonElement element = JsonDocument.Parse(ReportJson.Write(Report)).RootElement;
        foreach (string step in place.Split('.', StringSplitOptions.RemoveEmptyEntries))
        {
            element = int.TryParse(step, out int index) ? element[index] : element.GetProperty(step);
        }

        Assert.Empty(keys.Split(' ').Except(element.EnumerateObject().Select(property => property.Name)));
    }

    [Fact]
    public void DecisionsAndModesAreLowerCase()
    {
        JsonElement verdict = JsonDocument.Parse(ReportJson.Write(Report)).RootElement.GetProperty("verdict");

        Assert.Equal("attention", verdict.GetProperty("decision").GetString());
        Assert.Equal(["attention", "fail", "pass"], verdict.GetProperty("reasons").EnumerateArray().Select(reason => reason.GetProperty("outcome").GetString()));
        Assert.Equal("shadow", verdict.GetProperty("reasons")[1].GetProperty("mode").GetString());
    }

    [Fact]
    public void WithoutAnotherVersionAgainstIsNull() =>
        Assert.Equal(JsonValueKind.Null, JsonDocument.Parse(ReportJson.Write(Report with { Against = null })).RootElement.GetProperty("against").ValueKind);

    [Fact]
    public void ADocumentReadsBackAsItWasWritten()
    {
        byte[] json = ReportJson.Write(Report);

        Assert.Equal(Encoding.UTF8.GetString(json), Encoding.UTF8.GetString(ReportJson.Write(ReportJson.Read(json))));
    }

    /// <summary>A check in shadow mode does not decide, but no one is told that it agreed.</summary>
    [Fact]
    public void ThePageSaysThatEveryCheckPassesOnlyWhenNoneObjects()
    {
        VerdictReason agrees = new("finite", Outcome.Pass, "Fine.");
        VerdictReason objects = new("robustness", Outcome.Attention, "It does not hold.", CheckMode.Shadow);

        Assert.Equal("Passes every check", Phrase.Headline(new Verdict(Outcome.Pass, [agrees])));
        Assert.Equal("Passes every check that counts", Phrase.Headline(new Verdict(Outcome.Pass, [objects, agrees])));
        Assert.Contains("1 check that is only recorded objects", Phrase.WhatNext(new Verdict(Outcome.Pass, [objects, agrees])), StringComparison.Ordinal);
    }

    [Fact]
    public void AReportFromBeforeFlipsNamedTheBaseNetworksAnswerIsStillRead()
    {
        string old = Encoding.UTF8.GetString(ReportJson.Write(Report)).Replace("\"baseAnswer\": \"\",", "", StringComparison.Ordinal).Replace("\"baseAnswerName\": \"\"", "\"unknown\": 1", StringComparison.Ordinal);

        Assert.Equal("", Assert.Single(ReportJson.Read(Encoding.UTF8.GetBytes(old)).Against!.Flipped).BaseAnswer);
    }

    [Fact]
    public void AuthorsSeeNeitherImagesNorExactFigures()
    {
        string json = Encoding.UTF8.GetString(ReportJson.Write(Report.ForAuthor()));

        Assert.DoesNotContain("n90000014_", json, StringComparison.Ordinal);
        Assert.DoesNotContain(SampleReport.SecretHash, json, StringComparison.Ordinal);
        Assert.DoesNotContain(Report.Images.SetHash, json, StringComparison.Ordinal);
        Assert.DoesNotContain("19", json, StringComparison.Ordinal);
        Assert.DoesNotContain("shadow", json, StringComparison.Ordinal);
        Assert.DoesNotContain("confusion", json, StringComparison.Ordinal);
    }

    [Fact]
    public void AuthorsSeeBandsOfFivePointsAndWhetherItIsBetter()
    {
        AuthorReport author = Report.ForAuthor();

        Assert.Equal(new Band(0.95, 1), author.TriggerRecall);
        Assert.Equal(new Band(0, 0.05), author.FalseRate);
        Assert.Equal(new Band(0.75, 0.8), author.Accuracy);
        Assert.Equal(Change.Better, author.Against!.Change);
        Assert.Equal(Outcome.Attention, author.Decision);
        Assert.Equal(60, author.Categories[0].Images);
    }

    [Fact]
    public void AnImprovementWithinOneStandardErrorIsNoneToAnAuthor()
    {
        RegressionReport report = Report with { Against = Report.Against! with { OnlyThisRight = 8, OnlyThatRight = 7 } };

        Assert.Equal(Change.Same, report.ForAuthor().Against!.Change);
    }

    [Fact]
    public void ARateOnTheEdgeOfABandBelongsToTheUpperOne()
    {
        RegressionReport report = Report with { BalancedAccuracy = 0.35, Accuracy = Report.Accuracy with { Value = new Interval(13 / 20.0, 0, 1) } };

        Assert.Equal(new Band(0.35, 0.4), report.ForAuthor().BalancedAccuracy);
        Assert.Equal(new Band(0.65, 0.7), report.ForAuthor().Accuracy);
    }

    [Fact]
    public void PlotsAreWellFormedAndSayInWordsWhatTheyShow()
    {
        foreach (string svg in new[] { ConfusionMatrixPlot.Draw(Report, (truth, answer) => $"?truth={truth}&answer={answer}"), IntervalPlot.DrawRecall(Report), ReliabilityPlot.Draw(Report.Calibration) })
        {
            XElement root = XElement.Parse(svg);
            Assert.Equal(svg.Contains("<a ", StringComparison.Ordinal) ? "group" : "img", root.Attribute("role")?.Value);
            Assert.Equal("title", root.Elements().First().Name.LocalName);
            Assert.Equal("desc", root.Elements().ElementAt(1).Name.LocalName);
            Assert.Matches(@"\d+ of \d+", root.Elements().ElementAt(1).Value);
        }
    }

    [Fact]
    public void CellsLeadToTheirPhotosWhenThereAreAny()
    {
        XElement root = XElement.Parse(ConfusionMatrixPlot.Draw(Report, (truth, answer) => $"/photos?truth={truth}&answer={answer}"));

        Assert.Equal(6, root.Elements().Count(element => element.Name.LocalName == "a"));
        Assert.Contains(root.Elements(), element => element.Attribute("href")?.Value == "/photos?truth=0&answer=1");
    }

    [Fact]
    public void ThePageShowsWhatTheChecksFoundAndWhatItMeans()
    {
        RegressionReport report = Report with
        {
            Robustness = [new RobustnessFigures("tilt+10", new Interval(0.7, 0.6, 0.8)) { Description = "held 10 degrees to the right", Images = 100, Before = new Interval(0.8, 0.7, 0.9), Difference = new Interval(-0.1, -0.2, 0) }],
            Similar = [new SimilarLayer("other-<b>", "1.0.0", 0.91, 0.2, 0.44, true, true)],
            Temperature = new TemperatureFigures(1.7, 0.12, 0.03, 0.6, 0.5),
            LinearProbe = new LinearProbeFigures(100, 80, new Interval(0.8, 0.7, 0.9), new Interval(-0.05, -0.1, 0)),
            Numerics = new NumericsFigures(200, 0, 1e-6, 1, 2),
            Slices = [new SliceFigures("n90000099", "tabby", "n90000014", 40, 20, new Interval(0.5, 0.35, 0.65), 0.01)],
            Verdict = Report.Verdict with { Reasons = [Report.Verdict.Reasons[0] with { Meaning = "How often does it wake on <other> photos?" }] },
        };

        string page = ReportHtml.Write(report);

        Assert.Contains("How often does it wake on &lt;other&gt; photos?", page, StringComparison.Ordinal);
        Assert.Contains("tilt+10: 70 of 100 in changed, 80 of 100 in as it is.", page, StringComparison.Ordinal);
        Assert.Contains("other-&lt;b&gt; 1.0.0", page, StringComparison.Ordinal);
        Assert.Contains("Dividing weight and bias by 1.7", page, StringComparison.Ordinal);
        Assert.Contains("20 of 40", page, StringComparison.Ordinal);
        Assert.DoesNotContain("other-&lt;b&gt;", Encoding.UTF8.GetString(ReportJson.Write(report.ForAuthor())), StringComparison.Ordinal);
    }

    [Fact]
    public void ThePageNamesTheVerdictFirstAndEscapesWhatPeopleWrote()
    {
        string page = ReportHtml.Write(Report);

        Assert.Contains("Cat or &lt;dog&gt;?", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<dog>", page, StringComparison.Ordinal);
        Assert.True(page.IndexOf("Needs a person", StringComparison.Ordinal) < page.IndexOf("<h2>What it answers", StringComparison.Ordinal));
        Assert.DoesNotContain("http://", page.Replace("http://www.w3.org/2000/svg", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.DoesNotContain("<script", page, StringComparison.Ordinal);
    }
}
