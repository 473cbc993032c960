using NeuralMarket.Format.BaseNetworks;
using NeuralMarket.Format.Findings;

namespace NeuralMarket.Inference.Images;

/// <summary>From a decoded image to a network's input (base-network.md, "From an image to the input", steps 2 to 4). Pure; computes the cut alone.</summary>
public static class InputTransform
{
    /// <summary>Resizes, cuts and encodes.</summary>
    /// <param name="image">The image.</param>
    /// <param name="network">The network that says how.</param>
    /// <param name="chw">Receives the input, [3, height, width] in the network's channel order; exactly as long as the network's input.</param>
    /// <param name="where">How a finding names the place, usually the file's name.</param>
    /// <returns><see langword="null"/>, or the finding (<see cref="ImageRules.Cut"/>) that says why the image does not fit; <paramref name="chw"/> is then untouched.</returns>
    /// <exception cref="ArgumentException"><paramref name="chw"/> has another length.</exception>
    public static Finding? Apply(DecodedImage image, NetworkDefinition network, Span<float> chw, string where = "image") => throw new NotImplementedException();

    /// <summary>Resizes and cuts alone: the 8-bit pixels before <c>pixels</c> is applied.</summary>
    /// <returns>An image of the network's height and width, or <see cref="ImageRules.Cut"/>.</returns>
    public static Reading<DecodedImage> CropToBytes(DecodedImage image, NetworkDefinition network, string where = "image") => throw new NotImplementedException();
}
