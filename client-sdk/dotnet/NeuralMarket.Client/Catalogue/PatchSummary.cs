namespace NeuralMarket.Client.Catalogue;

/// <summary>One page of the catalogue.</summary>
/// <param name="Items">The patches.</param>
/// <param name="Next">The cursor of the next page; <see langword="null"/> on the last.</param>
public sealed record PatchPage(IReadOnlyList<PatchSummary> Items, string? Next);

/// <summary>A category, named.</summary>
/// <param name="Tag">Its tag, <c>n</c> and at least eight digits.</param>
/// <param name="Name">Its display name.</param>
public sealed record NamedCategory(string Tag, string Name);

/// <summary>A base network, named.</summary>
/// <param name="Name">For people.</param>
/// <param name="Sha256">Its identity; only it counts.</param>
public sealed record NamedBase(string Name, string Sha256);

/// <summary>A published patch with its latest listed version.</summary>
/// <param name="Id">The patch.</param>
/// <param name="Version">Its latest listed version.</param>
/// <param name="Title">Its title.</param>
/// <param name="Description">What it identifies.</param>
/// <param name="Author">In whose name it is published.</param>
/// <param name="Base">The base network that it is for.</param>
/// <param name="Triggers">What wakes it.</param>
/// <param name="Outputs">What it can answer, in output order.</param>
/// <param name="PublishedAt">When this version was published.</param>
/// <param name="Downloads">How often the patch was downloaded.</param>
public sealed record PatchSummary(
    string Id, string Version, string Title, string? Description, string Author, NamedBase Base,
    IReadOnlyList<NamedCategory> Triggers, IReadOnlyList<NamedCategory> Outputs, DateTimeOffset PublishedAt, long Downloads);

/// <summary>One published version in full.</summary>
/// <param name="Id">The patch.</param>
/// <param name="Version">The version.</param>
/// <param name="Title">Its title.</param>
/// <param name="Description">What it identifies.</param>
/// <param name="Author">In whose name it is published.</param>
/// <param name="License">Its SPDX licence expression.</param>
/// <param name="Base">The base network that it is for.</param>
/// <param name="Triggers">What wakes it.</param>
/// <param name="TriggerText">When it wakes, in words.</param>
/// <param name="Outputs">What it can answer, in output order.</param>
/// <param name="Figures">The rounded figures of its test; <see langword="null"/> when there are none.</param>
/// <param name="Length">The canonical package's length in bytes.</param>
/// <param name="Sha256">Its SHA-256.</param>
/// <param name="Status"><c>listed</c>, <c>unlisted</c> or <c>revoked</c>.</param>
/// <param name="PublishedAt">When it was published.</param>
/// <param name="Package">The address of the canonical package, relative to the market's.</param>
/// <param name="Icons">The addresses of the icon by its side in pixels (64, 128, 256).</param>
public sealed record PatchVersionDetails(
    string Id, string Version, string Title, string? Description, string Author, string? License, NamedBase Base,
    IReadOnlyList<NamedCategory> Triggers, string? TriggerText, IReadOnlyList<NamedCategory> Outputs, TestedFigures? Figures, long Length, string Sha256,
    string Status, DateTimeOffset PublishedAt, string? Package, IReadOnlyDictionary<string, string>? Icons);
