using NeuralMarket.Format.Findings;

namespace NeuralMarket.Format.Weights;

/// <summary>Reads and writes <c>weights.safetensors</c> (specialneurons.md).</summary>
public static class Safetensors
{
    internal const string FileName = "weights.safetensors";

    // The greatest length of the header in bytes, and that of the number in front of it.
    internal const int MaximumHeaderLength = 64 * 1024;
    internal const int HeaderLengthSize = sizeof(ulong);

    /// <summary>Reads <c>weight</c> [K, F] and <c>bias</c> [K] of one type; everything finite; nothing else in the file.</summary>
    public static Reading<PatchWeights> Read(ReadOnlyMemory<byte> file)
    {
        FindingList findings = new();
        TensorHeader? header = TensorHeader.Read(file, findings);
        if (header is null)
        {
            return findings.Finish<PatchWeights>(null);
        }

        ReadOnlyMemory<byte> buffer = file.Slice(header.BufferStart);
        TensorValues weight = ReadTensor(header.Weight, buffer, findings);
        TensorValues bias = ReadTensor(header.Bias, buffer, findings);
        return findings.Finish(new PatchWeights(header.ElementType, header.Outputs, header.Features, weight, bias));
    }

    /// <summary>The canonical file, in the weights' own element type.</summary>
    public static byte[] WriteCanonical(PatchWeights weights)
    {
        byte[] header = TensorHeader.WriteCanonical(weights);
        int size = weights.ElementType.Size();
        byte[] file = new byte[header.Length + (size * (weights.BiasValues.Count + weights.WeightValues.Count))];
        header.CopyTo(file, 0);
        weights.BiasValues.Write(file.AsSpan(header.Length));
        weights.WeightValues.Write(file.AsSpan(header.Length + (size * weights.BiasValues.Count)));
        return file;
    }

    /// <summary>How long the canonical file is, in bytes.</summary>
    internal static long CanonicalLength(PatchWeights weights) =>
        TensorHeader.WriteCanonical(weights).Length + ((long)weights.ElementType.Size() * (weights.BiasValues.Count + weights.WeightValues.Count));

    private static TensorValues ReadTensor(Tensor tensor, ReadOnlyMemory<byte> buffer, FindingList findings)
    {
        ReadOnlyMemory<byte> bytes = buffer.Slice((int)tensor.Begin, (int)(tensor.End - tensor.Begin));
        int bad = ElementEncoding.FirstNotFinite(tensor.ElementType, bytes.Span);
        if (bad >= 0)
        {
            int size = tensor.ElementType.Size();
            float number = ElementEncoding.Read(tensor.ElementType, bytes.Span.Slice(bad * size, size))[0];
            findings.Error(Rules.WeightsFinite, $"{FileName}: {tensor.Name}[{bad}]", $"The value is {(float.IsNaN(number) ? "not a number" : "infinite")}.", "Train again with a smaller learning rate, and check the values before saving them.");
        }

        return new(tensor.ElementType, bytes);
    }
}
