using System.Net;
using System.Net.Http.Headers;

namespace NeuralMarket.Client.Downloads;

/// <summary>How far a download is.</summary>
/// <param name="ReceivedBytes">Bytes on this device, those of earlier tries included.</param>
/// <param name="TotalBytes">The package's length.</param>
public readonly record struct DownloadProgress(long ReceivedBytes, long TotalBytes);

/// <summary>
/// Downloads one immutable file into a path: resumes what an earlier try left in <c>PATH.part</c> (RFC 9110, range requests with If-Range),
/// verifies length and SHA-256, and only then moves it into place. A file that does not verify is never left on the device.
/// </summary>
/// <remarks>One download of a path at a time. A connection that breaks is taken up again as long as it brings anything at all.</remarks>
public sealed class PackageDownload
{
    private const int BufferBytes = 64 * 1024;
    private readonly HttpClient _http;
    private readonly DownloadOptions _options;

    /// <summary>Takes the HTTP client to use.</summary>
    /// <param name="http">Its timeout bounds each try until the headers arrive.</param>
    /// <param name="options">Patience with a bad network.</param>
    public PackageDownload(HttpClient http, DownloadOptions? options = null) => (_http, _options) = (http, options ?? new DownloadOptions());

    /// <summary>Downloads and verifies.</summary>
    /// <param name="address">Where the file is.</param>
    /// <param name="sha256">What it must hash to, lower-case hex.</param>
    /// <param name="length">Its length in bytes; a longer answer is refused before it is stored.</param>
    /// <param name="path">Where it goes; an existing file with the right hash is kept and nothing is fetched.</param>
    /// <param name="progress">Told after every block.</param>
    /// <param name="cancellationToken">Stops it; what has arrived stays for the next try.</param>
    /// <exception cref="CatalogueException">
    /// <c>download.refused</c>, <c>download.revoked</c>: the server's answer; <c>download.length</c>, <c>download.hash</c>: it sent what the catalogue did not
    /// promise, nothing is kept; <c>download.connection</c>: the network does not hold, what arrived stays for the next try; <c>download.storage</c>: this
    /// device cannot store it, nothing is kept.
    /// </exception>
    public async Task DownloadAsync(Uri address, string sha256, long length, string path, IProgress<DownloadProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        if (PartialFile.Has(path, sha256, length))
        {
            return;
        }

        using PartialFile part = PartialFile.Open(path, length);
        bool isResumed = part.Length > 0;
        await FillAsync(address, part, progress, cancellationToken).ConfigureAwait(false);
        if (isResumed && !part.Verifies(sha256))
        {
            // What an earlier try left may be of another file. Once more, from the start.
            part.Clear();
            await FillAsync(address, part, progress, cancellationToken).ConfigureAwait(false);
        }

        part.MoveIntoPlace(sha256);
    }

    private async Task FillAsync(Uri address, PartialFile part, IProgress<DownloadProgress>? progress, CancellationToken cancellationToken)
    {
        for (int failures = 0; part.Length < part.Promised;)
        {
            long before = part.Length;
            try
            {
                await ContinueAsync(address, part, progress, cancellationToken).ConfigureAwait(false);
            }
            catch (BrokenConnectionException broken)
            {
                failures = part.Length > before ? 1 : failures + 1;
                if (failures >= _options.Tries)
                {
                    throw new CatalogueException("download.connection", $"The connection broke after {part.Length} of {part.Promised} bytes, {failures} times without a byte. What has arrived is kept; try again later.", broken);
                }

                await Task.Delay(_options.PauseAfter(failures), cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private async Task ContinueAsync(Uri address, PartialFile part, IProgress<DownloadProgress>? progress, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        if (part.Length > 0)
        {
            request.Headers.Range = new RangeHeaderValue(part.Length, null);
            if (part.EntityTag is string tag)
            {
                request.Headers.TryAddWithoutValidation("If-Range", tag);
            }
        }

        using HttpResponseMessage response = await SendAsync(request, cancellationToken).ConfigureAwait(false);
        if (response.StatusCode == HttpStatusCode.RequestedRangeNotSatisfiable)
        {
            // The file has no byte there: what is here is of another one.
            part.Clear();
            throw new BrokenConnectionException(null);
        }

        CheckStatus(response);
        bool isContinued = response.StatusCode == HttpStatusCode.PartialContent && response.Content.Headers.ContentRange?.From == part.Length;
        if (!isContinued)
        {
            if (response.StatusCode == HttpStatusCode.PartialContent)
            {
                throw new CatalogueException("download.refused", "The server sent another piece of the file than it was asked for.");
            }

            part.Clear();
        }

        part.EntityTag = response.Headers.ETag is { IsWeak: false } strong ? strong.Tag : null;
        await CopyAsync(response.Content, part, progress, cancellationToken).ConfigureAwait(false);
    }

    private async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        try
        {
            return await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
        }
        catch (HttpRequestException broken)
        {
            throw new BrokenConnectionException(broken);
        }
        catch (OperationCanceledException late) when (!cancellationToken.IsCancellationRequested)
        {
            throw new BrokenConnectionException(late);
        }
    }

    private static void CheckStatus(HttpResponseMessage response)
    {
        int status = (int)response.StatusCode;
        switch (status)
        {
            case >= 200 and < 300:
                return;
            case 410:
                throw new CatalogueException("download.revoked", "The market has revoked this version; apps do not use it.");
            case 408 or 429 or >= 500:
                throw new BrokenConnectionException(null);
            default:
                throw new CatalogueException("download.refused", $"The server answered {status} for the package.");
        }
    }

    private async Task CopyAsync(HttpContent content, PartialFile part, IProgress<DownloadProgress>? progress, CancellationToken cancellationToken)
    {
        var buffer = new byte[BufferBytes];
        using Stream body = await ReadBodyAsync(content, cancellationToken).ConfigureAwait(false);
        while (true)
        {
            int read = await ReadAsync(body, buffer, cancellationToken).ConfigureAwait(false);
            if (read == 0)
            {
                break;
            }

            part.Append(buffer, read);
            progress?.Report(new(part.Length, part.Promised));
        }

        if (part.Length < part.Promised)
        {
            throw new BrokenConnectionException(null);
        }
    }

    /// <summary>One block; a connection that says nothing for too long is as good as broken.</summary>
    private async Task<int> ReadAsync(Stream body, byte[] buffer, CancellationToken cancellationToken)
    {
        using var stall = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        stall.CancelAfter(_options.StallTimeout);
        try
        {
#if NET
            return await body.ReadAsync(buffer, stall.Token).ConfigureAwait(false);
#else
            return await body.ReadAsync(buffer, 0, buffer.Length, stall.Token).ConfigureAwait(false);
#endif
        }
        catch (Exception broken) when (broken is IOException or HttpRequestException || (broken is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            throw new BrokenConnectionException(broken);
        }
    }

#if NET
    private static Task<Stream> ReadBodyAsync(HttpContent content, CancellationToken cancellationToken) => content.ReadAsStreamAsync(cancellationToken);
#else
    private static Task<Stream> ReadBodyAsync(HttpContent content, CancellationToken cancellationToken) => content.ReadAsStreamAsync();
#endif

    /// <summary>The network's fault, worth another try; never leaves this class.</summary>
    private sealed class BrokenConnectionException(Exception? cause) : Exception("The connection broke.", cause);
}
