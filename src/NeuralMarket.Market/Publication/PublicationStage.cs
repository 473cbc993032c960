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
using NeuralMarket.Market.Storage;
using NeuralMarket.Market.Storage.Blobs;
using NeuralMarket.Market.Submissions;
using NeuralMarket.Market.Validation;
using NeuralMarket.Market.Work;
using NeuralMarket.Regression.Reports;

namespace NeuralMarket.Market.Publication;

/// <summary>
/// Approved → Published, once its time has come. The package is rebuilt canonically from its parsed content, in the name of the account that sent it;
/// icons are drawn from decoded pixels; then the catalogue's rows follow with the transition. Blobs are named by content, so running it twice stores nothing new.
/// </summary>
internal sealed class PublicationStage(
    IBlobStore blobs, BaseNetworks networks, NameRules names, SubmissionRoad road, SubmissionMails mails, TimeProvider time) : ISubmissionStage
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
        db.PublishedVersions.Add(Entry(submission, package, network, canonical.Length, sha256, icons, await FiguresAsync(db, submission, cancellationToken)));
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

    private static async Task<string> FiguresAsync(MarketDb db, Submission submission, CancellationToken cancellationToken)
    {
        TestResult? test = await db.TestResults.SingleOrDefaultAsync(row => row.SubmissionId == submission.Id && row.AttemptNumber == submission.CurrentAttempt, cancellationToken);
        return test is null ? "null" : Encoding.UTF8.GetString(ReportJson.Write(SubmissionQueries.ReportOf(test).ForAuthor()));
    }

    private PublishedVersion Entry(Submission submission, PatchPackage package, BaseNetwork network, long length, string sha256, string icons, string figures)
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
            Sha256 = sha256,
            Length = length,
            BlobName = $"packages/{sha256}.specialneurons",
            IconBlobPrefix = icons,
            Status = EntryStatus.Listed,
            PublishedAt = time.GetUtcNow(),
        };
    }
}
