using System.Text.RegularExpressions;
using NeuralMarket.Format.Findings;
using NeuralMarket.Market.Accounts;
using NeuralMarket.Market.Intake;
using NeuralMarket.Market.Intake.Mail;
using NeuralMarket.Market.Notifications;
using NeuralMarket.Market.Review;
using NeuralMarket.Market.Storage;
using NeuralMarket.Market.Submissions;
using NeuralMarket.Market.Tests.Harness;
using NeuralMarket.Regression.Reports;
using NeuralMarket.Regression.Verdicts;

namespace NeuralMarket.Market.Tests.Notifications;

/// <summary>Every mail that the market writes, word by word: what happened, what it means, what to do next, who does it and by when.</summary>
public sealed partial class MailTextTests(Databases databases)
{
    private static readonly Guid Id = Guid.Parse("0195a000-0000-7000-8000-000000000001");

    public static TheoryData<string> Kinds =>
    [
        "receipt", "confirm", "invalid", "failed", "postponed", "images", "review", "assigned", "changes", "rejected", "expired", "published",
        "refused", "already-known", "no-package", "too-many", "too-large", "confirm-email", "already-there", "choose-password",
    ];

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task AMailSaysWhatItAlwaysSaid(string kind)
    {
        var mail = await WriteAsync(kind);
        Snapshot.Assert($"mail-{kind}.txt", $"To: {mail.ToName} <{mail.ToAddress}>\nSubject: {mail.Subject}\n\n{mail.TextBody.TrimEnd()}\n");
        if (mail.HtmlBody is not null)
            Snapshot.Assert($"mail-{kind}.html", mail.HtmlBody.TrimEnd() + "\n");
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task AMailIsPlainAndSaysTheSameInBothForms(string kind)
    {
        var mail = await WriteAsync(kind);
        Assert.DoesNotContain('!', mail.Subject + mail.TextBody);
        Assert.DoesNotContain("{0}", mail.Subject + mail.TextBody, StringComparison.Ordinal);
        Assert.InRange(mail.Subject.Length, 5, 78);
        if (mail.HtmlBody is not null)
            Assert.Equal(Words(mail.TextBody), Words(System.Net.WebUtility.HtmlDecode(Tag().Replace(mail.HtmlBody[mail.HtmlBody.IndexOf("<body", StringComparison.Ordinal)..], " "))));
    }

    [Fact]
    public void WhatAuthorsWriteIsTextInHtml()
    {
        var html = MailHtml.From(new MailText("<script>", "Hello <img src=x onerror=alert(1)>\n\n- <b>one</b>\nhttps://market.test/a\"onmouseover=\"x"));
        Assert.DoesNotContain("<img", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<script>", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<b>", html, StringComparison.Ordinal);
        Assert.DoesNotContain("\"onmouseover", html, StringComparison.Ordinal);
    }

    private async Task<OutgoingMail> WriteAsync(string kind)
    {
        await using var market = await TestMarket.CreateAsync(databases, Databases.Sqlite);
        await market.DoAsync<MarketDb>(db => market.DoAsync<SubmissionMails>(async mails =>
        {
            Write(kind, db, mails, new IntakeMails(db, market.Time), new AccountMails(db, market.Time));
            await db.SaveChangesAsync(TestMarket.Stop);
        }));
        return Assert.Single(await market.MailsAsync());
    }

    private static void Write(string kind, MarketDb db, SubmissionMails mails, IntakeMails answers, AccountMails accounts)
    {
        var ada = new Account { Id = Id, Email = "ada@people.test", DisplayName = "Ada Author" };
        var submission = new Submission
        {
            Id = Id,
            Author = ada,
            Title = kind is "receipt" or "confirm" ? null : "Which boat?",
            PatchVersion = kind is "receipt" or "confirm" ? null : "1.0.0",
            DeadlineAt = TestMarket.Start.AddDays(30),
        };
        var sender = new MimeKit.MailboxAddress("Ada Author", "ada@people.test");
        switch (kind)
        {
            case "receipt": mails.Receipt(db, submission, ada, "asked@people.test"); break;
            case "confirm": mails.ConfirmationRequested(db, submission, "TOKEN"); break;
            case "invalid": mails.FoundInvalid(db, submission, Findings); break;
            case "failed": mails.TestFailed(db, submission, Report); break;
            case "postponed": mails.TestPostponed(db, submission, "This patch has had 5 tests in a day, all that the held-out photos can bear. Test on photos of your own meanwhile.", TestMarket.Start.AddDays(1)); break;
            case "images": mails.ImagesMissing(db, submission); break;
            case "review": mails.PassedToReview(db, submission, Report); break;
            case "assigned": mails.Assigned(db, submission, new Account { Id = Id, Email = "rita@people.test", DisplayName = "Rita Reviewer" }, TestMarket.Start.AddDays(5)); break;
            case "changes": mails.Decided(db, submission, Decision(DecisionKind.RequestChanges, "description", "icon")); break;
            case "rejected": mails.Decided(db, submission, Decision(DecisionKind.Reject, "accuracy")); break;
            case "expired": mails.Expired(db, submission); break;
            case "published": mails.Published(db, submission, "which-boat"); break;
            case "refused": answers.Refused(sender, "boat.specialneurons", new IntakeOutcome.Refused("submission.empty", "The file is empty.", "Send the .specialneurons file itself."), "key", null); break;
            case "already-known": answers.AlreadyKnown(sender, "boat.specialneurons", new Receipt(Id, 1, "", SubmissionState.AwaitingReview, TestMarket.Start, true), "key", null); break;
            case "no-package": answers.NotReadable(sender, false, 0, 10, "key", null); break;
            case "too-many": answers.NotReadable(sender, false, 12, 10, "key", null); break;
            case "too-large": answers.NotReadable(sender, true, 0, 10, "key", null); break;
            case "confirm-email": accounts.Add(ada, AccountMail.ConfirmEmail, new Uri("https://market.test/confirm")); break;
            case "already-there": accounts.Add(ada, AccountMail.AlreadyThere, new Uri("https://market.test/sign-in")); break;
            case "choose-password": accounts.Add(ada, AccountMail.ChoosePassword, new Uri("https://market.test/password")); break;
            default: throw new ArgumentException(kind, nameof(kind));
        }
    }

    private static IReadOnlyList<Finding> Findings =>
    [
        new("icon.square", Severity.Error, "icon.png", "The icon is 300 × 200 pixels. It must be square.", "Crop it or add a transparent border."),
        new("manifest.license", Severity.Warning, "manifest.json: $.license", "There is no licence.", "Add one."),
        new("weights.shape", Severity.Error, "weights.safetensors", "The weights are 3 × 255.", "Export 3 × 256."),
    ];

    private static AuthorReport Report => new(
        null!, Outcome.Attention,
        [new AuthorReason("previous-version", Outcome.Attention, "It is worse than 1.0.0."), new AuthorReason("balanced-accuracy", Outcome.Pass, "It is right on most photos.")],
        Nothing, Nothing, Nothing, Nothing, Nothing, [], null);

    private static Band Nothing => new(null, null);

    private static ReviewDecision Decision(DecisionKind kind, params string[] reasons) => new() { Kind = kind, Reasons = [.. reasons], Text = "Show the boat larger." };

    private static string[] Words(string text) => [.. Word().Matches(text).Select(match => match.Value)];

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Tag();

    [GeneratedRegex(@"\w+")]
    private static partial Regex Word();
}
