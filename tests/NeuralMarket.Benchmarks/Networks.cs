using NeuralMarket.Format.BaseNetworks;
using NeuralMarket.Inference.Networks.Planning;
using static NeuralMarket.Inference.Networks.Planning.SyntheticNetwork;

namespace NeuralMarket.Benchmarks;

/// <summary>The networks that are measured, with pseudo-random weights: what is computed does not change how long it takes, but for inputs of dense layers that are 0 (<see cref="LiveInputs"/>).</summary>
internal static class Networks
{
    /// <summary>Like the kit's network: 32 × 32 photos.</summary>
    public static SyntheticNetwork SmallVgg() => Create(
        new Shape(3, 32, 32), 1, [.. Stage(32, 2), .. Stage(64, 2), .. Stage(128, 2), Dense(256, DenseActivation.Relu), Dense(7, DenseActivation.Softmax)]);

    public static SyntheticNetwork Vgg16() => Create(
        new Shape(3, 224, 224),
        1,
        [
            .. Stage(64, 2), .. Stage(128, 2), .. Stage(256, 3), .. Stage(512, 3), .. Stage(512, 3),
            Dense(4096, DenseActivation.Relu), Dense(4096, DenseActivation.Relu), Dense(1000, DenseActivation.Softmax),
        ]);

    /// <summary>Multiplications and additions of one image, each counted, as the layer is defined (not as it is computed).</summary>
    public static double Operations(Layer layer) => layer switch
    {
        ConvolutionLayer convolution => 2.0 * convolution.Output.Count * convolution.Input.Channels / convolution.Groups * convolution.Kernel * convolution.Kernel,
        DenseLayer dense => 2.0 * dense.Input.Count * dense.Output.Count,
        _ => 0,
    };

    private static IEnumerable<Func<Shape, Layer>> Stage(int channels, int convolutions) =>
        Enumerable.Repeat(Convolution(channels, kernel: 3, pad: 1), convolutions).Append(Pool(PoolKind.Max, window: 2, stride: 2));
}
