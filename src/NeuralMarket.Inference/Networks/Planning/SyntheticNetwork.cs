using NeuralMarket.Format.BaseNetworks;
using NeuralMarket.Inference.Networks.Loading;

namespace NeuralMarket.Inference.Networks.Planning;

/// <summary>A network made up in code with pseudo-random parameters: for the known-answer check, tests and benchmarks.</summary>
/// <param name="Definition">Its layers.</param>
/// <param name="Parameters">Layer by layer.</param>
internal sealed record SyntheticNetwork(NetworkDefinition Definition, LayerParameters[] Parameters)
{
    /// <summary>One layer's parameters.</summary>
    public LayerSource Layer(int index) => new LoadedLayer(Parameters[index]);

    /// <summary>Chains layers from an input shape; each is made from the shape before it.</summary>
    public static SyntheticNetwork Create(Shape input, uint seed, params ReadOnlySpan<Func<Shape, Layer>> makers)
    {
        List<Layer> layers = [];
        Shape shape = input;
        foreach (Func<Shape, Layer> make in makers)
        {
            layers.Add(make(shape));
            shape = layers[^1].Output;
        }

        PixelEncoding pixels = new(ChannelOrder.Rgb, 1, [0, 0, 0], [1, 1, 1]);
        NetworkDefinition definition = new("synthetic", input, Math.Max(input.Height, input.Width), pixels, "map_clsloc.txt", layers);
        PseudoRandom random = new(seed);
        return new SyntheticNetwork(definition, [.. layers.Select(layer => ParametersFor(layer, random))]);
    }

    /// <summary>The same with weights that are numbers of half precision, so that keeping them so changes nothing.</summary>
    public SyntheticNetwork RoundedToHalf() =>
        this with { Parameters = [.. Parameters.Select(layer => layer with { Weights = [.. layer.Weights.Select(weight => (float)(Half)weight)] })] };

    public static Func<Shape, Layer> Convolution(int outputs, int kernel, int stride = 1, int pad = 0, int groups = 1, bool relu = true) => input =>
        new ConvolutionLayer(input, new Shape(outputs, Slid(input.Height, kernel, stride, pad), Slid(input.Width, kernel, stride, pad)), kernel, stride, pad, groups, relu);

    public static Func<Shape, Layer> Pool(PoolKind kind, int window, int stride, int pad = 0) => input =>
        new PoolLayer(input, input with { Height = Slid(input.Height, window, stride, pad), Width = Slid(input.Width, window, stride, pad) }, kind, window, stride, pad);

    public static Func<Shape, Layer> GlobalAverage() => input => new GlobalAveragePoolLayer(input, input with { Height = 1, Width = 1 });

    public static Func<Shape, Layer> Dense(int outputs, DenseActivation activation) => input => new DenseLayer(input, new Shape(outputs, 1, 1), activation);

    /// <summary>How often a window fits.</summary>
    private static int Slid(int size, int window, int stride, int pad) => ((size + (2 * pad) - window) / stride) + 1;

    /// <summary>Of a size that keeps activations near 1 through any number of layers.</summary>
    private static LayerParameters ParametersFor(Layer layer, PseudoRandom random)
    {
        float scale = layer.BiasCount == 0 ? 0 : MathF.Sqrt(6f / (layer.WeightCount / layer.BiasCount));
        return new LayerParameters(random.Values(checked((int)layer.WeightCount), scale), random.Values(checked((int)layer.BiasCount), 0.1f));
    }
}

/// <summary>The same numbers on every machine and in every version (a linear congruential generator; Knuth's MMIX constants).</summary>
internal sealed class PseudoRandom(uint seed)
{
    private ulong _state = seed;

    /// <summary>Uniform between −<paramref name="scale"/> and <paramref name="scale"/>.</summary>
    public float[] Values(int count, float scale)
    {
        float[] values = new float[count];
        for (int i = 0; i < count; i++)
        {
            _state = unchecked((_state * 6364136223846793005UL) + 1442695040888963407UL);
            values[i] = scale * (((_state >> 40) / (float)(1 << 23)) - 1f);
        }

        return values;
    }
}
