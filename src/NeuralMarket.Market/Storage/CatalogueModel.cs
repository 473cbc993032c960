using Microsoft.EntityFrameworkCore;
using NeuralMarket.Market.Publication;

namespace NeuralMarket.Market.Storage;

/// <summary>Keys and indexes of published patches: a version is published once.</summary>
internal static class CatalogueModel
{
    public static void Configure(ModelBuilder builder)
    {
        builder.Entity<Patch>(patch =>
        {
            patch.Property(row => row.Id).HasMaxLength(64);
            patch.HasMany(row => row.Versions).WithOne().HasForeignKey(row => row.PatchId);
        });
        builder.Entity<PublishedVersion>(version =>
        {
            version.HasKey(row => new { row.PatchId, row.Version });
            version.Property(row => row.PatchId).HasMaxLength(64);
            version.Property(row => row.Version).HasMaxLength(64);
            version.Property(row => row.Status).IsConcurrencyToken(); // A relist that comes at the same time must not undo a revocation.
            version.HasIndex(row => row.SubmissionId).IsUnique();
            version.HasIndex(row => row.BaseIdentity);
            version.HasIndex(row => row.PublishedAt);
        });
    }
}
