using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using NeuralMarket.Format.BaseNetworks;

namespace NeuralMarket.Inference.Import;

/// <summary>Writes NAME.txt and NAME.data of an assembled network (base-network.md).</summary>
internal static class NetworkWriter
{
    private const int ChunkLength = 1 << 18;

    /// <summary>NAME.txt.</summary>
    /// <param name="request">Name, resize and pixels.</param>
    /// <param name="origin">Comments at its top, without line ends.</param>
    /// <param name="input">What the first layer reads.</param>
    /// <param name="categoriesFile">The categories file's name.</param>
    /// <param name="steps">The layers.</param>
    public static byte[] Text(OnnxImportRequest request, IEnumerable<string> origin, Shape input, string categoriesFile, IEnumerable<NetworkStep> steps)
    {
        StringBuilder text = new();
        text.AppendJoin("", origin.Select(line => $"# {line}\n"));
        text.Append(CultureInfo.InvariantCulture, $"network {request.Name}\ninput {input.Channels} {input.Height} {input.Width}\n");
        text.Append(request.Resize is null ? "" : $"resize {request.Resize}\n");
        text.Append("crop center\n");
        text.Append(request.Pixels is null ? "" : $"pixels {request.Pixels}\n");
        text.Append(CultureInfo.InvariantCulture, $"categories {categoriesFile}\n");
        text.AppendJoin("", steps.Select(step => step.Statement + "\n"));
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    /// <summary>Writes NAME.data; weights that are not finite are reported.</summary>
    /// <exception cref="IOException">Weights cannot be read, or the file cannot be written.</exception>
    public static void WriteData(Stream data, IEnumerable<NetworkStep> steps, ImportFindings findings, CancellationToken cancellationToken)
    {
        byte[] chunk = new byte[ChunkLength * sizeof(float)];
        foreach (WeightedStep step in steps.OfType<WeightedStep>())
        {
            ReadOnlySpan<float> weights = step.Weights.Read();
            int perOutput = step.Weights.PerOutput;
            bool isFinite = true;
            for (int output = 0; output < step.Outputs && isFinite; output++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                isFinite = TryWrite(data, weights.Slice(output * perOutput, perOutput), step.Factors[output], chunk);
            }

            isFinite = isFinite && TryWriteBiases(data, step.Biases);
            if (!isFinite)
            {
                findings.Error(OnnxRules.Tensor, step.Place, "Its weights hold an infinite number or none at all (NaN), or what is folded into them is too large.", "Export the model again.");
            }
        }
    }

    private static bool TryWrite(Stream data, ReadOnlySpan<float> weights, double factor, byte[] chunk)
    {
        for (int first = 0; first < weights.Length; first += ChunkLength)
        {
            ReadOnlySpan<float> part = weights.Slice(first, Math.Min(ChunkLength, weights.Length - first));
            for (int i = 0; i < part.Length; i++)
            {
                float weight = (float)(part[i] * factor);
                if (!float.IsFinite(weight))
                {
                    return false;
                }

                BinaryPrimitives.WriteSingleLittleEndian(chunk.AsSpan(i * sizeof(float)), weight);
            }

            data.Write(chunk, 0, part.Length * sizeof(float));
        }

        return true;
    }

    private static bool TryWriteBiases(Stream data, double[] biases)
    {
        float[] narrow = [.. biases.Select(bias => (float)bias)];
        byte[] bytes = new byte[narrow.Length * sizeof(float)];
        for (int i = 0; i < narrow.Length; i++)
        {
            BinaryPrimitives.WriteSingleLittleEndian(bytes.AsSpan(i * sizeof(float)), narrow[i]);
        }

        data.Write(bytes);
        return narrow.All(float.IsFinite);
    }
}
