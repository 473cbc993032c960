using System.Security.Cryptography;
using Microsoft.Extensions.Options;
using NeuralMarket.Market.Secrets;
using NeuralMarket.Regression.Splits;

namespace NeuralMarket.Market.HeldOut;

/// <summary>How held-out photos are divided, and under which key (section <c>Splits</c>).</summary>
public sealed class SplitSettings
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Splits";

    /// <summary>The market's secret, base64 of at least 16 bytes; made once and kept in the key folder when absent.</summary>
    public string? Key { get; set; }

    /// <summary>See <see cref="SplitOptions.FeedbackShare"/>.</summary>
    public double FeedbackShare { get; set; } = new SplitOptions().FeedbackShare;

    /// <summary>See <see cref="SplitOptions.AuditShare"/>.</summary>
    public double AuditShare { get; set; } = new SplitOptions().AuditShare;

    /// <summary>See <see cref="SplitOptions.FewestToSplit"/>: sets with fewer photos of a category than this keep them all in the gate.</summary>
    public int FewestToSplit { get; set; } = new SplitOptions().FewestToSplit;

    /// <summary>As the division takes them.</summary>
    public SplitOptions ToOptions() => new() { FeedbackShare = FeedbackShare, AuditShare = AuditShare, FewestToSplit = FewestToSplit };
}

/// <summary>The key under which photos are divided. It is in no log and no row: who knew it could tell where a photo goes.</summary>
public sealed class SplitKey(IOptions<SplitSettings> settings, KeyFolder keys)
{
    private const int Length = 32;

    /// <summary>The key.</summary>
    public byte[] Read() => settings.Value.Key is string given
        ? Convert.FromBase64String(given)
        : keys.ReadOrMake("splits.key", () => RandomNumberGenerator.GetBytes(Length));
}
