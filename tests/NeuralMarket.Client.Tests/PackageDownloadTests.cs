using System.Net;
using System.Security.Cryptography;
using NeuralMarket.Client.Downloads;
using NeuralMarket.Testing;

namespace NeuralMarket.Client.Tests;

public sealed class PackageDownloadTests : IDisposable
{
    private static readonly Uri Address = new("http://market.example/package");
    private static readonly DownloadOptions WithoutPauses = new() { FirstPause = TimeSpan.Zero };
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

        await AssertDownloadedAsync();
        Assert.Equal([0, 100_000, 200_000], server.Starts);
    }

    [Fact]
    public async Task ConnectionThatBringsALittleEachTimeIsNeverGivenUp()
    {
        using var server = new FlakyFileServer(_file) { BreakAfter = 20_000 };

        await DownloadAsync(server);

        await AssertDownloadedAsync();
        Assert.Equal(15, server.Starts.Count);
    }

    [Fact]
    public async Task AnswerThatEndsTooEarlyIsContinuedLikeABrokenOne()
    {
        using var server = new FlakyFileServer(_file) { BreakAfter = 100_000, EndsQuietly = true };

        await DownloadAsync(server);

        await AssertDownloadedAsync();
    }

    [Fact]
    public async Task AnotherRunContinuesWhatAnEarlierRunLeft()
    {
        using var server = new FlakyFileServer(_file);
        await LeaveAsync(_file[..123_456]);

        await DownloadAsync(server);

        await AssertDownloadedAsync();
        Assert.Equal([123_456], server.Starts);
    }

    [Fact]
    public async Task AnotherRunContinuesOnlyTheSameFileByItsEntityTag()
    {
        using var broken = new FlakyFileServer(_file) { EntityTag = "\"one\"", BreakAfter = 50_000 };
        using var stopped = new CancellationTokenSource();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => DownloadAsync(broken, progress: new StopAt(stopped), cancellation: stopped.Token));
        Assert.True(File.Exists(Target + ".part"));

        using var same = new FlakyFileServer(_file) { EntityTag = "\"one\"" };
        await DownloadAsync(same);

        await AssertDownloadedAsync();
        Assert.Equal(["\"one\""], same.Conditions);
        Assert.NotEqual(0, same.Starts[0]);
    }

    [Fact]
    public async Task FileThatHasChangedOnTheServerIsFetchedFromItsStart()
    {
        await LeaveAsync(new byte[10_000]);
        await File.WriteAllTextAsync(Target + ".part.etag", "\"old\"", Stop);
        using var server = new FlakyFileServer(_file) { EntityTag = "\"new\"" };

        await DownloadAsync(server);

        await AssertDownloadedAsync();
        Assert.Equal(["\"old\""], server.Conditions);
        Assert.Equal([0], server.Starts);
    }

    [Fact]
    public async Task LeftOverOfAnotherFileWithoutATagIsNoticedAndFetchedAnew()
    {
        await LeaveAsync(new byte[10_000]);
        using var server = new FlakyFileServer(_file);

        await DownloadAsync(server);

        await AssertDownloadedAsync();
        Assert.Equal([10_000, 0], server.Starts);
    }

    [Fact]
    public async Task LeftOverThatIsLongerThanTheFileIsThrownAway()
    {
        await LeaveAsync(new byte[400_000]);
        using var server = new FlakyFileServer(_file);

        await DownloadAsync(server);

        await AssertDownloadedAsync();
    }

    [Fact]
    public async Task ServerWithoutRangesStartsOver()
    {
        using var server = new FlakyFileServer(_file) { HonoursRanges = false };
        await LeaveAsync(_file[..1_000]);

        await DownloadAsync(server);

        await AssertDownloadedAsync();
    }

    [Fact]
    public async Task ServerThatIsBusyIsAskedAgain()
    {
        using var server = new FlakyFileServer(_file);
        server.Refusals.Enqueue(HttpStatusCode.ServiceUnavailable);
        server.Refusals.Enqueue(HttpStatusCode.TooManyRequests);

        await DownloadAsync(server);

        await AssertDownloadedAsync();
    }

    [Theory]
    [InlineData(HttpStatusCode.NotFound, "download.refused")]
    [InlineData(HttpStatusCode.Gone, "download.revoked")]
    public async Task RefusalIsFinal(HttpStatusCode status, string code)
    {
        using var server = new FlakyFileServer(_file);
        server.Refusals.Enqueue(status);

        Assert.Equal(code, (await Assert.ThrowsAsync<CatalogueException>(() => DownloadAsync(server))).Code);
        Assert.Single(server.Starts);
        Assert.False(File.Exists(Target));
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
    public async Task FileThatDoesNotVerifyLeavesTheOldOneInPlace()
    {
        await File.WriteAllTextAsync(Target, "the version before", Stop);
        using var server = new FlakyFileServer(_file);

        await Assert.ThrowsAsync<CatalogueException>(() => DownloadAsync(server, sha256: new string('0', 64)));

        Assert.Equal("the version before", await File.ReadAllTextAsync(Target, Stop));
    }

    [Fact]
    public async Task ServerThatSendsMoreThanPromisedIsCutOff()
    {
        using var server = new FlakyFileServer(_file);

        CatalogueException refused = await Assert.ThrowsAsync<CatalogueException>(() => DownloadAsync(server, length: 1_000));

        Assert.Equal("download.length", refused.Code);
        Assert.Empty(Directory.GetFiles(_folder.Path));
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
    public async Task ConnectionThatNeverHoldsIsGivenUpAndWhatArrivedIsKept()
    {
        await LeaveAsync(_file[..1_000]);
        using var server = new FlakyFileServer(_file) { BreakAfter = 0 };

        CatalogueException gaveUp = await Assert.ThrowsAsync<CatalogueException>(() => DownloadAsync(server));

        Assert.Equal("download.connection", gaveUp.Code);
        Assert.Equal(5, server.Starts.Count);
        Assert.Equal(1_000, new FileInfo(Target + ".part").Length);
    }

    [Fact]
    public async Task DeviceThatIsFullKeepsNothing()
    {
        Assert.SkipUnless(File.Exists("/dev/full"), "There is no full device here.");
        File.CreateSymbolicLink(Target + ".part", "/dev/full");
        using var server = new FlakyFileServer(_file);

        CatalogueException full = await Assert.ThrowsAsync<CatalogueException>(() => DownloadAsync(server));

        Assert.Equal("download.storage", full.Code);
        Assert.Empty(Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public async Task FolderThatIsNotThereIsTheDevicesFault()
    {
        using var server = new FlakyFileServer(_file);
        using var http = new HttpClient(server, disposeHandler: false);

        CatalogueException lost = await Assert.ThrowsAsync<CatalogueException>(
            () => new PackageDownload(http, WithoutPauses).DownloadAsync(Address, Sha256, _file.Length, Path.Combine(_folder.Path, "no", "folder"), cancellationToken: Stop));

        Assert.Equal("download.storage", lost.Code);
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private Task LeaveAsync(byte[] part) => File.WriteAllBytesAsync(Target + ".part", part, Stop);

    private async Task AssertDownloadedAsync()
    {
        Assert.Equal(_file, await File.ReadAllBytesAsync(Target, Stop));
        Assert.Equal([Target], Directory.GetFiles(_folder.Path));
    }

    private async Task DownloadAsync(FlakyFileServer server, string? sha256 = null, long? length = null, IProgress<DownloadProgress>? progress = null, CancellationToken? cancellation = null)
    {
        using var http = new HttpClient(server, disposeHandler: false);
        await new PackageDownload(http, WithoutPauses).DownloadAsync(Address, sha256 ?? Sha256, length ?? _file.Length, Target, progress, cancellation ?? Stop);
    }

    private sealed class StopAt(CancellationTokenSource stop) : IProgress<DownloadProgress>
    {
        public void Report(DownloadProgress value) => stop.Cancel();
    }
}
