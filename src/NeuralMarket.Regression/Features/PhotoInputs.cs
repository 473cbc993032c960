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
    IReadOnlyList<InputVariant> Usable, ReadOnlyMemory<float> Inputs, IReadOnlyList<(InputVariant Variant, ImageFailure Failure)> Failed);

/// <summary>Reads, decodes and transforms photos, several at once.</summary>
internal sealed class PhotoInputs(NetworkDefinition network)
{
    private readonly int _inputLength = checked((int)network.Input.Count);

    public async Task<PhotoBatch> ReadAsync(InputVariant[] variants, CancellationToken cancellationToken)
    {
        float[] inputs = new float[variants.Length * _inputLength];
        ImageFailure?[] failures = new ImageFailure?[variants.Length];
        ParallelOptions options = new() { CancellationToken = cancellationToken, MaxDegreeOfParallelism = Environment.ProcessorCount };

        // A photo is decoded once for all of its variants that follow each other.
        await Parallel.ForEachAsync(
            Runs(variants), options, async (run, token) => await ReadAsync(variants, run, inputs, failures, token).ConfigureAwait(false)).ConfigureAwait(false);

        List<InputVariant> usable = [];
        List<(InputVariant, ImageFailure)> failed = [];
        for (int i = 0; i < variants.Length; i++)
        {
            if (failures[i] is { } failure)
            {
                failed.Add((variants[i], failure));
                continue;
            }

            // The failed ones' places are closed up.
            inputs.AsSpan(i * _inputLength, _inputLength).CopyTo(inputs.AsSpan(usable.Count * _inputLength));
            usable.Add(variants[i]);
        }

        return new PhotoBatch(usable, inputs.AsMemory(0, usable.Count * _inputLength), failed);
    }

    private static IEnumerable<Range> Runs(InputVariant[] variants)
    {
        for (int start = 0; start < variants.Length;)
        {
            int end = start + 1;
            while (end < variants.Length && variants[end].Image == variants[start].Image)
            {
                end++;
            }

            yield return start..end;
            start = end;
        }
    }

    private async Task ReadAsync(InputVariant[] variants, Range run, float[] inputs, ImageFailure?[] failures, CancellationToken cancellationToken)
    {
        LabelledImage image = variants[run.Start].Image;
        (DecodedImage? decoded, ImageFailure? failure) = await DecodeAsync(image, cancellationToken).ConfigureAwait(false);
        for (int i = run.Start.Value; i < run.End.Value; i++)
        {
            failures[i] = failure ?? Transform(decoded!, variants[i], inputs.AsSpan(i * _inputLength, _inputLength));
        }
    }

    private ImageFailure? Transform(DecodedImage decoded, InputVariant variant, Span<float> input) =>
        InputTransform.Apply(decoded, network, variant.Perturbation, input, variant.Image.RelativePath) is { } problem ? new ImageFailure(problem.Rule, problem.Message) : null;

    private static async Task<(DecodedImage? Decoded, ImageFailure? Failure)> DecodeAsync(LabelledImage image, CancellationToken cancellationToken)
    {
        if (new FileInfo(image.Path).Length > ImageDecoder.MaximumFileBytes)
        {
            return (null, new ImageFailure(ImageRules.Size, $"The file is larger than {ImageDecoder.MaximumFileBytes >> 20} MiB."));
        }

        byte[] file = await File.ReadAllBytesAsync(image.Path, cancellationToken).ConfigureAwait(false);
        if (Convert.ToHexStringLower(SHA256.HashData(file)) != image.Sha256)
        {
            throw new IOException($"{image.Path} has changed since the set was read. Read the set again.");
        }

        Reading<DecodedImage> decoded = ImageDecoder.Decode(file, image.RelativePath);
        if (decoded.Value is { } pixels)
        {
            return (pixels, null);
        }

        Finding problem = decoded.Findings.First(finding => finding.Severity == Severity.Error);
        return (null, new ImageFailure(problem.Rule, problem.Message));
    }
}
