using NeuralMarket.Format.BaseNetworks;

namespace NeuralMarket.Inference.Import;

/// <summary>One layer of the base network that is being made: its statement without parameters.</summary>
internal abstract class NetworkStep
{
    /// <summary>The statement in NAME.txt.</summary>
    public abstract string Statement { get; }
}

/// <summary>A pool.</summary>
internal sealed class PoolStep(string statement, bool isMaximum) : NetworkStep
{
    public override string Statement => statement;

    /// <summary>Whether it takes the largest of each window, so that relu may go before it as well as behind.</summary>
    public bool IsMaximum => isMaximum;
}

/// <summary>A layer with weights, into which what follows it is folded: output = activation(factor · (weights · input) + bias), factors and biases by output.</summary>
internal sealed class WeightedStep(string place, IWeightSource weights, ConvolutionShape? convolution, double[] biases) : NetworkStep
{
    /// <summary>The node that it came from, for findings.</summary>
    public string Place => place;

    /// <summary>The weights before <see cref="Factors"/>.</summary>
    public IWeightSource Weights => weights;

    /// <summary>By output.</summary>
    public double[] Factors { get; } = [.. Enumerable.Repeat(1.0, biases.Length)];

    /// <summary>By output.</summary>
    public double[] Biases => biases;

    public int Outputs => biases.Length;

    public DenseActivation Activation { get; set; }

    /// <summary>Its kernel when it is a convolution; <see langword="null"/> when it is dense.</summary>
    public ConvolutionShape? Convolution { get; private set; } = convolution;

    public override string Statement => (Convolution is { } shape
        ? $"conv {Outputs} kernel {shape.Kernel} stride {shape.Stride} pad {shape.Pad}{(shape.Groups > 1 ? $" groups {shape.Groups}" : "")}"
        : $"dense {Outputs}")
        + Activation switch { DenseActivation.Relu => " relu", DenseActivation.Softmax => " softmax", _ => "" };

    /// <summary>Multiplies and shifts what it puts out.</summary>
    public void Scale(ReadOnlySpan<double> factors, ReadOnlySpan<double> offsets)
    {
        for (int i = 0; i < Outputs; i++)
        {
            double factor = factors[factors.Length == 1 ? 0 : i];
            Factors[i] *= factor;
            biases[i] = (biases[i] * factor) + offsets[offsets.Length == 1 ? 0 : i];
        }
    }

    /// <summary>A convolution whose kernel covers its whole input is a dense layer with the same weights in the same order.</summary>
    public void BecomeDense() => Convolution = null;
}

/// <summary>A convolution's numbers.</summary>
/// <param name="Kernel">Rows and columns of a kernel.</param>
/// <param name="Stride">Step.</param>
/// <param name="Pad">On every side.</param>
/// <param name="Groups">Groups of channels.</param>
/// <param name="CoversInput">Whether its one window is its whole input, all channels together.</param>
internal sealed record ConvolutionShape(int Kernel, int Stride, int Pad, int Groups, bool CoversInput);

/// <summary>A layer's weights, read output by output in NAME.data's order.</summary>
internal interface IWeightSource
{
    /// <summary>How many weights an output has.</summary>
    int PerOutput { get; }

    /// <summary>All weights of all outputs; a view where that needs no copy.</summary>
    /// <exception cref="IOException">They lie in a file that cannot be read.</exception>
    ReadOnlySpan<float> Read();
}

/// <summary>The model's weights as they are: [out][in …].</summary>
internal sealed class StoredWeights(ConstantTensor tensor) : IWeightSource
{
    public int PerOutput => tensor.Count / (int)tensor.Dimensions[0];

    public ReadOnlySpan<float> Read() => tensor.Singles();
}

/// <summary>The model's weights with rows and columns exchanged: [in][out] there.</summary>
internal sealed class TransposedWeights(ConstantTensor tensor) : IWeightSource
{
    // Both sides of a block stay in the processor's cache.
    private const int Block = 64;

    public int PerOutput => (int)tensor.Dimensions[0];

    public ReadOnlySpan<float> Read()
    {
        ReadOnlySpan<float> stored = tensor.Singles();
        (int inputs, int outputs) = ((int)tensor.Dimensions[0], (int)tensor.Dimensions[1]);
        float[] turned = new float[stored.Length];
        for (int rows = 0; rows < inputs; rows += Block)
        {
            for (int columns = 0; columns < outputs; columns += Block)
            {
                Turn(stored, turned, (rows, Math.Min(rows + Block, inputs)), (columns, Math.Min(columns + Block, outputs)), inputs, outputs);
            }
        }

        return turned;
    }

    private static void Turn(ReadOnlySpan<float> stored, float[] turned, (int From, int To) rows, (int From, int To) columns, int inputs, int outputs)
    {
        for (int column = columns.From; column < columns.To; column++)
        {
            for (int row = rows.From; row < rows.To; row++)
            {
                turned[((long)column * inputs) + row] = stored[(row * outputs) + column];
            }
        }
    }
}

/// <summary>The same weight everywhere: for layers that the model has no weights for.</summary>
internal sealed class EqualWeights(int outputs, int perOutput, float weight) : IWeightSource
{
    public int PerOutput => perOutput;

    public ReadOnlySpan<float> Read()
    {
        float[] weights = new float[outputs * perOutput];
        Array.Fill(weights, weight);
        return weights;
    }
}
