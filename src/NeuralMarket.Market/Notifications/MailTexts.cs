using System.Globalization;
using System.Text;
using NeuralMarket.Format.Findings;
using NeuralMarket.Market.Review;
using NeuralMarket.Market.Submissions;
using NeuralMarket.Regression.Reports;

namespace NeuralMarket.Market.Notifications;

/// <summary>What every mail about a submission may say.</summary>
/// <param name="Title">The patch's title, or its id.</param>
/// <param name="Version">Its version, once known.</param>
/// <param name="SubmissionId">The submission.</param>
/// <param name="Link">Where to follow it.</param>
/// <param name="DeadlineAt">By when the next step is due.</param>
public sealed record MailFacts(string Title, string? Version, Guid SubmissionId, string Link, DateTimeOffset? DeadlineAt)
{
    /// <summary>Title and version.</summary>
    public string Name => Version is null ? Title : $"{Title} {Version}";

    /// <summary>The deadline as a date.</summary>
    public string Deadline => DeadlineAt?.ToString("d MMMM yyyy", CultureInfo.InvariantCulture) ?? "";
}

/// <summary>A mail's text.</summary>
/// <param name="Subject">One line.</param>
/// <param name="Body">Plain text; paragraphs are separated by empty lines.</param>
public sealed record MailText(string Subject, string Body);

/// <summary>The words of the mails: what happened, what it means, what to do next, who does it and by when. Pure.</summary>
public static class MailTexts
{
    /// <summary>A mailed package has arrived.</summary>
    public static MailText Receipt(MailFacts facts) => new(
        "We have your package",
        $"Your package has arrived. It is received, not published: it is checked first, then tested on held-out photos, then a person looks at it.\n\nFollow it here:\n{facts.Link}");

    /// <summary>Asks an unproven sender.</summary>
    public static MailText ConfirmationRequested(MailFacts facts, string link) => new(
        "Please confirm your submission",
        $"A package came by mail from your address. Anybody can write any address into a mail, so please confirm that it was you:\n\n{link}\n\nThe link works once, until {facts.Deadline}. If it was not you, do nothing: the package is then dropped.");

    /// <summary>Rules are broken.</summary>
    public static MailText FoundInvalid(MailFacts facts, IReadOnlyList<Finding> findings)
    {
        StringBuilder body = new();
        body.Append(CultureInfo.InvariantCulture, $"{facts.Name} breaks rules of the package format and cannot be tested yet. This is what to mend:\n");
        foreach (Finding finding in findings.Where(finding => finding.Severity == Severity.Error))
        {
            body.Append(CultureInfo.InvariantCulture, $"\n- {finding.Where}: {finding.Message} {finding.Remedy} ({finding.Rule})\n");
        }

        body.Append(CultureInfo.InvariantCulture, $"\nSend the mended file as the next attempt until {facts.Deadline}:\n{facts.Link}");
        return new($"{facts.Name}: please mend the package", body.ToString());
    }

    /// <summary>The regression test says no.</summary>
    public static MailText TestFailed(MailFacts facts, AuthorReport report) => new(
        $"{facts.Name}: the test on held-out photos failed",
        $"{facts.Name} was tested on photos that it had not seen, and does not do what it should.\n\n{Reasons(report)}\n\nImprove it and send the next attempt until {facts.Deadline}, or ask a reviewer for a second look:\n{facts.Link}");

    /// <summary>The test waits for the lineage's next look at held-out photos.</summary>
    public static MailText TestPostponed(MailFacts facts, string reason, DateTimeOffset until) => new(
        $"{facts.Name} is tested later",
        $"{facts.Name} is valid and waits for its test. {reason}\n\nIt is tested by itself after {until.UtcDateTime.ToString("d MMMM yyyy, HH:mm", CultureInfo.InvariantCulture)} UTC ({TestWait.TooManyLooks}). You need not do anything; if you would rather send something else, withdraw it:\n{facts.Link}");

    /// <summary>There are too few held-out images.</summary>
    public static MailText ImagesMissing(MailFacts facts) => new(
        $"{facts.Name} waits for held-out photos",
        $"{facts.Name} is valid, but the market has too few labelled photos of its categories to test it. Our curators add some until {facts.Deadline}; then it is tested. You need not do anything.\n\n{facts.Link}");

    /// <summary>It waits for a reviewer.</summary>
    public static MailText PassedToReview(MailFacts facts, AuthorReport report) => new(
        $"{facts.Name} waits for a reviewer",
        $"{facts.Name} was tested on held-out photos. A reviewer looks at it next, until {facts.Deadline}.\n\n{Reasons(report)}\n\n{facts.Link}");

    /// <summary>A reviewer has a new submission to look at.</summary>
    public static MailText Assigned(MailFacts facts, string link, DateTimeOffset dueAt) => new(
        $"To review: {facts.Name}",
        $"{facts.Name} was assigned to you. Please decide until {dueAt.ToString("d MMMM yyyy", CultureInfo.InvariantCulture)}:\n\n{link}");

    /// <summary>A reviewer asked for changes or said no.</summary>
    public static MailText Decided(MailFacts facts, ReviewDecision decision)
    {
        bool rejected = decision.Kind == DecisionKind.Reject;
        string next = rejected
            ? "If you think that this is wrong, appeal within 30 days; it is looked at again, by another reviewer where there is one."
            : $"Send the next attempt until {facts.Deadline}.";
        string reasons = decision.Reasons.Count == 0 ? "" : string.Join("", decision.Reasons.Select(code => $"\n- {ReviewReasons.TextOf(code)}")) + "\n";
        return new(
            rejected ? $"{facts.Name} was not accepted" : $"{facts.Name}: the reviewer asks for changes",
            $"A reviewer looked at {facts.Name}.\n{reasons}\n{decision.Text}\n\n{next}\n{facts.Link}");
    }

    /// <summary>It is in the catalogue.</summary>
    public static MailText Published(MailFacts facts, string link) => new(
        $"{facts.Name} is published",
        $"{facts.Name} was approved and is in the catalogue now, in your name:\n\n{link}");

    /// <summary>Nobody acted in time.</summary>
    public static MailText Expired(MailFacts facts) => new(
        $"{facts.Name} has expired",
        $"{facts.Name} waited for you, and its time has passed. It is closed now, and nothing of it was published. You can send the same file again at any time as a new submission.\n\n{facts.Link}");

    private static string Reasons(AuthorReport report) =>
        string.Join('\n', report.Reasons.Select(reason => $"- {reason.Message}"));
}
