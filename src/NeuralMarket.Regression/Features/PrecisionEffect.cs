using NeuralMarket.Inference.Patches;

namespace NeuralMarket.Regression.Features;

/// <summary>What keeping features in fewer bits does to a patch's answers.</summary>
/// <param name="Images">Images that were answered both ways.</param>
/// <param name="Agreement">The share with the same answer, 0 to 1.</param>
/// <param name="LargestDifference">By how much a probability differs at most.</param>
public sealed record PrecisionEffect(int Images, double Agreement, double LargestDifference)
{
    /// <summary>Compares the outputs of one patch on the same images.</summary>
    /// <exception cref="ArgumentException">They are not of the same images or outputs.</exception>
    public static PrecisionEffect Of(PatchOutputs exact, PatchOutputs rounded)
    {
        ArgumentNullException.ThrowIfNull(exact);
        ArgumentNullException.ThrowIfNull(rounded);
        if ((exact.Count, exact.OutputCount) != (rounded.Count, rounded.OutputCount))
        {
            throw new ArgumentException($"{rounded.Count} images with {rounded.OutputCount} outputs cannot be compared with {exact.Count} with {exact.OutputCount}.", nameof(rounded));
        }

        int same = exact.Answers.Zip(rounded.Answers).Count(pair => pair.First == pair.Second);
        double largest = exact.Probabilities.Zip(rounded.Probabilities, (left, right) => Math.Abs((double)left - right)).DefaultIfEmpty(0).Max();
        return new PrecisionEffect(exact.Count, exact.Count == 0 ? 1 : (double)same / exact.Count, largest);
    }
}
