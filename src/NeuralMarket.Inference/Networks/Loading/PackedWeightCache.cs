using System.Buffers.Binary;
using System.IO.Hashing;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Win32.SafeHandles;
using NeuralMarket.Inference.Devices;

namespace NeuralMarket.Inference.Networks.Loading;

/// <summary>
/// Packed weights on disk, so that a process starts with them instead of computing them. A file each: what it holds (the SHA-256 of its key), how much, a
/// checksum, the weights. One that does not fit in any of these is made anew. When the folder grows beyond the limit, the files not used for longest go.
/// Nothing here can fail a load: a folder that cannot be read or written is a notice.
/// </summary>
/// <param name="folder">Where the files lie; created when it is not there.</param>
/// <param name="limitBytes">The most that the folder holds.</param>
/// <param name="notice">Told what an operator should know, in a plain sentence.</param>
internal sealed class PackedWeightCache(string folder, long limitBytes, Action<string>? notice)
{
    /// <summary>Part of every key: a change in what a layout's name means is a change here.</summary>
    private const int PackingVersion = 1;

    private const string Ending = ".packed";
    private const int HeaderBytes = 64;
    private const int ChunkBytes = 16 * 1024 * 1024;
    private static readonly byte[] Magic = "NMPACK01"u8.ToArray();

    /// <summary>What was kept under a key, or else what <paramref name="create"/> makes, which is then kept.</summary>
    public HostMemory GetOrCreate(string key, Func<HostMemory> create)
    {
        byte[] name = SHA256.HashData(Encoding.UTF8.GetBytes($"{key} packing {PackingVersion} little-endian {BitConverter.IsLittleEndian}"));
        string path = Path.Combine(folder, Convert.ToHexStringLower(name.AsSpan(0, 16)) + Ending);
        if (TryRead(path, name) is { } kept)
        {
            return kept;
        }

        HostMemory made = create();
        Keep(path, name, made);
        return made;
    }

    private HostMemory? TryRead(string path, byte[] name)
    {
        HostMemory? memory = null;
        try
        {
            if (!File.Exists(path))
            {
                return null;
            }

            using SafeFileHandle file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete);
            Span<byte> header = stackalloc byte[HeaderBytes];
            long length = RandomAccess.GetLength(file) - HeaderBytes;
            if (length > 0 && length <= limitBytes && RandomAccess.Read(file, header, 0) == HeaderBytes)
            {
                memory = new HostMemory(length, cleared: false);
                if (header.SequenceEqual(Header(name, length, ReadPayload(file, memory))))
                {
                    File.SetLastWriteTimeUtc(path, DateTime.UtcNow);
                    return memory;
                }
            }

            notice?.Invoke($"The packed weights {path} are damaged and are made anew.");
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            notice?.Invoke($"The packed weights {path} cannot be read and are made anew: {unreadable.Message}");
        }

        memory?.Dispose();
        return null;
    }

    private void Keep(string path, byte[] name, HostMemory memory)
    {
        string fresh = $"{path}.{Environment.ProcessId}.new";
        try
        {
            Directory.CreateDirectory(folder);
            Prune(limitBytes - memory.Bytes - HeaderBytes);
            using (SafeFileHandle file = File.OpenHandle(fresh, FileMode.Create, FileAccess.Write, FileShare.None))
            {
                RandomAccess.Write(file, Header(name, memory.Bytes, Checksum(memory)), 0);
                for (long position = 0; position < memory.Bytes; position += ChunkBytes)
                {
                    RandomAccess.Write(file, Chunk(memory, position), HeaderBytes + position);
                }
            }

            File.Move(fresh, path, overwrite: true);
        }
        catch (Exception unwritable) when (unwritable is IOException or UnauthorizedAccessException)
        {
            notice?.Invoke($"Packed weights cannot be kept in {folder}; the next start computes them again: {unwritable.Message}");
            TryDelete(fresh);
        }
    }

    /// <summary>Deletes the files not used for longest until all others fit, and what a process that died left half written.</summary>
    private void Prune(long room)
    {
        foreach (FileInfo file in new DirectoryInfo(folder).GetFiles("*" + Ending + "*").OrderByDescending(file => file.LastWriteTimeUtc))
        {
            bool abandoned = file.Extension != Ending && file.LastWriteTimeUtc < DateTime.UtcNow.AddHours(-1);
            room -= file.Length;
            if (room < 0 || abandoned)
            {
                TryDelete(file.FullName);
            }
        }
    }

    private static void TryDelete(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception stuck) when (stuck is IOException or UnauthorizedAccessException)
        {
            // Another process may have it; it goes another time.
        }
    }

    private static byte[] Header(byte[] name, long length, ulong checksum)
    {
        byte[] header = new byte[HeaderBytes];
        Magic.CopyTo(header, 0);
        BinaryPrimitives.WriteInt64LittleEndian(header.AsSpan(8), length);
        BinaryPrimitives.WriteUInt64LittleEndian(header.AsSpan(16), checksum);
        name.CopyTo(header, 32);
        return header;
    }

    /// <summary>Reads everything behind the header, several parts side by side.</summary>
    /// <returns>Its checksum.</returns>
    private static ulong ReadPayload(SafeFileHandle file, HostMemory memory) => Checksum(memory, (position, chunk) =>
    {
        while (chunk.Length > 0)
        {
            int read = RandomAccess.Read(file, chunk, HeaderBytes + position);
            if (read == 0)
            {
                throw new EndOfStreamException("The file became shorter while it was read.");
            }

            chunk = chunk[read..];
            position += read;
        }
    });

    private delegate void ChunkReader(long position, Span<byte> chunk);

    /// <summary>XXH3 of the XXH3 of each part.</summary>
    private static ulong Checksum(HostMemory memory, ChunkReader? read = null)
    {
        int chunks = (int)((memory.Bytes + ChunkBytes - 1) / ChunkBytes);
        byte[] sums = new byte[chunks * sizeof(ulong)];
        Parallel.For(0, chunks, i =>
        {
            Span<byte> chunk = Chunk(memory, (long)i * ChunkBytes);
            read?.Invoke((long)i * ChunkBytes, chunk);
            BinaryPrimitives.WriteUInt64LittleEndian(sums.AsSpan(i * sizeof(ulong)), XxHash3.HashToUInt64(chunk));
        });
        return XxHash3.HashToUInt64(sums);
    }

    private static Span<byte> Chunk(HostMemory memory, long position) => memory.Values<byte>(position, (int)Math.Min(ChunkBytes, memory.Bytes - position));
}
