namespace NeuralMarket.Format.Weights;

/// <summary>How a package stores its numbers (safetensors <c>dtype</c>).</summary>
public enum ElementType
{
    /// <summary>IEEE 754 binary32.</summary>
    F32,

    /// <summary>IEEE 754 binary16.</summary>
    F16,

    /// <summary>bfloat16: the upper half of a binary32.</summary>
    BF16,
}

/// <summary>The one fully connected layer of a patch, widened to single precision (exact for all three stored types).</summary>
public sealed class PatchWeights
{
    /// <summary>Takes weights [K, F] row by row and biases [K].</summary>
    /// <exception cref="ArgumentException">The lengths do not fit.</exception>
    public PatchWeights(ElementType elementType, int outputs, int features, float[] weight, float[] bias)
    {
        if (weight.Length != (long)outputs * features || bias.Length != outputs)
        {
            throw new ArgumentException($"A layer of {outputs} outputs on {features} features needs {(long)outputs * features} weights and {outputs} biases.");
        }

        (ElementType, Outputs, Features) = (elementType, outputs, features);
        (WeightValues, BiasValues) = (new(elementType, weight), new(elementType, bias));
    }

    internal PatchWeights(ElementType elementType, int outputs, int features, TensorValues weight, TensorValues bias) =>
        (ElementType, Outputs, Features, WeightValues, BiasValues) = (elementType, outputs, features, weight, bias);

    /// <summary>The type in which the package stores them.</summary>
    public ElementType ElementType { get; }

    /// <summary>K.</summary>
    public int Outputs { get; }

    /// <summary>F.</summary>
    public int Features { get; }

    /// <summary>[K, F], row k holds output index k+1. Widened on first use: checking and copying a package needs no numbers.</summary>
    public float[] Weight => WeightValues.Numbers;

    /// <summary>[K].</summary>
    public float[] Bias => BiasValues.Numbers;

    internal TensorValues WeightValues { get; }

    internal TensorValues BiasValues { get; }

    /// <summary>Row k (0-based), [F].</summary>
    public ReadOnlySpan<float> Row(int k) => Weight.AsSpan(k * Features, Features);
}
