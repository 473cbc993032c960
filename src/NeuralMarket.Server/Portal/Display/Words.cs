using System.Globalization;
using Humanizer;
using Microsoft.Extensions.Localization;
using NeuralMarket.Market.Publication;
using NeuralMarket.Market.Submissions;
using NeuralMarket.Regression.Verdicts;
using NeuralMarket.Server.Portal.Texts;

namespace NeuralMarket.Server.Portal.Display;

/// <summary>How the market's values are written for people, the same on every page.</summary>
public sealed class Words(IStringLocalizer<SharedTexts> texts, TimeProvider time)
{
    private static readonly TimeSpan Moment = TimeSpan.FromSeconds(5);

    private static readonly (TimeSpan From, TimeSpan Unit)[] Units =
    [
        (TimeSpan.FromHours(36), TimeSpan.FromDays(1)),
        (TimeSpan.FromMinutes(59.5), TimeSpan.FromHours(1)),
        (TimeSpan.FromSeconds(59.5), TimeSpan.FromMinutes(1)),
        (TimeSpan.Zero, TimeSpan.FromSeconds(1)),
    ];

    /// <summary>A state in two or three words.</summary>
    public string Of(SubmissionState state) => texts[$"State.{state}"];

    /// <summary>What apps do with a published version.</summary>
    public string Of(EntryStatus status) => texts[$"Entry.{status}"];

    /// <summary>A verdict in a word.</summary>
    public string Of(Outcome outcome) => texts[$"Outcome.{outcome}"];

    /// <summary>What happened, from the event's name in camel case; an event without words of its own keeps its name.</summary>
    public string OfEvent(string action)
    {
        var words = texts[$"Event.{action}"];
        return words.ResourceNotFound ? action.Humanize() : words;
    }

    /// <summary>Error or warning.</summary>
    public string OfSeverity(string severity) => texts[$"Severity.{severity}"];

    /// <summary>A length in bytes, to three digits.</summary>
    public string OfSize(long bytes) => bytes switch
    {
        < 1024 => texts["Size.Bytes", bytes],
        < 1024 * 1024 => texts["Size.KiB", Rounded(bytes / 1024.0)],
        _ => texts["Size.MiB", Rounded(bytes / (1024.0 * 1024))],
    };

    /// <summary>A time relative to now: "3 hours ago", "in 5 days".</summary>
    public string OfTime(DateTimeOffset at)
    {
        var distance = at - time.GetUtcNow();
        return distance.Duration() < Moment ? texts["Time.Now"] : texts[distance < TimeSpan.Zero ? "Time.Ago" : "Time.In", Length(distance.Duration())];
    }

    /// <summary>A time by which something is due: "within 3 days", "2 hours late".</summary>
    public string OfDeadline(DateTimeOffset at)
    {
        var distance = at - time.GetUtcNow();
        return texts[distance < TimeSpan.Zero ? "Time.Late" : "Time.Within", Length(distance.Duration())];
    }

    /// <summary>The same to the second, in UTC.</summary>
    public string OfExactTime(DateTimeOffset at) =>
        texts["Time.Exact", at.UtcDateTime.ToString("d MMMM yyyy, HH:mm:ss", PortalRegistration.Culture)];

    /// <summary>One unit that is large enough, rounded to it, not cut off: 29.9 days are 30.</summary>
    private static string Length(TimeSpan length)
    {
        var unit = Units.First(candidate => length >= candidate.From);
        var rounded = TimeSpan.FromTicks((long)Math.Max(1, Math.Round(length / unit.Unit)) * unit.Unit.Ticks);
        return rounded.Humanize(precision: 1, culture: PortalRegistration.Culture, maxUnit: rounded < TimeSpan.FromDays(60) ? TimeUnit.Day : TimeUnit.Year);
    }

    private static string Rounded(double value) =>
        value.ToString(value < 10 ? "0.0" : "0", CultureInfo.InvariantCulture);
}
