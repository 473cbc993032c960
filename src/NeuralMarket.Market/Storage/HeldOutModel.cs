using Microsoft.EntityFrameworkCore;
using NeuralMarket.Market.HeldOut;

namespace NeuralMarket.Market.Storage;

/// <summary>Keys and indexes of held-out sets and their history.</summary>
internal static class HeldOutModel
{
    private const int HashLength = 64;
    private const int NameLength = 128;

    public static void Configure(ModelBuilder builder)
    {
        builder.Entity<HeldOutSet>(set =>
        {
            set.HasIndex(row => row.Name).IsUnique();
            set.HasMany(row => row.Images).WithOne().HasForeignKey(row => row.SetId);
            set.HasMany<HeldOutVersion>().WithOne().HasForeignKey(row => row.SetId);
        });
        builder.Entity<HeldOutImage>().HasKey(row => new { row.SetId, row.Sha256 });
        builder.Entity<HeldOutVersion>(version =>
        {
            version.HasKey(row => new { row.SetId, row.Number });
            version.Property(row => row.Hash).HasMaxLength(HashLength);
            version.Property(row => row.MadeBy).HasMaxLength(NameLength);
        });
        builder.Entity<HeldOutLabel>(label =>
        {
            label.HasKey(row => new { row.SetId, row.Sha256, row.Version });
            label.HasOne<HeldOutImage>().WithMany().HasForeignKey(row => new { row.SetId, row.Sha256 });
            label.Property(row => row.By).HasMaxLength(NameLength);
        });
    }
}
