using System.Security.Cryptography;

namespace NeuralMarket.Format.Binary;

/// <summary>Bytes that are read from any place: memory, or a file that need not be held in memory.</summary>
internal abstract class ByteSource
{
    // What is read at a time.
    private const int BlockLength = 256 * 1024;

    /// <summary>How many there are.</summary>
    public abstract int Length { get; }

    /// <summary>The bytes of a range that lies inside; those of a file are read for the call.</summary>
    public abstract ReadOnlyMemory<byte> Slice(int start, int length);

    /// <summary>Copies bytes of a range that lies inside.</summary>
    public abstract void CopyTo(int start, byte[] target, int length);

    public static ByteSource Of(ReadOnlyMemory<byte> bytes) => new MemorySource(bytes);

    /// <summary>SHA-256 of all of them, lower-case hex.</summary>
    public string Sha256()
    {
        using IncrementalHash sha256 = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        byte[] block = new byte[Math.Min(BlockLength, Length)];
        for (int at = 0; at < Length; at += block.Length)
        {
            int count = Math.Min(block.Length, Length - at);
            CopyTo(at, block, count);
            sha256.AppendData(block, 0, count);
        }

        return Sha256Hex.Hex(sha256.GetHashAndReset());
    }

    /// <summary>Takes the first <paramref name="length"/> bytes of a stream that can seek; the caller keeps and closes it.</summary>
    public static ByteSource Of(Stream stream, int length) => new StreamSource(stream, length);

    private sealed class MemorySource(ReadOnlyMemory<byte> bytes) : ByteSource
    {
        public override int Length => bytes.Length;

        public override ReadOnlyMemory<byte> Slice(int start, int length) => bytes.Slice(start, length);

        public override void CopyTo(int start, byte[] target, int length) => bytes.Span.Slice(start, length).CopyTo(target);
    }

    // May be read from several threads.
    private sealed class StreamSource(Stream stream, int length) : ByteSource
    {
        private readonly object _gate = new();

        public override int Length => length;

        public override ReadOnlyMemory<byte> Slice(int start, int count)
        {
            byte[] bytes = new byte[count];
            CopyTo(start, bytes, count);
            return bytes;
        }

        public override void CopyTo(int start, byte[] target, int count)
        {
            for (int done = 0; done < count;)
            {
                int read = Read(start + done, target, done, Math.Min(BlockLength, count - done));
                if (read == 0)
                {
                    throw new EndOfStreamException("The file became shorter while it was read.");
                }

                done += read;
            }
        }

        private int Read(int position, byte[] target, int offset, int count)
        {
            lock (_gate)
            {
                stream.Position = position;
                return stream.Read(target, offset, count);
            }
        }
    }
}
