using Microsoft.Extensions.DependencyInjection;
using NeuralMarket.Market.Audit;
using NeuralMarket.Market.Storage;
using NeuralMarket.Market.Storage.Blobs;
using NeuralMarket.Market.Submissions;
using NeuralMarket.Regression.Reports;
using NeuralMarket.Regression.Tests.Reports;

namespace NeuralMarket.Server.Tests.Portal;

/// <summary>Puts submissions into the market as the stages leave them.</summary>
internal static class SubmissionSeed
{
    public static readonly DateTimeOffset Day = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    /// <summary>A submission in a state, with findings when it is invalid, and a test report when it was tested.</summary>
    public static Task<Guid> AddSubmissionAsync(this ServerFixture server, Guid author, SubmissionState state, string? confirmationToken = null, byte[]? package = null) => server.InScopeAsync(async services =>
    {
        var db = services.GetRequiredService<MarketDb>();
        var content = package ?? Guid.NewGuid().ToByteArray();
        var sha256 = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(content));
        await services.GetRequiredService<IBlobStore>().PutAsync($"quarantine/{sha256}.specialneurons", new MemoryStream(content), CancellationToken.None);
        var submission = new Submission
        {
            AuthorId = author,
            State = state,
            StateSince = Day,
            DeadlineAt = SubmissionTransitions.DeadlineOf(state, DateTimeOffset.UtcNow),
            PatchId = "cat-or-dog",
            PatchVersion = "1.1.0",
            Title = "Cat or <dog>?",
            CreatedAt = Day,
            ConfirmationTokenHash = confirmationToken is null ? null : AuthorActions.HashOf(confirmationToken),
        };
        db.Submissions.Add(submission);
        db.Attempts.Add(new Attempt
        {
            SubmissionId = submission.Id,
            Number = 1,
            FileName = "cat-or-dog.specialneurons",
            Sha256 = sha256,
            Length = 12_345,
            BlobName = $"quarantine/{sha256}.specialneurons",
            ReceivedAt = Day,
        });
        AddEntry(db, submission, "received", null, SubmissionState.Received, $"cat-or-dog.specialneurons, 12345 bytes, SHA-256 {sha256}");
        AddFindings(db, submission);
        AddReport(db, submission);
        await db.SaveChangesAsync();
        return submission.Id;
    });

    private static void AddFindings(MarketDb db, Submission submission)
    {
        if (submission.State != SubmissionState.Invalid)
            return;
        db.Findings.Add(new SubmissionFinding
        {
            SubmissionId = submission.Id,
            AttemptNumber = 1,
            Position = 0,
            Rule = "icon.square",
            Severity = "error",
            Where = "icon.png",
            Message = "The icon is 300 × 200 pixels.",
            Remedy = "Crop it, or add a transparent border, until it is square.",
        });
        AddEntry(db, submission, "foundInvalid", SubmissionState.Validating, SubmissionState.Invalid, "1 rules are broken.");
    }

    private static void AddReport(MarketDb db, Submission submission)
    {
        if (submission.State is not (SubmissionState.AwaitingReview or SubmissionState.InReview or SubmissionState.Failed or SubmissionState.ChangesRequested or SubmissionState.Rejected))
            return;
        db.TestResults.Add(new Market.Submissions.TestResult
        {
            SubmissionId = submission.Id,
            AttemptNumber = 1,
            ReportJson = System.Text.Encoding.UTF8.GetString(ReportJson.Write(SampleReport.Create())),
            Decision = "attention",
            SetHash = new string('3', 64),
            EngineVersion = "1",
            TestedAt = Day,
        });
        AddEntry(db, submission, "passedToReview", SubmissionState.Testing, SubmissionState.AwaitingReview, "The regression test asks a person to look.");
    }

    private static void AddEntry(MarketDb db, Submission submission, string action, SubmissionState? from, SubmissionState to, string detail) => db.AuditEntries.Add(new AuditEntry
    {
        At = Day,
        SubmissionId = submission.Id,
        Action = action,
        FromState = from,
        ToState = to,
        Detail = detail,
        UniqueKey = $"{submission.Id}:{action}",
    });
}
