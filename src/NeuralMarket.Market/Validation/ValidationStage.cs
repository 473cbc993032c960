using FluentValidation;
using FluentValidation.Results;
using Microsoft.EntityFrameworkCore;
using NeuralMarket.Format.BaseNetworks;
using NeuralMarket.Format.Findings;
using NeuralMarket.Format.Manifests;
using NeuralMarket.Format.Packages;
using NeuralMarket.Market.HeldOut;
using NeuralMarket.Market.Notifications;
using NeuralMarket.Market.Publication;
using NeuralMarket.Market.Regression;
using NeuralMarket.Market.Storage;
using NeuralMarket.Market.Storage.Blobs;
using NeuralMarket.Market.Submissions;
using NeuralMarket.Market.Work;
using Severity = NeuralMarket.Format.Findings.Severity;

namespace NeuralMarket.Market.Validation;

/// <summary>
/// Validating → Testing or Invalid. (1) The package's own rules; (2) its fit to the base network that it names; (3) whose id and which version it is;
/// (4) what a review needs. All findings of the parts that can be read are collected and kept with the attempt.
/// </summary>
internal sealed class ValidationStage(
    IBlobStore blobs, BaseNetworks networks, PublishedPackages published, NameRules names, SubmissionRoad road, Lineages lineages, SubmissionMails mails, IValidator<ReviewCandidate> requirements) : ISubmissionStage
{
    public SubmissionState State => SubmissionState.Validating;

    public async Task RunAsync(MarketDb db, Submission submission, CancellationToken cancellationToken)
    {
        Attempt attempt = submission.Attempts.Single(row => row.Number == submission.CurrentAttempt);
        PackageReading reading = PackageReader.Read(await blobs.ReadAllAsync(attempt.BlobName, cancellationToken));
        List<Finding> findings = [.. reading.Findings];
        submission.PatchId = reading.Id;
        submission.PatchVersion = reading.Version;
        if (reading.Parts.Manifest is Manifest manifest)
        {
            submission.Title = manifest.Title;
            findings.AddRange(await FitAsync(reading.Parts, manifest, cancellationToken));
            findings.AddRange(await names.CheckAsync(db, submission, manifest, cancellationToken) is Finding taken ? [taken] : []);
            findings.AddRange(Requirements(manifest, submission));
            findings.AddRange(await NameAdvice.CheckAsync(db, submission, manifest, cancellationToken));
        }

        if (reading.Package is PatchPackage package)
        {
            findings.AddRange(AsPublished(package, submission));
        }

        await KeepAsync(db, submission, findings, cancellationToken);
        if (findings.Any(finding => finding.Severity == Severity.Error))
        {
            road.Move(db, submission, SubmissionEvent.FoundInvalid, null, $"{findings.Count(finding => finding.Severity == Severity.Error)} rules are broken.");
            mails.FoundInvalid(db, submission, findings);
            await lineages.NoteInvalidAsync(submission, cancellationToken);
        }
        else
        {
            road.Move(db, submission, SubmissionEvent.FoundValid, null);
        }
    }

    private async Task<IReadOnlyList<Finding>> FitAsync(PackageParts parts, Manifest manifest, CancellationToken cancellationToken)
    {
        BaseNetwork? network = await networks.MaterialiseAsync(manifest.Base.Sha256, cancellationToken);
        if (network is null)
        {
            return [new("submission.base", Severity.Error, "manifest.json: $.base.sha256", $"The market does not know the base network {manifest.Base.Name} with this identity.", "Train the patch for a base network that the catalogue lists under /api/v1/bases.")];
        }

        if (manifest.Trigger.On is not { } on)
        {
            return BaseCompatibility.Check(parts, network);
        }

        PatchPackage? parent = await published.FindParentAsync(on, network.Identity, cancellationToken);
        return parent is null
            ? [new("submission.parent", Severity.Error, "manifest.json: $.trigger.on", $"No published version of {on.Patch} matches {on.Versions}.", "Name a published patch for the same base network, and versions that exist.")]
            : BaseCompatibility.Check(parts, network, PackageParts.Of(parent));
    }

    private IEnumerable<Finding> Requirements(Manifest manifest, Submission submission)
    {
        ValidationResult result = requirements.Validate(new ReviewCandidate(manifest, manifest.Description ?? submission.Description));
        return result.Errors.Select(failure => new Finding(failure.ErrorCode, Severity.Error, "manifest.json", failure.ErrorMessage, failure.CustomState as string ?? ""));
    }

    /// <summary>The package as it would be published, with the account's name and the words of the form or the mail, must be valid, too.</summary>
    private static IEnumerable<Finding> AsPublished(PatchPackage package, Submission submission)
    {
        byte[] canonical = CanonicalPackage.Write(package with { Manifest = PublishedManifest.Of(submission, package.Manifest) });
        return PackageReader.Read(canonical).Findings.Where(finding => finding.Severity == Severity.Error)
            .Select(finding => finding with { Remedy = $"Mend the description that came with the file, or the name of your account. {finding.Remedy}" });
    }

    private static async Task KeepAsync(MarketDb db, Submission submission, List<Finding> findings, CancellationToken cancellationToken)
    {
        List<SubmissionFinding> before = await db.Findings.Where(row => row.SubmissionId == submission.Id && row.AttemptNumber == submission.CurrentAttempt).ToListAsync(cancellationToken);
        db.Findings.RemoveRange(before);
        db.Findings.AddRange(findings.Select((finding, position) => SubmissionFinding.From(submission, finding, position)));
    }
}
