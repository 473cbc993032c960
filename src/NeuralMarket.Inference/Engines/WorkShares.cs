namespace NeuralMarket.Inference.Engines;

/// <summary>How a batch is shared over devices. Pure.</summary>
internal static class WorkShares
{
    /// <summary>
    /// One round: each image goes to the device that would be done with it first, until that one is full; what is left is for the next round. So a slow device gets
    /// an image only where it does not hold up the others.
    /// </summary>
    /// <param name="images">How many there are.</param>
    /// <param name="speeds">Each device's measured speed in images a second, above 0; the first among equals is preferred.</param>
    /// <param name="most">The most that each device takes at once, at least 1.</param>
    /// <returns>For each device how many it takes: together at most <paramref name="images"/>, and at least one when there is one.</returns>
    public static int[] Divide(int images, IReadOnlyList<double> speeds, IReadOnlyList<int> most)
    {
        int[] shares = new int[speeds.Count];
        for (int left = images; left > 0; left--)
        {
            int next = Enumerable.Range(0, shares.Length).MinBy(i => (shares[i] + 1) / speeds[i]);
            if (shares[next] == most[next])
            {
                break;
            }

            shares[next]++;
        }

        return shares;
    }
}
