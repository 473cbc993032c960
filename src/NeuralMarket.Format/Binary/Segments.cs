using System.Runtime.InteropServices;

namespace NeuralMarket.Format.Binary;

/// <summary>Gives memory to libraries that know arrays only.</summary>
internal static class Segments
{
    /// <summary>The memory's own array where it has one, otherwise a copy.</summary>
    public static ArraySegment<byte> Of(ReadOnlyMemory<byte> bytes) =>
        MemoryMarshal.TryGetArray(bytes, out ArraySegment<byte> segment) ? segment : new ArraySegment<byte>(bytes.ToArray());
}
