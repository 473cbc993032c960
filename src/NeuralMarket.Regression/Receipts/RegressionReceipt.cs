using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using NeuralMarket.Regression.Reports;
using NeuralMarket.Regression.Verdicts;

namespace NeuralMarket.Regression.Receipts;

/// <summary>
/// What the market vouches for after a test, as an in-toto statement (in-toto attestation framework, Statement v1): this package, on this base network and
/// this exact set of photos, by this engine on this device, came to this verdict. No figure and no photo is in it.
/// </summary>
public static class RegressionReceipt
{
    /// <summary>The envelope's payload type.</summary>
    public const string PayloadType = "application/vnd.in-toto+json";

    /// <summary>What the predicate is.</summary>
    public const string PredicateType = "urn:neuralmarket:attestation:regression-test:v1";

    private const string StatementType = "https://in-toto.io/Statement/v1";

    /// <summary>Writes and signs the receipt of a report.</summary>
    /// <param name="report">The report.</param>
    /// <param name="testedAt">When the test ended.</param>
    /// <param name="key">The market's key, ECDSA on P-256.</param>
    /// <param name="publishedSha256">The package that is published with the same layer, rebuilt from the tested one; <see langword="null"/> when there is none.</param>
    public static DsseEnvelope Sign(RegressionReport report, DateTimeOffset testedAt, ECDsa key, string? publishedSha256 = null)
    {
        ArgumentNullException.ThrowIfNull(report);
        string file = $"{report.Patch.Id}-{report.Patch.Version}.specialneurons";
        ReceiptSubject tested = new(file, new ReceiptDigest(report.Patch.Sha256));
        ReceiptPredicate predicate = new(
            new ReceiptPatch(report.Patch.Id, report.Patch.Version),
            new ReceiptBase(report.Base.Name, report.Base.Sha256),
            report.Images.WholeSetHash ?? report.Images.SetHash,
            report.Engine,
            report.Device,
            report.Verdict.Decision,
            [.. report.Verdict.Reasons.Where(reason => reason.Mode != CheckMode.Shadow).Select(reason => new ReceiptCheck(reason.Check, reason.Version, reason.Outcome))],
            report.Against?.Version,
            testedAt.ToUniversalTime())
        {
            TestedImages = report.Images.SetHash,
        };
        ReceiptStatement statement = new(
            StatementType, publishedSha256 is null ? [tested] : [new ReceiptSubject(file, new ReceiptDigest(publishedSha256)), tested], PredicateType, predicate);
        return DsseEnvelope.Sign(PayloadType, JsonSerializer.SerializeToUtf8Bytes(statement, DsseJsonContext.Default.ReceiptStatement), key);
    }

    /// <summary>Checks an envelope and reads what it says.</summary>
    /// <returns>The statement; <see langword="null"/> when the key did not sign it or it is something else.</returns>
    public static ReceiptStatement? Verify(DsseEnvelope envelope, ECDsa key)
    {
        ArgumentNullException.ThrowIfNull(envelope);
        if (envelope.PayloadType != PayloadType || !envelope.IsSignedBy(key))
        {
            return null;
        }

        try
        {
            ReceiptStatement? statement = JsonSerializer.Deserialize(envelope.PayloadBytes(), DsseJsonContext.Default.ReceiptStatement);
            return statement is { Type: StatementType, PredicateType: PredicateType } ? statement : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

/// <summary>An in-toto statement.</summary>
/// <param name="Type">Always <c>https://in-toto.io/Statement/v1</c>.</param>
/// <param name="Subject">The package's file by its SHA-256; of a published version the published file first, then the one that was sent and tested.</param>
/// <param name="PredicateType">What the predicate is.</param>
/// <param name="Predicate">What is said of it.</param>
public sealed record ReceiptStatement(
    [property: JsonPropertyName("_type")] string Type, IReadOnlyList<ReceiptSubject> Subject, string PredicateType, ReceiptPredicate Predicate);

/// <summary>A file.</summary>
public sealed record ReceiptSubject(string Name, ReceiptDigest Digest);

/// <summary>Its digest, lower-case hex.</summary>
public sealed record ReceiptDigest(string Sha256);

/// <summary>What a test came to.</summary>
/// <param name="Patch">Id and version.</param>
/// <param name="Base">The base network.</param>
/// <param name="ImageSet">SHA-256 naming the exact set of photos and labels.</param>
/// <param name="Engine">The version of the code that measured.</param>
/// <param name="Device">What it ran on.</param>
/// <param name="Verdict">Pass, attention or fail.</param>
/// <param name="Checks">Every check that counts, with its version and outcome; those in shadow decide nothing.</param>
/// <param name="Against">The version that it was compared with.</param>
/// <param name="TestedAt">When, UTC.</param>
public sealed record ReceiptPredicate(
    ReceiptPatch Patch, ReceiptBase Base, string ImageSet, string Engine, string Device, Outcome Verdict, IReadOnlyList<ReceiptCheck> Checks, string? Against, DateTimeOffset TestedAt)
{
    /// <summary>SHA-256 naming the part of the set that decided; the set itself when it is not divided.</summary>
    public string? TestedImages { get; init; }
}

/// <summary>A patch version.</summary>
public sealed record ReceiptPatch(string Id, string Version);

/// <summary>A base network by name and identity.</summary>
public sealed record ReceiptBase(string Name, string Sha256);

/// <summary>A check's outcome.</summary>
public sealed record ReceiptCheck(string Name, int Version, Outcome Outcome);
