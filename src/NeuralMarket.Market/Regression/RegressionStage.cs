using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using NeuralMarket.Format.BaseNetworks;
using NeuralMarket.Format.Findings;
using NeuralMarket.Format.Packages;
using NeuralMarket.Inference.Networks;
using NeuralMarket.Market.HeldOut;
using NeuralMarket.Market.Notifications;
using NeuralMarket.Market.Publication;
using NeuralMarket.Market.Storage;
using NeuralMarket.Market.Storage.Blobs;
using NeuralMarket.Market.Submissions;
using NeuralMarket.Market.Work;
using NeuralMarket.Regression.Features;
using NeuralMarket.Regression.ImageSets;
using NeuralMarket.Regression.PatchTests;
using NeuralMarket.Regression.Reports;
using NeuralMarket.Regression.Verdicts;

namespace NeuralMarket.Market.Regression;

/// <summary>
/// Testing → AwaitingReview, AwaitingImages or Failed. (1) The base network's outputs for every held-out image that the store lacks;
/// (2) the patch on all of them, from the store alone, compared with the last version that a person approved; (3) the report is kept, and its verdict decides.
/// </summary>
internal sealed class RegressionStage(
    IBlobStore blobs, BaseNetworks networks, HeldOutSets sets, PublishedPackages published, PublishedLayers layers, InferenceEngine engine, VerdictOptions verdicts,
    SubmissionRoad road, SubmissionMails mails, IOptions<MarketOptions> options, TimeProvider time) : ISubmissionStage
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
        LabelledImageSet? images = await sets.MaterialiseAsync(network.Identity, cancellationToken);
        Reading<RegressionReport>? tested = images is null ? null : await TestAsync(package, attempt.Sha256, submission.AuthorId, network, images, cancellationToken);
        if (tested?.Value is RegressionReport report)
        {
            await KeepAsync(db, submission, report, cancellationToken);
            await DecideAsync(db, submission, report, cancellationToken);
            return;
        }

        if (tested?.Findings.FirstOrDefault(finding => finding.Rule != PatchTestRules.NoImages) is Finding problem)
        {
            throw new InvalidOperationException($"The patch cannot be tested: {problem.Message} ({problem.Rule})");
        }

        await AwaitImagesAsync(db, submission, "There are no held-out images for its base network.", cancellationToken);
    }

    private async Task<Reading<RegressionReport>> TestAsync(PatchPackage package, string sha256, Guid authorId, BaseNetwork network, LabelledImageSet images, CancellationToken cancellationToken)
    {
        using FeatureStore store = FeatureStore.Open(options.Value.FeatureFolder, network);
        IBaseNetworkRunner runner = engine.Load(network);
        await FeatureExtraction.FillAsync(images, store, runner, null, cancellationToken);
        PatchTestRequest request = new(package, sha256, network, images, store, engine.Patches)
        {
            Against = await published.FindLatestAsync(package.Manifest.Id, network.Identity, cancellationToken),
            Parents = await published.FindParentsAsync(package, cancellationToken),
            KnownLayers = await layers.FindAsync(package.Manifest.Id, authorId, network.Identity, cancellationToken),
            Options = verdicts,
            DeviceName = runner.DeviceName,
        };
        return PatchTest.Run(request, cancellationToken);
    }

    private async Task KeepAsync(MarketDb db, Submission submission, RegressionReport report, CancellationToken cancellationToken)
    {
        TestResult? result = await db.TestResults.SingleOrDefaultAsync(row => row.SubmissionId == submission.Id && row.AttemptNumber == submission.CurrentAttempt, cancellationToken);
        string json = Encoding.UTF8.GetString(ReportJson.Write(report));
        string decision = report.Verdict.Decision.ToString().ToLowerInvariant();
        if (result is null)
        {
            result = new TestResult { SubmissionId = submission.Id, AttemptNumber = submission.CurrentAttempt, ReportJson = json, Decision = decision, SetHash = report.Images.SetHash, EngineVersion = report.Engine };
            db.TestResults.Add(result);
        }

        result.ReportJson = json;
        result.Decision = decision;
        result.BaselineVersion = report.Against?.Version;
        result.SetHash = report.Images.SetHash;
        result.EngineVersion = report.Engine;
        result.TestedAt = time.GetUtcNow();
    }

    private async Task DecideAsync(MarketDb db, Submission submission, RegressionReport report, CancellationToken cancellationToken)
    {
        VerdictReason? tooFew = report.Verdict.Reasons.FirstOrDefault(reason => reason.Check == TooFewImages && reason.Outcome != Outcome.Pass);
        if (report.Verdict.Decision == Outcome.Fail)
        {
            road.Move(db, submission, SubmissionEvent.TestFailed, null, "The regression test says no.");
            mails.TestFailed(db, submission, report.ForAuthor());
        }
        else if (tooFew is not null && !submission.TestDespiteFewImages)
        {
            await AwaitImagesAsync(db, submission, tooFew.AuthorMessage ?? tooFew.Message, cancellationToken);
        }
        else
        {
            road.Move(db, submission, SubmissionEvent.PassedToReview, null, report.Verdict.Decision == Outcome.Pass ? "The regression test found nothing to object to." : "The regression test asks a person to look.");
            mails.PassedToReview(db, submission, report.ForAuthor());
        }
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
