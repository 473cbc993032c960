using System.Globalization;
using System.Security.Cryptography;
using NeuralMarket.Regression.Features;

namespace NeuralMarket.Regression.Tests.Features;

/// <summary>A store of several segments: two records go into each.</summary>
public sealed class SegmentTests : IDisposable
{
    private const int F = 5;
    private const int N = 3;
    private const int Header = 64;
    private const int Record = 512;
    private static readonly string Identity = new('a', 64);
    private static readonly FeatureStoreOptions Small = new() { SegmentBytes = Header + (2 * Record) };
    private readonly string _folder = Directory.CreateTempSubdirectory("segments").FullName;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task AFullSegmentIsSealedUnderTheHashOfItsContentAndTheNextBegins()
    {
        using FeatureStore early = Open();
        await WriteAsync(early, 1, 2, 3, 4, 5);
        using FeatureStore late = Open();

        Assert.Equal(2, Sealed().Length);
        Assert.Single(Directory.GetFiles(Segments(), "*.open"));
        Assert.All(Sealed(), path => Assert.Equal(Path.GetFileNameWithoutExtension(path), Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path)))));
        Assert.All(Directory.GetFiles(Segments(), "*.segment"), path => Assert.Equal(Small.SegmentBytes, new FileInfo(path).Length));
        Assert.Equal([1, 2, 3, 4, 5], Found(early));
        Assert.Equal([1, 2, 3, 4, 5], Found(late));
    }

    /// <summary>A reader that had a segment open while it was appended to and sealed sees every image once.</summary>
    [Fact]
    public async Task AReaderFollowsASegmentThroughItsSealing()
    {
        using FeatureStore writer = Open();
        using FeatureStore reader = Open();
        for (int image = 1; image <= 5; image++)
        {
            await WriteAsync(writer, image);
            reader.Refresh();
            Assert.Equal(Enumerable.Range(1, image), Found(reader));
        }

        Assert.Equal(5, reader.Inspect(Cancellation).Records);
    }

    [Fact]
    public async Task TheFileOfTheTimeBeforeSegmentsIsTakenOverAsItIs()
    {
        // Written by the version before segments: images 1, 2 and 3, and half of a record that its writer did not finish.
        Directory.CreateDirectory(Segments());
        await File.WriteAllBytesAsync(Path.Combine(Segments(), "features.bin"), OldStore.WithTornTail(), Cancellation);

        using FeatureStore store = Open();

        Assert.Equal([1, 2, 3], Found(store));
        Assert.False(File.Exists(Path.Combine(Segments(), "features.bin")));
        Assert.Equal(Header + (3 * Record), new FileInfo(Assert.Single(Sealed())).Length);
        await WriteAsync(store, 4);
        Assert.Equal([1, 2, 3, 4], Found(store));
    }

    [Fact]
    public async Task AnOldFileWithADamagedHeaderIsKeptBesideTheOthers()
    {
        Directory.CreateDirectory(Segments());
        byte[] old = OldStore.WithTornTail();
        old[3] ^= 4;
        await File.WriteAllBytesAsync(Path.Combine(Segments(), "features.bin"), old, Cancellation);

        using FeatureStore store = Open();

        Assert.Equal(0, store.Count);
        Assert.Equal(old, await File.ReadAllBytesAsync(Path.Combine(Segments(), "features.bin.damaged"), Cancellation));
    }

    [Fact]
    public async Task CompactingRewritesOnlySegmentsWithSomethingToGain()
    {
        using FeatureStore store = Open();
        await WriteAsync(store, 1, 2, 3, 4, 5, 6, 3);
        string[] before = Sealed();
        using FeatureStore reader = Open();

        StoreInspection old = await store.CompactAsync(Cancellation);

        Assert.Equal((7, 6, 1), (old.Records, old.Images, old.Superseded));
        Assert.Equal([1, 2, 3, 4, 5, 6], Found(store));
        StoreInspection after = store.Inspect(Cancellation);
        Assert.Equal((6, 6, 0, 3), (after.Records, after.Images, after.Superseded, after.Segments));
        Assert.Equal(2, before.Intersect(Sealed()).Count());
        Assert.Equal([1, 2, 3, 4, 5, 6], Found(reader));
        reader.Refresh();
        Assert.Equal([1, 2, 3, 4, 5, 6], Found(reader));
        Assert.False((await store.CompactAsync(Cancellation)).IsWorthCompacting);
    }

    [Fact]
    public async Task ManySmallSegmentsBecomeFewFullOnes()
    {
        using FeatureStore store = Open();
        for (int image = 1; image <= 4; image++)
        {
            using FeatureWriter writer = await store.BeginWriteAsync(Cancellation);
            Append(writer, image);
            writer.Seal();
        }

        Assert.Equal(4, Sealed().Length);
        await store.CompactAsync(Cancellation);

        Assert.Equal(2, Sealed().Length);
        Assert.Equal([1, 2, 3, 4], Found(store));
    }

    /// <summary>A compaction that died after writing the new segments and before removing the old ones leaves records twice: both count, and the next one clears up.</summary>
    [Fact]
    public async Task ACompactionThatDiedHalfWayCostsNothing()
    {
        using (FeatureStore store = Open())
        {
            await WriteAsync(store, 1, 2, 1, 3);
        }

        (string Path, byte[] Bytes)[] old = [.. Sealed().Select(path => (path, File.ReadAllBytes(path)))];
        using (FeatureStore store = Open())
        {
            await store.CompactAsync(Cancellation);
        }

        Array.ForEach(old, file => File.WriteAllBytes(file.Path, file.Bytes));
        File.WriteAllBytes(Path.Combine(Segments(), "00000009-00000000.open.new"), old[0].Bytes);
        using FeatureStore again = Open();
        Assert.Equal([1, 2, 3], Found(again));
        Assert.Equal(2, again.Inspect(Cancellation).Superseded);

        await again.CompactAsync(Cancellation);

        Assert.Equal([1, 2, 3], Found(again));
        Assert.Equal(0, again.Inspect(Cancellation).Superseded);
    }

    /// <summary>Whatever byte of a sealed segment a disk changes: at most that record, or with the header that segment, is lost, and it is reported.</summary>
    [Fact]
    public async Task ADamagedSealedSegmentIsFoundReportedAndRebuilt()
    {
        using (FeatureStore store = Open())
        {
            await WriteAsync(store, 1, 2, 3, 4);
        }

        string path = Sealed().Single(path => Holds(path, 1));
        byte[] whole = await File.ReadAllBytesAsync(path, Cancellation);
        foreach (int position in Interesting())
        {
            byte[] damaged = [.. whole];
            damaged[position] ^= 16;
            await File.WriteAllBytesAsync(path, damaged, Cancellation);
            using FeatureStore store = Open();

            int[] lost = position < Header ? [1, 2] : [((position - Header) / Record) + 1];
            Assert.Equal([.. new[] { 1, 2, 3, 4 }.Except(lost)], Found(store));
            StoreInspection found = store.Inspect(Cancellation);
            Assert.Equal(position < Header ? (1, 0) : (0, 1), (found.Unreadable.Count, found.Damaged.Count));

            // A record whose key is damaged is no longer found under it, so only an inspection notices.
            bool keyDamaged = position >= Header && (position - Header) % Record < 32;
            Assert.Equal(keyDamaged ? 0 : found.Damaged.Count, store.DamagedFound);
        }

        using FeatureStore repaired = Open();
        await WriteAsync(repaired, 2);
        await repaired.CompactAsync(Cancellation);
        Assert.Equal([1, 2, 3, 4], Found(repaired));
        Assert.False(repaired.Inspect(Cancellation).IsWorthCompacting);
    }

    /// <summary>A crash may cut a folder of several segments anywhere in the open one; sealed ones are on the disk before they are named.</summary>
    [Fact]
    public async Task ATornOpenSegmentCostsNoSealedOne()
    {
        using (FeatureStore store = Open())
        {
            await WriteAsync(store, 1, 2, 3);
        }

        string open = Directory.GetFiles(Segments(), "*.open").Single();
        byte[] whole = await File.ReadAllBytesAsync(open, Cancellation);
        foreach (int length in (int[])[0, 1, 63, 64, 65, 100, 127, 128, 300, Record + 63])
        {
            await File.WriteAllBytesAsync(open, whole[..length], Cancellation);
            using FeatureStore store = Open();
            Assert.Equal([1, 2], Found(store));
        }

        using FeatureStore last = Open();
        await WriteAsync(last, 3, 4);
        Assert.Equal([1, 2, 3, 4], Found(last));
    }

    private static IEnumerable<int> Interesting() =>
        [0, 8, 15, 47, 48, 52, 56, 60, 63, .. Enumerable.Range(0, 2).SelectMany(record => new[] { 0, 31, 32, 36, 40, 59, 60, 64, 83, 84, 200, 511 }.Select(at => Header + (record * Record) + at))];

    private static bool Holds(string path, int image) =>
        File.ReadAllBytes(path).AsSpan(Header, 32).SequenceEqual(Convert.FromHexString(Image(image)));

    private static string Image(int number) => number.ToString("x64", CultureInfo.InvariantCulture);

    private static float[] Values(int image, int count) => [.. Enumerable.Range(0, count).Select(i => image + (i / 16f))];

    private static void Append(FeatureWriter writer, int image) => writer.Append(Image(image), Values(image, F), Values(-image, N));

    private static async Task WriteAsync(FeatureStore store, params int[] images)
    {
        using FeatureWriter writer = await store.BeginWriteAsync(Cancellation);
        Array.ForEach(images, image => Append(writer, image));
    }

    private static int[] Found(FeatureStore store)
    {
        List<int> found = [];
        for (int image = 1; image < 10; image++)
        {
            if (store.TryFind(Image(image), out FeatureRecord record))
            {
                Assert.Equal(Values(image, F), record.Features.ToArray());
                Assert.Equal(Values(-image, N), record.Probabilities.ToArray());
                found.Add(image);
            }
        }

        return [.. found];
    }

    private string Segments() => Path.Combine(_folder, Identity);

    private string[] Sealed() => [.. Directory.GetFiles(Segments(), "*.segment").Order(StringComparer.Ordinal)];

    private FeatureStore Open() => FeatureStore.Open(_folder, Identity, F, N, Small);
}
