using System.Security.Cryptography;
using NeuralMarket.Format.BaseNetworks;
using NeuralMarket.Format.Findings;
using NeuralMarket.Inference.Images;
using NeuralMarket.Regression.ImageSets;

namespace NeuralMarket.Regression.Features;

/// <summary>Photos made ready for a base network.</summary>
/// <param name="Usable">Those that could be decoded and cut.</param>
/// <param name="Inputs">Their inputs one behind the other, [Usable, 3, height, width].</param>
/// <param name="Failed">The others, with the reason.</param>
internal sealed record PhotoBatch(
    IReadOnlyList<LabelledImage> Usable, ReadOnlyMemory<float> Inputs, IReadOnlyList<(LabelledImage Image, ImageFailure Failure)> Failed);

/// <summary>Reads, decodes and transforms photos, several at once.</summary>
internal sealed class PhotoInputs(NetworkDefinition network)
{
    private readonly int _inputLength = checked((int)network.Input.Count);

    public async Task<PhotoBatch> ReadAsync(LabelledImage[] images, CancellationToken cancellationToken)
    {
        float[] inputs = new float[images.Length * _inputLength];
        ImageFailure?[] failures = new ImageFailure?[images.Length];
        ParallelOptions options = new() { CancellationToken = cancellationToken, MaxDegreeOfParallelism = Environment.ProcessorCount };
        await Parallel.ForAsync(
            0,
            images.Length,
            options,
            async (i, token) => failures[i] = await ReadAsync(images[i], inputs.AsMemory(i * _inputLength, _inputLength), token).ConfigureAwait(false)).ConfigureAwait(false);

        List<LabelledImage> usable = [];
        List<(LabelledImage, ImageFailure)> failed = [];
        for (int i = 0; i < images.Length; i++)
        {
            if (failures[i] is { } failure)
            {
                failed.Add((images[i], failure));
                continue;
            }

            // The failed ones' places are closed up.
            inputs.AsSpan(i * _inputLength, _inputLength).CopyTo(inputs.AsSpan(usable.Count * _inputLength));
            usable.Add(images[i]);
        }

        return new PhotoBatch(usable, inputs.AsMemory(0, usable.Count * _inputLength), failed);
    }

    private async Task<ImageFailure?> ReadAsync(LabelledImage image, Memory<float> input, CancellationToken cancellationToken)
    {
        if (new FileInfo(image.Path).Length > ImageDecoder.MaximumFileBytes)
        {
            return new ImageFailure(ImageRules.Size, $"The file is larger than {ImageDecoder.MaximumFileBytes >> 20} MiB.");
        }

        byte[] file = await File.ReadAllBytesAsync(image.Path, cancellationToken).ConfigureAwait(false);
        if (Convert.ToHexStringLower(SHA256.HashData(file)) != image.Sha256)
        {
            throw new IOException($"{image.Path} has changed since the set was read. Read the set again.");
        }

        Reading<DecodedImage> decoded = ImageDecoder.Decode(file, image.RelativePath);
        Finding? problem = decoded.Value is { } pixels
            ? InputTransform.Apply(pixels, network, input.Span, image.RelativePath)
            : decoded.Findings.First(finding => finding.Severity == Severity.Error);
        return problem is null ? null : new ImageFailure(problem.Rule, problem.Message);
    }
}
