namespace NeuralMarket.Inference.Engines;

/// <summary>Some images of a batch, one behind the other.</summary>
/// <param name="First">The first one's place.</param>
/// <param name="Count">How many.</param>
internal readonly record struct ImageRange(int First, int Count)
{
    /// <summary>Cuts parts of these sizes from the front.</summary>
    public ImageRange[] Split(ReadOnlySpan<int> counts, out ImageRange rest)
    {
        ImageRange[] parts = new ImageRange[counts.Length];
        rest = this;
        for (int i = 0; i < parts.Length; i++)
        {
            parts[i] = rest with { Count = counts[i] };
            rest = new ImageRange(rest.First + counts[i], rest.Count - counts[i]);
        }

        return parts;
    }
}
