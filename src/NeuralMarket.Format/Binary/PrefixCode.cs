namespace NeuralMarket.Format.Binary;

/// <summary>
/// A Huffman code of deflate (RFC 1951, section 3.2.2) as a table: the next bits of the input lead to an entry with the symbol's meaning and its code's
/// length. Codes longer than the table's index go on in second tables behind it.
/// </summary>
/// <param name="meanings">What each symbol means, as an entry without a length; 0 for symbols that deflate does not use.</param>
/// <param name="indexBits">The most bits of the table's index.</param>
internal sealed class PrefixCode(uint[] meanings, int indexBits)
{
    public const int MaximumLength = 15;

    // An entry: bits 0 to 4 are the code's length, bits 5 to 7 say what it is, bits 8 to 12 are the number of extra bits, bits 16 to 31 a value.
    public const uint LengthMask = 0x1F;
    public const uint IsLiteral = 1 << 5;
    public const uint IsEndOfBlock = 1 << 6;
    public const uint IsSecondTable = 1 << 7;
    public const int ExtraShift = 8;
    public const int ValueShift = 16;

    private readonly int[] _lengthCounts = new int[MaximumLength + 1];
    private readonly int[] _nextCodes = new int[MaximumLength + 1];

    // For each index whose codes go on: the longest of them.
    private readonly byte[] _longest = new byte[1 << indexBits];

    /// <summary>The entries; those of the first table come first.</summary>
    public uint[] Table { get; private set; } = new uint[1 << indexBits];

    /// <summary>How many bits of the input are the first table's index.</summary>
    public int IndexBits { get; private set; }

    /// <summary>An entry without its length.</summary>
    public static uint Meaning(uint flags, int extraBits, int value) => flags | ((uint)extraBits << ExtraShift) | ((uint)value << ValueShift);

    /// <summary>Whether deflate gives the code no meaning.</summary>
    public static bool IsUnused(uint entry) => (entry & ~LengthMask) == 0;

    /// <summary>How many bits behind the code add to the value.</summary>
    public static int ExtraBits(uint entry) => (int)(entry >> ExtraShift) & 0x1F;

    /// <summary>The byte, the smallest length or distance, or where the second table begins.</summary>
    public static int Value(uint entry) => (int)(entry >> ValueShift);

    /// <summary>Builds the table. False for lengths that make no code: too many codes, or too few, except for a single one or none where that is allowed.</summary>
    public bool TryBuild(ReadOnlySpan<byte> lengths, bool mayBeIncomplete)
    {
        Array.Clear(_lengthCounts, 0, _lengthCounts.Length);
        foreach (byte length in lengths)
        {
            _lengthCounts[length]++;
        }

        int used = lengths.Length - _lengthCounts[0];
        _lengthCounts[0] = 0;
        int free = 1;
        int longest = 0;
        int code = 0;
        for (int length = 1; length <= MaximumLength; length++)
        {
            code = (code + _lengthCounts[length - 1]) << 1;
            _nextCodes[length] = code;
            free = (free << 1) - _lengthCounts[length];
            longest = _lengthCounts[length] > 0 ? length : longest;
            if (free < 0)
            {
                return false;
            }
        }

        // As zlib has it: a code of one symbol has one bit, and the other bit is an error when it comes.
        if (free > 0 && !(mayBeIncomplete && (used == 0 || (used == 1 && longest == 1))))
        {
            return false;
        }

        Fill(lengths, longest);
        return true;
    }

    /// <summary>Decodes the next symbol; its bits, but not its extra bits, are taken. At least 15 bits must be there.</summary>
    public uint Decode(BitReader input)
    {
        uint entry = Table[(int)input.Bits & ((1 << IndexBits) - 1)];
        if ((entry & IsSecondTable) != 0)
        {
            input.Skip(IndexBits);
            entry = Table[Value(entry) + ((int)input.Bits & ((1 << ExtraBits(entry)) - 1))];
        }

        input.Skip((int)(entry & LengthMask));
        return entry;
    }

    // Small codes get small tables: a hostile file can ask for a table every few bytes.
    private void Fill(ReadOnlySpan<byte> lengths, int longest)
    {
        IndexBits = Math.Max(1, Math.Min(indexBits, longest));
        int mask = (1 << IndexBits) - 1;

        // What no symbol takes is an error of one bit, so that bits which are not there are told from bits which mean nothing.
        Table.AsSpan(0, mask + 1).Fill(1);
        if (longest > IndexBits)
        {
            AddSecondTables(lengths, mask);
        }

        Span<int> next = stackalloc int[MaximumLength + 1];
        _nextCodes.CopyTo(next);
        for (int symbol = 0; symbol < lengths.Length; symbol++)
        {
            int length = lengths[symbol];
            if (length == 0)
            {
                continue;
            }

            int reversed = Reverse(next[length]++, length);
            uint second = Table[reversed & mask];
            (int first, int step, int end, int own) = length <= IndexBits
                ? (reversed, 1 << length, mask + 1, length)
                : (Value(second) + (reversed >> IndexBits), 1 << (length - IndexBits), Value(second) + (1 << ExtraBits(second)), length - IndexBits);
            uint entry = meanings[symbol] | (uint)own;
            for (int i = first; i < end; i += step)
            {
                Table[i] = entry;
            }
        }
    }

    private void AddSecondTables(ReadOnlySpan<byte> lengths, int mask)
    {
        Array.Clear(_longest, 0, mask + 1);
        Span<int> next = stackalloc int[MaximumLength + 1];
        _nextCodes.CopyTo(next);
        foreach (byte length in lengths)
        {
            int reversed = length == 0 ? 0 : Reverse(next[length]++, length);
            if (length > IndexBits)
            {
                ref byte longest = ref _longest[reversed & mask];
                longest = Math.Max(longest, length);
            }
        }

        int end = mask + 1;
        for (int index = 0; index <= mask; index++)
        {
            if (_longest[index] == 0)
            {
                continue;
            }

            int bits = _longest[index] - IndexBits;
            int begin = end;
            end += 1 << bits;
            if (end > Table.Length)
            {
                uint[] larger = Table;
                Array.Resize(ref larger, 2 * end);
                Table = larger;
            }

            Table[index] = Meaning(IsSecondTable, bits, begin) | (uint)IndexBits;
            Array.Clear(Table, begin, end - begin);
        }
    }

    private static int Reverse(int code, int length)
    {
        int reversed = 0;
        for (int i = 0; i < length; i++)
        {
            reversed = (reversed << 1) | ((code >> i) & 1);
        }

        return reversed;
    }
}
