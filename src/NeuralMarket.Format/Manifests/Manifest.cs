using NeuralMarket.Format.Triggers;

namespace NeuralMarket.Format.Manifests;

/// <summary>A checked <c>manifest.json</c> (specialneurons.md). Unknown keys are dropped.</summary>
/// <param name="Id">3 to 64 of <c>a-z</c>, <c>0-9</c>, <c>-</c>.</param>
/// <param name="Version">The version of this patch.</param>
/// <param name="Title">1 to 80 characters.</param>
/// <param name="Base">The base network that it was trained for.</param>
public sealed record Manifest(string Id, SemanticVersion Version, string Title, BaseReference Base)
{
    /// <summary>What the patch identifies, at most 4,000 characters; required before review.</summary>
    public string? Description { get; init; }

    /// <summary>The author's display name as the package claims it; the submitting account decides.</summary>
    public string? Author { get; init; }

    /// <summary>An SPDX licence expression.</summary>
    public string? License { get; init; }

    /// <summary>The trigger condition; <see cref="Trigger.Default"/> when the key is absent.</summary>
    public Trigger Trigger { get; init; } = Trigger.Default;

    /// <summary>The devices on which the author tried it; one of each platform is required before review.</summary>
    public IReadOnlyList<TestedDevice> TestedOn { get; init; } = [];
}

/// <summary>The base network that a patch names. Only the identity counts.</summary>
/// <param name="Name">The network's name, for people.</param>
/// <param name="Sha256">Its identity, 64 lower-case hex digits.</param>
public sealed record BaseReference(string Name, string Sha256);

/// <summary>A device on which the author tried the patch.</summary>
/// <param name="Platform"><c>android</c> or <c>ios</c>.</param>
/// <param name="Device">For example <c>Pixel 7</c>.</param>
/// <param name="Os">For example <c>Android 14</c>.</param>
/// <param name="Notes">Free text, at most 1,000 characters.</param>
public sealed record TestedDevice(string Platform, string Device, string Os, string? Notes);
