using System.Runtime.CompilerServices;
using NeuralMarket.Format.BaseNetworks;
using NeuralMarket.Format.Weights;

namespace NeuralMarket.Regression.PatchTests;

/// <summary>The base network's own last layer as a patch's would be: N rows on F features.</summary>
internal static class BaseLayer
{
    private static readonly ConditionalWeakTable<BaseNetwork, PatchWeights> Read = [];

    /// <summary>Reads it once for each opened network; <see langword="null"/> when the network's files are gone.</summary>
    public static PatchWeights? Of(BaseNetwork network)
    {
        if (!File.Exists(network.DataPath))
        {
            return null;
        }

        return Read.GetValue(network, opened =>
        {
            LayerParameters parameters = opened.ReadParameters(opened.Definition.Layers.Count - 1);
            return new PatchWeights(ElementType.F32, opened.Definition.CategoryCount, opened.Definition.FeatureCount, parameters.Weights, parameters.Biases);
        });
    }
}
