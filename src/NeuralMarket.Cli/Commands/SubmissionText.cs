using System.Globalization;
using NeuralMarket.Client.Submissions;

namespace NeuralMarket.Cli.Commands;

/// <summary>A submission for people.</summary>
internal static class SubmissionText
{
    /// <summary>Where it stands, who acts next and by when, and what was found.</summary>
    public static void Write(SubmissionDetails details, Output output)
    {
        string name = details.PatchId is null ? "" : $"{details.PatchId} {details.PatchVersion}";
        output.Markup($"[bold]{Words(details.State)}[/] since {Time(details.StateSince)}  {name}");
        output.Line(Next(details), indent: 2);
        FindingDocument.Write(details.Findings.Select(finding => new FindingDocument(finding.Rule, finding.Severity, finding.Where, finding.Message, finding.Remedy)), output);
        foreach (SubmissionDecision decision in details.Decisions ?? [])
        {
            output.Line($"Decision on attempt {decision.Attempt.ToString(CultureInfo.InvariantCulture)}: {decision.Kind}. {decision.Text}", indent: 2);
            foreach (SubmissionReason reason in decision.Reasons)
            {
                output.Line($"- {reason.Text}", indent: 4);
            }
        }
    }

    /// <summary>A time as people read it, in UTC.</summary>
    public static string Time(DateTimeOffset time) => time.ToUniversalTime().ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture);

    /// <summary>Whether the state is the answer "no".</summary>
    public static bool IsNo(SubmissionDetails details) =>
        details.State is "invalid" or "failed" or "rejected" or "expired" or "withdrawn" or "changesRequested";

    private static string Next(SubmissionDetails details) => details.ActsNext is null
        ? "Nothing more happens to it."
        : $"Next: the {details.ActsNext}{(details.DeadlineAt is DateTimeOffset deadline ? $", by {Time(deadline)}" : "")}.";

    // changesRequested → changes requested
    private static string Words(string state) =>
        string.Concat(state.Select(character => char.IsUpper(character) ? " " + char.ToLowerInvariant(character) : character.ToString()));
}
