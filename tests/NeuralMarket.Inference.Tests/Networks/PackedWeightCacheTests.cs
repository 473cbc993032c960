using NeuralMarket.Inference.Devices;
using NeuralMarket.Inference.Networks.Loading;

namespace NeuralMarket.Inference.Tests.Networks;

public sealed class PackedWeightCacheTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("neuralmarket-");
    private readonly List<string> _notices = [];
    private int _made;

    [Fact]
    public void WhatWasPackedOnceIsReadTheNextTime()
    {
        Assert.Equal([1f, 2, 3], Get("key", 1, 2, 3));
        Assert.Equal([1f, 2, 3], Get("key", 4, 5, 6));
        Assert.Equal([7f], Get("another key", 7));
        Assert.Equal(2, _made);
        Assert.Empty(_notices);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(9)]
    [InlineData(17)]
    [InlineData(40)]
    [InlineData(66)]
    public void AFileWithOneWrongByteIsMadeAnewWithANotice(int place)
    {
        Get("key", 1, 2, 3);
        byte[] bytes = File.ReadAllBytes(Kept());
        bytes[place] ^= 1;
        File.WriteAllBytes(Kept(), bytes);
        Assert.Equal([4f, 5, 6], Get("key", 4, 5, 6));
        Assert.Contains("damaged", Assert.Single(_notices), StringComparison.Ordinal);
        Assert.Equal([4f, 5, 6], Get("key", 0));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(63)]
    [InlineData(70)]
    public void AFileThatWasCutShortIsMadeAnew(int length)
    {
        Get("key", 1, 2, 3);
        File.WriteAllBytes(Kept(), File.ReadAllBytes(Kept())[..length]);
        Assert.Equal([4f, 5, 6], Get("key", 4, 5, 6));
        Assert.Single(_notices);
    }

    [Fact]
    public void AFolderThatCannotBeWrittenCostsANoticeAlone()
    {
        string file = Path.Combine(_folder.FullName, "a file, not a folder");
        File.WriteAllText(file, "");
        using HostMemory memory = new PackedWeightCache(file, 1000, _notices.Add).GetOrCreate("key", () => Make([1]));
        Assert.Equal(1f, memory.Values<float>(0, 1)[0]);
        Assert.Contains("cannot be kept", Assert.Single(_notices), StringComparison.Ordinal);
    }

    [Fact]
    public void TheFolderStaysBelowItsLimitAndLosesWhatWasNotUsedForLongest()
    {
        const int LimitBytes = 1000;
        for (int i = 0; i < 10; i++)
        {
            Get($"key {i}", LimitBytes, new float[60]);
            foreach (string file in Directory.GetFiles(_folder.FullName))
            {
                File.SetLastWriteTimeUtc(file, File.GetLastWriteTimeUtc(file).AddMinutes(-1));
            }

            Assert.InRange(Directory.GetFiles(_folder.FullName).Sum(file => new FileInfo(file).Length), 1, LimitBytes);
        }

        int before = _made;
        Get("key 9", LimitBytes, new float[60]);
        Assert.Equal(before, _made);
        Get("key 0", LimitBytes, new float[60]);
        Assert.Equal(before + 1, _made);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private string Kept() => Assert.Single(Directory.GetFiles(_folder.FullName));

    private float[] Get(string key, params float[] values) => Get(key, 1_000_000, values);

    private float[] Get(string key, long limitBytes, float[] values)
    {
        using HostMemory memory = new PackedWeightCache(_folder.FullName, limitBytes, _notices.Add).GetOrCreate(key, () => Make(values));
        return memory.Values<float>(0, (int)(memory.Bytes / sizeof(float))).ToArray();
    }

    private HostMemory Make(float[] values)
    {
        _made++;
        HostMemory memory = new(values.Length * sizeof(float));
        values.CopyTo(memory.Values<float>(0, values.Length));
        return memory;
    }
}
