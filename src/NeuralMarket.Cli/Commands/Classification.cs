using System.Text.Json.Serialization;
using NeuralMarket.Format.BaseNetworks;
using NeuralMarket.Format.Categories;
using NeuralMarket.Format.Packages;

namespace NeuralMarket.Cli.Commands;

/// <summary>One image's entry of <c>classify --json</c>.</summary>
/// <param name="Image">The path as it was given.</param>
/// <param name="Error">Why there is no result; <see langword="null"/> when there is one.</param>
/// <param name="Base">What the base network says.</param>
/// <param name="Patches">What the patches say, in the order in which they were given.</param>
internal sealed record Classification(string Image, string? Error, BaseAnswer? Base, IReadOnlyList<PatchAnswer>? Patches)
{
    /// <summary>From the network's outputs [N] and features [F].</summary>
    public static Classification Of(string image, BaseNetwork network, PatchSet patches, ReadOnlySpan<float> probabilities, ReadOnlySpan<float> features)
    {
        // A network with enormous weights can overflow; JSON has no word for that.
        if (!AreFinite(probabilities) || !AreFinite(features))
        {
            return new(image, "The base network's outputs for this image are not finite numbers.", null, null);
        }

        Category answer = network.Categories.Outputs[IndexOfLargest(probabilities)];
        return new(
            image,
            null,
            new(probabilities.ToArray(), answer.Tag.ToString()) { Name = answer.Name },
            [.. patches.Evaluate(probabilities, features).Select(PatchAnswer.Of)]);
    }

    private static bool AreFinite(ReadOnlySpan<float> values)
    {
        foreach (float value in values)
        {
            if (!float.IsFinite(value))
            {
                return false;
            }
        }

        return true;
    }

    // The lowest index among equals.
    private static int IndexOfLargest(ReadOnlySpan<float> values)
    {
        int best = 0;
        for (int i = 1; i < values.Length; i++)
        {
            best = values[i] > values[best] ? i : best;
        }

        return best;
    }
}

/// <summary>The base network's answer.</summary>
/// <param name="Probabilities">Softmax outputs in output index order, [N].</param>
/// <param name="Answer">The tag of the largest.</param>
internal sealed record BaseAnswer(float[] Probabilities, string Answer)
{
    /// <summary>Its display name.</summary>
    public required string Name { get; init; }
}

/// <summary>A patch's answer.</summary>
/// <param name="Id">The patch.</param>
/// <param name="Version">Its version.</param>
/// <param name="Fired">Whether it woke.</param>
/// <param name="Probabilities">Softmax outputs in output index order, [K]; <see langword="null"/> when it did not wake.</param>
/// <param name="Answer">The tag of the largest; <see langword="null"/> when it did not wake.</param>
internal sealed record PatchAnswer(string Id, string Version, bool Fired, float[]? Probabilities, string? Answer)
{
    /// <summary>Its display name.</summary>
    public required string? Name { get; init; }

    /// <summary>How sure it is, 0 to 1.</summary>
    [JsonIgnore]
    public float Confidence => Probabilities?.Max() ?? 0;

    public static PatchAnswer Of(PatchOutcome outcome) =>
        new(outcome.Package.Manifest.Id, outcome.Package.Manifest.Version.ToString(), outcome.Fired, outcome.Probabilities, outcome.Answer?.Tag.ToString()) { Name = outcome.Answer?.Name };
}
