using NeuralMarket.Format.BaseNetworks;
using NeuralMarket.Inference.Devices;
using NeuralMarket.Inference.Networks;
using NeuralMarket.Inference.Networks.Execution;
using NeuralMarket.Inference.Networks.Planning;

namespace NeuralMarket.Benchmarks;

/// <summary>
/// How many inputs of the dense layers are not 0: for one image the time depends on it, and random weights know nothing of what training does. A network's biases are moved
/// until the shares are those wanted.
/// </summary>
internal static class LiveInputs
{
    /// <summary>
    /// Of VGG16 as trained, by dense layer: Han et al., <i>EIE: Efficient Inference Engine on Compressed Deep Neural Network</i>, ISCA 2016, arXiv:1602.01528, table III.
    /// </summary>
    public static readonly double[] OfTrainedVgg16 = [0.183, 0.375, 0.411];

    /// <summary>Where there is nothing to leave out: the worst case.</summary>
    public static readonly double[] All = [1, 1, 1];

    /// <summary>The network with other biases before each dense layer.</summary>
    /// <param name="network">Layers with ReLU before each dense layer.</param>
    /// <param name="device">Where it is computed.</param>
    /// <param name="image">One image's inputs, for which the shares hold.</param>
    /// <param name="shares">For each dense layer, the share of its inputs that are not 0 then.</param>
    public static SyntheticNetwork Set(SyntheticNetwork network, ComputeDevice device, float[] image, ReadOnlySpan<double> shares)
    {
        int[] dense = [.. Enumerable.Range(0, network.Definition.Layers.Count).Where(index => network.Definition.Layers[index] is DenseLayer)];
        for (int i = 0; i < dense.Length; i++)
        {
            network = Set(network, device, image, dense[i], shares[i]);
        }

        return network;
    }

    private static SyntheticNetwork Set(SyntheticNetwork network, ComputeDevice device, float[] image, int dense, double share)
    {
        int before = Enumerable.Range(0, dense).Last(index => network.Definition.Layers[index].BiasCount > 0);
        float[] values = [.. WithoutRelu(network, device, image, dense, before).Order()];
        int zeros = (int)((1 - share) * values.Length);

        // A maximum over windows and a lower bias may change places.
        float shift = zeros > 0 ? values[zeros - 1] : values[0] - 1;
        LayerParameters[] parameters = [.. network.Parameters];
        parameters[before] = parameters[before] with { Biases = [.. parameters[before].Biases.Select(bias => bias - shift)] };
        return network with { Parameters = parameters };
    }

    /// <summary>What would go into a dense layer if the layer before it had no ReLU.</summary>
    private static float[] WithoutRelu(SyntheticNetwork network, ComputeDevice device, float[] image, int dense, int before)
    {
        DenseLayer last = new(network.Definition.Layers[dense].Input, new Shape(2, 1, 1), DenseActivation.Softmax);
        List<Layer> layers = [.. network.Definition.Layers.Take(dense), last];
        layers[before] = layers[before] switch
        {
            ConvolutionLayer convolution => convolution with { Relu = false },
            DenseLayer layer => layer with { Activation = DenseActivation.None },
            Layer other => other,
        };
        LayerParameters none = new(new float[last.WeightCount], new float[last.BiasCount]);
        SyntheticNetwork cut = new(network.Definition with { Layers = layers }, [.. network.Parameters.Take(dense), none]);
        using DeviceNetwork execution = new(device, cut.Definition, cut.Layer, new NetworkRunnerOptions { MaximumBatch = 1 });
        return OpenClNetworkRunner.Run(device, execution, cut.Definition, image, 1, CancellationToken.None).Features;
    }
}
