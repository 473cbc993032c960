using NeuralMarket.Format.BaseNetworks;
using NeuralMarket.Inference.Devices;

namespace NeuralMarket.Inference.Networks.Planning;

/// <summary>Parameters in the order in which the kernels read them; see <c>Kernels/network.cl</c>. Pure.</summary>
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
    public static HostMemory Dense(float[] weights, int inputs, int outputs, int blockWidth, int firstBlock, int blocks)
    {
        int values = checked(inputs * blockWidth);
        HostMemory packed = new((long)blocks * values * sizeof(float));
        Parallel.For(0, blocks, block => DenseBlock(weights, inputs, outputs, blockWidth, (firstBlock + block) * blockWidth, packed.Values((long)block * values, values)));
        return packed;
    }

    private static void DenseBlock(float[] weights, int inputs, int outputs, int blockWidth, int first, Span<float> block)
    {
        for (int k = first; k < Math.Min(first + blockWidth, outputs); k++)
        {
            int target = k - first;
            foreach (float weight in weights.AsSpan(k * inputs, inputs))
            {
                block[target] = weight;
                target += blockWidth;
            }
        }
    }

    /// <summary>U of a 3 × 3 convolution; see <see cref="WinogradWeights"/>.</summary>
    public static HostMemory Winograd(ConvolutionLayer layer, float[] weights, int blockWidth, int panelWidth)
    {
        (int inputs, int outputs) = (layer.Input.Channels, layer.Output.Channels);
        int paddedInputs = NetworkPlan.Blocks(inputs, blockWidth) * blockWidth;
        int panels = NetworkPlan.Blocks(outputs, panelWidth);
        int values = WinogradWeights.PanelValues(paddedInputs, panelWidth);
        HostMemory packed = new((long)panels * values * sizeof(float));
        Parallel.For(0, panels, panel =>
            WinogradWeights.Transform(weights, outputs, inputs, paddedInputs, panel * panelWidth, panelWidth, packed.Values((long)panel * values, values)));
        return packed;
    }

    private static int FirstInput(ConvolutionLayer layer, int outputChannel) =>
        outputChannel / (layer.Output.Channels / layer.Groups) * (layer.Input.Channels / layer.Groups);
}
