using System.Globalization;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using NeuralMarket.Format.Packages;
using NeuralMarket.Market.Audit;
using NeuralMarket.Market.Regression;
using NeuralMarket.Market.Storage;
using NeuralMarket.Market.Storage.Blobs;
using NeuralMarket.Market.Submissions;
using NeuralMarket.Market.Work;
using NeuralMarket.Regression.Splits;

namespace NeuralMarket.Market.Intake;

/// <summary>Takes files in: into quarantine first, then a row. Nothing is opened here; the receipt says "received", not "published".</summary>
public sealed class SubmissionIntake(MarketDb db, IBlobStore blobs, SubmissionRoad road, Lineages lineages, IWorkQueue work, TimeProvider time)
{
    /// <summary>Takes a file in.</summary>
    public async Task<IntakeOutcome> ReceiveAsync(IncomingPackage incoming, CancellationToken cancellationToken)
    {
        byte[]? content = await ReadLimitedAsync(incoming.Content, cancellationToken);
        if (content is null)
        {
            return new IntakeOutcome.Refused("submission.size", "The file is larger than 40 MiB.", "A package of this size cannot be valid; remove what does not belong in it.");
        }

        if (content.Length == 0)
        {
            return new IntakeOutcome.Refused("submission.empty", "The file is empty.", "Send the .specialneurons file itself.");
        }

        string sha256 = Convert.ToHexStringLower(SHA256.HashData(content));
        if (await FindKnownAsync(incoming, sha256, cancellationToken) is { } known)
        {
            return known;
        }

        LookDecision look = await lineages.JudgeIntakeAsync(incoming.AuthorId, cancellationToken);
        if (!look.Allowed)
        {
            return new IntakeOutcome.Refused(
                "submission.too-many-invalid", look.Reason, $"Send it again after {look.NextAt?.UtcDateTime.ToString("d MMMM yyyy, HH:mm", CultureInfo.InvariantCulture)} UTC.")
            { RetryAt = look.NextAt };
        }

        string blob = $"quarantine/{sha256}.specialneurons";
        await blobs.PutAsync(blob, new MemoryStream(content, writable: false), cancellationToken);
        return incoming.ForSubmission is Guid id
            ? await AddAttemptAsync(id, incoming, sha256, content.Length, blob, cancellationToken)
            : await AddSubmissionAsync(incoming, sha256, content.Length, blob, cancellationToken);
    }

    private async Task<IntakeOutcome?> FindKnownAsync(IncomingPackage incoming, string sha256, CancellationToken cancellationToken) =>
        await FindKeyedAsync(incoming, sha256, cancellationToken) ?? await FindSameBytesAsync(incoming, sha256, cancellationToken);

    /// <summary>The same key and the same file: the same receipt, whatever has become of it. The same key and another file: a mistake of the caller's.</summary>
    private async Task<IntakeOutcome?> FindKeyedAsync(IncomingPackage incoming, string sha256, CancellationToken cancellationToken)
    {
        if (incoming.IdempotencyKey is null)
        {
            return null;
        }

        Submission? keyed = await db.Submissions.AsNoTracking().Include(row => row.Attempts)
            .SingleOrDefaultAsync(row => row.AuthorId == incoming.AuthorId && row.IdempotencyKey == incoming.IdempotencyKey, cancellationToken);
        return keyed switch
        {
            null => null,
            _ when keyed.Attempts.FirstOrDefault(row => row.Sha256 == sha256) is Attempt same => ReceiptOf(keyed, same, alreadyKnown: true),
            _ => new IntakeOutcome.Refused("submission.idempotency-key", "This Idempotency-Key was used for another file.", "Use a new key for a new file."),
        };
    }

    private async Task<IntakeOutcome?> FindSameBytesAsync(IncomingPackage incoming, string sha256, CancellationToken cancellationToken)
    {
        string key = DuplicateKey(incoming.AuthorId, sha256);
        Attempt? same = await db.Attempts.SingleOrDefaultAsync(row => row.DuplicateKey == key, cancellationToken);
        if (same is null)
        {
            return null;
        }

        Submission before = await db.Submissions.SingleAsync(row => row.Id == same.SubmissionId, cancellationToken);
        if (before.State is not (SubmissionState.Withdrawn or SubmissionState.Expired))
        {
            return ReceiptOf(before, same, alreadyKnown: true);
        }

        same.DuplicateKey = null; // It ended without a decision: the same bytes may start again.
        return null;
    }

    private async Task<IntakeOutcome> AddSubmissionAsync(IncomingPackage incoming, string sha256, int length, string blob, CancellationToken cancellationToken)
    {
        DateTimeOffset now = time.GetUtcNow();
        Submission submission = new()
        {
            AuthorId = incoming.AuthorId,
            State = SubmissionState.Received,
            StateSince = now,
            DeadlineAt = SubmissionTransitions.DeadlineOf(SubmissionState.Received, now),
            Channel = incoming.Channel,
            SenderProven = incoming.SenderProven,
            Description = incoming.Description,
            Note = incoming.Note,
            IdempotencyKey = incoming.IdempotencyKey,
            CreatedAt = now,
            WorkDueAt = now,
        };
        Attempt attempt = NewAttempt(submission, 1, incoming, sha256, length, blob);
        db.Submissions.Add(submission);
        db.AuditEntries.Add(new AuditEntry
        {
            At = now,
            Actor = incoming.AuthorId,
            SubmissionId = submission.Id,
            Action = "received",
            ToState = SubmissionState.Received,
            Detail = $"{attempt.FileName}, {length} bytes, SHA-256 {sha256}",
            UniqueKey = $"{submission.Id}:received",
        });
        return await SaveAsync(incoming, sha256, submission, attempt, cancellationToken);
    }

    private async Task<IntakeOutcome> AddAttemptAsync(Guid id, IncomingPackage incoming, string sha256, int length, string blob, CancellationToken cancellationToken)
    {
        Submission? submission = await db.Submissions.SingleOrDefaultAsync(row => row.Id == id && row.AuthorId == incoming.AuthorId, cancellationToken);
        if (submission is null)
        {
            return new IntakeOutcome.Refused("submission.unknown", "There is no such submission of yours.", "Send the file as a new submission.");
        }

        if (SubmissionTransitions.Next(submission.State, SubmissionEvent.Resubmitted) is null)
        {
            return new IntakeOutcome.Refused("submission.state", $"The submission is {submission.State}; it does not wait for another file.", "Wait for its result, or send the file as a new submission.");
        }

        submission.CurrentAttempt++;
        submission.Description = incoming.Description ?? submission.Description;
        submission.Note = incoming.Note ?? submission.Note;
        Attempt attempt = NewAttempt(submission, submission.CurrentAttempt, incoming, sha256, length, blob);
        road.Move(db, submission, SubmissionEvent.Resubmitted, incoming.AuthorId, $"{attempt.FileName}, {length} bytes, SHA-256 {sha256}");
        return await SaveAsync(incoming, sha256, submission, attempt, cancellationToken);
    }

    private Attempt NewAttempt(Submission submission, int number, IncomingPackage incoming, string sha256, int length, string blob)
    {
        Attempt attempt = new()
        {
            SubmissionId = submission.Id,
            Number = number,
            FileName = ShortName(incoming.FileName),
            Sha256 = sha256,
            Length = length,
            BlobName = blob,
            ReceivedAt = time.GetUtcNow(),
            DuplicateKey = DuplicateKey(incoming.AuthorId, sha256),
        };
        db.Attempts.Add(attempt);
        incoming.AddToTransaction?.Invoke(db, submission);
        return attempt;
    }

    private async Task<IntakeOutcome> SaveAsync(IncomingPackage incoming, string sha256, Submission submission, Attempt attempt, CancellationToken cancellationToken)
    {
        try
        {
            await db.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateException)
        {
            // Somebody sent the same at the same instant, or the submission moved on: whoever was first decides.
            db.ChangeTracker.Clear();
            if (await FindKnownAsync(incoming, sha256, cancellationToken) is { } known)
            {
                return known;
            }

            throw;
        }

        work.Wake(submission.Id);
        return ReceiptOf(submission, attempt, alreadyKnown: false);
    }

    private static IntakeOutcome.Received ReceiptOf(Submission submission, Attempt attempt, bool alreadyKnown) =>
        new(new Receipt(submission.Id, attempt.Number, attempt.Sha256, submission.State, attempt.ReceivedAt, alreadyKnown));

    private static string DuplicateKey(Guid author, string sha256) => $"{author:N}:{sha256}";

    /// <summary>A file name to show: no path, no control characters, at most 255 characters.</summary>
    private static string ShortName(string name)
    {
        string plain = new([.. Path.GetFileName(name.Replace('\\', '/')).Where(character => !char.IsControl(character)).Take(255)]);
        return plain.Length == 0 ? "unnamed" : plain;
    }

    private static async Task<byte[]?> ReadLimitedAsync(Stream content, CancellationToken cancellationToken)
    {
        using MemoryStream copy = new();
        var buffer = new byte[81_920];
        for (int read; (read = await content.ReadAsync(buffer, cancellationToken)) > 0;)
        {
            if (copy.Length + read > PackageReader.MaximumFileLength)
            {
                return null;
            }

            copy.Write(buffer, 0, read);
        }

        return copy.ToArray();
    }
}
