using CsCheck;

namespace NeuralMarket.Import.Tests;

/// <summary>Models like the well-known ones, and random ones.</summary>
internal static class Models
{
    private static readonly Gen<Func<ChainModel, ChainModel>> Layer = Gen.OneOf(
        Gen.Select(Gen.Int[1, 6], Gen.Int[1, 4], Gen.Int[1, 2], Gen.Int[0, 2], Gen.Int[1, 3], Gen.Bool, (outputs, kernel, stride, pad, groups, bias) =>
            (Func<ChainModel, ChainModel>)(model => Fits(model, kernel, pad) && model.Channels % groups == 0 ? model.Conv(outputs * groups, kernel, stride, pad, groups, bias) : model)),
        Gen.Select(Gen.Int[1, 3], Gen.Int[1, 3], Gen.Int[0, 1], Gen.Bool, (window, stride, pad, isMaximum) =>
            (Func<ChainModel, ChainModel>)(model => !Fits(model, window, pad) || pad >= window ? model : isMaximum ? model.MaxPool(window, stride, pad) : model.AveragePool(window, stride, pad))),
        Gen.Select(Gen.Int[2, 3], Gen.Int[1, 2], (window, stride) =>
            (Func<ChainModel, ChainModel>)(model => Fits(model, window, 1) ? model.AveragePool(window, stride, 1, countsPadding: true) : model)),
        Gen.Const<Func<ChainModel, ChainModel>>(model => model.BatchNorm()),
        Gen.Const<Func<ChainModel, ChainModel>>(model => model.Relu()),
        Gen.Const<Func<ChainModel, ChainModel>>(model => model.Identity()),
        Gen.Const<Func<ChainModel, ChainModel>>(model => model.Dropout()),
        Gen.Const<Func<ChainModel, ChainModel>>(model => model.Add(1, model.Channels, 1, 1)));

    private static readonly Gen<Func<ChainModel, ChainModel>> Dense = Gen.Select(Gen.Int[1, 20], Gen.Int[0, 2], Gen.Bool, (outputs, form, relu) => (Func<ChainModel, ChainModel>)(model =>
    {
        ChainModel dense = form == 0 ? model.MatMulAdd(outputs) : model.Gemm(outputs, form == 1);
        return relu ? dense.BatchNorm().Relu() : dense.Dropout();
    }));

    /// <summary>Any chain of operators that can be imported.</summary>
    public static Gen<byte[]> Random { get; } = Gen.Select(
        Gen.Int[1, 24],
        Gen.Int[1, 24],
        Gen.OneOf(7, 9, 11, 12, 13, 15, 17, 19, 21),
        Layer.List[0, 7],
        Gen.Bool,
        Dense.List[0, 2],
        Gen.Int[1, 12],
        Gen.Int,
        (height, width, operatorSet, layers, global, dense, categories, seed) =>
        {
            ChainModel model = new(height, width, seed, operatorSet);
            model = layers.Aggregate(model, (chain, layer) => layer(chain));
            model = (global ? model.GlobalAverage() : model).Flatten();
            return dense.Aggregate(model, (chain, layer) => layer(chain)).Gemm(categories).Softmax().Build();
        });

    /// <summary>VGG16 (Simonyan and Zisserman, 2015, configuration D) with every width divided.</summary>
    public static byte[] Vgg16(int divisor, int size, int operatorSet)
    {
        ChainModel model = new(size, size, operatorSet: operatorSet);
        foreach ((int channels, int count) in new[] { (64, 2), (128, 2), (256, 3), (512, 3), (512, 3) })
        {
            for (int i = 0; i < count; i++)
            {
                model.Conv(channels / divisor, 3, pad: 1).Relu();
            }

            model.MaxPool(2, 2);
        }

        return model.Flatten().Gemm(4096 / divisor).Relu().Dropout().Gemm(4096 / divisor).Relu().Dropout().Gemm(1000 / divisor).Softmax().Build();
    }

    /// <summary>AlexNet (Krizhevsky et al., 2012) in two groups without its response normalisation, every width divided.</summary>
    public static byte[] AlexNet(int divisor) => new ChainModel(227, 227)
        .Conv(96 / divisor, 11, stride: 4).Relu().MaxPool(3, 2)
        .Conv(256 / divisor, 5, pad: 2, groups: 2).Relu().MaxPool(3, 2)
        .Conv(384 / divisor, 3, pad: 1).Relu()
        .Conv(384 / divisor, 3, pad: 1, groups: 2).Relu()
        .Conv(256 / divisor, 3, pad: 1, groups: 2).Relu().MaxPool(3, 2)
        .Reshape(-1, 256 / divisor * 36)
        .Gemm(4096 / divisor).Relu().Dropout().Gemm(4096 / divisor).Relu().Dropout().Gemm(1000 / divisor).Softmax(1).Build();

    /// <summary>A chain of convolutions, each with batch normalisation and relu, then a mean of every channel.</summary>
    public static byte[] PlainWithBatchNormalisation(int operatorSet)
    {
        ChainModel model = new(48, 40, operatorSet: operatorSet);
        foreach (int channels in new[] { 16, 24, 32, 40 })
        {
            model.Conv(channels, 3, pad: 1, bias: false).BatchNorm().Relu().Conv(channels, 3, stride: 2, pad: 1).BatchNorm().Relu();
        }

        return model.GlobalAverage().Flatten().MatMulAdd(32).BatchNorm().Relu().Dropout().MatMulAdd(17).Softmax().Build();
    }

    private static bool Fits(ChainModel model, int window, int pad) => model.Height + (2 * pad) >= window && model.Width + (2 * pad) >= window;
}
