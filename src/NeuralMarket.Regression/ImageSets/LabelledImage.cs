using NeuralMarket.Format.Categories;

namespace NeuralMarket.Regression.ImageSets;

/// <summary>One photo of a labelled set (base-network.md, "Sets of labelled images").</summary>
/// <param name="Path">Where the file lies.</param>
/// <param name="RelativePath">Its path below the set's root, with <c>/</c> between folders on every platform.</param>
/// <param name="Sha256">SHA-256 of the file's bytes, 64 lower-case hex digits; names the photo in the feature store.</param>
/// <param name="Tag">What the photo shows, from the file's name.</param>
/// <param name="Source">Where it comes from, when sources.json at the set's root says so.</param>
public sealed record LabelledImage(string Path, string RelativePath, string Sha256, Tag Tag, ImageSource? Source = null);

/// <summary>What sources.json at a set's root says of a photo, by its relative path. It changes no result and no hash.</summary>
/// <param name="Source">Where the photo comes from: an address, a collection, a photographer.</param>
/// <param name="License">Under which licence it may be used, for example an SPDX identifier.</param>
/// <param name="FileName">What it was called before.</param>
public sealed record ImageSource(string? Source = null, string? License = null, string? FileName = null);

/// <summary>A file in a set's folder that does not count, and why.</summary>
/// <param name="RelativePath">Its path below the set's root.</param>
/// <param name="Rule">A stable code, one of <see cref="ImageSetRules"/>.</param>
/// <param name="Reason">The reason in a plain sentence.</param>
public sealed record SkippedFile(string RelativePath, string Rule, string Reason);
