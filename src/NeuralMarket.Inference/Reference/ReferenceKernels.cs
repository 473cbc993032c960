using System.Runtime.CompilerServices;
using NeuralMarket.Format.BaseNetworks;

namespace NeuralMarket.Inference.Reference;

/// <summary>
/// Every layer of base-network.md in plain C# and double precision, on planar [channel][row][column] activations of one image.
/// Written to be read against the specification, not to be fast.
/// </summary>
internal static class ReferenceKernels
{
    public static double[] Run(Layer layer, LayerParameters parameters, double[] input) => layer switch
    {
        ConvolutionLayer convolution => Convolution(convolution, parameters, input),
        PoolLayer pool => Pool(pool, input),
        GlobalAveragePoolLayer average => GlobalAverage(average, input),
        DenseLayer dense => Dense(dense, parameters, input),
        _ => throw new NotSupportedException($"Unknown layer {layer.Kind}."),
    };

    public static double[] Convolution(ConvolutionLayer layer, LayerParameters parameters, double[] input)
    {
        double[] output = new double[layer.Output.Count];
        Parallel.For(0, layer.Output.Channels, channel => ConvolveChannel(layer, parameters, input, output, channel));
        return output;
    }

    private static void ConvolveChannel(ConvolutionLayer layer, LayerParameters parameters, double[] input, double[] output, int channel)
    {
        (Shape from, Shape to) = (layer.Input, layer.Output);
        int channelsPerGroup = from.Channels / layer.Groups;
        int firstInput = channel / (to.Channels / layer.Groups) * channelsPerGroup;
        Span<double> plane = output.AsSpan(channel * to.Height * to.Width, to.Height * to.Width);
        plane.Fill(parameters.Biases[channel]);
        for (int c = 0; c < channelsPerGroup; c++)
        {
            ReadOnlySpan<double> source = input.AsSpan((firstInput + c) * from.Height * from.Width, from.Height * from.Width);
            ReadOnlySpan<float> kernel = parameters.Weights.AsSpan(((channel * channelsPerGroup) + c) * layer.Kernel * layer.Kernel, layer.Kernel * layer.Kernel);
            AddCorrelation(layer, source, kernel, plane);
        }

        if (layer.Relu)
        {
            Relu(plane);
        }
    }

    // Compiled well at once: every process runs it when it starts, and holds its devices to what comes out.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddCorrelation(ConvolutionLayer layer, ReadOnlySpan<double> source, ReadOnlySpan<float> kernel, Span<double> plane)
    {
        (Shape from, Shape to) = (layer.Input, layer.Output);
        for (int y = 0; y < to.Height; y++)
        {
            for (int x = 0; x < to.Width; x++)
            {
                double sum = 0;
                for (int i = 0; i < layer.Kernel; i++)
                {
                    int row = (y * layer.Stride) - layer.Pad + i;
                    for (int j = 0; j < layer.Kernel && row >= 0 && row < from.Height; j++)
                    {
                        int column = (x * layer.Stride) - layer.Pad + j;
                        if (column >= 0 && column < from.Width)
                        {
                            sum += source[(row * from.Width) + column] * kernel[(i * layer.Kernel) + j];
                        }
                    }
                }

                plane[(y * to.Width) + x] += sum;
            }
        }
    }

    public static double[] Pool(PoolLayer layer, double[] input)
    {
        (Shape from, Shape to) = (layer.Input, layer.Output);
        double[] output = new double[to.Count];
        for (int c = 0; c < to.Channels; c++)
        {
            ReadOnlySpan<double> source = input.AsSpan(c * from.Height * from.Width, from.Height * from.Width);
            for (int y = 0; y < to.Height; y++)
            {
                for (int x = 0; x < to.Width; x++)
                {
                    output[(((c * to.Height) + y) * to.Width) + x] = PoolWindow(layer, source, y, x);
                }
            }
        }

        return output;
    }

    private static double PoolWindow(PoolLayer layer, ReadOnlySpan<double> source, int y, int x)
    {
        (int top, int left) = ((y * layer.Stride) - layer.Pad, (x * layer.Stride) - layer.Pad);
        double largest = double.NegativeInfinity;
        double sum = 0;
        int inside = 0;
        for (int row = Math.Max(top, 0); row < Math.Min(top + layer.Window, layer.Input.Height); row++)
        {
            for (int column = Math.Max(left, 0); column < Math.Min(left + layer.Window, layer.Input.Width); column++)
            {
                double value = source[(row * layer.Input.Width) + column];
                largest = Math.Max(largest, value);
                sum += value;
                inside++;
            }
        }

        return layer.Pool == PoolKind.Max ? largest : sum / inside;
    }

    public static double[] GlobalAverage(GlobalAveragePoolLayer layer, double[] input)
    {
        int pixels = layer.Input.Height * layer.Input.Width;
        double[] output = new double[layer.Input.Channels];
        for (int c = 0; c < output.Length; c++)
        {
            double sum = 0;
            foreach (double value in input.AsSpan(c * pixels, pixels))
            {
                sum += value;
            }

            output[c] = sum / pixels;
        }

        return output;
    }

    public static double[] Dense(DenseLayer layer, LayerParameters parameters, double[] input)
    {
        double[] output = Affine(parameters.Weights, parameters.Biases, input);
        switch (layer.Activation)
        {
            case DenseActivation.Relu:
                Relu(output);
                break;
            case DenseActivation.Softmax:
                Softmax(output);
                break;
        }

        return output;
    }

    /// <summary>weights [out][in] · input + biases [out].</summary>
    public static double[] Affine(float[] weights, float[] biases, double[] input)
    {
        double[] output = new double[biases.Length];
        Parallel.For(0, output.Length, k =>
        {
            double sum = biases[k];
            ReadOnlySpan<float> row = weights.AsSpan((int)((long)k * input.Length), input.Length);
            for (int i = 0; i < row.Length; i++)
            {
                sum += row[i] * input[i];
            }

            output[k] = sum;
        });
        return output;
    }

    public static void Softmax(Span<double> values)
    {
        double largest = double.NegativeInfinity;
        foreach (double value in values)
        {
            largest = Math.Max(largest, value);
        }

        double sum = 0;
        foreach (ref double value in values)
        {
            value = Math.Exp(value - largest);
            sum += value;
        }

        foreach (ref double value in values)
        {
            value /= sum;
        }
    }

    /// <summary>The position of the largest value, the lowest among equals.</summary>
    public static int LargestPosition(ReadOnlySpan<double> values)
    {
        int answer = 0;
        for (int k = 1; k < values.Length; k++)
        {
            answer = values[k] > values[answer] ? k : answer;
        }

        return answer;
    }

    private static void Relu(Span<double> values)
    {
        foreach (ref double value in values)
        {
            value = Math.Max(value, 0);
        }
    }
}
