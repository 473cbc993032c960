using System.Text;
using Microsoft.EntityFrameworkCore;
using NeuralMarket.Format.BaseNetworks;
using NeuralMarket.Format.Findings;
using NeuralMarket.Format.Packages;
using NeuralMarket.Market.HeldOut;
using NeuralMarket.Market.Publication;
using NeuralMarket.Market.Regression;
using NeuralMarket.Market.Storage;
using NeuralMarket.Market.Storage.Blobs;
using NeuralMarket.Regression.Features;
using NeuralMarket.Regression.Graphs;
using NeuralMarket.Regression.ImageSets;
using NeuralMarket.Regression.PatchTests;
using NeuralMarket.Regression.Reports;
using NeuralMarket.Regression.Retests;
using NeuralMarket.Regression.Splits;
using NeuralMarket.Regression.Verdicts;

namespace NeuralMarket.Market.Retests;

/// <summary>
/// Tests some versions of one base network again on the gate, their layers as one product. Each result is saved as soon as it is judged. Other authors' layers
/// are left out: whether a patch is a copy was decided when it came.
/// </summary>
internal sealed class RetestBatch(
    MarketDb db, IBlobStore blobs, BaseNetworks networks, HeldOutSets sets, PublishedPackages published, ReviewTasks tasks,
    HeldOutFeatures features, InferenceEngine engine, VerdictOptions verdicts, TimeProvider time)
{
    /// <summary>Tests versions.</summary>
    /// <param name="items">What is to be tested, with its row in the catalogue; all for one base network.</param>
    /// <param name="yield">Awaited before each product and each judgement.</param>
    /// <param name="cancellationToken">Stops between and within tests.</param>
    public async Task RunAsync(IReadOnlyList<(RetestItem Item, PublishedVersion Version)> items, Func<CancellationToken, Task> yield, CancellationToken cancellationToken)
    {
        string identity = items[0].Version.BaseIdentity;
        BaseNetwork? network = await networks.MaterialiseAsync(identity, cancellationToken);
        DividedImages? images = network is null ? null : await sets.MaterialiseAsync(identity, cancellationToken);
        if (network is null || images is null)
        {
            foreach ((RetestItem item, _) in items)
            {
                Conclude(item, "", null, "There is no base network or no held-out image for it any more.");
            }

            await db.SaveChangesAsync(cancellationToken);
            return;
        }

        using FeatureStore store = features.Open(network);
        await features.FillAsync(images.Images, store, network, yield, cancellationToken);
        LabelledImageSet gate = SplitTest.Of(images.Images, images.Splits, Split.Gate);
        Dictionary<string, (RetestItem Item, PublishedVersion Version, PatchTestRequest Request)> tests = [];
        foreach ((RetestItem item, PublishedVersion version) in items)
        {
            tests.Add(NameOf(version), (item, version, await RequestAsync(version, network, gate, store, engine.Load(network).DeviceName, cancellationToken)));
        }

        await CatalogueRetest.RunAsync(
            tests.Select(test => new NeuralMarket.Regression.Retests.RetestItem(test.Key, test.Value.Request)),
            new HashSet<string>(),
            (result, stop) => KeepAsync(tests[result.Name].Item, tests[result.Name].Version, result, tests[result.Name].Request, stop),
            yield,
            progress: null,
            cancellationToken);
    }

    private static string NameOf(PublishedVersion version) => $"{version.PatchId} {version.Version}";

    private async Task<PatchTestRequest> RequestAsync(
        PublishedVersion version, BaseNetwork network, LabelledImageSet gate, FeatureStore store, string device, CancellationToken cancellationToken)
    {
        PatchPackage package = PackageReader.Read(await blobs.ReadAllAsync(version.BlobName, cancellationToken)).Package
            ?? throw new InvalidOperationException($"The published package {version.PatchId} {version.Version} is not valid.");
        return new PatchTestRequest(package, version.Sha256, network, gate, store, engine.Patches)
        {
            Parents = await published.FindParentsAsync(package, cancellationToken),
            Options = verdicts,
            DeviceName = device,
        };
    }

    private async Task KeepAsync(RetestItem item, PublishedVersion version, RetestResult result, PatchTestRequest request, CancellationToken cancellationToken)
    {
        Conclude(item, result.Key, result.Report, result.Problem);
        if (result is { NowFails: true, Report: RegressionReport report } && !await WasApprovedFailingAsync(version, cancellationToken))
        {
            await tasks.RaiseAsync(NewTask(item, version, ReviewTaskKind.NowFails, FindingOf(report), report), cancellationToken);
        }

        if (item.ParentBefore is not null && await ExamineParentAsync(item, request, cancellationToken) is string harm)
        {
            await tasks.RaiseAsync(NewTask(item, version, ReviewTaskKind.ParentChanged, harm, result.Report), cancellationToken);
        }

        await db.SaveChangesAsync(cancellationToken);
    }

    private void Conclude(RetestItem item, string key, RegressionReport? report, string? problem)
    {
        item.Key = key;
        item.Decision = report?.Verdict.Decision.ToString().ToLowerInvariant();
        item.Problem = problem;
        item.DoneAt = time.GetUtcNow();
    }

    /// <summary>A person knew and approved it, on appeal: that it fails still is no news.</summary>
    private Task<bool> WasApprovedFailingAsync(PublishedVersion version, CancellationToken cancellationToken) => db.TestResults.AnyAsync(
        row => row.SubmissionId == version.SubmissionId && row.Decision == "fail" && db.Submissions.Any(submission => submission.Id == row.SubmissionId && submission.CurrentAttempt == row.AttemptNumber),
        cancellationToken);

    /// <summary>What a new version of the parent does to a child, when that is a reason to look at the child again.</summary>
    private async Task<string?> ExamineParentAsync(RetestItem item, PatchTestRequest request, CancellationToken cancellationToken)
    {
        string parent = request.Package.Manifest.Trigger.On!.Patch;
        PatchPackage? old = await published.FindAsync(parent, item.ParentBefore!, cancellationToken);
        PatchPackage? updated = await published.FindAsync(parent, item.ParentNow!, cancellationToken);
        if (old is null || updated is null)
        {
            return null;
        }

        PatchTestRequest child = request with { Parents = [.. request.Parents.Where(package => package.Manifest.Id != parent)] };
        Reading<ParentUpdateResult> examined = ParentUpdate.Examine(child, old, updated, cancellationToken);
        return examined.Value is { ReviewAgain: true } result ? $"{parent} {item.ParentNow} instead of {item.ParentBefore}: {result.Reason}" : null;
    }

    private ReviewTask NewTask(RetestItem item, PublishedVersion version, ReviewTaskKind kind, string finding, RegressionReport? report) => new()
    {
        Kind = kind,
        PatchId = version.PatchId,
        Version = version.Version,
        SubmissionId = version.SubmissionId,
        RetestId = item.RetestId,
        Finding = finding,
        ReportJson = report is null ? null : Encoding.UTF8.GetString(ReportJson.Write(report)),
        RaisedAt = time.GetUtcNow(),
    };

    private static string FindingOf(RegressionReport report) =>
        string.Join(' ', report.Verdict.Reasons.Where(reason => reason is { Outcome: Outcome.Fail, Mode: not CheckMode.Shadow }).Select(reason => reason.Message));
}
