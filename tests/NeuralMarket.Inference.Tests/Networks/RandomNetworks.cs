using CsCheck;
using NeuralMarket.Format.BaseNetworks;
using NeuralMarket.Inference.Networks.Planning;

namespace NeuralMarket.Inference.Tests.Networks;

/// <summary>Networks of odd shapes: every kind of layer with any permitted options, in any permitted order.</summary>
internal static class RandomNetworks
{
    private static readonly Gen<int> Channels = Gen.OneOf(Gen.Int[1, 40], Gen.OneOf(8, 16, 32, 48));

    /// <summary>A spatial layer that may be too large for the shape it meets; such ones are left out.</summary>
    private static readonly Gen<Func<Shape, Layer?>> Spatial = Gen.Frequency(
        (4, Gen.Select(Channels, Gen.Int[1, 5], Gen.Int[1, 3], Gen.Int[0, 3], Gen.Int[1, 4], Gen.Bool, (outputs, kernel, stride, pad, groups, relu) =>
            (Func<Shape, Layer?>)(shape => Fits(shape, kernel, pad) && shape.Channels % groups == 0
                ? SyntheticNetwork.Convolution(outputs * groups, kernel, stride, pad, groups, relu)(shape)
                : null))),
        (3, Gen.Select(Gen.OneOf(Channels, Gen.Int[120, 150]), Gen.Int[0, 2], Gen.Bool, (outputs, pad, relu) =>
            (Func<Shape, Layer?>)(shape => Fits(shape, 3, pad) ? SyntheticNetwork.Convolution(outputs, 3, 1, pad, 1, relu)(shape) : null))),
        (1, Gen.Const((Func<Shape, Layer?>)(shape => Fits(shape, 2, 0) ? SyntheticNetwork.Pool(PoolKind.Max, 2, 2)(shape) : null))),
        (1, Gen.Select(Channels, Gen.Int[1, 3], (_, kernel) =>
            (Func<Shape, Layer?>)(shape => Fits(shape, kernel, 1) ? SyntheticNetwork.Convolution(shape.Channels, kernel, 1, 1, shape.Channels)(shape) : null))),
        (3, Gen.Select(Gen.OneOf(PoolKind.Max, PoolKind.Average), Gen.Int[1, 4], Gen.Int[1, 3], Gen.Int[0, 3], (kind, window, stride, pad) =>
            (Func<Shape, Layer?>)(shape => pad < window && Fits(shape, window, pad) ? SyntheticNetwork.Pool(kind, window, stride, pad)(shape) : null))));

    public static Gen<SyntheticNetwork> Any { get; } = Gen.Select(
        Gen.Int[1, 20],
        Gen.Int[1, 20],
        Spatial.List[0, 4],
        Gen.Bool,
        Gen.Select(Gen.Int[1, 50], Gen.OneOf(DenseActivation.None, DenseActivation.Relu)).List[0, 2],
        Gen.Int[1, 40],
        Gen.UInt,
        (height, width, spatial, globalAverage, dense, categories, seed) => Build(new Shape(3, height, width), spatial, globalAverage, dense, categories, seed));

    private static bool Fits(Shape shape, int window, int pad) => shape.Height + (2 * pad) >= window && shape.Width + (2 * pad) >= window;

    private static SyntheticNetwork Build(
        Shape input, List<Func<Shape, Layer?>> spatial, bool globalAverage, List<(int Outputs, DenseActivation Activation)> dense, int categories, uint seed)
    {
        List<Func<Shape, Layer>> makers = [];
        Shape shape = input;
        foreach (Func<Shape, Layer?> make in spatial)
        {
            if (make(shape) is { } layer)
            {
                shape = layer.Output;
                makers.Add(_ => layer);
            }
        }

        if (globalAverage)
        {
            makers.Add(SyntheticNetwork.GlobalAverage());
        }

        makers.AddRange(dense.Select(layer => SyntheticNetwork.Dense(layer.Outputs, layer.Activation)));
        makers.Add(SyntheticNetwork.Dense(categories, DenseActivation.Softmax));
        return SyntheticNetwork.Create(input, seed, [.. makers]);
    }
}
