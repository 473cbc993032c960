using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace NeuralMarket.Regression.Receipts;

/// <summary>A signed document in the Dead Simple Signing Envelope (github.com/secure-systems-lab/dsse, protocol version 1).</summary>
/// <param name="PayloadType">What the payload is.</param>
/// <param name="Payload">The payload, base64.</param>
/// <param name="Signatures">At least one.</param>
public sealed record DsseEnvelope(string PayloadType, string Payload, IReadOnlyList<DsseSignature> Signatures)
{
    private const int MaximumLength = 1 << 20;

    /// <summary>The payload's bytes. They are to be believed only after <see cref="IsSignedBy"/>.</summary>
    /// <exception cref="FormatException">It is not base64.</exception>
    public byte[] PayloadBytes() => Convert.FromBase64String(Payload);

    /// <summary>Signs a payload with ECDSA on P-256 and SHA-256; the signature is DER as RFC 3279 has it.</summary>
    public static DsseEnvelope Sign(string payloadType, ReadOnlySpan<byte> payload, ECDsa key)
    {
        ArgumentNullException.ThrowIfNull(key);
        byte[] signature = key.SignData(PreAuthentication(payloadType, payload), HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
        return new DsseEnvelope(payloadType, Convert.ToBase64String(payload), [new DsseSignature(KeyId(key), Convert.ToBase64String(signature))]);
    }

    /// <summary>Whether one of the signatures is this key's and fits type and payload.</summary>
    public bool IsSignedBy(ECDsa key)
    {
        ArgumentNullException.ThrowIfNull(key);
        try
        {
            byte[] signed = PreAuthentication(PayloadType, PayloadBytes());
            return Signatures.Any(signature => key.VerifyData(signed, Convert.FromBase64String(signature.Sig), HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence));
        }
        catch (FormatException)
        {
            return false;
        }
    }

    /// <summary>The envelope as JSON, UTF-8.</summary>
    public byte[] Write() => JsonSerializer.SerializeToUtf8Bytes(this, DsseJsonContext.Default.DsseEnvelope);

    /// <summary>Reads an envelope.</summary>
    /// <exception cref="JsonException">It is none, or longer than a mebibyte.</exception>
    public static DsseEnvelope Read(ReadOnlySpan<byte> json) =>
        json.Length > MaximumLength ? throw new JsonException($"An envelope has at most {MaximumLength} bytes.")
        : JsonSerializer.Deserialize(json, DsseJsonContext.Default.DsseEnvelope) ?? throw new JsonException("The envelope is null.");

    /// <summary>SHA-256, lower-case hex, of the public key (SubjectPublicKeyInfo).</summary>
    public static string KeyId(ECDsa key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return Convert.ToHexStringLower(SHA256.HashData(key.ExportSubjectPublicKeyInfo()));
    }

    /// <summary>What is signed: <c>DSSEv1 LEN(type) type LEN(payload) payload</c>, so that no payload can be taken for one of another type.</summary>
    public static byte[] PreAuthentication(string payloadType, ReadOnlySpan<byte> payload)
    {
        ArgumentNullException.ThrowIfNull(payloadType);
        byte[] head = Encoding.UTF8.GetBytes(FormattableString.Invariant($"DSSEv1 {Encoding.UTF8.GetByteCount(payloadType)} {payloadType} {payload.Length} "));
        return [.. head, .. payload];
    }
}

/// <summary>One signature.</summary>
/// <param name="Keyid">Names the key; a hint alone.</param>
/// <param name="Sig">The signature, base64.</param>
public sealed record DsseSignature(string Keyid, string Sig);

/// <summary>Generated serialisation.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(DsseEnvelope))]
[JsonSerializable(typeof(ReceiptStatement))]
internal sealed partial class DsseJsonContext : JsonSerializerContext;
