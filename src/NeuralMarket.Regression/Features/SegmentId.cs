using System.Security.Cryptography;

namespace NeuralMarket.Regression.Features;

/// <summary>Tells segments apart and orders them: of two records of an image, the one in the later segment counts.</summary>
/// <param name="Sequence">Rises with every segment that a store begins.</param>
/// <param name="Random">Tells segments apart that several workers began at once.</param>
internal readonly record struct SegmentId(uint Sequence, uint Random) : IComparable<SegmentId>
{
    public static SegmentId After(uint sequence) => new(checked(sequence + 1), BitConverter.ToUInt32(RandomNumberGenerator.GetBytes(sizeof(uint))));

    public int CompareTo(SegmentId other) => (Sequence, Random).CompareTo((other.Sequence, other.Random));
}
