using NeuralMarket.Format.BaseNetworks;
using NeuralMarket.Inference.Networks.Tuning;

namespace NeuralMarket.Inference.Networks.Planning;

/// <summary>How activations lie in memory; see <c>Kernels/common.cl</c>.</summary>
internal enum ActivationLayout
{
    /// <summary>[image][channel][row][column].</summary>
    Planar,

    /// <summary>[image][channel block][row][column][channel in its block].</summary>
    Blocked,
}

/// <summary>One thing to do, from one activation buffer into the other.</summary>
/// <param name="LayerIndex">The layer it belongs to.</param>
/// <param name="Input">What it reads.</param>
/// <param name="Output">What it puts out.</param>
internal abstract record PlanStep(int LayerIndex, Shape Input, Shape Output)
{
    /// <summary>How its output lies.</summary>
    public abstract ActivationLayout OutputLayout { get; }
}

/// <summary>A convolution; its output is blocked.</summary>
internal sealed record ConvolutionStep(int LayerIndex, ConvolutionLayer Layer, ActivationLayout InputLayout) : PlanStep(LayerIndex, Layer.Input, Layer.Output)
{
    public override ActivationLayout OutputLayout => ActivationLayout.Blocked;
}

/// <summary>A 3 × 3 convolution by Winograd's method, blocked to blocked, with the 2 × 2 maximum behind it when there is one.</summary>
internal sealed record WinogradStep(int LayerIndex, ConvolutionLayer Layer, PoolLayer? Pool, WinogradTransform Transform)
    : PlanStep(LayerIndex, Layer.Input, Pool?.Output ?? Layer.Output)
{
    public override ActivationLayout OutputLayout => ActivationLayout.Blocked;

    /// <summary>Tiles along the height.</summary>
    public int TileRows => Transform.TilesAlong(Layer.Output.Height);

    /// <summary>Tiles along the width.</summary>
    public int TileColumns => Transform.TilesAlong(Layer.Output.Width);

    /// <summary>Tiles of an image.</summary>
    public int Tiles => TileRows * TileColumns;
}

/// <summary>A pool over windows, blocked to blocked.</summary>
internal sealed record PoolStep(int LayerIndex, PoolLayer Layer) : PlanStep(LayerIndex, Layer.Input, Layer.Output)
{
    public override ActivationLayout OutputLayout => ActivationLayout.Blocked;
}

/// <summary>A global average, blocked to blocked.</summary>
internal sealed record GlobalAverageStep(int LayerIndex, GlobalAveragePoolLayer Layer) : PlanStep(LayerIndex, Layer.Input, Layer.Output)
{
    public override ActivationLayout OutputLayout => ActivationLayout.Blocked;
}

/// <summary>A dense layer, planar to planar; softmax included.</summary>
internal sealed record DenseStep(int LayerIndex, DenseLayer Layer) : PlanStep(LayerIndex, Layer.Input, Layer.Output)
{
    public override ActivationLayout OutputLayout => ActivationLayout.Planar;
}

/// <summary>The same activations in the other layout.</summary>
internal sealed record LayoutStep(int LayerIndex, Shape Shape, ActivationLayout Target) : PlanStep(LayerIndex, Shape, Shape)
{
    public override ActivationLayout OutputLayout => Target;
}

/// <summary>What a network does on a device, step by step: pure, it knows layouts and sizes but no device.</summary>
/// <param name="Definition">The network.</param>
/// <param name="BlockWidth">B, the channels side by side in a blocked layout.</param>
/// <param name="Steps">In the order in which they run; the last reads the features, planar, and puts out the probabilities.</param>
internal sealed record NetworkPlan(NetworkDefinition Definition, int BlockWidth, IReadOnlyList<PlanStep> Steps)
{
    /// <summary>The most values that one image needs in an activation buffer.</summary>
    public long LargestActivation => Math.Max(LargestOf(0), LargestOf(1));

    /// <summary>The most values that one image needs in one of the two activation buffers: the first holds the inputs and every second step's outputs, the second the others.</summary>
    public long LargestOf(int buffer) => Steps.Select(step => Values(step.Output, step.OutputLayout)).Prepend(Definition.Input.Count).Where((_, position) => position % 2 == buffer).Max();

    /// <summary>Plans a network.</summary>
    /// <param name="definition">The network.</param>
    /// <param name="blockWidth">B.</param>
    /// <param name="families">The fast kernels that may be used.</param>
    /// <param name="largeTileChannels">Up to this many input channels 3 × 3 convolutions may take tiles of 6 × 6 outputs.</param>
    public static NetworkPlan Create(NetworkDefinition definition, int blockWidth, KernelFamilies families = KernelFamilies.None, int largeTileChannels = 0)
    {
        List<PlanStep> steps = [];
        ActivationLayout layout = ActivationLayout.Planar;
        for (int index = 0; index < definition.Layers.Count; index++)
        {
            Layer layer = definition.Layers[index];
            if (RequiredLayout(layer) is { } required && required != layout)
            {
                steps.Add(new LayoutStep(index, layer.Input, required));
                layout = required;
            }

            PlanStep step = StepFor(index, layer, layout);
            if ((families & (KernelFamilies.Winograd | KernelFamilies.WinogradItems)) != 0 && step is ConvolutionStep convolution && SuitsWinograd(convolution))
            {
                PoolLayer? pool = PoolBehind(definition, index);
                step = new WinogradStep(index, convolution.Layer, pool, TransformFor(convolution.Layer, largeTileChannels));
                index += pool is null ? 0 : 1;
            }

            steps.Add(step);
            layout = step.OutputLayout;
        }

        return new NetworkPlan(definition, blockWidth, steps);
    }

    /// <summary>How many values activations of a shape take, with the channels that fill up the last block.</summary>
    public long Values(Shape shape, ActivationLayout layout) => layout == ActivationLayout.Planar
        ? shape.Count
        : (long)Blocks(shape.Channels, BlockWidth) * BlockWidth * shape.Height * shape.Width;

    public static int Blocks(int channels, int blockWidth) => (channels + blockWidth - 1) / blockWidth;

    private static bool SuitsWinograd(ConvolutionStep step) =>
        step.InputLayout == ActivationLayout.Blocked && step.Layer is { Kernel: 3, Stride: 1, Groups: 1 };

    /// <summary>The larger tiles where they save a twentieth of the multiplications: not where too many of their outputs lie outside.</summary>
    private static WinogradTransform TransformFor(ConvolutionLayer layer, int largeTileChannels)
    {
        const double WorthTheirErrors = 0.95;
        (WinogradTransform four, WinogradTransform six) = (WinogradTransform.Four, WinogradTransform.Six);
        return layer.Input.Channels <= largeTileChannels && Products(six) < WorthTheirErrors * Products(four) ? six : four;

        long Products(WinogradTransform transform) => (long)transform.Points * transform.TilesAlong(layer.Output.Height) * transform.TilesAlong(layer.Output.Width);
    }

    /// <summary>The maximum over 2 × 2 that can be taken as a tile is written.</summary>
    private static PoolLayer? PoolBehind(NetworkDefinition definition, int index) =>
        definition.Layers.ElementAtOrDefault(index + 1) is PoolLayer { Pool: PoolKind.Max, Window: 2, Stride: 2, Pad: 0 } pool ? pool : null;

    /// <summary>A convolution reads either layout.</summary>
    private static ActivationLayout? RequiredLayout(Layer layer) => layer switch
    {
        ConvolutionLayer => null,
        DenseLayer => ActivationLayout.Planar,
        _ => ActivationLayout.Blocked,
    };

    private static PlanStep StepFor(int index, Layer layer, ActivationLayout layout) => layer switch
    {
        ConvolutionLayer convolution => new ConvolutionStep(index, convolution, layout),
        PoolLayer pool => new PoolStep(index, pool),
        GlobalAveragePoolLayer average => new GlobalAverageStep(index, average),
        DenseLayer dense => new DenseStep(index, dense),
        _ => throw new NotSupportedException($"Unknown layer {layer.Kind}."),
    };
}
