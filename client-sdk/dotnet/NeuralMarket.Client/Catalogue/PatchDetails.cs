namespace NeuralMarket.Client.Catalogue;

/// <summary>A version in short.</summary>
/// <param name="Version">The version.</param>
/// <param name="Status"><c>listed</c>, <c>unlisted</c> (still installable) or <c>revoked</c> (apps disable it).</param>
/// <param name="PublishedAt">When it was published.</param>
/// <param name="Length">The canonical package's length in bytes.</param>
/// <param name="Sha256">Its SHA-256.</param>
/// <param name="BaseSha256">The identity of the base network that it is for.</param>
public sealed record VersionSummary(string Version, string Status, DateTimeOffset PublishedAt, long Length, string Sha256, string BaseSha256);

/// <summary>One patch with all of its versions.</summary>
/// <param name="Id">The patch.</param>
/// <param name="Latest">The version that people see: the highest listed one, else the highest of all.</param>
/// <param name="Downloads">How often the patch was downloaded.</param>
/// <param name="Versions">All versions, the highest first.</param>
public sealed record PatchDetails(string Id, PatchVersionDetails Latest, long Downloads, IReadOnlyList<VersionSummary> Versions);

/// <summary>A base network and where its files are.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Sha256">Its identity.</param>
/// <param name="Features">F, the number of features that patches read.</param>
/// <param name="Categories">N, the number of categories.</param>
/// <param name="IsCurrent">Whether it is the one of its name that new patches should be made for.</param>
/// <param name="Files">The addresses of its three files, relative to the market's.</param>
public sealed record BaseNetworkSummary(string Name, string Sha256, int Features, int Categories, bool IsCurrent, IReadOnlyList<string> Files);
