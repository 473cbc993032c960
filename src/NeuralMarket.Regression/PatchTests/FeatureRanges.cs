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
        int fromTop = activations.Count / 1000;
        float[] high = new float[features];
        bool[] rare = new bool[features];
        float[] column = new float[activations.Count];
        for (int f = 0; f < features; f++)
        {
            int active = 0;
            for (int i = 0; i < column.Length; i++)
            {
                column[i] = activations[i][f];
                active += column[i] != 0 ? 1 : 0;
            }

            Array.Sort(column);
            high[f] = column[^(1 + fromTop)];
            rare[f] = active < 0.001 * activations.Count;
        }

        return new FeatureRanges(activations.Count, high, rare);
    }
}
