using NeuralMarket.Format.Categories;

namespace NeuralMarket.Regression.ImageSets;

/// <summary>One photo of a labelled set (base-network.md, "Sets of labelled images").</summary>
/// <param name="Path">Where the file lies.</param>
/// <param name="RelativePath">Its path below the set's root, with <c>/</c> between folders on every platform.</param>
/// <param name="Sha256">SHA-256 of the file's bytes, 64 lower-case hex digits; names the photo in the feature store.</param>
/// <param name="Tag">What the photo shows, from the file's name.</param>
public sealed record LabelledImage(string Path, string RelativePath, string Sha256, Tag Tag);

/// <summary>A file in a set's folder that does not count, and why.</summary>
/// <param name="RelativePath">Its path below the set's root.</param>
/// <param name="Rule">A stable code, one of <see cref="ImageSetRules"/>.</param>
/// <param name="Reason">The reason in a plain sentence.</param>
public sealed record SkippedFile(string RelativePath, string Rule, string Reason);
