using NeuralMarket.Testing.Onnx;

namespace NeuralMarket.Import.Tests;

/// <summary>Makes a model whose nodes form a chain, with pseudo-random weights that keep activations near 1; knows the shape at its end.</summary>
internal sealed class ChainModel
{
    private readonly Random _random;
    private readonly int _operatorSet;

    public ChainModel(int height, int width, int seed = 1, int operatorSet = 17, long? batch = null)
    {
        (_random, _operatorSet) = (new Random(seed), operatorSet);
        Model = new OnnxModelBuilder(operatorSet);
        Last = Model.Input([batch, 3, height, width]);
        (Channels, Height, Width) = (3, height, width);
    }

    public OnnxModelBuilder Model { get; }

    /// <summary>The name of the value at the end.</summary>
    public string Last { get; private set; }

    public int Channels { get; private set; }

    public int Height { get; private set; }

    public int Width { get; private set; }

    public ChainModel Conv(int outputs, int kernel, int stride = 1, int pad = 0, int groups = 1, bool bias = true)
    {
        Convolve(outputs, kernel, bias, groups, ("strides", new long[] { stride, stride }), ("pads", new long[] { pad, pad, pad, pad }), ("group", (long)groups), ("kernel_shape", new long[] { kernel, kernel }));
        return Sized(outputs, ((Height + (2 * pad) - kernel) / stride) + 1, ((Width + (2 * pad) - kernel) / stride) + 1);
    }

    /// <summary>A convolution with <c>auto_pad</c> SAME.</summary>
    public ChainModel ConvSame(int outputs, int kernel, int stride, string padding = "SAME_UPPER")
    {
        Convolve(outputs, kernel, bias: true, groups: 1, ("strides", new long[] { stride, stride }), ("auto_pad", padding));
        return Sized(outputs, (Height + stride - 1) / stride, (Width + stride - 1) / stride);
    }

    public ChainModel BatchNorm()
    {
        int channels = Height < 0 ? Width : Channels;
        string[] constants =
        [
            Model.Constant(Values(channels, 0.5f, 1.5f), channels), Model.Constant(Values(channels, -0.5f, 0.5f), channels),
            Model.Constant(Values(channels, -0.5f, 0.5f), channels), Model.Constant(Values(channels, 0.2f, 2f), channels),
        ];
        return Then("BatchNormalization", constants, ("epsilon", 0.01f), ("momentum", 0.9f));
    }

    public ChainModel Relu() => Then("Relu", []);

    public ChainModel MaxPool(int window, int stride, int pad = 0) => Pool("MaxPool", window, stride, [pad, pad, pad, pad]);

    public ChainModel AveragePool(int window, int stride, int pad = 0, bool countsPadding = false) =>
        Pool("AveragePool", window, stride, [pad, pad, pad, pad], ("count_include_pad", countsPadding ? 1L : 0L));

    public ChainModel Pool(string kind, int window, int stride, long[] pads, params ReadOnlySpan<(string, object)> more)
    {
        Then(kind, [], [("kernel_shape", new long[] { window, window }), ("strides", new long[] { stride, stride }), ("pads", pads), .. more]);
        return Sized(Channels, (int)((Height + pads[0] + pads[2] - window) / stride) + 1, (int)((Width + pads[1] + pads[3] - window) / stride) + 1);
    }

    public ChainModel GlobalAverage() => Then("GlobalAveragePool", []).Sized(Channels, 1, 1);

    /// <summary>The mean over some axes: an attribute before operator set 18, then an operand.</summary>
    public ChainModel Mean(bool keepsSizes, params long[] axes)
    {
        ChainModel model = _operatorSet < 18
            ? Then("ReduceMean", [], ("axes", axes), ("keepdims", keepsSizes ? 1L : 0L))
            : Then("ReduceMean", [Model.Shape(axes)], ("keepdims", keepsSizes ? 1L : 0L));
        return keepsSizes ? model.Sized(Channels, 1, 1) : model.Flat(Channels);
    }

    public ChainModel Flatten() => Then("Flatten", []).Flat(Channels * Height * Width);

    public ChainModel Reshape(params long[] shape) => Then("Reshape", [Model.Shape(shape)]).Flat(Channels * Height * Width);

    public ChainModel Gemm(int outputs, bool outputFirst = true, float alpha = 1, float beta = 1, bool bias = true)
    {
        string weights = Model.Constant(Weights(outputs * Width, Width), outputFirst ? [outputs, Width] : [Width, outputs]);
        string[] operands = bias ? [weights, Model.Constant(Values(outputs, -0.3f, 0.3f), outputs)] : [weights];
        return Then("Gemm", operands, ("transB", outputFirst ? 1L : 0L), ("alpha", alpha), ("beta", beta)).Flat(outputs);
    }

    public ChainModel MatMulAdd(int outputs)
    {
        Then("MatMul", [Model.Constant(Weights(outputs * Width, Width), Width, outputs)]);
        return Flat(outputs).Add(outputs);
    }

    /// <summary>Adds a constant of the shape.</summary>
    public ChainModel Add(params long[] shape) => Then("Add", [Model.Constant(Values((int)shape.Aggregate(1L, (product, size) => product * size), -0.5f, 0.5f), shape)]);

    public ChainModel Dropout() => _operatorSet < 12 ? Then("Dropout", [], ("ratio", 0.5f)) : Then("Dropout", [Model.Constant([0.5f])]);

    public ChainModel Identity() => Then("Identity", []);

    public ChainModel Softmax(long? axis = null) => axis is { } given ? Then("Softmax", [], ("axis", given)) : Then("Softmax", []);

    /// <summary>Any node that reads what the last one put out, and constants.</summary>
    public ChainModel Then(string kind, string[] constants, params ReadOnlySpan<(string, object)> attributes)
    {
        Last = Model.Node(kind, [Last, .. constants], attributes);
        return this;
    }

    public byte[] Build() => Model.Output(Last).Build();

    public float[] Values(int count, float low, float high)
    {
        float[] values = new float[count];
        for (int i = 0; i < count; i++)
        {
            values[i] = low + ((high - low) * _random.NextSingle());
        }

        return values;
    }

    // Of a size that keeps activations alike through any number of layers.
    public float[] Weights(int count, int perOutput)
    {
        float limit = MathF.Sqrt(6f / perOutput);
        return Values(count, -limit, limit);
    }

    public ChainModel Sized(int channels, int height, int width)
    {
        (Channels, Height, Width) = (channels, height, width);
        return this;
    }

    private void Convolve(int outputs, int kernel, bool bias, int groups, params ReadOnlySpan<(string, object)> attributes)
    {
        int perOutput = Channels / groups * kernel * kernel;
        string weights = Model.Constant(Weights(outputs * perOutput, perOutput), outputs, Channels / groups, kernel, kernel);
        Then("Conv", bias ? [weights, Model.Constant(Values(outputs, -0.3f, 0.3f), outputs)] : [weights], attributes);
    }

    // Height -1 says that only the batch and one more dimension are left.
    private ChainModel Flat(int width) => Sized(1, -1, width);
}
