using System.Security.Cryptography;
using NeuralMarket.Client.Downloads;
using NeuralMarket.Testing;

namespace NeuralMarket.Client.Tests;

public sealed class PackageDownloadTests : IDisposable
{
    private static readonly Uri Address = new("http://market.example/package");
    private readonly byte[] _file = RandomNumberGenerator.GetBytes(300_000);
    private readonly TemporaryFolder _folder = new();

    private string Target => Path.Combine(_folder.Path, "patch.specialneurons");

    private string Sha256 => Convert.ToHexStringLower(SHA256.HashData(_file));

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task BrokenConnectionResumesWhereItStopped()
    {
        using var server = new FlakyFileServer(_file) { BreakAfter = 100_000 };

        await DownloadAsync(server);

        Assert.Equal(_file, await File.ReadAllBytesAsync(Target, TestContext.Current.CancellationToken));
        Assert.Equal([0, 100_000, 200_000], server.Starts);
    }

    [Fact]
    public async Task AnotherRunContinuesWhatAnEarlierRunLeft()
    {
        using var server = new FlakyFileServer(_file);
        await File.WriteAllBytesAsync(Target + ".part", _file[..123_456], TestContext.Current.CancellationToken);

        await DownloadAsync(server);

        Assert.Equal(_file, await File.ReadAllBytesAsync(Target, TestContext.Current.CancellationToken));
        Assert.Equal([123_456], server.Starts);
        Assert.False(File.Exists(Target + ".part"));
    }

    [Fact]
    public async Task ServerWithoutRangesStartsOver()
    {
        using var server = new FlakyFileServer(_file) { HonoursRanges = false };
        await File.WriteAllBytesAsync(Target + ".part", _file[..1_000], TestContext.Current.CancellationToken);

        await DownloadAsync(server);

        Assert.Equal(_file, await File.ReadAllBytesAsync(Target, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task FileThatDoesNotVerifyIsNeverKept()
    {
        using var server = new FlakyFileServer(_file);

        CatalogueException refused = await Assert.ThrowsAsync<CatalogueException>(() => DownloadAsync(server, sha256: new string('0', 64)));

        Assert.Equal("download.hash", refused.Code);
        Assert.Empty(Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public async Task ServerThatSendsMoreThanPromisedIsCutOff()
    {
        using var server = new FlakyFileServer(_file);

        CatalogueException refused = await Assert.ThrowsAsync<CatalogueException>(() => DownloadAsync(server, length: 1_000));

        Assert.Equal("download.length", refused.Code);
        Assert.False(File.Exists(Target));
    }

    [Fact]
    public async Task FileThatIsAlreadyHereIsNotFetchedAgain()
    {
        using var server = new FlakyFileServer(_file);
        await DownloadAsync(server);

        await DownloadAsync(server);

        Assert.Single(server.Starts);
    }

    [Fact]
    public async Task ConnectionThatNeverHoldsIsGivenUp()
    {
        using var server = new FlakyFileServer(_file) { BreakAfter = 0 };

        await Assert.ThrowsAsync<IOException>(() => DownloadAsync(server));

        Assert.Equal(5, server.Starts.Count);
    }

    private async Task DownloadAsync(FlakyFileServer server, string? sha256 = null, long? length = null)
    {
        using var http = new HttpClient(server, disposeHandler: false);
        await new PackageDownload(http).DownloadAsync(Address, sha256 ?? Sha256, length ?? _file.Length, Target, cancellationToken: TestContext.Current.CancellationToken);
    }
}
