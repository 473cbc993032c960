using NeuralMarket.Format.Findings;

namespace NeuralMarket.Format.BaseNetworks;

/// <summary>The order of an image's colour channels at the network's input.</summary>
public enum ChannelOrder
{
    /// <summary>Red, green, blue.</summary>
    Rgb,

    /// <summary>Blue, green, red.</summary>
    Bgr,
}

/// <summary>The <c>pixels</c> statement: value = (p · scale − mean) / std, p from 0 to 255, means and deviations in <see cref="Order"/>.</summary>
/// <param name="Order">Channel order.</param>
/// <param name="Scale">Default 1.</param>
/// <param name="Mean">Three values, default 0.</param>
/// <param name="Std">Three values, default 1.</param>
public sealed record PixelEncoding(ChannelOrder Order, double Scale, IReadOnlyList<double> Mean, IReadOnlyList<double> Std);

/// <summary>A checked NAME.txt (base-network.md).</summary>
/// <param name="Name">The network's name.</param>
/// <param name="Input">3 × height × width of what the first layer reads.</param>
/// <param name="Resize">The shorter side is scaled to this many pixels.</param>
/// <param name="Pixels">From bytes to input values.</param>
/// <param name="CategoriesFile">A plain file name beside NAME.txt.</param>
/// <param name="Layers">In the order in which they run; the last is a dense softmax layer.</param>
public sealed record NetworkDefinition(string Name, Shape Input, int Resize, PixelEncoding Pixels, string CategoriesFile, IReadOnlyList<Layer> Layers)
{
    /// <summary>F: what the last dense layer reads.</summary>
    public int FeatureCount => checked((int)Layers[Layers.Count - 1].Input.Count);

    /// <summary>N: the last layer's width.</summary>
    public int CategoryCount => Layers[Layers.Count - 1].Output.Channels;

    /// <summary>All weights and biases.</summary>
    public long ParameterCount => Layers.Sum(layer => layer.ParameterCount);

    /// <summary>The greatest size of a NAME.txt in bytes (64 KiB).</summary>
    public const int MaximumTextLength = 64 * 1024;

    /// <summary>Reads NAME.txt.</summary>
    public static Reading<NetworkDefinition> Read(ReadOnlyMemory<byte> text) => Read(text, "NAME.txt");

    internal static Reading<NetworkDefinition> Read(ReadOnlyMemory<byte> text, string fileName) => NetworkText.Read(text, fileName);
}
