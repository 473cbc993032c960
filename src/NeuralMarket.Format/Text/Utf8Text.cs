using System.Text;

namespace NeuralMarket.Format.Text;

/// <summary>Decodes UTF-8 strictly (RFC 3629): no overlong forms, no surrogates, nothing above U+10FFFF.</summary>
internal static class Utf8Text
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Whether the bytes begin with a byte order mark.</summary>
    public static bool HasByteOrderMark(ReadOnlySpan<byte> bytes) =>
        bytes.Length >= 3 && bytes[0] == 0xEF && bytes[1] == 0xBB && bytes[2] == 0xBF;

    /// <summary>Decodes all bytes; false when they are not UTF-8.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <param name="text">The text; empty when they are not UTF-8.</param>
    /// <param name="invalidAt">The position of the first byte that does not fit; -1 when all fit.</param>
    public static bool TryDecode(ReadOnlySpan<byte> bytes, out string text, out int invalidAt)
    {
        invalidAt = FirstInvalid(bytes);
        text = invalidAt < 0 ? Utf8.GetString(bytes.ToArray()) : "";
        return invalidAt < 0;
    }

    /// <summary>Encodes text that holds no lone surrogates.</summary>
    public static byte[] Encode(string text) => Utf8.GetBytes(text);

    /// <summary>The position of the first byte that does not fit; -1 when all fit.</summary>
    public static int FirstInvalid(ReadOnlySpan<byte> bytes)
    {
        for (int i = 0; i < bytes.Length;)
        {
            int length = SequenceLength(bytes.Slice(i));
            if (length == 0)
            {
                return i;
            }

            i += length;
        }

        return -1;
    }

    // The table of well-formed byte sequences (Unicode standard, table 3-7); 0 when none begins here.
    private static int SequenceLength(ReadOnlySpan<byte> bytes) => bytes[0] switch
    {
        <= 0x7F => 1,
        >= 0xC2 and <= 0xDF => HasTail(bytes, 2, 0x80, 0xBF),
        0xE0 => HasTail(bytes, 3, 0xA0, 0xBF),
        0xED => HasTail(bytes, 3, 0x80, 0x9F),
        >= 0xE1 and <= 0xEF => HasTail(bytes, 3, 0x80, 0xBF),
        0xF0 => HasTail(bytes, 4, 0x90, 0xBF),
        >= 0xF1 and <= 0xF3 => HasTail(bytes, 4, 0x80, 0xBF),
        0xF4 => HasTail(bytes, 4, 0x80, 0x8F),
        _ => 0,
    };

    private static int HasTail(ReadOnlySpan<byte> bytes, int length, byte secondLow, byte secondHigh)
    {
        if (bytes.Length < length || bytes[1] < secondLow || bytes[1] > secondHigh)
        {
            return 0;
        }

        for (int i = 2; i < length; i++)
        {
            if (bytes[i] is < 0x80 or > 0xBF)
            {
                return 0;
            }
        }

        return length;
    }
}
