using NeuralMarket.Format.BaseNetworks;

namespace NeuralMarket.Inference.Import;

/// <summary>The layers laid so far, and what is known of the activations on top of them. Checks that report a problem return <see langword="false"/> or <see langword="null"/>.</summary>
internal sealed class LayerStack(Shape input, ImportFindings findings)
{
    private readonly List<NetworkStep> _steps = [];

    /// <summary>From the input upwards.</summary>
    public IReadOnlyList<NetworkStep> Steps => _steps;

    /// <summary>The one on top; <see langword="null"/> when there is none.</summary>
    public NetworkStep? Top => _steps.Count > 0 ? _steps[^1] : null;

    /// <summary>The shape of the activations on top.</summary>
    public Shape Shape { get; private set; } = input;

    /// <summary>Whether they are values in a row rather than channels, rows and columns.</summary>
    public bool IsFlat { get; set; }

    /// <summary>Whether a dense layer lies below: nothing that has rows and columns may follow.</summary>
    public bool IsBehindDense { get; set; }

    /// <summary>Whether none of them can be negative.</summary>
    public bool IsNonNegative { get; set; }

    /// <summary>Whether the softmax was laid.</summary>
    public bool IsEnded { get; set; }

    /// <summary>The shape, for sentences.</summary>
    public string ShapeText => IsFlat ? $"{Shape.Count} values" : $"{Shape.Channels} × {Shape.Height} × {Shape.Width}";

    /// <summary>Lays a layer on top.</summary>
    /// <param name="step">The layer.</param>
    /// <param name="output">The shape of what it puts out.</param>
    /// <param name="keepsSign">Whether what is not negative stays so.</param>
    public void Push(NetworkStep step, Shape output, bool keepsSign = false)
    {
        _steps.Add(step);
        Shape = output;
        IsNonNegative &= keepsSign;
    }

    /// <summary>A layer that puts out each channel as it is, to fold something into; not laid yet.</summary>
    public WeightedStep? Depthwise(Operation operation)
    {
        if (IsBehindDense || (IsFlat && Shape is not { Height: 1, Width: 1 }))
        {
            Refuse(operation, OnnxRules.Place, "There is no layer before it that it could be folded into.", "Put it directly behind a convolution or a dense layer.");
            return null;
        }

        ConvolutionShape shape = new(Kernel: 1, Stride: 1, Pad: 0, Groups: Shape.Channels, CoversInput: false);
        return new WeightedStep(operation.Place, new EqualWeights(Shape.Channels, 1, 1), shape, new double[Shape.Channels]);
    }

    /// <summary>Whether something with rows and columns may stand here.</summary>
    public bool CheckSpatial(Operation operation) => IsFlat || IsBehindDense
        ? Refuse(operation, OnnxRules.Place, "It stands behind a dense layer or a Flatten.", "Convolutions and pools come before the dense layers.")
        : true;

    /// <summary>The padding on all sides that makes of the activations what a window makes, and how often it fits along each axis.</summary>
    public (int Pad, Extent Output)? Slide(Operation operation, SlidingWindow window)
    {
        Extent size = new(Shape.Height, Shape.Width);
        (Extent begin, Extent end) = window.PaddingsFor(size);
        if (window.OutputFor(size) is not Extent output)
        {
            Refuse(operation, OnnxRules.Shape, $"Its window {window.Kernel} does not fit into {size} with the paddings {begin} and {end}.", "Export the model again.");
            return null;
        }

        if (window.PadFor(size) is int pad)
        {
            return (pad, output);
        }

        Refuse(
            operation,
            OnnxRules.Attribute,
            $"Its paddings, {begin} in front and {end} behind{(window.RoundsUp ? ", rounded up" : "")}, make {output} of {size}, which equal paddings on all sides, rounded down, do not.",
            "Choose a variant of the network with equal paddings, or another input size.");
        return null;
    }

    /// <summary>Reports what cannot be imported.</summary>
    public bool Refuse(Operation operation, string rule, string message, string remedy)
    {
        findings.Error(rule, operation.Place, message, remedy);
        return false;
    }
}
