using Microsoft.EntityFrameworkCore;
using NeuralMarket.Market.Regression;
using NeuralMarket.Market.Retests;

namespace NeuralMarket.Market.Storage;

/// <summary>Keys and indexes of what tests count and remember: lineages, looks, the Ladder, re-tests and the tasks that they raise.</summary>
internal static class TestingModel
{
    private const int HashLength = 64;
    private const int NameLength = 64;

    public static void Configure(ModelBuilder builder)
    {
        builder.Entity<Lineage>(lineage =>
        {
            lineage.HasIndex(row => new { row.AuthorId, row.PatchId }).IsUnique();
            lineage.HasIndex(row => new { row.AuthorId, row.OutputsKey });
            lineage.Property(row => row.PatchId).HasMaxLength(NameLength);
            lineage.Property(row => row.OutputsKey).HasMaxLength(HashLength);
            lineage.Property(row => row.Revision).IsConcurrencyToken();
        });
        builder.Entity<SpentLook>(look =>
        {
            look.HasKey(row => new { row.SubmissionId, row.AttemptNumber, row.Kind });
            look.HasIndex(row => new { row.LineageId, row.At });
            look.HasIndex(row => new { row.AuthorId, row.At });
        });
        builder.Entity<ReleasedFigures>(figures =>
        {
            figures.HasKey(row => new { row.LineageId, row.OutputsKey });
            figures.Property(row => row.OutputsKey).HasMaxLength(HashLength);
            figures.HasOne<Lineage>().WithMany().HasForeignKey(row => row.LineageId);
        });
        ConfigureRetests(builder);
    }

    private static void ConfigureRetests(ModelBuilder builder)
    {
        builder.Entity<Retest>(retest =>
        {
            retest.HasMany(row => row.Items).WithOne().HasForeignKey(row => row.RetestId);
            retest.HasIndex(row => row.WorkDueAt);
        });
        builder.Entity<RetestItem>(item =>
        {
            item.HasKey(row => new { row.RetestId, row.PatchId, row.Version });
            item.Property(row => row.PatchId).HasMaxLength(NameLength);
            item.Property(row => row.Version).HasMaxLength(NameLength);
        });
        builder.Entity<ReviewTask>(task =>
        {
            task.Property(row => row.PatchId).HasMaxLength(NameLength);
            task.Property(row => row.Version).HasMaxLength(NameLength);
            task.Property(row => row.ClosedAt).IsConcurrencyToken(); // Of two who close it the first says why.

            // At most one open task a version and reason, however often it is tested again.
            task.HasIndex(row => new { row.PatchId, row.Version, row.Kind }).IsUnique().HasFilter("\"ClosedAt\" IS NULL");
        });
    }
}
