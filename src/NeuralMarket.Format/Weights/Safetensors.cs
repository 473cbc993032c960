using NeuralMarket.Format.Findings;

namespace NeuralMarket.Format.Weights;

/// <summary>Reads and writes <c>weights.safetensors</c> (specialneurons.md).</summary>
public static class Safetensors
{
    /// <summary>Reads <c>weight</c> [K, F] and <c>bias</c> [K] of one type; everything finite; nothing else in the file.</summary>
    public static Reading<PatchWeights> Read(ReadOnlyMemory<byte> file) => throw new NotImplementedException();

    /// <summary>The canonical file, in the weights' own element type.</summary>
    public static byte[] WriteCanonical(PatchWeights weights) => throw new NotImplementedException();
}
