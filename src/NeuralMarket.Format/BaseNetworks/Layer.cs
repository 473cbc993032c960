namespace NeuralMarket.Format.BaseNetworks;

/// <summary>The shape of one image's activations.</summary>
/// <param name="Channels">Channels, or the width of a dense layer.</param>
/// <param name="Height">Rows; 1 behind a dense layer.</param>
/// <param name="Width">Columns; 1 behind a dense layer.</param>
public readonly record struct Shape(int Channels, int Height, int Width)
{
    /// <summary>Channels · height · width.</summary>
    public long Count => (long)Channels * Height * Width;
}

/// <summary>One layer statement with the shapes it was resolved to (base-network.md). Closed: the four kinds below are all there are.</summary>
/// <param name="Input">What it reads.</param>
/// <param name="Output">What it puts out.</param>
public abstract record Layer(Shape Input, Shape Output)
{
    /// <summary>How many weights it has; they stand before its biases in NAME.data.</summary>
    public virtual long WeightCount => 0;

    /// <summary>How many biases it has.</summary>
    public virtual long BiasCount => 0;

    /// <summary>Weights and biases.</summary>
    public long ParameterCount => WeightCount + BiasCount;

    /// <summary>The statement's first words, for people and JSON: <c>conv</c>, <c>pool max</c>, <c>pool average</c>, <c>pool global-average</c>, <c>dense</c>.</summary>
    public abstract string Kind { get; }
}

/// <summary>Cross-correlation with square kernels and zero padding; weights [out][in / groups][row][column].</summary>
public sealed record ConvolutionLayer(Shape Input, Shape Output, int Kernel, int Stride, int Pad, int Groups, bool Relu) : Layer(Input, Output)
{
    /// <inheritdoc/>
    public override long WeightCount => (long)Output.Channels * (Input.Channels / Groups) * Kernel * Kernel;

    /// <inheritdoc/>
    public override long BiasCount => Output.Channels;

    /// <inheritdoc/>
    public override string Kind => "conv";
}

/// <summary>How a pool combines its window.</summary>
public enum PoolKind
{
    /// <summary>The largest; padding never wins.</summary>
    Max,

    /// <summary>The mean of the pixels inside the input.</summary>
    Average,
}

/// <summary>A pool over windows; output sizes round down.</summary>
public sealed record PoolLayer(Shape Input, Shape Output, PoolKind Pool, int Window, int Stride, int Pad) : Layer(Input, Output)
{
    /// <inheritdoc/>
    public override string Kind => Pool == PoolKind.Max ? "pool max" : "pool average";
}

/// <summary>One value a channel: the mean over all its pixels.</summary>
public sealed record GlobalAveragePoolLayer(Shape Input, Shape Output) : Layer(Input, Output)
{
    /// <inheritdoc/>
    public override string Kind => "pool global-average";
}

/// <summary>What follows a dense layer's sums.</summary>
public enum DenseActivation
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>max(0, x).</summary>
    Relu,

    /// <summary>Softmax; on the last layer and there only.</summary>
    Softmax,
}

/// <summary>Fully connected; weights [out][in], reading channels, rows, columns in that order.</summary>
public sealed record DenseLayer(Shape Input, Shape Output, DenseActivation Activation) : Layer(Input, Output)
{
    /// <inheritdoc/>
    public override long WeightCount => Output.Channels * Input.Count;

    /// <inheritdoc/>
    public override long BiasCount => Output.Channels;

    /// <inheritdoc/>
    public override string Kind => "dense";
}
