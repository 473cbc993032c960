using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;

namespace NeuralMarket.Client.Downloads;

/// <summary>How far a download is.</summary>
/// <param name="ReceivedBytes">Bytes on this device, those of earlier tries included.</param>
/// <param name="TotalBytes">The package's length.</param>
public readonly record struct DownloadProgress(long ReceivedBytes, long TotalBytes);

/// <summary>
/// Downloads one immutable file into a path: resumes what an earlier try left in <c>PATH.part</c> (RFC 9110, range requests),
/// verifies length and SHA-256, and only then moves it into place. A file that does not verify is never left at the path.
/// </summary>
public sealed class PackageDownload
{
    private const int BufferBytes = 64 * 1024;
    private readonly HttpClient _http;
    private readonly int _tries;

    /// <summary>Takes the HTTP client to use.</summary>
    /// <param name="http">Its timeout bounds each try until the headers arrive.</param>
    /// <param name="tries">How often a broken connection is resumed within one call.</param>
    public PackageDownload(HttpClient http, int tries = 5) => (_http, _tries) = (http, tries);

    /// <summary>Downloads and verifies.</summary>
    /// <param name="address">Where the file is.</param>
    /// <param name="sha256">What it must hash to, lower-case hex.</param>
    /// <param name="length">Its length in bytes; a longer answer is refused before it is stored.</param>
    /// <param name="path">Where it goes; an existing file with the right hash is kept and nothing is fetched.</param>
    /// <param name="progress">Told after every block.</param>
    /// <param name="cancellationToken">Stops it; what has arrived stays for the next try.</param>
    /// <exception cref="CatalogueException">The server refused, or what it sent is not what the catalogue promised.</exception>
    public async Task DownloadAsync(Uri address, string sha256, long length, string path, IProgress<DownloadProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        if (File.Exists(path) && string.Equals(HashOf(path), sha256, StringComparison.Ordinal))
        {
            return;
        }

        string part = path + ".part";
        for (int attempt = 1; LengthOf(part) < length; attempt++)
        {
            try
            {
                await ContinueAsync(address, length, part, progress, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception broken) when (broken is HttpRequestException or IOException && attempt < _tries && !cancellationToken.IsCancellationRequested)
            {
                continue;
            }
        }

        Verify(part, sha256, length);
        if (File.Exists(path))
        {
            File.Delete(path);
        }

        File.Move(part, path);
    }

    private async Task ContinueAsync(Uri address, long length, string part, IProgress<DownloadProgress>? progress, CancellationToken cancellationToken)
    {
        long have = LengthOf(part);
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        if (have > 0)
        {
            request.Headers.Range = new RangeHeaderValue(have, null);
        }

        using HttpResponseMessage response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
        if (!response.IsSuccessStatusCode)
        {
            throw new CatalogueException("download.refused", $"The server answered {(int)response.StatusCode} for the package.");
        }

        bool resumed = response.StatusCode == HttpStatusCode.PartialContent && response.Content.Headers.ContentRange?.From == have;
        using var file = new FileStream(part, resumed ? FileMode.Append : FileMode.Create, FileAccess.Write, FileShare.None);
        using Stream body = await ReadBodyAsync(response.Content, cancellationToken).ConfigureAwait(false);
        await CopyAsync(body, file, length, progress, cancellationToken).ConfigureAwait(false);
    }

    private static async Task CopyAsync(Stream body, FileStream file, long length, IProgress<DownloadProgress>? progress, CancellationToken cancellationToken)
    {
        var buffer = new byte[BufferBytes];
        while (true)
        {
#if NET
            int read = await body.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
#else
            int read = await body.ReadAsync(buffer, 0, buffer.Length, cancellationToken).ConfigureAwait(false);
#endif
            if (read == 0)
            {
                break;
            }

            if (file.Position + read > length)
            {
                throw new CatalogueException("download.length", $"The server sends more than the {length} bytes that the catalogue promised.");
            }

#if NET
            await file.WriteAsync(buffer.AsMemory(0, read), cancellationToken).ConfigureAwait(false);
#else
            await file.WriteAsync(buffer, 0, read, cancellationToken).ConfigureAwait(false);
#endif
            progress?.Report(new(file.Position, length));
        }

        if (file.Position < length)
        {
            throw new IOException($"The connection ended after {file.Position} of {length} bytes.");
        }
    }

    private static void Verify(string part, string sha256, long length)
    {
        string actual = HashOf(part);
        if (LengthOf(part) != length || !string.Equals(actual, sha256, StringComparison.Ordinal))
        {
            File.Delete(part);
            throw new CatalogueException("download.hash", $"The file's SHA-256 is {actual}; the catalogue promised {sha256}. Nothing was kept.");
        }
    }

#if NET
    private static Task<Stream> ReadBodyAsync(HttpContent content, CancellationToken cancellationToken) => content.ReadAsStreamAsync(cancellationToken);
#else
    private static Task<Stream> ReadBodyAsync(HttpContent content, CancellationToken cancellationToken) => content.ReadAsStreamAsync();
#endif

    private static long LengthOf(string path) => File.Exists(path) ? new FileInfo(path).Length : 0;

    private static string HashOf(string path)
    {
        using FileStream file = File.OpenRead(path);
        using var hash = SHA256.Create();
#if NET
        return Convert.ToHexStringLower(hash.ComputeHash(file));
#else
        return BitConverter.ToString(hash.ComputeHash(file)).Replace("-", "").ToLowerInvariant();
#endif
    }
}
