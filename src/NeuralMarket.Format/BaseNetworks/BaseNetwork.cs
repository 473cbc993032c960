using NeuralMarket.Format.Categories;
using NeuralMarket.Format.Findings;

namespace NeuralMarket.Format.BaseNetworks;

/// <summary>A checked base network snapshot: three files side by side (base-network.md). Parameters stay on disk and are read layer by layer.</summary>
/// <param name="Definition">NAME.txt.</param>
/// <param name="Categories">The network's own categories, N of them.</param>
/// <param name="Identity">SHA-256 of NAME.txt, NAME.data and the categories file, lower-case hex.</param>
/// <param name="TextPath">Path of NAME.txt.</param>
/// <param name="DataPath">Path of NAME.data.</param>
/// <param name="CategoriesPath">Path of the categories file.</param>
public sealed record BaseNetwork(NetworkDefinition Definition, CategoryList Categories, string Identity, string TextPath, string DataPath, string CategoriesPath)
{
    /// <summary>Opens and verifies a snapshot by the path of its NAME.txt: the text, the data's length, that every value is finite, the categories.</summary>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public static Reading<BaseNetwork> Open(string textPath) => BaseNetworkFiles.Open(textPath);

    /// <summary>Reads one layer's weights and biases.</summary>
    /// <param name="layerIndex">0-based index into the definition's layers.</param>
    /// <exception cref="IOException">The file cannot be read, or is shorter than when it was opened.</exception>
    public LayerParameters ReadParameters(int layerIndex)
    {
        Layer layer = Definition.Layers[layerIndex];
        using FileStream data = File.OpenRead(DataPath);
        data.Position = sizeof(float) * Definition.Layers.Take(layerIndex).Sum(below => below.ParameterCount);
        float[] weights = BaseNetworkFiles.ReadSingles(data, layer.WeightCount);
        return new(weights, BaseNetworkFiles.ReadSingles(data, layer.BiasCount));
    }
}

/// <summary>One layer's parameters, in NAME.data's order.</summary>
/// <param name="Weights">conv: [out][in / groups][row][column]; dense: [out][in]; empty for pools.</param>
/// <param name="Biases">[out]; empty for pools.</param>
public sealed record LayerParameters(float[] Weights, float[] Biases);
