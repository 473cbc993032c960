using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace NeuralMarket.Regression.Splits;

/// <summary>
/// Divides held-out photos into gate, feedback and audit: whole clusters of near duplicates, by a hash under the market's own key, so that no one outside can
/// tell or choose where a photo goes. A photo once placed stays where it is; what resembles it joins it.
/// </summary>
public static class SplitAssignment
{
    /// <summary>Places the photos that have no split yet.</summary>
    /// <param name="images">All photos of a set, those already placed included.</param>
    /// <param name="key">The market's secret, at least 16 bytes.</param>
    /// <param name="options">Shares.</param>
    /// <returns>The split of every photo by its SHA-256.</returns>
    /// <exception cref="ArgumentException">The key is too short or the options cannot be used.</exception>
    public static IReadOnlyDictionary<string, Split> Assign(IReadOnlyList<SplitImage> images, ReadOnlySpan<byte> key, SplitOptions options)
    {
        ArgumentNullException.ThrowIfNull(images);
        ArgumentNullException.ThrowIfNull(options);
        if (key.Length < 16)
        {
            throw new ArgumentException($"The key has {key.Length} bytes; it must have at least 16.", nameof(key));
        }

        if (options.Problems() is { Count: > 0 } problems)
        {
            throw new ArgumentException(string.Join(' ', problems), nameof(options));
        }

        // In the order of their hashes, so that the order in which photos are given decides nothing.
        SplitImage[] ordered = [.. images.OrderBy(image => image.Sha256, StringComparer.Ordinal)];
        int[] clusters = NearDuplicates.Cluster([.. ordered.Select(image => image.PerceptualHash)]);
        Dictionary<string, int> sizes = ordered.GroupBy(image => image.Category).ToDictionary(group => group.Key, group => group.Count());
        Dictionary<string, Split> splits = [];
        foreach (IGrouping<int, (int Cluster, SplitImage Image)> cluster in clusters.Zip(ordered).GroupBy(pair => pair.First))
        {
            SplitImage[] members = [.. cluster.Select(pair => pair.Image)];
            foreach (SplitImage member in members)
            {
                splits[member.Sha256] = member.Split ?? Nearest(member, members) ?? Fresh(members, sizes, key, options);
            }
        }

        return splits;
    }

    /// <summary>The split of the most similar photo of the cluster that has one: a photo between two older clusters joins the closer one.</summary>
    private static Split? Nearest(SplitImage image, SplitImage[] cluster) =>
        cluster.Where(member => member.Split is not null).MinBy(member => PerceptualHash.Distance(member.PerceptualHash, image.PerceptualHash))?.Split;

    private static Split Fresh(SplitImage[] members, Dictionary<string, int> sizes, ReadOnlySpan<byte> key, SplitOptions options)
    {
        if (members.Any(member => sizes[member.Category] < options.FewestToSplit))
        {
            return Split.Gate;
        }

        byte[] hash = HMACSHA256.HashData(key, Encoding.ASCII.GetBytes(members[0].Sha256));
        double place = BinaryPrimitives.ReadUInt32BigEndian(hash) / (double)(1L << 32);
        return place < options.FeedbackShare ? Split.Feedback : place < options.FeedbackShare + options.AuditShare ? Split.Audit : Split.Gate;
    }
}
