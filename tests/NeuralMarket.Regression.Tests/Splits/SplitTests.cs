using System.Globalization;
using System.Numerics;
using CsCheck;
using NeuralMarket.Inference.Images;
using NeuralMarket.Regression.Splits;

namespace NeuralMarket.Regression.Tests.Splits;

public class SplitTests
{
    private static readonly byte[] Key = [.. Enumerable.Range(1, 32).Select(i => (byte)i)];

    [Fact]
    public void SharesAreAboutWhatTheOptionsSay()
    {
        IReadOnlyDictionary<string, Split> splits = SplitAssignment.Assign(Images(3000), Key, new SplitOptions());

        Assert.InRange(splits.Values.Count(split => split == Split.Feedback), 800, 1000);
        Assert.InRange(splits.Values.Count(split => split == Split.Audit), 520, 680);
    }

    [Fact]
    public void NearDuplicatesStayTogether()
    {
        SplitImage[] images = [.. Images(400).SelectMany(image => new[] { image, image with { Sha256 = "f" + image.Sha256[1..], PerceptualHash = image.PerceptualHash ^ 0b1001UL } })];

        IReadOnlyDictionary<string, Split> splits = SplitAssignment.Assign(images, Key, new SplitOptions());

        Assert.All(Images(400), image => Assert.Equal(splits[image.Sha256], splits["f" + image.Sha256[1..]]));
    }

    [Fact]
    public void APlacedPhotoStaysAndWhatResemblesItJoinsIt()
    {
        SplitImage[] images = Images(500);
        IReadOnlyDictionary<string, Split> before = SplitAssignment.Assign(images, Key, new SplitOptions());
        SplitImage[] placed = [.. images.Select(image => image with { Split = before[image.Sha256] })];
        SplitImage[] twins = [.. images.Take(200).Select(image => image with { Sha256 = "0" + image.Sha256[1..], PerceptualHash = image.PerceptualHash ^ 1UL << 40 })];

        IReadOnlyDictionary<string, Split> after = SplitAssignment.Assign([.. placed, .. twins], Key, new SplitOptions());

        Assert.All(images, image => Assert.Equal(before[image.Sha256], after[image.Sha256]));
        Assert.All(images.Take(200), image => Assert.Equal(before[image.Sha256], after["0" + image.Sha256[1..]]));
    }

    [Fact]
    public void NeitherTheOrderNorAnotherKeyIsWithoutMeaning()
    {
        SplitImage[] images = Images(500);
        IReadOnlyDictionary<string, Split> splits = SplitAssignment.Assign(images, Key, new SplitOptions());

        Assert.Equal(splits.OrderBy(pair => pair.Key), SplitAssignment.Assign([.. images.Reverse()], Key, new SplitOptions()).OrderBy(pair => pair.Key));
        Assert.NotEqual(splits.OrderBy(pair => pair.Key), SplitAssignment.Assign(images, [.. Key.Reverse()], new SplitOptions()).OrderBy(pair => pair.Key));
        Assert.Throws<ArgumentException>(() => SplitAssignment.Assign(images, Key.AsSpan(0, 8), new SplitOptions()));
    }

    [Fact]
    public void ASmallCategoryGoesToTheGateAsAWhole() =>
        Assert.All(SplitAssignment.Assign(Images(299), Key, new SplitOptions()).Values, split => Assert.Equal(Split.Gate, split));

    /// <summary>The banded search must find what comparing each with each finds.</summary>
    [Fact]
    public void ClustersAreThoseOfComparingEachWithEach() => (from centres in Gen.ULong.Array[3, 8] from picks in Gen.Select(Gen.Int[0, 7], Gen.Int[0, 63], Gen.Int[0, 63], Gen.Int[0, 63]).Array[5, 40] select (centres, picks)).Sample(world =>
    {
        ulong[] hashes = [.. world.picks.Select(pick => world.centres[pick.Item1 % world.centres.Length] ^ (1UL << pick.Item2) ^ (1UL << pick.Item3) ^ (1UL << pick.Item4))];
        int[] clusters = NearDuplicates.Cluster(hashes);
        for (int a = 0; a < hashes.Length; a++)
        {
            Assert.True(clusters[a] <= a);
            for (int b = 0; b < a; b++)
            {
                Assert.True(clusters[a] == clusters[b] || BitOperations.PopCount(hashes[a] ^ hashes[b]) > NearDuplicates.MostDifferentBits);
            }
        }
    });

    [Fact]
    public void APhotoAndItsSmallerBrighterSelfHaveNearlyTheSameHash()
    {
        DecodedImage photo = Photo(120, 90, 1, brightness: 0);
        DecodedImage smaller = Photo(60, 45, 1, brightness: 12);
        DecodedImage other = Photo(120, 90, 2, brightness: 0);

        Assert.InRange(PerceptualHash.Distance(PerceptualHash.Of(photo), PerceptualHash.Of(smaller)), 0, NearDuplicates.MostDifferentBits);
        Assert.InRange(PerceptualHash.Distance(PerceptualHash.Of(photo), PerceptualHash.Of(other)), 12, 63);
        _ = PerceptualHash.Of(Photo(3, 500, 1, 0));
    }

    private static SplitImage[] Images(int count)
    {
        Random random = new(6);
        return [.. Enumerable.Range(1, count).Select(i => new SplitImage(i.ToString("x64", CultureInfo.InvariantCulture), "cat", (ulong)random.NextInt64(), null))];
    }

    /// <summary>A smooth picture of a few waves, at any size.</summary>
    private static DecodedImage Photo(int width, int height, int seed, int brightness)
    {
        Random random = new(seed);
        (double X, double Y, double Phase)[] waves = [.. Enumerable.Range(0, 6).Select(_ => (8 * random.NextDouble(), 8 * random.NextDouble(), 6 * random.NextDouble()))];
        byte[] rgb = new byte[width * height * 3];
        for (int i = 0; i < rgb.Length; i++)
        {
            (double x, double y) = (((i / 3 % width) + 0.5) / width, ((i / 3 / width) + 0.5) / height);
            rgb[i] = (byte)(120 + brightness + (15 * waves.Sum(wave => Math.Sin((wave.X * x) + (wave.Y * y) + wave.Phase))));
        }

        return new DecodedImage(width, height, rgb);
    }
}
