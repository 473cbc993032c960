using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using NeuralMarket.Format.BaseNetworks;
using NeuralMarket.Format.Findings;
using NeuralMarket.Format.Icons;
using NeuralMarket.Format.Manifests;
using NeuralMarket.Format.Packages;
using NeuralMarket.Market.HeldOut;
using NeuralMarket.Market.Notifications;
using NeuralMarket.Market.Receipts;
using NeuralMarket.Market.Retests;
using NeuralMarket.Market.Storage;
using NeuralMarket.Market.Storage.Blobs;
using NeuralMarket.Market.Submissions;
using NeuralMarket.Market.Validation;
using NeuralMarket.Market.Work;
using NeuralMarket.Regression.Reports;
using NeuralMarket.Regression.Splits;

namespace NeuralMarket.Market.Publication;

/// <summary>
/// Approved → Published, once its time has come. The package is rebuilt canonically from its parsed content, in the name of the account that sent it;
/// icons are drawn from decoded pixels; then the catalogue's rows follow with the transition. Blobs are named by content, so running it twice stores nothing new.
/// </summary>
internal sealed class PublicationStage(
    IBlobStore blobs, BaseNetworks networks, NameRules names, TestReceipts receipts, CatalogueRetests retests, SubmissionRoad road, SubmissionMails mails, TimeProvider time) : ISubmissionStage
{
    public SubmissionState State => SubmissionState.Approved;

    public async Task RunAsync(MarketDb db, Submission submission, CancellationToken cancellationToken)
    {
        Attempt attempt = submission.Attempts.Single(row => row.Number == submission.CurrentAttempt);
        PatchPackage sent = PackageReader.Read(await blobs.ReadAllAsync(attempt.BlobName, cancellationToken)).Package
            ?? throw new InvalidOperationException("An approved package is not valid.");
        if (await names.CheckForPublicationAsync(db, submission, sent.Manifest, cancellationToken) is Finding taken)
        {
            await ReturnAsync(db, submission, taken, cancellationToken);
            return;
        }

        PatchPackage package = sent with { Manifest = PublishedManifest.Of(submission, sent.Manifest) };
        byte[] canonical = CanonicalPackage.Write(package);
        string sha256 = Convert.ToHexStringLower(SHA256.HashData(canonical));
        string icons = await StoreAsync(package, canonical, sha256, cancellationToken);
        BaseNetwork network = await networks.MaterialiseAsync(package.Manifest.Base.Sha256, cancellationToken)
            ?? throw new InvalidOperationException("A base network that validation found is gone.");

        await AddPatchAsync(db, submission, package.Manifest.Id, cancellationToken);
        TestResult? test = await db.TestResults.SingleOrDefaultAsync(row => row.SubmissionId == submission.Id && row.AttemptNumber == submission.CurrentAttempt, cancellationToken);
        string? receipt = test is null ? null : await receipts.KeepAsync(SubmissionQueries.ReportOf(test), test.TestedAt, sha256, cancellationToken);
        db.PublishedVersions.Add(Entry(submission, package, network, new StoredPackage(canonical.Length, sha256, icons, receipt), FiguresOf(test)));
        await retests.AddDependentsAsync(package.Manifest, cancellationToken);
        road.Move(db, submission, SubmissionEvent.Publish, null, $"{package.Manifest.Id} {package.Manifest.Version} is in the catalogue; SHA-256 {sha256}.");
        mails.Published(db, submission, package.Manifest.Id);
    }

    /// <summary>Two submissions may be validated, tested and approved side by side; whichever is published second finds the name gone.</summary>
    private async Task ReturnAsync(MarketDb db, Submission submission, Finding taken, CancellationToken cancellationToken)
    {
        int position = await db.Findings.CountAsync(row => row.SubmissionId == submission.Id && row.AttemptNumber == submission.CurrentAttempt, cancellationToken);
        db.Findings.Add(SubmissionFinding.From(submission, taken, position));
        road.Move(db, submission, SubmissionEvent.NameTaken, null, taken.Message);
        mails.FoundInvalid(db, submission, [taken]);
    }

    private async Task<string> StoreAsync(PatchPackage package, byte[] canonical, string sha256, CancellationToken cancellationToken)
    {
        await PutAsync($"packages/{sha256}.specialneurons", canonical, cancellationToken);
        string prefix = $"icons/{sha256}";
        foreach (int side in IconSizes.Sides)
        {
            Icon icon = IconSizes.Scale(package.Icon, side);
            foreach (IconFormat format in IconFormat.All)
            {
                await PutAsync(format.BlobName(prefix, side), format.Write(icon), cancellationToken);
            }
        }

        return prefix;
    }

    private async Task PutAsync(string name, byte[] content, CancellationToken cancellationToken) =>
        await blobs.PutAsync(name, new MemoryStream(content, writable: false), cancellationToken);

    private async Task AddPatchAsync(MarketDb db, Submission submission, string id, CancellationToken cancellationToken)
    {
        if (!await db.Patches.AnyAsync(row => row.Id == id, cancellationToken))
        {
            db.Patches.Add(new Patch { Id = id, OwnerId = submission.AuthorId, CreatedAt = time.GetUtcNow() });
        }
    }

    /// <summary>The coarse figures of this very version, whatever its author was told before: who installs it asks how good it is, not whether it climbed.</summary>
    private static string FiguresOf(TestResult? test)
    {
        if (test is null)
        {
            return "null";
        }

        RegressionReport? feedback = test.FeedbackReportJson is string json ? ReportJson.Read(Encoding.UTF8.GetBytes(json)) : null;
        return Encoding.UTF8.GetString(ReportJson.Write(SplitReports.ForAuthor(SubmissionQueries.ReportOf(test), feedback)));
    }

    private PublishedVersion Entry(Submission submission, PatchPackage package, BaseNetwork network, StoredPackage stored, string figures)
    {
        Manifest manifest = package.Manifest;
        IReadOnlyList<NamedCategory> triggers = TriggerCategories.Of(package, network.Categories);
        IReadOnlyList<NamedCategory> outputs = TriggerCategories.OutputsOf(package);
        string[] searched = [manifest.Title, manifest.Id, manifest.Author!, manifest.Description ?? "", .. outputs.Concat(triggers).Select(category => category.Name)];
        return new PublishedVersion
        {
            PatchId = manifest.Id,
            Version = manifest.Version.ToString(),
            SortKey = VersionOrder.KeyOf(manifest.Version),
            SubmissionId = submission.Id,
            AuthorName = manifest.Author!,
            Title = manifest.Title,
            Description = manifest.Description ?? "",
            License = manifest.License,
            BaseName = network.Definition.Name,
            BaseIdentity = network.Identity,
            TriggersJson = JsonSerializer.Serialize(triggers, JsonSerializerOptions.Web),
            TriggerText = TriggerText.Describe(package, network.Categories),
            OutputsJson = JsonSerializer.Serialize(outputs, JsonSerializerOptions.Web),
            FiguresJson = figures,
            SearchText = string.Join('\n', searched).ToLowerInvariant(),
            TriggerTags = "," + string.Join(',', triggers.Select(category => category.Tag)) + ",",
            Sha256 = stored.Sha256,
            Length = stored.Length,
            BlobName = $"packages/{stored.Sha256}.specialneurons",
            IconBlobPrefix = stored.IconBlobPrefix,
            ReceiptBlob = stored.ReceiptBlob,
            ParentId = manifest.Trigger.On?.Patch,
            ParentVersions = manifest.Trigger.On?.Versions.ToString(),
            Status = EntryStatus.Listed,
            PublishedAt = time.GetUtcNow(),
        };
    }

    /// <summary>What was stored of a package.</summary>
    private sealed record StoredPackage(long Length, string Sha256, string IconBlobPrefix, string? ReceiptBlob);
}
