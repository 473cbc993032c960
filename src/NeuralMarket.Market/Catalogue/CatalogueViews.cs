using NeuralMarket.Market.Publication;
using NeuralMarket.Regression.Reports;

namespace NeuralMarket.Market.Catalogue;

/// <summary>A patch in a list, with its latest listed version.</summary>
/// <param name="Id">The patch.</param>
/// <param name="Version">Its latest listed version.</param>
/// <param name="Title">Its title.</param>
/// <param name="Description">What it identifies.</param>
/// <param name="Author">In whose name it is published.</param>
/// <param name="BaseName">The base network's name.</param>
/// <param name="BaseIdentity">The base network's identity.</param>
/// <param name="Triggers">What wakes it.</param>
/// <param name="Outputs">What it can answer, in output order.</param>
/// <param name="PublishedAt">When this version was published.</param>
/// <param name="CreatedAt">When the patch's first version was published.</param>
/// <param name="Downloads">How often the patch was downloaded.</param>
public sealed record PatchLine(
    string Id, string Version, string Title, string Description, string Author, string BaseName, string BaseIdentity,
    IReadOnlyList<NamedCategory> Triggers, IReadOnlyList<NamedCategory> Outputs, DateTimeOffset PublishedAt, DateTimeOffset CreatedAt, long Downloads);

/// <summary>One page of the catalogue.</summary>
/// <param name="Items">The patches.</param>
/// <param name="Next">Where the next page starts; <see langword="null"/> on the last.</param>
public sealed record CataloguePage(IReadOnlyList<PatchLine> Items, CatalogueCursor? Next);

/// <summary>A version of a patch in short.</summary>
/// <param name="Version">The version.</param>
/// <param name="Status">What apps do with it.</param>
/// <param name="PublishedAt">When it was published.</param>
/// <param name="Length">The package's length in bytes.</param>
/// <param name="Sha256">The package's SHA-256.</param>
/// <param name="BaseIdentity">The base network that it is for.</param>
public sealed record VersionLine(string Version, EntryStatus Status, DateTimeOffset PublishedAt, long Length, string Sha256, string BaseIdentity);

/// <summary>A patch with its versions, the highest first.</summary>
/// <param name="Latest">The version that people see: the highest listed one, else the highest of all.</param>
/// <param name="Versions">All versions.</param>
public sealed record PatchView(VersionView Latest, IReadOnlyList<VersionLine> Versions);

/// <summary>One published version in full.</summary>
/// <param name="Line">Its line in a list.</param>
/// <param name="License">Its SPDX licence expression.</param>
/// <param name="TriggerText">The trigger in words.</param>
/// <param name="Figures">The rounded figures of its test; <see langword="null"/> when there are none.</param>
/// <param name="Length">The package's length in bytes.</param>
/// <param name="Sha256">The package's SHA-256.</param>
/// <param name="Status">What apps do with it.</param>
public sealed record VersionView(PatchLine Line, string? License, string TriggerText, AuthorReport? Figures, long Length, string Sha256, EntryStatus Status);

/// <summary>A file of the catalogue: the same name always gives the same bytes.</summary>
/// <param name="Content">Its bytes, seekable; the receiver disposes of it.</param>
/// <param name="Sha256">SHA-256 of the package that it belongs to.</param>
/// <param name="At">When it was published.</param>
public sealed record CatalogueFile(Stream Content, string Sha256, DateTimeOffset At);
