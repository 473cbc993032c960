using System.Text.RegularExpressions;
using NeuralMarket.Format.Findings;

namespace NeuralMarket.Format.Tests.Rules;

/// <summary>Every rule has something that breaks it and nothing else.</summary>
public sealed partial class RuleTests
{
    private static readonly BadCase[] Cases = [.. BadContainers.All, .. BadManifests.All, .. BadCategories.All, .. BadWeights.All, .. BadIcons.All, .. BadNetworks.All];

    public static TheoryData<int, string> Numbered => new(Cases.Select((bad, index) => (index, Printable(bad.ToString()))));

    [Theory]
    [MemberData(nameof(Numbered))]
    public void WhatBreaksOneRuleIsReportedUnderThatRule(int index, string name)
    {
        IReadOnlyList<Finding> findings = Cases[index].Find();
        Assert.True(findings.Count > 0, $"Nothing was found: {name}");
        Assert.Equal([Cases[index].Rule], findings.Select(finding => finding.Rule).Distinct());
        Assert.All(findings, IsForAnAuthor);
    }

    [Fact]
    public void EveryRuleIsBroken()
    {
        string[] broken = [.. Cases.Select(bad => bad.Rule).Distinct()];
        Assert.Empty(Format.Findings.Rules.All.Select(rule => rule.Code).Except(broken));
    }

    [Fact]
    public void EveryCodeIsExplained()
    {
        string[] codes = [.. typeof(Format.Findings.Rules).GetFields().Where(field => field.IsLiteral).Select(field => (string)field.GetRawConstantValue()!)];
        Assert.Equal(codes.Order(), Format.Findings.Rules.All.Select(rule => rule.Code).Order());
        Assert.All(Format.Findings.Rules.All, rule =>
        {
            Assert.EndsWith(".", rule.Explanation, StringComparison.Ordinal);
            Assert.NotEmpty(rule.Example);
            Assert.EndsWith(".", rule.Remedy, StringComparison.Ordinal);
            Assert.Same(rule, Format.Findings.Rules.Find(rule.Code));
        });
    }

    [Fact]
    public void ThereAreMoreThan150BadPackages() => Assert.True(BadContainers.All.Concat(BadManifests.All).Concat(BadWeights.All).Concat(BadIcons.All).Count() > 150);

    // A sentence, something to do, and nothing of the program's inside.
    private static void IsForAnAuthor(Finding finding)
    {
        Assert.Equal(Severity.Error, finding.Severity);
        Assert.Matches("""^["\p{L}\d].*\.$""", finding.Message);
        Assert.Matches("""^\p{Lu}.*[.?]$""", finding.Remedy);
        Assert.DoesNotMatch(@"Exception|   at |System\.|\p{Cc}", finding.Message + finding.Remedy + finding.Where);
    }

    private static string Printable(string text) => NotAscii().Replace(text, match => $"<{(int)match.Value[0]:X4}>");

    [GeneratedRegex(@"[^\x20-\x7E]")]
    private static partial Regex NotAscii();
}
