using System.Text.Json.Serialization;
using NeuralMarket.Regression.Verdicts;

namespace NeuralMarket.Regression.Reports;

/// <summary>
/// The coarse figures of a test on held-out photos that an author may see (statistics.md, "Sets"): bands of 5 points, no counts of single outcomes,
/// no names, hashes or results of images.
/// </summary>
/// <param name="Patch">The package that was tested.</param>
/// <param name="Decision">Pass, attention or fail.</param>
/// <param name="Reasons">What the checks that count said, the worst first.</param>
/// <param name="TriggerRecall">How often it fires where it should.</param>
/// <param name="FalseRate">How often it fires where it should not.</param>
/// <param name="Accuracy">How often it is right when it fires.</param>
/// <param name="EndToEnd">How often it fires and is right.</param>
/// <param name="BalancedAccuracy">Mean recall over the outputs.</param>
/// <param name="Categories">The outputs.</param>
/// <param name="Against">The comparison with the previous version; <see langword="null"/> when there is none.</param>
public sealed record AuthorReport(
    ReportedPatch Patch,
    Outcome Decision,
    IReadOnlyList<AuthorReason> Reasons,
    Band TriggerRecall,
    Band FalseRate,
    Band Accuracy,
    Band EndToEnd,
    Band BalancedAccuracy,
    IReadOnlyList<AuthorCategory> Categories,
    AuthorComparison? Against)
{
    /// <summary>The version of this document.</summary>
    public int SchemaVersion { get; init; } = 1;

    /// <summary>
    /// The version of the author's best attempt so far, whose figures these are, when this one was not shown to be better (the Ladder);
    /// <see langword="null"/> when the figures are its own. Decision and reasons always are its own.
    /// </summary>
    public string? FiguresOf { get; init; }

    /// <summary>Decision and reasons alone: while photos are missing figures would tell of the photos, not of the patch.</summary>
    public AuthorReport WithoutFigures() => this with
    {
        TriggerRecall = Band.Unknown,
        FalseRate = Band.Unknown,
        Accuracy = Band.Unknown,
        EndToEnd = Band.Unknown,
        BalancedAccuracy = Band.Unknown,
        Categories = [.. Categories.Select(category => category with { Recall = Band.Unknown })],
        Against = null,
        FiguresOf = null,
    };

    /// <summary>Coarsens a full report.</summary>
    public static AuthorReport From(RegressionReport report) => AuthorReportWriter.Write(report);
}

/// <summary>A band of 5 points that a rate lies in; both ends are <see langword="null"/> when there was nothing to count.</summary>
/// <param name="Low">Lower end, a multiple of 0.05.</param>
/// <param name="High">Upper end.</param>
public sealed record Band(double? Low, double? High)
{
    /// <summary>Nothing was counted, or nothing is told.</summary>
    public static Band Unknown { get; } = new(null, null);
}

/// <summary>What one check says to an author.</summary>
/// <param name="Check">The check's stable name.</param>
/// <param name="Outcome">Pass, attention or fail.</param>
/// <param name="Message">In plain words, without exact figures.</param>
public sealed record AuthorReason(string Check, Outcome Outcome, string Message);

/// <summary>One output, coarsely.</summary>
/// <param name="Tag">Its tag.</param>
/// <param name="Name">Its name.</param>
/// <param name="Images">Labelled images of it, rounded down to tens.</param>
/// <param name="Recall">The band of its recall.</param>
public sealed record AuthorCategory(string Tag, string Name, int Images, Band Recall);

/// <summary>The comparison with the previous version, coarsely.</summary>
/// <param name="Version">The previous version.</param>
/// <param name="Change">What can be said.</param>
public sealed record AuthorComparison(string Version, Change Change);

/// <summary>What can be said of a version compared with the previous one.</summary>
[JsonConverter(typeof(ChangeJsonConverter))]
public enum Change
{
    /// <summary>Better by more than one paired standard error.</summary>
    Better,

    /// <summary>No difference beyond one paired standard error.</summary>
    Same,

    /// <summary>Worse by more than one paired standard error.</summary>
    Worse,
}

/// <summary>Writes <see cref="Change"/> in lower case.</summary>
internal sealed class ChangeJsonConverter() : JsonStringEnumConverter<Change>(System.Text.Json.JsonNamingPolicy.CamelCase);
