using System.Globalization;
using NeuralMarket.Market.Catalogue;
using NeuralMarket.Market.Publication;
using NeuralMarket.Regression.Reports;

namespace NeuralMarket.Server.Api.Catalogue;

/// <summary>A base network.</summary>
/// <param name="Name">For people.</param>
/// <param name="Sha256">Its identity; only it counts.</param>
internal sealed record BaseReference(string Name, string Sha256);

/// <summary>A published patch with its highest listed version.</summary>
/// <param name="Id">The patch.</param>
/// <param name="Version">Its highest listed version that fits the query.</param>
/// <param name="Title">Its title.</param>
/// <param name="Description">What it identifies.</param>
/// <param name="Author">In whose name it is published.</param>
/// <param name="Base">The base network that it is for.</param>
/// <param name="Triggers">The categories that wake it.</param>
/// <param name="Outputs">What it can answer, in output order.</param>
/// <param name="PublishedAt">When this version was published.</param>
/// <param name="Downloads">How often the patch was downloaded.</param>
internal sealed record PatchSummary(
    string Id, string Version, string Title, string Description, string Author, BaseReference Base,
    IReadOnlyList<NamedCategory> Triggers, IReadOnlyList<NamedCategory> Outputs, DateTimeOffset PublishedAt, long Downloads)
{
    public static PatchSummary From(PatchLine line) => new(
        line.Id, line.Version, line.Title, line.Description, line.Author, new(line.BaseName, line.BaseIdentity),
        line.Triggers, line.Outputs, line.PublishedAt, line.Downloads);
}

/// <summary>A version in short.</summary>
/// <param name="Version">The version.</param>
/// <param name="Status">listed, unlisted (still installable) or revoked (phones disable it).</param>
/// <param name="PublishedAt">When it was published.</param>
/// <param name="Length">The package's length in bytes.</param>
/// <param name="Sha256">The package's SHA-256, lower-case hex.</param>
/// <param name="BaseSha256">The identity of the base network that it is for.</param>
internal sealed record VersionSummary(string Version, EntryStatus Status, DateTimeOffset PublishedAt, long Length, string Sha256, string BaseSha256)
{
    public static VersionSummary From(VersionLine line) => new(line.Version, line.Status, line.PublishedAt, line.Length, line.Sha256, line.BaseIdentity);
}

/// <summary>One published version in full.</summary>
/// <param name="Id">The patch.</param>
/// <param name="Version">The version.</param>
/// <param name="Title">Its title.</param>
/// <param name="Description">What it identifies.</param>
/// <param name="Author">In whose name it is published.</param>
/// <param name="License">Its SPDX licence expression.</param>
/// <param name="Base">The base network that it is for.</param>
/// <param name="Triggers">The categories that wake it.</param>
/// <param name="TriggerText">When it wakes, in words.</param>
/// <param name="Outputs">What it can answer, in output order.</param>
/// <param name="Figures">The rounded figures of its test on held-out photos.</param>
/// <param name="Length">The canonical package's length in bytes.</param>
/// <param name="Sha256">Its SHA-256, lower-case hex.</param>
/// <param name="Status">listed, unlisted (still installable) or revoked (phones disable it).</param>
/// <param name="PublishedAt">When it was published.</param>
/// <param name="Package">The address of the canonical package.</param>
/// <param name="Icons">The addresses of the icon as PNG by its side in pixels.</param>
/// <param name="IconsWebP">The same as lossless WebP: fewer bytes.</param>
internal sealed record PatchVersionDetails(
    string Id, string Version, string Title, string Description, string Author, string? License, BaseReference Base,
    IReadOnlyList<NamedCategory> Triggers, string TriggerText, IReadOnlyList<NamedCategory> Outputs, AuthorReport? Figures,
    long Length, string Sha256, EntryStatus Status, DateTimeOffset PublishedAt, string Package, IReadOnlyDictionary<string, string> Icons,
    IReadOnlyDictionary<string, string> IconsWebP)
{
    public static PatchVersionDetails From(VersionView view) => new(
        view.Line.Id, view.Line.Version, view.Line.Title, view.Line.Description, view.Line.Author, view.License, new(view.Line.BaseName, view.Line.BaseIdentity),
        view.Line.Triggers, view.TriggerText, view.Line.Outputs, view.Figures, view.Length, view.Sha256, view.Status, view.Line.PublishedAt,
        CatalogueAddresses.Package(view.Line.Id, view.Line.Version), CatalogueAddresses.Icons(view.Line.Id, IconFormat.Png),
        CatalogueAddresses.Icons(view.Line.Id, IconFormat.WebP));
}

/// <summary>One patch with all of its versions.</summary>
/// <param name="Id">The patch.</param>
/// <param name="Latest">The version that people see: the highest listed one, else the highest of all.</param>
/// <param name="Downloads">How often the patch was downloaded.</param>
/// <param name="Versions">All versions, the highest first.</param>
internal sealed record PatchDetails(string Id, PatchVersionDetails Latest, long Downloads, IReadOnlyList<VersionSummary> Versions)
{
    public static PatchDetails From(PatchView view) => new(
        view.Latest.Line.Id, PatchVersionDetails.From(view.Latest), view.Latest.Line.Downloads, [.. view.Versions.Select(VersionSummary.From)]);
}

/// <summary>A base network and where its files are.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Sha256">Its identity; it can stand for the name in the addresses of files, which then never change.</param>
/// <param name="Features">F, the number of features that patches read.</param>
/// <param name="Categories">N, the number of categories.</param>
/// <param name="IsCurrent">Whether it is the one of its name that new patches should be made for.</param>
/// <param name="Files">The addresses of its three files.</param>
internal sealed record BaseDocument(string Name, string Sha256, int Features, int Categories, bool IsCurrent, IReadOnlyList<string> Files);

/// <summary>Addresses within the catalogue.</summary>
internal static class CatalogueAddresses
{
    public static string Package(string id, string version) => $"{ApiRegistration.Root}/patches/{Uri.EscapeDataString(id)}/versions/{Uri.EscapeDataString(version)}/package";

    public static Dictionary<string, string> Icons(string id, IconFormat format) => IconSizes.Sides.ToDictionary(
        side => side.ToString(CultureInfo.InvariantCulture),
        side => Icon(id, side, format));

    public static string Icon(string id, int side, IconFormat format) =>
        string.Create(CultureInfo.InvariantCulture, $"{ApiRegistration.Root}/patches/{Uri.EscapeDataString(id)}/icon?size={side}&format={format.Name}");

    public static string BaseFile(string identity, string file) => $"{ApiRegistration.Root}/bases/{identity}/{Uri.EscapeDataString(file)}";
}
