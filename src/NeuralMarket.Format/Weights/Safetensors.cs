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

        ReadOnlySpan<byte> buffer = file.Span.Slice(header.BufferStart);
        float[] weight = ReadTensor(header.Weight, buffer, findings);
        float[] bias = ReadTensor(header.Bias, buffer, findings);
        return findings.Finish(new PatchWeights(header.ElementType, header.Outputs, header.Features, weight, bias));
    }

    /// <summary>The canonical file, in the weights' own element type.</summary>
    public static byte[] WriteCanonical(PatchWeights weights)
    {
        byte[] header = TensorHeader.WriteCanonical(weights);
        int size = weights.ElementType.Size();
        byte[] file = new byte[header.Length + (size * (weights.Bias.Length + weights.Weight.Length))];
        header.CopyTo(file, 0);
        ElementEncoding.Write(weights.ElementType, weights.Bias, file.AsSpan(header.Length));
        ElementEncoding.Write(weights.ElementType, weights.Weight, file.AsSpan(header.Length + (size * weights.Bias.Length)));
        return file;
    }

    private static float[] ReadTensor(Tensor tensor, ReadOnlySpan<byte> buffer, FindingList findings)
    {
        float[] numbers = ElementEncoding.Read(tensor.ElementType, buffer.Slice((int)tensor.Begin, (int)(tensor.End - tensor.Begin)));
        int bad = Array.FindIndex(numbers, number => !Binary.SingleBits.IsFinite(number));
        if (bad >= 0)
        {
            findings.Error(Rules.WeightsFinite, $"{FileName}: {tensor.Name}[{bad}]", $"The value is {(float.IsNaN(numbers[bad]) ? "not a number" : "infinite")}.", "Train again with a smaller learning rate, and check the values before saving them.");
        }

        return numbers;
    }
}
