using NeuralMarket.Format.BaseNetworks;

namespace NeuralMarket.Inference.Import;

/// <summary>What a node does with the image's activations, its constants resolved; shapes are not known yet. Closed: the kinds below are all there are.</summary>
/// <param name="Place">The node, for findings.</param>
internal abstract record Operation(string Place);

/// <summary>A convolution with square kernels.</summary>
/// <param name="Place">The node, for findings.</param>
/// <param name="Weights">[out][in / groups][row][column].</param>
/// <param name="Biases">[out]; none means 0.</param>
/// <param name="Window">How its kernel moves.</param>
/// <param name="Groups">Groups of channels.</param>
internal sealed record ConvolutionOperation(string Place, ConstantTensor Weights, double[]? Biases, SlidingWindow Window, int Groups) : Operation(Place)
{
    public int Outputs => (int)Weights.Dimensions[0];

    public int InputsPerGroup => (int)Weights.Dimensions[1];
}

/// <summary>A fully connected layer.</summary>
/// <param name="Place">The node, for findings.</param>
/// <param name="Weights">[in][out], or [out][in] when <paramref name="IsOutputFirst"/>.</param>
/// <param name="IsOutputFirst">The weights' order.</param>
/// <param name="Factor">What the weights are multiplied with.</param>
/// <param name="Biases">[out]; none means 0.</param>
internal sealed record DenseOperation(string Place, ConstantTensor Weights, bool IsOutputFirst, double Factor, double[]? Biases) : Operation(Place)
{
    public int Outputs => (int)Weights.Dimensions[IsOutputFirst ? 0 : 1];

    public int Inputs => (int)Weights.Dimensions[IsOutputFirst ? 1 : 0];
}

/// <summary>x · factor + offset, by channel: a batch normalisation, or the addition of a constant.</summary>
/// <param name="Place">The node, for findings.</param>
/// <param name="Factors">By channel, or one for all of them when <paramref name="Rank"/> is 0.</param>
/// <param name="Offsets">As many.</param>
/// <param name="Rank">How many dimensions behind the batch the activations must have (3: channels, rows, columns; 1: values); <see langword="null"/> for either.</param>
internal sealed record ChannelScaleOperation(string Place, double[] Factors, double[] Offsets, int? Rank) : Operation(Place)
{
    /// <summary>Whether its one number is for all channels.</summary>
    public bool IsForAll => Rank == 0;
}

/// <summary>max(0, x).</summary>
internal sealed record ReluOperation(string Place) : Operation(Place);

/// <summary>A pool over windows.</summary>
/// <param name="Place">The node, for findings.</param>
/// <param name="Kind">How a window is combined.</param>
/// <param name="Window">How it moves.</param>
/// <param name="CountsPadding">Whether an average divides by the whole window rather than by its pixels inside the input.</param>
internal sealed record PoolOperation(string Place, PoolKind Kind, SlidingWindow Window, bool CountsPadding) : Operation(Place);

/// <summary>The mean of every channel.</summary>
/// <param name="Place">The node, for findings.</param>
/// <param name="Flattens">Whether height and width are gone then.</param>
internal sealed record GlobalAverageOperation(string Place, bool Flattens) : Operation(Place);

/// <summary>Another shape for the same numbers.</summary>
/// <param name="Place">The node, for findings.</param>
/// <param name="Dimensions">The shape as ONNX's Reshape states it: 0 keeps a size, −1 is what is left.</param>
internal sealed record ReshapeOperation(string Place, long[] Dimensions) : Operation(Place);

/// <summary>Everything from an axis on becomes one dimension.</summary>
internal sealed record FlattenOperation(string Place, long Axis) : Operation(Place);

/// <summary>Softmax.</summary>
/// <param name="Place">The node, for findings.</param>
/// <param name="Axis">The axis.</param>
/// <param name="Flattens">Whether it runs over all axes from that one on (before operator set 13).</param>
internal sealed record SoftmaxOperation(string Place, long Axis, bool Flattens) : Operation(Place);

/// <summary>Nothing: Identity, and Dropout outside training.</summary>
internal sealed record IdentityOperation(string Place) : Operation(Place);
