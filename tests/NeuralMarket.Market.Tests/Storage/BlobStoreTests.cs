using System.Security.Cryptography;
using System.Text;
using Azure.Storage.Blobs;
using NeuralMarket.Market.Storage.Blobs;
using NeuralMarket.Market.Tests.Harness;
using NeuralMarket.Testing;
using NeuralMarket.Testing.Services;

namespace NeuralMarket.Market.Tests.Storage;

/// <summary>What every blob store promises.</summary>
public abstract class BlobStoreTests
{
    protected abstract IBlobStore Blobs { get; }

    [Fact]
    public async Task WhatWasPutIsReadBackByteForByteAndSeekable()
    {
        var content = RandomNumberGenerator.GetBytes(5 * 1024 * 1024);
        await PutAsync("packages/a.specialneurons", content);
        Assert.Equal(content, await Blobs.ReadAllAsync("packages/a.specialneurons", TestMarket.Stop));
        await using var stream = (await Blobs.OpenReadAsync("packages/a.specialneurons", TestMarket.Stop))!;
        Assert.Equal(content.Length, stream.Length);
        stream.Seek(-4, SeekOrigin.End);
        var end = new byte[4];
        await stream.ReadExactlyAsync(end, TestMarket.Stop);
        Assert.Equal(content[^4..], end);
    }

    [Fact]
    public async Task ANameKeepsItsFirstBytes()
    {
        await PutAsync("b", "first"u8.ToArray());
        await PutAsync("b", "second"u8.ToArray());
        Assert.Equal("first", Encoding.UTF8.GetString(await Blobs.ReadAllAsync("b", TestMarket.Stop)));
    }

    [Fact]
    public async Task AFolderListsItsFilesAndNotThoseOfItsFolders()
    {
        await PutAsync("features/abc/one", [1]);
        await PutAsync("features/abc/two", [2]);
        await PutAsync("features/abc/deeper/three", [3]);
        await PutAsync("features/abcd/four", [4]);
        Assert.Equal(["one", "two"], (await Blobs.ListAsync("features/abc", TestMarket.Stop).ToListAsync(TestMarket.Stop)).Order());
        Assert.Empty(await Blobs.ListAsync("features/none", TestMarket.Stop).ToListAsync(TestMarket.Stop));
    }

    [Fact]
    public async Task ManyWhoPutTheSameAtOnceDoNoHarm()
    {
        var content = RandomNumberGenerator.GetBytes(100_000);
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => PutAsync("c/d", content)));
        Assert.Equal(content, await Blobs.ReadAllAsync("c/d", TestMarket.Stop));
    }

    [Fact]
    public async Task WhatIsNotThereIsSaidToBeAbsent()
    {
        Assert.False(await Blobs.ExistsAsync("e", TestMarket.Stop));
        Assert.Null(await Blobs.OpenReadAsync("e", TestMarket.Stop));
        await Assert.ThrowsAsync<IOException>(() => Blobs.ReadAllAsync("e", TestMarket.Stop));
        await Blobs.DeleteAsync("e", TestMarket.Stop);
    }

    [Fact]
    public async Task WhatIsDeletedIsGoneAndMayComeAgain()
    {
        await PutAsync("f", "once"u8.ToArray());
        Assert.True(await Blobs.ExistsAsync("f", TestMarket.Stop));
        await Blobs.DeleteAsync("f", TestMarket.Stop);
        Assert.False(await Blobs.ExistsAsync("f", TestMarket.Stop));
        await PutAsync("f", "twice"u8.ToArray());
        Assert.Equal("twice", Encoding.UTF8.GetString(await Blobs.ReadAllAsync("f", TestMarket.Stop)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("..")]
    [InlineData("../etc/passwd")]
    [InlineData("/etc/passwd")]
    [InlineData("a/../b")]
    [InlineData("a//b")]
    [InlineData("a/.b")]
    [InlineData("a\\b")]
    [InlineData("a\nb")]
    public async Task ANameCannotLeadOutOfTheStore(string name)
    {
        await Assert.ThrowsAsync<ArgumentException>(() => PutAsync(name, [1]));
        await Assert.ThrowsAsync<ArgumentException>(() => Blobs.OpenReadAsync(name, TestMarket.Stop));
        await Assert.ThrowsAsync<ArgumentException>(() => Blobs.DeleteAsync(name, TestMarket.Stop));
    }

    [Fact]
    public async Task APutThatBreaksOffLeavesNothing()
    {
        await Assert.ThrowsAnyAsync<Exception>(() => Blobs.PutAsync("g", new BreakingStream(), TestMarket.Stop));
        Assert.False(await Blobs.ExistsAsync("g", TestMarket.Stop));
    }

    private Task PutAsync(string name, byte[] content) => Blobs.PutAsync(name, new MemoryStream(content, writable: false), TestMarket.Stop);

    private sealed class BreakingStream : MemoryStream
    {
        public BreakingStream()
            : base(new byte[200_000])
        {
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new IOException("The connection broke.");

        public override int Read(Span<byte> buffer) => throw new IOException("The connection broke.");

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => throw new IOException("The connection broke.");

        public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => throw new IOException("The connection broke.");

        public override Task CopyToAsync(Stream destination, int bufferSize, CancellationToken cancellationToken) => throw new IOException("The connection broke.");
    }
}

public sealed class LocalFolderBlobStoreTests : BlobStoreTests, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    protected override IBlobStore Blobs => new LocalFolderBlobStore(_folder.Path);

    public void Dispose() => _folder.Dispose();
}

public sealed class AzureBlobStoreTests(Azurite azurite) : BlobStoreTests, IClassFixture<Azurite>
{
    private readonly BlobContainerClient? _container = azurite.NewContainer();

    protected override IBlobStore Blobs
    {
        get
        {
            Assert.SkipWhen(_container is null, AzuriteServer.MissingReason ?? "");
            return new AzureBlobStore(_container);
        }
    }
}

/// <summary>Azurite, started once for its tests; each has a container of its own.</summary>
public sealed class Azurite : IAsyncLifetime
{
    private AzuriteServer? _server;

    public async ValueTask InitializeAsync() => _server = AzuriteServer.MissingReason is null ? await AzuriteServer.StartAsync(CancellationToken.None) : null;

    public BlobContainerClient? NewContainer() => _server is null ? null : new(_server.ConnectionString, $"test-{Guid.NewGuid():N}");

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
            await _server.DisposeAsync();
    }
}
