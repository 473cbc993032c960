using System.Globalization;
using NeuralMarket.Regression.Features;

namespace NeuralMarket.Regression.Tests.Features;

public sealed class FeatureStoreTests : IDisposable
{
    private const int F = 5;
    private const int N = 3;
    private static readonly string Identity = new('a', 64);
    private readonly string _folder = Directory.CreateTempSubdirectory("feature-store").FullName;

    private string Segments => Path.Combine(_folder, Identity);

    /// <summary>The one segment that is written to.</summary>
    private string File => Directory.GetFiles(Segments, "*.open").Single();

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task WhatWasWrittenIsFoundAgainByEveryoneAndAfterReopening()
    {
        using FeatureStore early = Open();
        await WriteAsync(early, 1, 2, 3);
        using FeatureStore late = Open();

        foreach (FeatureStore store in new[] { early, late })
        {
            Assert.Equal([1, 2, 3], Found(store, 4));
            Assert.Equal(3, store.Count);
        }
    }

    [Fact]
    public async Task FailuresAreKeptWithTheirRule()
    {
        using FeatureStore store = Open();
        using (FeatureWriter writer = await store.BeginWriteAsync(TestContext.Current.CancellationToken))
        {
            writer.Append(Image(7), new ImageFailure("image.cmyk", "CMYK ist nicht erlaubt: ü."));
            writer.Append(Image(8), new ImageFailure("image.damaged", new string('ü', 5000)));
        }

        Assert.True(store.TryFind(Image(7), out FeatureRecord record));
        Assert.Equal(new ImageFailure("image.cmyk", "CMYK ist nicht erlaubt: ü."), record.Failure);
        Assert.True(record.Features.IsEmpty);
        Assert.True(store.TryFind(Image(8), out FeatureRecord cut));
        Assert.Equal("image.damaged", cut.Failure!.Rule);
        Assert.Matches("^ü+$", cut.Failure.Message);
    }

    [Fact]
    public async Task AnotherReaderSeesNewImagesAfterRefreshing()
    {
        using FeatureStore writer = Open();
        using FeatureStore reader = Open();
        await WriteAsync(writer, 1);
        Assert.Empty(Found(reader, 4));

        reader.Refresh();

        Assert.Equal([1], Found(reader, 4));
    }

    [Fact]
    public async Task DamageIsFoundReportedAndGoneAfterCompacting()
    {
        using FeatureStore store = Open();
        await WriteAsync(store, 1, 2, 3, 2);
        byte[] bytes = System.IO.File.ReadAllBytes(File);
        long record = (bytes.Length - 64) / 4;
        bytes[64 + record + 70] ^= 1;
        System.IO.File.WriteAllBytes(File, [.. bytes, 7, 7, 7]);
        using FeatureStore reader = Open();

        StoreInspection found = reader.Inspect(TestContext.Current.CancellationToken);
        Assert.Equal((4, 3, 0, 3), (found.Records, found.Images, found.Superseded, found.TornBytes));
        Assert.Equal([new DamagedRecord(Path.GetFileName(File), 64 + record)], found.Damaged);
        Assert.True(found.IsWorthCompacting);

        await reader.CompactAsync(TestContext.Current.CancellationToken);

        StoreInspection after = reader.Inspect(TestContext.Current.CancellationToken);
        Assert.Equal((3, 3, 0, 0), (after.Records, after.Images, after.Superseded, after.TornBytes));
        Assert.Empty(after.Damaged);
        Assert.Equal([1, 2, 3], Found(reader, 4));
    }

    /// <summary>Who reads while the file is replaced keeps what it has, and goes over when it refreshes; writers go on in the new file.</summary>
    [Fact]
    public async Task ReadersAndWritersFollowACompaction()
    {
        using FeatureStore store = Open();
        using FeatureStore reader = Open();
        await WriteAsync(store, 1, 2, 1, 1);
        reader.Refresh();
        Assert.True(reader.TryFind(Image(2), out FeatureRecord lent));
        float before = lent.Features[0];

        StoreInspection old = await store.CompactAsync(TestContext.Current.CancellationToken);
        await WriteAsync(store, 5);

        Assert.Equal((4, 2, 2), (old.Records, old.Images, old.Superseded));
        Assert.True(reader.TryFind(Image(2), out FeatureRecord still));
        Assert.Equal(before, still.Features[0]);
        reader.Refresh();
        Assert.Equal([1, 2, 5], Found(reader, 6));
        await WriteAsync(reader, 6);
        store.Refresh();
        Assert.Equal([1, 2, 5, 6], Found(store, 7));
        using FeatureStore late = Open();
        Assert.Equal(4, late.Count);
    }

    [Fact]
    public async Task OnlyOneWritesAtATime()
    {
        using FeatureStore first = Open();
        using FeatureStore second = Open();
        FeatureWriter writer = await first.BeginWriteAsync(TestContext.Current.CancellationToken);
        Task<FeatureWriter> waiting = second.BeginWriteAsync(TestContext.Current.CancellationToken);
        Append(writer, 1);
        Assert.False(waiting.IsCompleted);

        writer.Dispose();
        using (FeatureWriter next = await waiting)
        {
            Append(next, 2);
        }

        first.Refresh();
        Assert.Equal([1, 2], Found(first, 4));
        Assert.Equal([1, 2], Found(second, 4));
    }

    [Fact]
    public async Task WaitingForTheWriterCanBeCancelled()
    {
        using FeatureStore store = Open();
        using FeatureWriter writer = await store.BeginWriteAsync(TestContext.Current.CancellationToken);
        using CancellationTokenSource cancelled = new();
        Task<FeatureWriter> waiting = store.BeginWriteAsync(cancelled.Token);

        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
    }

    /// <summary>A crash may leave any prefix of the file: every whole record before the tear is kept, nothing else is believed, and writing goes on.</summary>
    [Fact]
    public async Task ATornTailCostsOnlyTheTornRecord()
    {
        byte[] whole = await ThreeImagesAsync();
        int record = (whole.Length - 64) / 3;
        for (int length = whole.Length - 1; length >= 0; length--)
        {
            await WriteAloneAsync(whole[..length]);
            int kept = Math.Max(0, (length - 64) / record);
            using FeatureStore store = Open();
            Assert.Equal(Enumerable.Range(1, kept), Found(store, 5));

            // Appending at every length takes long; the interesting lengths are those around the edges of records.
            if (length % record is 0 or 1 or 63 or 64 or 65)
            {
                await WriteAsync(store, 4);
                using FeatureStore again = Open();
                Assert.Equal([.. Enumerable.Range(1, kept), 4], Found(again, 5));
            }
        }
    }

    /// <summary>Whatever single bit flips: at most the image it belongs to is lost, and no wrong number is ever handed out.</summary>
    [Fact]
    public async Task AFlippedBitIsNeverBelieved()
    {
        byte[] whole = await ThreeImagesAsync();
        int record = (whole.Length - 64) / 3;
        for (int position = 0; position < whole.Length; position++)
        {
            byte[] damaged = [.. whole];
            damaged[position] ^= (byte)(1 << (position % 8));
            await WriteAloneAsync(damaged);
            using FeatureStore store = Open();

            int[] expected = position < 64 ? [] : [.. new[] { 1, 2, 3 }.Where(image => image != ((position - 64) / record) + 1)];
            Assert.Equal(expected, Found(store, 5));
        }
    }

    /// <summary>A disk that was not flushed may hand back a record of the right length full of zeros.</summary>
    [Fact]
    public async Task AZeroedRecordIsNotBelievedAndCanBeWrittenAgain()
    {
        byte[] whole = await ThreeImagesAsync();
        int record = (whole.Length - 64) / 3;
        whole.AsSpan(64 + (2 * record) + 40).Clear();
        await System.IO.File.WriteAllBytesAsync(File, whole, TestContext.Current.CancellationToken);

        using FeatureStore store = Open();
        Assert.Equal([1, 2], Found(store, 5));
        await WriteAsync(store, 3);

        Assert.Equal([1, 2, 3], Found(store, 5));
    }

    [Fact]
    public async Task ASegmentWithADamagedHeaderIsReportedAndSetAsideByTheNextWriter()
    {
        byte[] whole = await ThreeImagesAsync();
        whole[0] ^= 1;
        string file = File;
        await System.IO.File.WriteAllBytesAsync(file, whole, TestContext.Current.CancellationToken);

        using FeatureStore store = Open();
        Assert.Equal(0, store.Count);
        StoreInspection found = store.Inspect(TestContext.Current.CancellationToken);
        Assert.Equal([Path.GetFileName(file)], found.Unreadable);
        Assert.True(found.IsWorthCompacting);
        await WriteAsync(store, 1, 2, 3);

        Assert.Equal([1, 2, 3], Found(store, 5));
        Assert.Equal(whole, await System.IO.File.ReadAllBytesAsync(file + ".damaged", TestContext.Current.CancellationToken));
        Assert.Empty(store.Inspect(TestContext.Current.CancellationToken).Unreadable);
    }

    [Fact]
    public async Task LengthsThatDoNotFitTheNetworkAreRefused()
    {
        using FeatureStore store = Open();
        using FeatureWriter writer = await store.BeginWriteAsync(TestContext.Current.CancellationToken);

        Assert.Throws<ArgumentException>(() => writer.Append(Image(1), new float[F + 1], new float[N]));
        Assert.Throws<ArgumentException>(() => writer.Append("no hash", new float[F], new float[N]));
        Assert.Throws<ArgumentException>(() => FeatureStore.Open(_folder, "../../etc", F, N));
    }

    private static string Image(int number) => number.ToString("x64", CultureInfo.InvariantCulture);

    private static float[] Values(int image, int count) => [.. Enumerable.Range(0, count).Select(i => image + (i / 16f))];

    private static void Append(FeatureWriter writer, int image) => writer.Append(Image(image), Values(image, F), Values(-image, N));

    private static async Task WriteAsync(FeatureStore store, params int[] images)
    {
        using FeatureWriter writer = await store.BeginWriteAsync(TestContext.Current.CancellationToken);
        foreach (int image in images)
        {
            Append(writer, image);
        }
    }

    /// <summary>The images below a limit that the store has; what it has must be right.</summary>
    private static int[] Found(FeatureStore store, int limit)
    {
        List<int> found = [];
        for (int image = 1; image < limit; image++)
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

    /// <summary>Leaves these bytes as the store's only segment.</summary>
    private Task WriteAloneAsync(byte[] bytes)
    {
        Directory.Delete(Segments, recursive: true);
        Directory.CreateDirectory(Segments);
        return System.IO.File.WriteAllBytesAsync(Path.Combine(Segments, "00000001-00000000.open"), bytes, TestContext.Current.CancellationToken);
    }

    private FeatureStore Open() => FeatureStore.Open(_folder, Identity, F, N);

    private async Task<byte[]> ThreeImagesAsync()
    {
        using (FeatureStore store = Open())
        {
            await WriteAsync(store, 1, 2, 3);
        }

        return await System.IO.File.ReadAllBytesAsync(File, TestContext.Current.CancellationToken);
    }
}
