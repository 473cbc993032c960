using NeuralMarket.Cli.Files;
using NeuralMarket.Format.BaseNetworks;
using NeuralMarket.Format.Findings;
using NeuralMarket.Inference.Images;

namespace NeuralMarket.Cli.Commands;

/// <summary>Why an image has no result. Whether it could be read at all decides between "no" and "wrong call".</summary>
internal sealed record ImageProblem(string Message, bool IsReadable);

/// <summary>From image files to a network's input.</summary>
internal static class ImageInput
{
    /// <summary>Reads and decodes files, several at a time; one that cannot be used does not stop the rest.</summary>
    /// <param name="paths">n files.</param>
    /// <param name="network">The network.</param>
    /// <param name="inputs">Receives [n, 3, H, W].</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>For each file <see langword="null"/>, or why there is no input.</returns>
    public static ImageProblem?[] Read(IReadOnlyList<string> paths, NetworkDefinition network, float[] inputs, CancellationToken cancellationToken)
    {
        int length = checked((int)network.Input.Count);
        var problems = new ImageProblem?[paths.Count];
        Parallel.For(0, paths.Count, new ParallelOptions { CancellationToken = cancellationToken, MaxDegreeOfParallelism = Environment.ProcessorCount }, i =>
            problems[i] = Read(paths[i], network, inputs.AsSpan(i * length, length)));
        return problems;
    }

    private static ImageProblem? Read(string path, NetworkDefinition network, Span<float> input)
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
        catch (OutOfMemoryException)
        {
            return new($"There is not enough memory to decode it. ({ImageRules.Pixels})", true);
        }
        catch (Exception broken) when (broken is not OperationCanceledException)
        {
            // A file on which a decoder breaks is damaged for whoever asks, and must not take the others with it.
            return new($"The decoder cannot make sense of it. ({ImageRules.Damaged})", true);
        }
    }
}
