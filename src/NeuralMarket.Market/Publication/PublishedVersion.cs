namespace NeuralMarket.Market.Publication;

/// <summary>A patch: the id belongs to the account that first published it.</summary>
public sealed class Patch
{
    /// <summary>The id of its manifest.</summary>
    public required string Id { get; init; }

    /// <summary>Whose it is.</summary>
    public Guid OwnerId { get; init; }

    /// <summary>When its first version was published.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>Its versions.</summary>
    public List<PublishedVersion> Versions { get; init; } = [];
}

/// <summary>What apps do with a published version.</summary>
public enum EntryStatus
{
    /// <summary>Browsed and installed.</summary>
    Listed,

    /// <summary>No longer browsed, still installable.</summary>
    Unlisted,

    /// <summary>Phones disable it.</summary>
    Revoked,
}

/// <summary>A published version: its entry in the catalogue.</summary>
public sealed class PublishedVersion
{
    /// <summary>The patch.</summary>
    public required string PatchId { get; init; }

    /// <summary>The version.</summary>
    public required string Version { get; init; }

    /// <summary>Orders versions as text by SemVer precedence.</summary>
    public required string SortKey { get; init; }

    /// <summary>The submission that it came from.</summary>
    public Guid SubmissionId { get; init; }

    /// <summary>In whose name it is published.</summary>
    public required string AuthorName { get; init; }

    /// <summary>Its title.</summary>
    public required string Title { get; init; }

    /// <summary>What it identifies.</summary>
    public required string Description { get; init; }

    /// <summary>Its SPDX licence expression.</summary>
    public string? License { get; init; }

    /// <summary>The base network's name.</summary>
    public required string BaseName { get; init; }

    /// <summary>The base network's identity.</summary>
    public required string BaseIdentity { get; init; }

    /// <summary>Trigger categories as JSON: <c>[{"tag", "name"}]</c>.</summary>
    public required string TriggersJson { get; init; }

    /// <summary>The trigger in words.</summary>
    public required string TriggerText { get; init; }

    /// <summary>Outputs as JSON: <c>[{"tag", "name"}]</c>, in output order.</summary>
    public required string OutputsJson { get; init; }

    /// <summary>The tested figures as JSON.</summary>
    public required string FiguresJson { get; init; }

    /// <summary>What search looks through: title, id, author, description, names of categories; lower case.</summary>
    public required string SearchText { get; init; }

    /// <summary>The tags of the trigger categories, each between commas, for filtering.</summary>
    public required string TriggerTags { get; init; }

    /// <summary>The canonical package's SHA-256.</summary>
    public required string Sha256 { get; init; }

    /// <summary>Its length in bytes.</summary>
    public long Length { get; init; }

    /// <summary>Its blob.</summary>
    public required string BlobName { get; init; }

    /// <summary>The icon's blobs: this, a hyphen, 64, 128 or 256 and <c>.png</c>.</summary>
    public required string IconBlobPrefix { get; init; }

    /// <summary>The patch whose outputs its trigger reads; absent when it reads the base network's.</summary>
    public string? ParentId { get; init; }

    /// <summary>Which versions of it, as the manifest says.</summary>
    public string? ParentVersions { get; init; }

    /// <summary>The blob of the signed receipt of its test.</summary>
    public string? ReceiptBlob { get; init; }

    /// <summary>What apps do with it.</summary>
    public EntryStatus Status { get; set; }

    /// <summary>When it was published.</summary>
    public DateTimeOffset PublishedAt { get; init; }

    /// <summary>How often it was downloaded.</summary>
    public long Downloads { get; set; }
}
