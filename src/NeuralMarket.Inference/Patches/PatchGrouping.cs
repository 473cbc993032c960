using NeuralMarket.Format.Weights;

namespace NeuralMarket.Inference.Patches;

/// <summary>Which patches run as one product, and each one's part of the results. Pure.</summary>
internal static class PatchGrouping
{
    /// <summary>Neighbours together, as long as they have at most so many outputs; one that has more goes alone.</summary>
    public static IEnumerable<PatchWeights[]> Group(IReadOnlyList<PatchWeights> patches, int mostOutputs)
    {
        List<PatchWeights> together = [];
        foreach (PatchWeights weights in patches)
        {
            if (together.Count > 0 && together.Sum(one => one.Outputs) + weights.Outputs > mostOutputs)
            {
                yield return [.. together];
                together.Clear();
            }

            together.Add(weights);
        }

        if (together.Count > 0)
        {
            yield return [.. together];
        }
    }

    /// <summary>From [image][output of any patch] and [image][patch] to each patch's own.</summary>
    public static void Separate(float[] probabilities, int[] answers, PatchOutputs[] outputs)
    {
        int all = outputs.Sum(one => one.OutputCount);
        int start = 0;
        for (int patch = 0; patch < outputs.Length; patch++)
        {
            PatchOutputs one = outputs[patch];
            for (int image = 0; image < one.Count; image++)
            {
                probabilities.AsSpan((image * all) + start, one.OutputCount).CopyTo(one.Probabilities.AsSpan(image * one.OutputCount));
                one.Answers[image] = answers[(image * outputs.Length) + patch];
            }

            start += one.OutputCount;
        }
    }
}
