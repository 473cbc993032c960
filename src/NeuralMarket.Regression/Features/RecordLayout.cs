using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Text;

namespace NeuralMarket.Regression.Features;

/// <summary>
/// The bytes of a segment: a header of 64 bytes, then records of one length, so that a damaged record costs itself alone. Little-endian.
/// <code>
/// header   magic[8] F:i32 N:i32 identity[32] sequence:u32 precision:u32 random:u32 crc:u32
/// record   image[32] kind:u32 length:u32 exponent:i32 zero[16] crc:u32 payload…  (padded to a multiple of 64)
/// payload  kind 1: F floats, N floats; kind 2: the failure, "rule LF message" in UTF-8; kind 3: N floats, F halves times 2^exponent
/// </code>
/// A record's CRC-32C covers all of the record but itself: bytes that a crash or a disk changed are found before they are used. Sequence and random number
/// tell segments apart under whatever name they are; a file of the time before segments has 0 for precision and random number.
/// </summary>
internal sealed class RecordLayout
{
    public const int HeaderLength = 64;
    public const int RecordHeaderLength = 64;
    public const uint OutputsKind = 1;
    public const uint FailureKind = 2;
    public const uint HalfOutputsKind = 3;
    private const int MinimumPayload = 448;
    private const int SequenceOffset = 48;
    private const int PrecisionOffset = 52;
    private const int RandomOffset = 56;
    private const int KindOffset = 32;
    private const int LengthOffset = 36;
    private const int ExponentOffset = 40;
    private const int ChecksumOffset = 60;

    private static readonly byte[] Magic = "NMFEAT01"u8.ToArray();

    public RecordLayout(string identity, int featureCount, int categoryCount, FeaturePrecision precision)
    {
        (Identity, FeatureCount, CategoryCount, Precision) = (identity, featureCount, categoryCount, precision);
        int feature = precision == FeaturePrecision.Half ? sizeof(ushort) : sizeof(float);
        OutputsLength = checked((feature * featureCount) + (sizeof(float) * categoryCount));
        RecordLength = checked((RecordHeaderLength + Math.Max(MinimumPayload, OutputsLength) + 63) / 64 * 64);
    }

    public string Identity { get; }

    public int FeatureCount { get; }

    public int CategoryCount { get; }

    public FeaturePrecision Precision { get; }

    public int RecordLength { get; }

    private int OutputsLength { get; }

    private uint OutputsKindHere => Precision == FeaturePrecision.Half ? HalfOutputsKind : OutputsKind;

    /// <summary>How many whole records a file of this length holds.</summary>
    public long RecordCount(long fileLength) => Math.Max(0, (fileLength - HeaderLength) / RecordLength);

    public long Offset(long record) => HeaderLength + (record * RecordLength);

    public byte[] WriteHeader(SegmentId id)
    {
        byte[] header = new byte[HeaderLength];
        Magic.CopyTo(header, 0);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(8), FeatureCount);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(12), CategoryCount);
        Convert.FromHexString(Identity).CopyTo(header, 16);
        BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(SequenceOffset), id.Sequence);
        BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(PrecisionOffset), (uint)Precision);
        BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(RandomOffset), id.Random);
        BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(ChecksumOffset), Crc32C(header.AsSpan(0, ChecksumOffset)));
        return header;
    }

    /// <summary>The id of a segment that begins so; <see langword="null"/> when the header is damaged, another store's or of another precision.</summary>
    public SegmentId? IdOf(ReadOnlySpan<byte> header)
    {
        if (header.Length < HeaderLength)
        {
            return null;
        }

        SegmentId id = new(BinaryPrimitives.ReadUInt32LittleEndian(header[SequenceOffset..]), BinaryPrimitives.ReadUInt32LittleEndian(header[RandomOffset..]));
        return header.SequenceEqual(WriteHeader(id)) ? id : null;
    }

    /// <summary>Fills one record with an image's outputs.</summary>
    public void WriteOutputs(Span<byte> record, ImageKey image, ReadOnlySpan<float> features, ReadOnlySpan<float> probabilities)
    {
        record.Clear();
        Span<byte> payload = record[RecordHeaderLength..];
        if (Precision == FeaturePrecision.Half)
        {
            MemoryMarshal.AsBytes(probabilities).CopyTo(payload);
            int exponent = HalfFeatures.Write(features, MemoryMarshal.Cast<byte, Half>(payload[(sizeof(float) * CategoryCount)..])[..FeatureCount]);
            BinaryPrimitives.WriteInt32LittleEndian(record[ExponentOffset..], exponent);
        }
        else
        {
            MemoryMarshal.AsBytes(features).CopyTo(payload);
            MemoryMarshal.AsBytes(probabilities).CopyTo(payload[(sizeof(float) * FeatureCount)..]);
        }

        Seal(record, image, OutputsKindHere, OutputsLength);
    }

    /// <summary>Fills one record with why an image has no outputs; the text is cut where the record ends.</summary>
    public void WriteFailure(Span<byte> record, ImageKey image, ImageFailure failure)
    {
        record.Clear();
        Span<byte> payload = record[RecordHeaderLength..];
        Encoder encoder = Encoding.UTF8.GetEncoder();
        encoder.Convert($"{failure.Rule}\n{failure.Message}", payload, flush: false, out _, out int length, out _);
        payload[length..].Clear();
        Seal(record, image, FailureKind, length);
    }

    public static ImageKey KeyOf(ReadOnlySpan<byte> record) => ImageKey.Read(record);

    /// <summary>Whether a record is whole: its checksum and its kind and length fit.</summary>
    public bool IsWhole(ReadOnlySpan<byte> record)
    {
        uint kind = BinaryPrimitives.ReadUInt32LittleEndian(record[KindOffset..]);
        uint length = BinaryPrimitives.ReadUInt32LittleEndian(record[LengthOffset..]);
        bool fits = kind == FailureKind ? length <= RecordLength - RecordHeaderLength : kind == OutputsKindHere && length == OutputsLength;
        return fits && BinaryPrimitives.ReadUInt32LittleEndian(record[ChecksumOffset..]) == Checksum(record);
    }

    /// <summary>The content of a whole record.</summary>
    public FeatureRecord Read(ReadOnlySpan<byte> record)
    {
        ReadOnlySpan<byte> payload = record[RecordHeaderLength..];
        if (BinaryPrimitives.ReadUInt32LittleEndian(record[KindOffset..]) == FailureKind)
        {
            string text = Encoding.UTF8.GetString(payload[..(int)BinaryPrimitives.ReadUInt32LittleEndian(record[LengthOffset..])]);
            int newline = text.IndexOf('\n', StringComparison.Ordinal);
            return new FeatureRecord(new ImageFailure(text[..Math.Max(0, newline)], text[(newline + 1)..]));
        }

        if (Precision == FeaturePrecision.Half)
        {
            int split = sizeof(float) * CategoryCount;
            return new FeatureRecord(
                MemoryMarshal.Cast<byte, Half>(payload[split..])[..FeatureCount],
                BinaryPrimitives.ReadInt32LittleEndian(record[ExponentOffset..]),
                MemoryMarshal.Cast<byte, float>(payload[..split]));
        }

        ReadOnlySpan<float> values = MemoryMarshal.Cast<byte, float>(payload)[..(FeatureCount + CategoryCount)];
        return new FeatureRecord(values[..FeatureCount], values[FeatureCount..]);
    }

    private static void Seal(Span<byte> record, ImageKey image, uint kind, int length)
    {
        image.Write(record);
        BinaryPrimitives.WriteUInt32LittleEndian(record[KindOffset..], kind);
        BinaryPrimitives.WriteUInt32LittleEndian(record[LengthOffset..], (uint)length);
        BinaryPrimitives.WriteUInt32LittleEndian(record[ChecksumOffset..], Checksum(record));
    }

    private static uint Checksum(ReadOnlySpan<byte> record) =>
        Crc32C(record[RecordHeaderLength..], Crc32C(record[..ChecksumOffset]));

    /// <summary>CRC-32C (Castagnoli) with the machine's own instruction; finds every change of up to 32 neighbouring bits.</summary>
    private static uint Crc32C(ReadOnlySpan<byte> bytes, uint start = 0)
    {
        uint crc = ~start;
        foreach (ulong word in MemoryMarshal.Cast<byte, ulong>(bytes))
        {
            crc = BitOperations.Crc32C(crc, word);
        }

        foreach (byte rest in bytes[(bytes.Length / sizeof(ulong) * sizeof(ulong))..])
        {
            crc = BitOperations.Crc32C(crc, rest);
        }

        return ~crc;
    }
}
