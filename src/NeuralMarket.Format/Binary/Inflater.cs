using System.Buffers.Binary;
using static NeuralMarket.Format.Binary.PrefixCode;

namespace NeuralMarket.Format.Binary;

/// <summary>
/// Inflates deflated data (RFC 1951), as strictly as zlib: codes are complete, distances do not reach behind the beginning, unused symbols are errors.
/// Own code, because a library that fills what lies behind the beginning with zeros, or does not tell what it consumed, lets two readers see two contents.
/// </summary>
internal sealed class Inflater(int packed, int limit)
{
    private const int FirstCapacity = 64 * 1024;
    private const int Growth = 8;
    private const int EndOfBlock = 256;
    private const int LiteralSymbols = 288;
    private const int DistanceSymbols = 32;
    private const int LengthSymbols = 19;

    // A dynamic block costs more to read than its bytes suggest. No encoder makes them as small as this on average.
    private const int FreeDynamicBlocks = 1024;
    private const int BytesPerDynamicBlock = 64;

    private static readonly byte[] LengthOrder = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];
    private static readonly ushort[] LengthBase = [3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258];
    private static readonly byte[] LengthExtra = [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0];
    private static readonly byte[] FixedLiteralLengths = [.. Enumerable.Range(0, LiteralSymbols).Select(symbol => (byte)(symbol < 144 ? 8 : symbol < 256 ? 9 : symbol < 280 ? 7 : 8))];
    private static readonly byte[] FixedDistanceLengths = [.. Enumerable.Repeat((byte)5, DistanceSymbols)];

    // The longest match, and a few bytes more so that three literals fit, too.
    private const int FastRoom = 264;

    private static readonly uint[] LiteralMeanings = [.. Enumerable.Range(0, LiteralSymbols).Select(MeaningOfLiteral)];
    private static readonly uint[] DistanceMeanings = [.. Enumerable.Range(0, DistanceSymbols).Select(MeaningOfDistance)];
    private static readonly uint[] LengthMeanings = [.. Enumerable.Range(0, LengthSymbols).Select(symbol => Meaning(IsLiteral, 0, symbol))];

    private readonly PrefixCode _literals = new(LiteralMeanings, 11);
    private readonly PrefixCode _distances = new(DistanceMeanings, 8);
    private readonly PrefixCode _lengths = new(LengthMeanings, 7);
    private readonly byte[] _codeLengths = new byte[LiteralSymbols + DistanceSymbols];
    // What was packed is there, so memory in proportion to it may be taken at once; beyond that it grows with what really comes out.
    private byte[] _content = new byte[Math.Min(limit, Math.Max(FirstCapacity, packed + (packed / 4)))];
    private int _length;
    private int _dynamicBlocks;

    /// <summary>What came out.</summary>
    public ReadOnlyMemory<byte> Content => _content.AsMemory(0, _length);

    /// <summary>Inflates up to the end of the last block.</summary>
    public InflationEnd Run(BitReader input)
    {
        bool last = false;
        InflationEnd end = InflationEnd.Exact;
        while (!last && end == InflationEnd.Exact)
        {
            last = input.Take(1) == 1;
            int kind = input.Take(2);
            end = input.Overran ? InflationEnd.Truncated : kind switch
            {
                0 => Stored(input),
                1 => Fixed(input),
                2 => Dynamic(input),
                _ => InflationEnd.Broken,
            };
        }

        Trim();
        return end;
    }

    private InflationEnd Stored(BitReader input)
    {
        input.AlignToByte();
        int length = input.Take(16);
        int complement = input.Take(16);
        if (input.Overran)
        {
            return InflationEnd.Truncated;
        }

        if (length != (~complement & 0xFFFF))
        {
            return InflationEnd.Broken;
        }

        if (!HasRoom(length))
        {
            return InflationEnd.TooLong;
        }

        bool whole = input.TryCopy(_content, _length, length);
        _length += whole ? length : 0;
        return whole ? InflationEnd.Exact : InflationEnd.Truncated;
    }

    private InflationEnd Fixed(BitReader input)
    {
        _literals.TryBuild(FixedLiteralLengths, mayBeIncomplete: false);
        _distances.TryBuild(FixedDistanceLengths, mayBeIncomplete: false);
        return Symbols(input);
    }

    private InflationEnd Dynamic(BitReader input)
    {
        if (++_dynamicBlocks > FreeDynamicBlocks + (_length / BytesPerDynamicBlock))
        {
            return InflationEnd.Broken;
        }

        int literals = input.Take(5) + 257;
        int distances = input.Take(5) + 1;
        int lengths = input.Take(4) + 4;
        Array.Clear(_codeLengths, 0, LengthSymbols);
        for (int i = 0; i < lengths; i++)
        {
            _codeLengths[LengthOrder[i]] = (byte)input.Take(3);
        }

        if (input.Overran)
        {
            return InflationEnd.Truncated;
        }

        bool sound = literals <= 286 && distances <= 30
            && _lengths.TryBuild(_codeLengths.AsSpan(0, LengthSymbols), mayBeIncomplete: false)
            && TryReadLengths(input, literals + distances)
            && _codeLengths[EndOfBlock] > 0
            && _literals.TryBuild(_codeLengths.AsSpan(0, literals), mayBeIncomplete: true)
            && _distances.TryBuild(_codeLengths.AsSpan(literals, distances), mayBeIncomplete: true);
        return input.Overran ? InflationEnd.Truncated : sound ? Symbols(input) : InflationEnd.Broken;
    }

    // RFC 1951, section 3.2.7: lengths, and three ways to repeat them.
    private bool TryReadLengths(BitReader input, int count)
    {
        for (int i = 0; i < count;)
        {
            input.Fill();
            uint entry = _lengths.Decode(input);
            if (IsUnused(entry) || input.Overran)
            {
                return false;
            }

            int symbol = Value(entry);
            if (symbol < 16)
            {
                _codeLengths[i++] = (byte)symbol;
                continue;
            }

            (int least, int bits) = symbol == 16 ? (3, 2) : symbol == 17 ? (3, 3) : (11, 7);
            int repeat = least + input.Take(bits);
            if (i + repeat > count || (symbol == 16 && i == 0))
            {
                return false;
            }

            byte value = symbol == 16 ? _codeLengths[i - 1] : (byte)0;
            for (int stop = i + repeat; i < stop; i++)
            {
                _codeLengths[i] = value;
            }
        }

        return true;
    }

    private InflationEnd Symbols(BitReader input)
    {
        InflationEnd? end = null;
        while (end is null)
        {
            Literals(input);

            // 56 bits are enough for a length (15 + 5) and a distance (15 + 13).
            input.Fill();
            uint symbol = _literals.Decode(input);
            if ((symbol & IsLiteral) != 0)
            {
                if (!HasRoom(1))
                {
                    return input.Overran ? InflationEnd.Truncated : InflationEnd.TooLong;
                }

                _content[_length++] = (byte)Value(symbol);
            }
            else
            {
                end = IsUnused(symbol) ? InflationEnd.Broken : (symbol & IsEndOfBlock) != 0 ? InflationEnd.Exact : Repeat(input, symbol);
            }

            end = input.Overran ? InflationEnd.Truncated : end;
        }

        return end.Value;
    }

    // Bytes one after the other, as long as neither the input's block nor the room comes to its end: most of what packed weights are.
    private void Literals(BitReader input)
    {
        input.Lend(out byte[] block, out int at, out int blockEnd, out ulong bits, out int count);
        byte[] content = _content;
        uint[] table = _literals.Table;
        int mask = (1 << _literals.IndexBits) - 1;
        int length = _length;
        int lastAt = blockEnd - sizeof(ulong);
        int lastLength = content.Length - FastRoom;
        while (at <= lastAt && length <= lastLength && count >= 0)
        {
            bits |= BinaryPrimitives.ReadUInt64LittleEndian(block.AsSpan(at)) << count;
            at += (63 - count) >> 3;
            count |= 56;

            // Three codes of at most 15 bits.
            int before = length;
            for (int i = 0; i < 3; i++)
            {
                uint entry = table[(int)bits & mask];
                if ((entry & IsSecondTable) != 0)
                {
                    uint second = table[(int)(entry >> ValueShift) + ((int)(bits >> (int)(entry & LengthMask)) & ((1 << ExtraBits(entry)) - 1))];
                    entry = (second & ~LengthMask) | ((second & LengthMask) + (entry & LengthMask));
                }

                if ((entry & IsLiteral) == 0)
                {
                    break;
                }

                content[length++] = (byte)(entry >> ValueShift);
                bits >>= (int)(entry & LengthMask);
                count -= (int)(entry & LengthMask);
            }

            if (length < before + 3)
            {
                break;
            }
        }

        _length = length;
        input.TakeBack(at, bits, count);
    }

    private InflationEnd? Repeat(BitReader input, uint symbol)
    {
        int length = Value(symbol) + Extra(input, symbol);
        uint far = _distances.Decode(input);
        if (IsUnused(far))
        {
            return InflationEnd.Broken;
        }

        int distance = Value(far) + Extra(input, far);
        if (distance > _length)
        {
            return InflationEnd.Broken;
        }

        if (!HasRoom(length))
        {
            return InflationEnd.TooLong;
        }

        if (distance >= length)
        {
            _content.AsSpan(_length - distance, length).CopyTo(_content.AsSpan(_length));
        }
        else if (distance == 1)
        {
            _content.AsSpan(_length, length).Fill(_content[_length - 1]);
        }
        else
        {
            for (int i = _length; i < _length + length; i++)
            {
                _content[i] = _content[i - distance];
            }
        }

        _length += length;
        return null;
    }

    private static int Extra(BitReader input, uint entry)
    {
        int extra = (int)input.Bits & ((1 << ExtraBits(entry)) - 1);
        input.Skip(ExtraBits(entry));
        return extra;
    }

    // Memory grows by leaps with what came out; what is allocated but not written yet costs no memory.
    private bool HasRoom(int count)
    {
        if (count <= _content.Length - _length)
        {
            return true;
        }

        if (count > limit - _length)
        {
            return false;
        }

        Array.Resize(ref _content, (int)Math.Min(limit, Math.Max((long)_length + count, (long)Growth * _content.Length)));
        return true;
    }

    // Does not keep a large array for few bytes.
    private void Trim()
    {
        if (_length < _content.Length / 2)
        {
            Array.Resize(ref _content, _length);
        }
    }

    private static uint MeaningOfLiteral(int symbol) => symbol switch
    {
        < EndOfBlock => Meaning(IsLiteral, 0, symbol),
        EndOfBlock => Meaning(IsEndOfBlock, 0, 0),
        < 286 => Meaning(0, LengthExtra[symbol - 257], LengthBase[symbol - 257]),
        _ => 0,
    };

    private static uint MeaningOfDistance(int symbol)
    {
        int extra = Math.Max(0, (symbol / 2) - 1);
        return symbol >= 30 ? 0 : Meaning(0, extra, symbol < 2 ? symbol + 1 : ((2 + (symbol % 2)) << extra) + 1);
    }
}
