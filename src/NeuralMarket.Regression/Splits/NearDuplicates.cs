namespace NeuralMarket.Regression.Splits;

/// <summary>Groups photos whose perceptual hashes differ in a few bits, directly or through others.</summary>
public static class NearDuplicates
{
    /// <summary>So many bits may differ between near duplicates.</summary>
    public const int MostDifferentBits = 6;

    private const int Bands = 8;

    /// <summary>The cluster of each photo, as the position of its first member.</summary>
    public static int[] Cluster(IReadOnlyList<ulong> hashes)
    {
        ArgumentNullException.ThrowIfNull(hashes);
        int[] parents = [.. Enumerable.Range(0, hashes.Count)];

        // Hashes that differ in fewer bits than there are bands agree in at least one band: only those that share a band are compared.
        for (int band = 0; band < Bands; band++)
        {
            int shift = band * 8;
            foreach (IGrouping<byte, int> shared in Enumerable.Range(0, hashes.Count).GroupBy(i => (byte)(hashes[i] >> shift)))
            {
                Join(hashes, [.. shared], parents);
            }
        }

        return [.. Enumerable.Range(0, hashes.Count).Select(i => Root(parents, i))];
    }

    private static void Join(IReadOnlyList<ulong> hashes, int[] members, int[] parents)
    {
        for (int a = 1; a < members.Length; a++)
        {
            for (int b = 0; b < a; b++)
            {
                if (PerceptualHash.Distance(hashes[members[a]], hashes[members[b]]) <= MostDifferentBits)
                {
                    (int left, int right) = (Root(parents, members[a]), Root(parents, members[b]));
                    parents[Math.Max(left, right)] = Math.Min(left, right);
                }
            }
        }
    }

    private static int Root(int[] parents, int member)
    {
        while (parents[member] != member)
        {
            parents[member] = parents[parents[member]];
            member = parents[member];
        }

        return member;
    }
}
