using NeuralMarket.Format.BaseNetworks;

namespace NeuralMarket.Inference.Networks.Planning;

/// <summary>Parameters in the order in which the kernels read them; see <c>Kernels/network.cl</c>. Pure.</summary>
internal static class PackedWeights
{
    /// <summary>Biases, filled up with 0 to whole blocks.</summary>
    public static float[] Biases(float[] biases, int blockWidth)
    {
        float[] packed = new float[NetworkPlan.Blocks(biases.Length, blockWidth) * blockWidth];
        biases.CopyTo(packed, 0);
        return packed;
    }

    /// <summary>A convolution's input blocks: the width of one, and how many of them the groups of one output block can reach.</summary>
    public static (int Width, int Spanned) InputBlocks(ConvolutionStep step, int blockWidth)
    {
        int width = step.InputLayout == ActivationLayout.Planar ? 1 : blockWidth;
        int blocks = NetworkPlan.Blocks(step.Output.Channels, blockWidth);
        int spanned = Enumerable.Range(0, blocks).Max(block =>
        {
            int lastChannel = Math.Min((block * blockWidth) + blockWidth, step.Output.Channels) - 1;
            int end = FirstInput(step.Layer, lastChannel) + (step.Input.Channels / step.Layer.Groups);
            return NetworkPlan.Blocks(end, width) - (FirstInput(step.Layer, block * blockWidth) / width);
        });
        return (width, spanned);
    }

    /// <summary>[output block][spanned input block][row][column][input channel in its block][output channel in its block]; 0 where a channel does not exist or belongs to another group.</summary>
    public static float[] Convolution(ConvolutionStep step, float[] weights, int blockWidth)
    {
        ConvolutionLayer layer = step.Layer;
        (int width, int spanned) = InputBlocks(step, blockWidth);
        int taps = layer.Kernel * layer.Kernel;
        int channelsPerGroup = step.Input.Channels / layer.Groups;
        float[] packed = new float[checked(NetworkPlan.Blocks(step.Output.Channels, blockWidth) * spanned * taps * width * blockWidth)];
        for (int output = 0; output < step.Output.Channels; output++)
        {
            int block = output / blockWidth;
            int firstBlock = FirstInput(layer, block * blockWidth) / width;
            for (int c = 0; c < channelsPerGroup; c++)
            {
                int input = FirstInput(layer, output) + c;
                int start = ((block * spanned) + (input / width) - firstBlock) * taps;
                for (int tap = 0; tap < taps; tap++)
                {
                    packed[((((start + tap) * width) + (input % width)) * blockWidth) + (output % blockWidth)] =
                        weights[(((output * channelsPerGroup) + c) * taps) + tap];
                }
            }
        }

        return packed;
    }

    /// <summary>A dense layer's blocks from <paramref name="firstBlock"/> on: [output block][input][output in its block].</summary>
    public static float[] Dense(float[] weights, int inputs, int outputs, int blockWidth, int firstBlock, int blocks)
    {
        float[] packed = new float[checked(blocks * inputs * blockWidth)];
        Parallel.For(0, blocks, block =>
        {
            int first = (firstBlock + block) * blockWidth;
            for (int k = first; k < Math.Min(first + blockWidth, outputs); k++)
            {
                int target = (block * inputs * blockWidth) + (k - first);
                foreach (float weight in weights.AsSpan(k * inputs, inputs))
                {
                    packed[target] = weight;
                    target += blockWidth;
                }
            }
        });
        return packed;
    }

    private static int FirstInput(ConvolutionLayer layer, int outputChannel) =>
        outputChannel / (layer.Output.Channels / layer.Groups) * (layer.Input.Channels / layer.Groups);
}
