using System.Globalization;
using System.Security.Cryptography;
using NeuralMarket.Regression.Features;

namespace NeuralMarket.Regression.Tests.Features;

public sealed class SegmentSharingTests : IDisposable
{
    private static readonly string Identity = new('a', 64);
    private readonly string _folder = Directory.CreateTempSubdirectory("sharing").FullName;
    private readonly SharedSegmentFolder _shared;

    public SegmentSharingTests() => _shared = new SharedSegmentFolder(Path.Combine(_folder, "shared"));

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task WhatOneWorkerComputedTheOtherNeedNot()
    {
        using FeatureStore one = Open("one");
        using FeatureStore two = Open("two");
        await WriteAsync(one, 1, 2);
        await WriteAsync(two, 2, 3);

        Assert.Equal(1, (await SegmentSharing.ExchangeAsync(one, _shared, Cancellation)).Sent);
        SharingResult second = await SegmentSharing.ExchangeAsync(two, _shared, Cancellation);
        SharingResult third = await SegmentSharing.ExchangeAsync(one, _shared, Cancellation);

        Assert.Equal((1, 1, 0), (second.Sent, second.Received, second.Refused.Count));
        Assert.Equal((0, 1, 0), (third.Sent, third.Received, third.Refused.Count));
        Assert.Equal([1, 2, 3], Found(one));
        Assert.Equal([1, 2, 3], Found(two));
    }

    [Fact]
    public async Task ASegmentThatWasCompactedAwayIsNotFetchedAgain()
    {
        using FeatureStore store = Open("one");
        await WriteAsync(store, 1, 2, 1);
        await SegmentSharing.ExchangeAsync(store, _shared, Cancellation);
        await store.CompactAsync(Cancellation);

        SharingResult result = await SegmentSharing.ExchangeAsync(store, _shared, Cancellation);

        Assert.Equal((1, 0), (result.Sent, result.Received));
        Assert.Equal(2, store.Inspect(Cancellation).Records);
    }

    /// <summary>Blobs come from outside: another network's, damaged ones, and names that would lead out of the folder are refused and named.</summary>
    [Fact]
    public async Task WhatIsNotWhatItsNameSaysIsRefused()
    {
        using FeatureStore foreign = FeatureStore.Open(Path.Combine(_folder, "foreign"), new string('b', 64), 5, 3);
        await WriteAsync(foreign, 7);
        byte[] other = File.ReadAllBytes(Directory.GetFiles(foreign.Directory, "*.segment").Single());
        string otherName = Convert.ToHexStringLower(SHA256.HashData(other));
        string shelf = Path.Combine(_folder, "shared", Identity);
        Directory.CreateDirectory(shelf);
        await File.WriteAllBytesAsync(Path.Combine(shelf, otherName), other, Cancellation);
        await File.WriteAllBytesAsync(Path.Combine(shelf, new string('c', 64)), other, Cancellation);
        await File.WriteAllBytesAsync(Path.Combine(shelf, "..passwd"), other, Cancellation);
        using FeatureStore store = Open("one");

        SharingResult result = await SegmentSharing.ExchangeAsync(store, _shared, Cancellation);

        Assert.Equal(3, result.Refused.Count);
        Assert.Equal(0, result.Received);
        Assert.Equal(0, store.Count);
        Assert.Empty(Directory.GetFiles(store.Directory));
    }

    private static string Image(int number) => number.ToString("x64", CultureInfo.InvariantCulture);

    private static async Task WriteAsync(FeatureStore store, params int[] images)
    {
        using FeatureWriter writer = await store.BeginWriteAsync(Cancellation);
        Array.ForEach(images, image => writer.Append(Image(image), new float[5], new float[3]));
        writer.Seal();
    }

    private static int[] Found(FeatureStore store) => [.. Enumerable.Range(1, 9).Where(image => store.TryFind(Image(image), out _))];

    private FeatureStore Open(string worker) => FeatureStore.Open(Path.Combine(_folder, worker), Identity, 5, 3);
}
