using NeuralMarket.Cli.Files;
using NeuralMarket.Format.BaseNetworks;
using NeuralMarket.Format.Findings;
using NeuralMarket.Inference.Images;

namespace NeuralMarket.Cli.Commands;

/// <summary>Why an image has no result. Whether it could be read at all decides between "no" and "wrong call".</summary>
internal sealed record ImageProblem(string Message, bool IsReadable);

/// <summary>From an image file to a network's input.</summary>
internal static class ImageInput
{
    /// <summary>Reads and decodes one file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="network">The network.</param>
    /// <param name="input">Receives [3, H, W].</param>
    /// <returns><see langword="null"/>, or why there is no input.</returns>
    public static ImageProblem? Read(string path, NetworkDefinition network, Span<float> input)
    {
        try
        {
            Reading<DecodedImage> decoded = ImageDecoder.Decode(InputFile.Read(path, ImageDecoder.MaximumFileBytes), path);
            Finding? problem = decoded.Value is DecodedImage image ? InputTransform.Apply(image, network, input, path) : decoded.Findings[0];
            return problem is null ? null : new($"{problem.Message} ({problem.Rule})", true);
        }
        catch (UnusableException unreadable)
        {
            return new($"{unreadable.Message} (image.file)", false);
        }
    }
}
