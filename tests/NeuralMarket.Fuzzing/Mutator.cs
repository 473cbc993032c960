using System.Buffers.Binary;

namespace NeuralMarket.Fuzzing;

/// <summary>Changes an input a little, in the ways that have found most elsewhere (AFL's "havoc" stage).</summary>
internal sealed class Mutator(FuzzTarget target, Random random)
{
    private const int MaximumLength = 64 * 1024;
    private static readonly long[] Interesting = [0, 1, -1, 2, 16, 32, 63, 64, 100, 127, 128, 255, 256, 1000, 1024, 4096, 32767, 32768, 65535, 65536, 100_000, int.MaxValue, int.MinValue, uint.MaxValue];

    public byte[] Mutate(byte[] input, IReadOnlyList<byte[]> corpus)
    {
        List<byte> bytes = [.. input];
        int rounds = 1 << random.Next(5);
        for (int round = 0; round < rounds; round++)
        {
            Once(bytes, corpus);
        }

        byte[] mutated = [.. bytes.Take(MaximumLength)];
        if (random.Next(10) > 0)
        {
            target.Repair(mutated);
        }

        return mutated;
    }

    private void Once(List<byte> bytes, IReadOnlyList<byte[]> corpus)
    {
        int at = random.Next(bytes.Count + 1);
        bool inside = at < bytes.Count;
        switch (random.Next(10))
        {
            case 0 when inside:
                bytes[at] ^= (byte)(1 << random.Next(8));
                break;
            case 1 when inside:
                bytes[at] = (byte)random.Next(256);
                break;
            case 2 when inside:
                bytes[at] += (byte)(random.Next(71) - 35);
                break;
            case 3 when inside:
                Number(bytes, at);
                break;
            case 4:
                bytes.RemoveRange(at, random.Next(Math.Min(bytes.Count - at, 1 << random.Next(8)) + 1));
                break;
            case 5:
                bytes.InsertRange(at, Enumerable.Repeat((byte)random.Next(256), 1 << random.Next(7)));
                break;
            case 6 when target.Words.Count > 0:
                bytes.InsertRange(at, target.Words[random.Next(target.Words.Count)]);
                break;
            case 7 when target.Words.Count > 0:
                Overwrite(bytes, at, target.Words[random.Next(target.Words.Count)]);
                break;
            case 8 when inside:
                Overwrite(bytes, random.Next(bytes.Count), [.. bytes.GetRange(at, Math.Min(bytes.Count - at, 1 << random.Next(8)))]);
                break;
            case 9:
                byte[] other = corpus[random.Next(corpus.Count)];
                int from = random.Next(other.Length + 1);
                bytes.InsertRange(at, other.Skip(from).Take(1 << random.Next(10)));
                break;
            default:
                bytes.Insert(at, (byte)random.Next(256));
                break;
        }
    }

    private void Number(List<byte> bytes, int at)
    {
        long value = Interesting[random.Next(Interesting.Length)];
        byte[] number = new byte[8];
        int length = 1 << random.Next(4);
        if (random.Next(2) == 0)
        {
            BinaryPrimitives.WriteInt64LittleEndian(number, value);
            Overwrite(bytes, at, number[..length]);
        }
        else
        {
            BinaryPrimitives.WriteInt64BigEndian(number, value);
            Overwrite(bytes, at, number[^length..]);
        }
    }

    private static void Overwrite(List<byte> bytes, int at, byte[] other)
    {
        for (int i = 0; i < other.Length && at + i < bytes.Count; i++)
        {
            bytes[at + i] = other[i];
        }
    }
}
