using System.Globalization;
using System.Resources;
using System.Text.RegularExpressions;
using NeuralMarket.Market.Publication;
using NeuralMarket.Market.Submissions;
using NeuralMarket.Regression.Verdicts;
using NeuralMarket.Server.Portal.Texts;

namespace NeuralMarket.Server.Tests.Portal;

/// <summary>A key without words would show itself on a page.</summary>
public sealed partial class TextTests
{
    private static readonly (string Files, Type Texts)[] Areas =
    [
        ("Account", typeof(AccountTexts)),
        ("Submissions", typeof(SubmissionTexts)),
        ("Catalogue", typeof(CatalogueTexts)),
        ("Admin", typeof(AdminTexts)),
        ("Review", typeof(ReviewTexts)),
    ];

    public static TheoryData<string> Folders => [.. Areas.Select(area => area.Files)];

    [Theory]
    [MemberData(nameof(Folders))]
    public void EveryKeyOfAPageHasWords(string folder)
    {
        var known = KeysOf(Areas.Single(area => area.Files == folder).Texts);
        var files = Directory.GetFiles(Repository.File($"src/NeuralMarket.Server/Pages/{folder}"), "*", SearchOption.AllDirectories);
        Assert.Empty(files.SelectMany(file => Literal().Matches(File.ReadAllText(file)).Select(match => match.Groups[1].Value)).Where(key => !known.Contains(key)).Distinct());
    }

    [Fact]
    public void EverySharedKeyHasWords()
    {
        var known = KeysOf(typeof(SharedTexts));
        var files = Directory.GetFiles(Repository.File("src/NeuralMarket.Server/Pages"), "*.cshtml", SearchOption.AllDirectories);
        Assert.Empty(files.SelectMany(file => SharedLiteral().Matches(File.ReadAllText(file)).Select(match => match.Groups[1].Value)).Where(key => !known.Contains(key)).Distinct());
    }

    [Fact]
    public void EveryValueOfTheMarketHasWords()
    {
        var shared = KeysOf(typeof(SharedTexts));
        var submission = KeysOf(typeof(SubmissionTexts));
        var catalogue = KeysOf(typeof(CatalogueTexts));
        string[] events = [.. SubmissionTransitions.All.Select(row => JsonName(row.Event.ToString())).Distinct()];
        IEnumerable<string> missing =
        [
            .. Missing(shared, Enum.GetNames<SubmissionState>().Select(name => $"State.{name}")),
            .. Missing(shared, Enum.GetNames<EntryStatus>().Select(name => $"Entry.{name}")),
            .. Missing(shared, Enum.GetNames<Outcome>().Select(name => $"Outcome.{name}")),
            .. Missing(shared, events.Select(name => $"Event.{name}")),
            .. Missing(submission, Enum.GetNames<SubmissionState>().Select(name => $"Next.{name}")),
            .. Missing(submission, Enum.GetNames<StateOwner>().Select(name => $"Owner.{name}")),
            .. Missing(submission, Enum.GetNames<Market.Review.DecisionKind>().Select(name => $"Decision.{name}")),
            .. Missing(catalogue, Enum.GetNames<EntryStatus>().SelectMany(name => new[] { $"Manage.{name}", $"Manage.{name}.Text" })),
        ];
        Assert.Empty(missing);
    }

    [Fact]
    public void NoTextShouts() =>
        Assert.Empty(Areas.Select(area => area.Texts).Append(typeof(SharedTexts)).SelectMany(TextsOf).Where(text => text.Contains('!', StringComparison.Ordinal)));

    private static IEnumerable<string> Missing(HashSet<string> known, IEnumerable<string> wanted) => wanted.Where(key => !known.Contains(key));

    private static string JsonName(string name) => System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(name);

    private static HashSet<string> KeysOf(Type texts) => [.. Entries(texts).Select(entry => (string)entry.Key)];

    private static IEnumerable<string> TextsOf(Type texts) => Entries(texts).Select(entry => (string)entry.Value!);

    private static IEnumerable<System.Collections.DictionaryEntry> Entries(Type texts) =>
        new ResourceManager(texts.FullName!, texts.Assembly).GetResourceSet(CultureInfo.InvariantCulture, createIfNotExists: true, tryParents: true)!.Cast<System.Collections.DictionaryEntry>();

    [GeneratedRegex("(?:\\bT|\\btexts)\\[\"([A-Za-z0-9.-]+)\"")]
    private static partial Regex Literal();

    [GeneratedRegex("\\bShared\\[\"([A-Za-z0-9.-]+)\"")]
    private static partial Regex SharedLiteral();
}
