using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using NeuralMarket.Format.BaseNetworks;
using NeuralMarket.Format.Findings;
using NeuralMarket.Format.Packages;
using NeuralMarket.Market.HeldOut;
using NeuralMarket.Market.Notifications;
using NeuralMarket.Market.Receipts;
using NeuralMarket.Market.Storage;
using NeuralMarket.Market.Storage.Blobs;
using NeuralMarket.Market.Submissions;
using NeuralMarket.Market.Work;
using NeuralMarket.Regression.PatchTests;
using NeuralMarket.Regression.Reports;
using NeuralMarket.Regression.Splits;
using NeuralMarket.Regression.Verdicts;

namespace NeuralMarket.Market.Regression;

/// <summary>
/// Testing → AwaitingReview, AwaitingImages or Failed; or it waits in Testing for the lineage's next look at held-out photos. (1) May it be tested now?
/// (2) The test, on gate and feedback split; (3) report, receipt and what the author is told are kept, and the gate's verdict decides.
/// </summary>
internal sealed class RegressionStage(
    IBlobStore blobs, BaseNetworks networks, HeldOutSets sets, PatchTesting testing, Lineages lineages, TestReceipts receipts, TestWaits waits,
    SubmissionRoad road, SubmissionMails mails, TimeProvider time) : ISubmissionStage
{
    private const string TooFewImages = "enough-images";

    public SubmissionState State => SubmissionState.Testing;

    public async Task RunAsync(MarketDb db, Submission submission, CancellationToken cancellationToken)
    {
        Attempt attempt = submission.Attempts.Single(row => row.Number == submission.CurrentAttempt);
        PatchPackage package = PackageReader.Read(await blobs.ReadAllAsync(attempt.BlobName, cancellationToken)).Package
            ?? throw new InvalidOperationException("A package that validation passed is not valid.");
        BaseNetwork network = await networks.MaterialiseAsync(package.Manifest.Base.Sha256, cancellationToken)
            ?? throw new InvalidOperationException("A base network that validation found is gone.");
        if (await sets.MaterialiseAsync(network.Identity, cancellationToken) is not DividedImages images)
        {
            await AwaitImagesAsync(db, submission, "There are no held-out images for its base network.", cancellationToken);
            return;
        }

        Lineage lineage = await lineages.FindOrAddAsync(submission.AuthorId, package, cancellationToken);
        LookDecision look = await lineages.JudgeAsync(lineage, submission, cancellationToken);
        if (!look.Allowed)
        {
            await waits.AddAsync(db, submission, look, cancellationToken);
            return;
        }

        Reading<SplitReports> tested = await testing.RunAsync(package, attempt.Sha256, submission.AuthorId, network, images, cancellationToken);
        if (tested.Value is SplitReports reports)
        {
            await ConcludeAsync(db, submission, lineage, package, reports, cancellationToken);
        }
        else if (tested.Findings.FirstOrDefault(finding => finding.Rule != PatchTestRules.NoImages) is Finding problem)
        {
            throw new InvalidOperationException($"The patch cannot be tested: {problem.Message} ({problem.Rule})");
        }
        else
        {
            await AwaitImagesAsync(db, submission, "There are no held-out images for its base network.", cancellationToken);
        }
    }

    /// <summary>A check that broke is our failure, and a test for which photos are missing tells nothing: both give the look back.</summary>
    private async Task ConcludeAsync(MarketDb db, Submission submission, Lineage lineage, PatchPackage package, SplitReports reports, CancellationToken cancellationToken)
    {
        Verdict verdict = reports.Gate.Verdict;
        VerdictReason? tooFew = verdict.Reasons.FirstOrDefault(reason => reason.Check == TooFewImages && reason.Outcome != Outcome.Pass);
        bool waitsForImages = verdict.Decision != Outcome.Fail && tooFew is not null && !submission.TestDespiteFewImages;
        bool broken = verdict.Reasons.Any(reason => reason.Broken && reason.Mode != CheckMode.Shadow);
        AuthorReport told = waitsForImages ? reports.ForAuthor().WithoutFigures() : await lineages.TellAsync(lineage, package, reports, cancellationToken);
        await lineages.SpendAsync(lineage, submission, givenBack: waitsForImages || broken, cancellationToken);
        await KeepAsync(db, submission, reports, told, cancellationToken);
        if (verdict.Decision == Outcome.Fail)
        {
            road.Move(db, submission, SubmissionEvent.TestFailed, null, "The regression test says no.");
            mails.TestFailed(db, submission, told);
        }
        else if (waitsForImages)
        {
            await AwaitImagesAsync(db, submission, tooFew!.AuthorMessage ?? tooFew.Message, cancellationToken);
        }
        else
        {
            road.Move(db, submission, SubmissionEvent.PassedToReview, null, verdict.Decision == Outcome.Pass ? "The regression test found nothing to object to." : "The regression test asks a person to look.");
            mails.PassedToReview(db, submission, told);
        }
    }

    private async Task KeepAsync(MarketDb db, Submission submission, SplitReports reports, AuthorReport told, CancellationToken cancellationToken)
    {
        RegressionReport report = reports.Gate;
        TestResult? result = await db.TestResults.SingleOrDefaultAsync(row => row.SubmissionId == submission.Id && row.AttemptNumber == submission.CurrentAttempt, cancellationToken);
        if (result is null)
        {
            result = new TestResult { SubmissionId = submission.Id, AttemptNumber = submission.CurrentAttempt, ReportJson = "", Decision = "", SetHash = "", EngineVersion = "" };
            db.TestResults.Add(result);
        }

        result.ReportJson = Encoding.UTF8.GetString(ReportJson.Write(report));
        result.FeedbackReportJson = reports.Feedback is null ? null : Encoding.UTF8.GetString(ReportJson.Write(reports.Feedback));
        result.AuthorReportJson = Encoding.UTF8.GetString(ReportJson.Write(told));
        result.Decision = report.Verdict.Decision.ToString().ToLowerInvariant();
        result.BaselineVersion = report.Against?.Version;
        result.SetHash = report.Images.WholeSetHash ?? report.Images.SetHash;
        result.EngineVersion = report.Engine;
        result.TestedAt = time.GetUtcNow();
        result.ReceiptBlob = await receipts.KeepAsync(report, result.TestedAt, null, cancellationToken);
    }

    /// <summary>The author is told once a file; images that arrive in portions, none of them enough, are no news.</summary>
    private async Task AwaitImagesAsync(MarketDb db, Submission submission, string detail, CancellationToken cancellationToken)
    {
        DateTimeOffset sent = submission.Attempts.Single(row => row.Number == submission.CurrentAttempt).ReceivedAt;
        string missing = JsonNamingPolicy.CamelCase.ConvertName(nameof(SubmissionEvent.ImagesMissing));
        bool told = await db.AuditEntries.AnyAsync(row => row.SubmissionId == submission.Id && row.Action == missing && row.At >= sent, cancellationToken);
        road.Move(db, submission, SubmissionEvent.ImagesMissing, null, detail);
        if (!told)
        {
            mails.ImagesMissing(db, submission);
        }
    }
}
