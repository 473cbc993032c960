using System.Buffers.Binary;

namespace NeuralMarket.Format.Binary;

/// <summary>Reads bits, the least significant first (RFC 1951, section 3.1.1), from a range of a source, block by block.</summary>
internal sealed class BitReader(ByteSource source, int start, int length)
{
    private const int BlockLength = 64 * 1024;
    private const int WordLength = sizeof(ulong);

    // From here on at least this many bits are there after Fill, unless the bytes end.
    private const int Filled = 56;

    private readonly byte[] _block = new byte[Math.Min(length, BlockLength)];
    private readonly int _end = start + length;
    private int _next = start;
    private int _at;
    private int _blockEnd;
    private ulong _bits;
    private int _count;

    /// <summary>The bits, the next one lowest; those behind the last byte are 0.</summary>
    public ulong Bits => _bits;

    /// <summary>Whether more bits were taken than there are.</summary>
    public bool Overran => _count < 0;

    /// <summary>Whole bytes that were not taken yet.</summary>
    public int BytesLeft => (_count >> 3) + (_blockEnd - _at) + (_end - _next);

    /// <summary>Provides at least 56 bits as long as there are bytes.</summary>
    public void Fill()
    {
        if (_count < 0)
        {
            return;
        }

        if (_blockEnd - _at >= WordLength)
        {
            _bits |= BinaryPrimitives.ReadUInt64LittleEndian(_block.AsSpan(_at)) << _count;
            _at += (63 - _count) >> 3;
            _count |= Filled;
            return;
        }

        FillByByte();
    }

    public void Skip(int bits)
    {
        _bits >>= bits;
        _count -= bits;
    }

    /// <summary>Gives a loop what it needs to read on its own as long as eight more bytes of the block are there.</summary>
    public void Lend(out byte[] block, out int at, out int blockEnd, out ulong bits, out int count) =>
        (block, at, blockEnd, bits, count) = (_block, _at, _blockEnd, _bits, _count);

    /// <summary>Takes back what <see cref="Lend"/> gave.</summary>
    public void TakeBack(int at, ulong bits, int count) => (_at, _bits, _count) = (at, bits, count);

    /// <summary>Takes at most 16 bits.</summary>
    public int Take(int bits)
    {
        if (_count < bits)
        {
            Fill();
        }

        int value = (int)(_bits & ((1UL << bits) - 1));
        Skip(bits);
        return value;
    }

    /// <summary>Drops the rest of a byte, and what was read ahead, so that bytes can be copied.</summary>
    public void AlignToByte() => Skip(_count & 7);

    /// <summary>Copies bytes behind <see cref="AlignToByte"/>; false when there are fewer.</summary>
    public bool TryCopy(byte[] target, int offset, int count)
    {
        while (count > 0 && _count > 0)
        {
            target[offset++] = (byte)_bits;
            Skip(8);
            count--;
        }

        // What a fill by word left above the counted bits is read again as bytes.
        _bits = _count == 0 ? 0 : _bits;
        while (count > 0)
        {
            if (_at == _blockEnd && !ReadBlock())
            {
                return false;
            }

            int part = Math.Min(count, _blockEnd - _at);
            Buffer.BlockCopy(_block, _at, target, offset, part);
            (_at, offset, count) = (_at + part, offset + part, count - part);
        }

        return true;
    }

    private void FillByByte()
    {
        // A fill by word leaves bits above the counted ones; they come again here.
        _bits &= (1UL << _count) - 1;
        while (_count < Filled && (_at < _blockEnd || ReadBlock()))
        {
            _bits |= (ulong)_block[_at++] << _count;
            _count += 8;
        }
    }

    private bool ReadBlock()
    {
        int count = Math.Min(_block.Length, _end - _next);
        if (count == 0)
        {
            return false;
        }

        source.CopyTo(_next, _block, count);
        (_next, _at, _blockEnd) = (_next + count, 0, count);
        return true;
    }
}
