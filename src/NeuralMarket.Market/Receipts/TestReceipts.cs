using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using NeuralMarket.Market.Accounts;
using NeuralMarket.Market.Storage;
using NeuralMarket.Market.Storage.Blobs;
using NeuralMarket.Market.Submissions;
using NeuralMarket.Regression.Receipts;
using NeuralMarket.Regression.Reports;

namespace NeuralMarket.Market.Receipts;

/// <summary>
/// Signed receipts of tests, kept as blobs: what was tested on what, and what came of it. No figure and no photo is in one, so that its author may have it, too.
/// </summary>
public sealed class TestReceipts(MarketDb db, IBlobStore blobs, ReceiptKey key)
{
    /// <summary>The media type of a DSSE envelope.</summary>
    public const string MediaType = "application/vnd.dsse+json";

    /// <summary>Signs and keeps a receipt.</summary>
    /// <param name="report">The report on the gate.</param>
    /// <param name="testedAt">When the test ended.</param>
    /// <param name="publishedSha256">The canonical package that is published with the same layer; <see langword="null"/> before publication.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>The blob's name.</returns>
    public async Task<string> KeepAsync(RegressionReport report, DateTimeOffset testedAt, string? publishedSha256, CancellationToken cancellationToken)
    {
        using ECDsa signer = key.Open();
        byte[] envelope = RegressionReceipt.Sign(report, testedAt, signer, publishedSha256).Write();
        string name = $"receipts/{Convert.ToHexStringLower(SHA256.HashData(envelope))}.json";
        await blobs.PutAsync(name, new MemoryStream(envelope, writable: false), cancellationToken);
        return name;
    }

    /// <summary>
    /// The receipt of a submission's current file, of the published package once it is; <see langword="null"/> when there is none, or when it is not the
    /// reader's to see: its author, reviewers and administrators may.
    /// </summary>
    public async Task<Stream?> OpenAsync(Guid submissionId, Guid readerId, IReadOnlyCollection<string> readerRoles, CancellationToken cancellationToken)
    {
        Submission? submission = await db.Submissions.AsNoTracking().SingleOrDefaultAsync(row => row.Id == submissionId, cancellationToken);
        if (submission is null || (submission.AuthorId != readerId && !readerRoles.Contains(Roles.Reviewer) && !readerRoles.Contains(Roles.Admin)))
        {
            return null;
        }

        string? blob = await db.PublishedVersions.Where(row => row.SubmissionId == submissionId).Select(row => row.ReceiptBlob).SingleOrDefaultAsync(cancellationToken)
            ?? await db.TestResults.Where(row => row.SubmissionId == submissionId && row.AttemptNumber == submission.CurrentAttempt).Select(row => row.ReceiptBlob).SingleOrDefaultAsync(cancellationToken);
        return blob is null ? null : await blobs.OpenReadAsync(blob, cancellationToken);
    }
}
