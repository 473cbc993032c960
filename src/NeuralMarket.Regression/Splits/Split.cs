using System.Text.Json.Serialization;

namespace NeuralMarket.Regression.Splits;

/// <summary>What a held-out photo is used for (statistics.md, "Sets").</summary>
[JsonConverter(typeof(SplitJsonConverter))]
public enum Split
{
    /// <summary>Decides the verdict; authors see the decision alone.</summary>
    Gate,

    /// <summary>Authors see coarse figures from it.</summary>
    Feedback,

    /// <summary>Opened rarely, to see whether the gate has been worn out.</summary>
    Audit,
}

/// <summary>Writes <see cref="Split"/> in lower case.</summary>
internal sealed class SplitJsonConverter() : JsonStringEnumConverter<Split>(System.Text.Json.JsonNamingPolicy.CamelCase);

/// <summary>A held-out photo as splits see it.</summary>
/// <param name="Sha256">SHA-256 of its file.</param>
/// <param name="Category">What it counts for; small categories are not split.</param>
/// <param name="PerceptualHash">See <see cref="Splits.PerceptualHash"/>.</param>
/// <param name="Split">Where it is already; <see langword="null"/> for a new one.</param>
public sealed record SplitImage(string Sha256, string Category, ulong PerceptualHash, Split? Split);
