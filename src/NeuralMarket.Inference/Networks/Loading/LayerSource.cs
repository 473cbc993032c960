using NeuralMarket.Format.BaseNetworks;
using NeuralMarket.Inference.Devices;

namespace NeuralMarket.Inference.Networks.Loading;

/// <summary>One layer's parameters, read as they are needed, so that no second copy of a large layer ever lies in memory. Safe to read from several threads.</summary>
internal abstract class LayerSource
{
    /// <summary>Reads some of the weights, in NAME.data's order.</summary>
    /// <exception cref="IOException">They cannot be read, or the file became shorter.</exception>
    public abstract void ReadWeights(long first, Span<float> weights);

    /// <summary>[out].</summary>
    /// <exception cref="IOException">They cannot be read, or the file became shorter.</exception>
    public abstract float[] ReadBiases();

    /// <summary>All weights of a small layer.</summary>
    public float[] ReadWeights(long count)
    {
        float[] weights = new float[count];
        ReadWeights(0, weights);
        return weights;
    }

    /// <summary>The weights as a kernel reads them: packed now, or kept from before.</summary>
    /// <param name="layout">Names the order and everything that it depends on beside the layer.</param>
    /// <param name="pack">Packs them.</param>
    public virtual HostMemory Packed(string layout, Func<HostMemory> pack) => pack();
}

/// <summary>Parameters that are in memory.</summary>
internal sealed class LoadedLayer(LayerParameters parameters) : LayerSource
{
    public override void ReadWeights(long first, Span<float> weights) => parameters.Weights.AsSpan((int)first, weights.Length).CopyTo(weights);

    public override float[] ReadBiases() => parameters.Biases;
}
