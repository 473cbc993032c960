using System.Buffers;
using System.Numerics;
using NeuralMarket.Format.BaseNetworks;
using NeuralMarket.Inference.Devices;
using NeuralMarket.Inference.Networks.Loading;

namespace NeuralMarket.Inference.Networks.Planning;

/// <summary>Parameters in the order in which the kernels read them; see <c>Kernels/common.cl</c>. Pure.</summary>
internal static class PackedWeights
{
    /// <summary>Biases, filled up with 0 to whole blocks or panels.</summary>
    public static float[] Biases(float[] biases, int width)
    {
        float[] packed = new float[NetworkPlan.Blocks(biases.Length, width) * width];
        biases.CopyTo(packed, 0);
        return packed;
    }

    /// <summary>A convolution's input blocks: the width of one, and how many of them the groups of one block of outputs can reach.</summary>
    /// <param name="step">The convolution.</param>
    /// <param name="blockWidth">B.</param>
    /// <param name="outputWidth">Output channels side by side: B, or a panel's.</param>
    public static (int Width, int Spanned) InputBlocks(ConvolutionStep step, int blockWidth, int outputWidth)
    {
        int width = step.InputLayout == ActivationLayout.Planar ? 1 : blockWidth;
        int blocks = NetworkPlan.Blocks(step.Output.Channels, outputWidth);
        int spanned = Enumerable.Range(0, blocks).Max(block =>
        {
            int lastChannel = Math.Min((block * outputWidth) + outputWidth, step.Output.Channels) - 1;
            int end = FirstInput(step.Layer, lastChannel) + (step.Input.Channels / step.Layer.Groups);
            return NetworkPlan.Blocks(end, width) - (FirstInput(step.Layer, block * outputWidth) / width);
        });
        return (width, spanned);
    }

    /// <summary>[output block][spanned input block][row][column][input channel in its block][output channel in its block]; 0 where a channel does not exist or belongs to another group.</summary>
    public static float[] Convolution(ConvolutionStep step, float[] weights, int blockWidth, int outputWidth)
    {
        ConvolutionLayer layer = step.Layer;
        (int width, int spanned) = InputBlocks(step, blockWidth, outputWidth);
        int taps = layer.Kernel * layer.Kernel;
        int channelsPerGroup = step.Input.Channels / layer.Groups;
        float[] packed = new float[checked(NetworkPlan.Blocks(step.Output.Channels, outputWidth) * spanned * taps * width * outputWidth)];
        for (int output = 0; output < step.Output.Channels; output++)
        {
            int block = output / outputWidth;
            int firstBlock = FirstInput(layer, block * outputWidth) / width;
            for (int c = 0; c < channelsPerGroup; c++)
            {
                int input = FirstInput(layer, output) + c;
                int start = ((block * spanned) + (input / width) - firstBlock) * taps;
                for (int tap = 0; tap < taps; tap++)
                {
                    packed[((((start + tap) * width) + (input % width)) * outputWidth) + (output % outputWidth)] =
                        weights[(((output * channelsPerGroup) + c) * taps) + tap];
                }
            }
        }

        return packed;
    }

    /// <summary>A dense layer's blocks from <paramref name="firstBlock"/> on: [output block][input][output in its block].</summary>
    /// <typeparam name="T">How a weight is kept; one too large for it becomes the largest.</typeparam>
    public static unsafe HostMemory Dense<T>(LayerSource source, int inputs, int outputs, int blockWidth, int firstBlock, int blocks)
        where T : unmanaged, INumberBase<T>
    {
        int values = checked(inputs * blockWidth);
        HostMemory packed = new((long)blocks * values * sizeof(T));
        Parallel.For(0, blocks, block => DenseBlock(source, inputs, outputs, blockWidth, (firstBlock + block) * blockWidth, packed.Values<T>((long)block * values, values)));
        return packed;
    }

    /// <summary>A dense layer's weights, chunk of inputs by chunk: [chunk][output][input in its chunk], the last chunk filled up with 0.</summary>
    public static float[] Chunks(ReadOnlySpan<float> weights, int inputs, int outputs, int chunk)
    {
        float[] packed = new float[checked(NetworkPlan.Blocks(inputs, chunk) * chunk * outputs)];
        for (int output = 0; output < outputs; output++)
        {
            for (int start = 0; start < inputs; start += chunk)
            {
                weights.Slice((output * inputs) + start, Math.Min(chunk, inputs - start)).CopyTo(packed.AsSpan((start * outputs) + (output * chunk)));
            }
        }

        return packed;
    }

    private static void DenseBlock<T>(LayerSource source, int inputs, int outputs, int blockWidth, int first, Span<T> block)
        where T : unmanaged, INumberBase<T>
    {
        float[] row = ArrayPool<float>.Shared.Rent(inputs);
        for (int k = first; k < Math.Min(first + blockWidth, outputs); k++)
        {
            source.ReadWeights((long)k * inputs, row.AsSpan(0, inputs));
            int target = k - first;
            foreach (float weight in row.AsSpan(0, inputs))
            {
                block[target] = T.CreateSaturating(weight);
                target += blockWidth;
            }
        }

        ArrayPool<float>.Shared.Return(row);
    }

    /// <summary>
    /// U of a 3 × 3 convolution in panels, [panel][point][input channel][output channel in the panel], or <paramref name="byPoint"/> [point][panel]…, filled up with 0;
    /// see <see cref="WinogradTransform"/>.
    /// </summary>
    public static HostMemory Winograd(WinogradTransform transform, ConvolutionLayer layer, LayerSource source, int blockWidth, int panelWidth, bool byPoint)
    {
        int paddedInputs = NetworkPlan.Blocks(layer.Input.Channels, blockWidth) * blockWidth;
        int panels = NetworkPlan.Blocks(layer.Output.Channels, panelWidth);
        (int panelStride, int pointStride) = byPoint ? (1, panels) : (transform.Points, 1);
        HostMemory packed = new((long)transform.Points * panels * paddedInputs * panelWidth * sizeof(float));
        ForEachTransformed(transform, layer, source, (k, c, transformed) =>
        {
            for (int point = 0; point < transform.Points; point++)
            {
                long part = ((long)(k / panelWidth) * panelStride) + ((long)point * pointStride);
                packed.Values<float>((((part * paddedInputs) + c) * panelWidth) + (k % panelWidth), 1)[0] = (float)transformed[point];
            }
        });
        return packed;
    }

    /// <summary>The transformed weights of a 3 × 3 convolution as one matrix a point, [point][input channel][output channel], filled up with 0.</summary>
    public static HostMemory WinogradMatrix(WinogradTransform transform, ConvolutionLayer layer, LayerSource source, int paddedInputs, int paddedOutputs)
    {
        HostMemory packed = new((long)transform.Points * paddedInputs * paddedOutputs * sizeof(float));
        ForEachTransformed(transform, layer, source, (k, c, transformed) =>
        {
            for (int point = 0; point < transform.Points; point++)
            {
                packed.Values<float>(((((long)point * paddedInputs) + c) * paddedOutputs) + k, 1)[0] = (float)transformed[point];
            }
        });
        return packed;
    }

    private delegate void TransformedKernel(int output, int input, ReadOnlySpan<double> transformed);

    private static void ForEachTransformed(WinogradTransform transform, ConvolutionLayer layer, LayerSource source, TransformedKernel use)
    {
        int inputs = layer.Input.Channels;
        Parallel.For(0, layer.Output.Channels, k =>
        {
            const int Taps = 9;
            Span<double> transformed = stackalloc double[transform.Points];
            float[] row = ArrayPool<float>.Shared.Rent(inputs * Taps);
            source.ReadWeights((long)k * inputs * Taps, row.AsSpan(0, inputs * Taps));
            for (int c = 0; c < inputs; c++)
            {
                transform.TransformKernel(row.AsSpan(c * Taps, Taps), transformed);
                use(k, c, transformed);
            }

            ArrayPool<float>.Shared.Return(row);
        });
    }

    private static int FirstInput(ConvolutionLayer layer, int outputChannel) =>
        outputChannel / (layer.Output.Channels / layer.Groups) * (layer.Input.Channels / layer.Groups);
}
