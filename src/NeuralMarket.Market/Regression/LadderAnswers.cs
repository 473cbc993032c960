using NeuralMarket.Regression.Splits;

namespace NeuralMarket.Market.Regression;

/// <summary>Which photos an attempt had right, in 33 bytes a photo: its SHA-256 and a 1 or a 0, ordered by hash.</summary>
internal static class LadderAnswers
{
    private const int HashLength = 32;

    public static byte[] Write(LadderState state)
    {
        using MemoryStream bytes = new(state.Seen.Count * (HashLength + 1));
        foreach (string sha256 in state.Seen.Order(StringComparer.Ordinal))
        {
            bytes.Write(Convert.FromHexString(sha256));
            bytes.WriteByte(state.Right.Contains(sha256) ? (byte)1 : (byte)0);
        }

        return bytes.ToArray();
    }

    public static LadderState Read(double released, ReadOnlySpan<byte> bytes)
    {
        HashSet<string> right = new(StringComparer.Ordinal);
        HashSet<string> seen = new(StringComparer.Ordinal);
        for (; bytes.Length > HashLength; bytes = bytes[(HashLength + 1)..])
        {
            string sha256 = Convert.ToHexStringLower(bytes[..HashLength]);
            seen.Add(sha256);
            if (bytes[HashLength] == 1)
            {
                right.Add(sha256);
            }
        }

        return new LadderState(released, right, seen);
    }
}
