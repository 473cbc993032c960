using System.Globalization;
using System.Security.Cryptography;
using NeuralMarket.Format.BaseNetworks;
using NeuralMarket.Format.Categories;
using NeuralMarket.Inference.Images;
using NeuralMarket.Inference.Networks;
using NeuralMarket.Regression.Features;
using NeuralMarket.Regression.ImageSets;
using NeuralMarket.Regression.Tests.PatchTests;

namespace NeuralMarket.Regression.Tests.Features;

public sealed class FeatureExtractionTests : IDisposable
{
    /// <summary>A PNG of one red pixel.</summary>
    private static readonly byte[] Red = Convert.FromBase64String(
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGP4z8AAAAMBAQDJ/pLvAAAAAElFTkSuQmCC");

    private readonly string _folder = Directory.CreateTempSubdirectory("extraction").FullName;
    private readonly World _world = new();
    private readonly CountingRunner _runner;
    private readonly FeatureStore _store;

    public FeatureExtractionTests()
    {
        _runner = new CountingRunner(_world.Network);
        _store = FeatureStore.Open(Path.Combine(_folder, "store"), _world.Network);
    }

    public void Dispose()
    {
        _store.Dispose();
        _world.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task AnImageThatCannotBeDecodedIsKeptAsAFailureAndNotTriedAgain()
    {
        LabelledImageSet set = Set(Red, "no photo at all"u8.ToArray());

        ExtractionProgress first = await FillAsync(set);
        ExtractionProgress second = await FillAsync(set);

        Assert.Equal(new ExtractionProgress(2, 2, 2, 1), first);
        Assert.Equal(new ExtractionProgress(2, 2, 0, 1), second);
        Assert.True(_store.TryFind(set.Images[1].Sha256, out FeatureRecord record));
        Assert.Equal(ImageRules.Format, record.Failure!.Rule);
        Assert.Equal(1, _runner.Images);
    }

    [Fact]
    public async Task TheSamePhotoTwiceCostsOneRun()
    {
        ExtractionProgress progress = await FillAsync(Set(Red, Red, Red));

        Assert.Equal(new ExtractionProgress(1, 1, 1, 0), progress);
        Assert.Equal(1, _runner.Images);
    }

    /// <summary>The second batch is cancelled: the first is stored, and the next call computes only what is missing.</summary>
    [Fact]
    public async Task WhatWasComputedBeforeACancellationStays()
    {
        LabelledImageSet set = Set([.. Enumerable.Range(0, 5).Select(Variant)]);
        using CancellationTokenSource cancelled = new();
        _runner.AfterBatch = cancelled.Cancel;

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => FeatureExtraction.FillAsync(set, _store, _runner, null, cancelled.Token));
        _runner.AfterBatch = null;
        ExtractionProgress rest = await FillAsync(set);

        Assert.Equal(new ExtractionProgress(5, 5, 3, 0), rest);
        Assert.Equal(5, _runner.Images);
    }

    [Fact]
    public async Task APhotoThatChangedSinceTheSetWasReadIsNotStoredUnderItsOldName()
    {
        LabelledImageSet set = Set(Red);
        await File.WriteAllBytesAsync(set.Images[0].Path, Variant(1), TestContext.Current.CancellationToken);

        await Assert.ThrowsAsync<IOException>(() => FillAsync(set));

        Assert.False(_store.TryFind(set.Images[0].Sha256, out _));
    }

    [Fact]
    public async Task TheStoreOfAnotherBaseNetworkIsRefused()
    {
        using FeatureStore other = FeatureStore.Open(_folder, new string('e', 64), 3, 2);

        await Assert.ThrowsAsync<ArgumentException>(() => FeatureExtraction.FillAsync(Set(Red), other, _runner, null, TestContext.Current.CancellationToken));
    }

    /// <summary>The same pixel in other bytes: the decoder ignores what a text chunk in front of IEND says.</summary>
    private static byte[] Variant(int number)
    {
        byte[] content = System.Text.Encoding.ASCII.GetBytes("tEXtk\0" + number.ToString("D2", CultureInfo.InvariantCulture));
        byte[] chunk = [0, 0, 0, (byte)(content.Length - 4), .. content, .. Crc32(content)];
        return [.. Red[..^12], .. chunk, .. Red[^12..]];
    }

    private static byte[] Crc32(byte[] bytes)
    {
        uint crc = uint.MaxValue;
        foreach (byte value in bytes)
        {
            crc ^= value;
            for (int bit = 0; bit < 8; bit++)
            {
                crc = (crc >> 1) ^ ((crc & 1) == 0 ? 0 : 0xEDB88320);
            }
        }

        crc = ~crc;
        return [(byte)(crc >> 24), (byte)(crc >> 16), (byte)(crc >> 8), (byte)crc];
    }

    private Task<ExtractionProgress> FillAsync(LabelledImageSet set) =>
        FeatureExtraction.FillAsync(set, _store, _runner, null, TestContext.Current.CancellationToken);

    private LabelledImageSet Set(params byte[][] files)
    {
        List<LabelledImage> images = [];
        foreach ((int index, byte[] file) in files.Index())
        {
            string name = $"{World.Cat}_{index}.png";
            string path = Path.Combine(_folder, name);
            File.WriteAllBytes(path, file);
            images.Add(new LabelledImage(path, name, Convert.ToHexStringLower(SHA256.HashData(file)), World.Cat));
        }

        return LabelledImageSet.Create("test", new CategoryList([new Category(World.Cat, 1, "cat")]), IsARelations.None, images);
    }

    /// <summary>Puts out the input as features, two images at a time, and counts.</summary>
    private sealed class CountingRunner(BaseNetwork network) : IBaseNetworkRunner
    {
        public int Images { get; private set; }

        public Action? AfterBatch { get; set; }

        public BaseNetwork Network => network;

        public string DeviceName => "counting";

        public int MaximumBatch => 2;

        public BaseOutputs Run(ReadOnlyMemory<float> inputs, int count, CancellationToken cancellationToken)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Images += count;
            BaseOutputs outputs = new(count, 3, 2, inputs[..(count * 3)].ToArray(), [.. Enumerable.Repeat(0.5f, count * 2)]);
            AfterBatch?.Invoke();
            return outputs;
        }

        public void Dispose()
        {
            // Nothing is held.
        }
    }
}
