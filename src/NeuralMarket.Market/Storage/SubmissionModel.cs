using Microsoft.EntityFrameworkCore;
using NeuralMarket.Market.Audit;
using NeuralMarket.Market.Review;
using NeuralMarket.Market.Submissions;

namespace NeuralMarket.Market.Storage;

/// <summary>Keys, lengths and the unique indexes on which exactly-once rests: submissions and what hangs on them.</summary>
internal static class SubmissionModel
{
    public static void Configure(ModelBuilder builder)
    {
        builder.Entity<Submission>(submission =>
        {
            submission.HasOne(row => row.Author).WithMany().HasForeignKey(row => row.AuthorId).OnDelete(DeleteBehavior.Restrict);
            submission.HasMany(row => row.Attempts).WithOne().HasForeignKey(row => row.SubmissionId);
            submission.Property(row => row.Revision).IsConcurrencyToken();
            submission.Property(row => row.PatchId).HasMaxLength(64);
            submission.Property(row => row.PatchVersion).HasMaxLength(64);
            submission.Property(row => row.IdempotencyKey).HasMaxLength(200);
            submission.HasIndex(row => new { row.AuthorId, row.IdempotencyKey }).IsUnique();
            submission.HasIndex(row => new { row.AuthorId, row.Id });
            submission.HasIndex(row => row.WorkDueAt);
            submission.HasIndex(row => row.DeadlineAt);
            submission.HasIndex(row => new { row.PatchId, row.PatchVersion });
        });
        builder.Entity<Attempt>(attempt =>
        {
            attempt.HasIndex(row => new { row.SubmissionId, row.Number }).IsUnique();
            attempt.HasIndex(row => row.DuplicateKey).IsUnique();
            attempt.Property(row => row.DuplicateKey).HasMaxLength(120);
            attempt.Property(row => row.FileName).HasMaxLength(255);
        });
        builder.Entity<SubmissionFinding>().HasKey(row => new { row.SubmissionId, row.AttemptNumber, row.Position });
        builder.Entity<TestResult>().HasKey(row => new { row.SubmissionId, row.AttemptNumber });
        builder.Entity<Assignment>(assignment =>
        {
            // At most one open assignment a submission, whatever two workers do.
            assignment.HasIndex(row => row.SubmissionId).IsUnique().HasFilter("\"ClosedAt\" IS NULL");
            assignment.HasIndex(row => row.ReviewerId);
        });
        builder.Entity<ReviewDecision>().HasIndex(row => row.SubmissionId);
        builder.Entity<AuditEntry>(entry =>
        {
            entry.HasIndex(row => row.UniqueKey).IsUnique();
            entry.HasIndex(row => row.SubmissionId);
            entry.HasIndex(row => row.At);
        });
    }
}
