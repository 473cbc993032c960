namespace NeuralMarket.Regression.PatchTests;

/// <summary>How far each feature goes on held-out images.</summary>
/// <param name="Images">How many images were looked at.</param>
/// <param name="High">The 99.9th percentile, [F].</param>
/// <param name="Rare">Whether fewer than one image in a thousand moves it from 0, [F].</param>
internal sealed record FeatureRanges(int Images, float[] High, bool[] Rare)
{
    public int Features => High.Length;

    public static FeatureRanges Of(IReadOnlyList<float[]> activations)
    {
        int features = activations[0].Length;
        int kept = 1 + (activations.Count / 1000);
        float[] largest = [.. Enumerable.Repeat(float.NegativeInfinity, features * kept)];
        int[] active = new int[features];
        foreach (float[] activation in activations)
        {
            for (int f = 0; f < features; f++)
            {
                active[f] += activation[f] != 0 ? 1 : 0;
                if (activation[f] > largest[(f * kept) + kept - 1])
                {
                    Insert(largest.AsSpan(f * kept, kept), activation[f]);
                }
            }
        }

        float[] high = [.. Enumerable.Range(0, features).Select(f => largest[(f * kept) + kept - 1])];
        bool[] rare = [.. active.Select(count => count < 0.001 * activations.Count)];
        return new FeatureRanges(activations.Count, high, rare);
    }

    /// <summary>Puts a value into its place among the largest, which are in falling order; the smallest goes.</summary>
    private static void Insert(Span<float> largest, float value)
    {
        int place = largest.Length - 1;
        for (; place > 0 && largest[place - 1] < value; place--)
        {
            largest[place] = largest[place - 1];
        }

        largest[place] = value;
    }
}
