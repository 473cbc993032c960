using MimeKit;

namespace NeuralMarket.Market.Intake.Mail;

/// <summary>
/// Parses a message that anybody may have written. Its size is limited before; here the number of its parts, because the parser makes objects
/// many times larger than the few bytes that a part can have, and how deep they lie in one another.
/// </summary>
internal static class MessageReader
{
    /// <summary>Lines that may begin a part; ten packages, their mail and its signature have a few dozen.</summary>
    private const int MostBoundaryLines = 10_000;
    private const int DeepestPart = 64;
    private const int MostHeaderBytes = 256 * 1024;

    /// <summary>Reads a message from a seekable stream.</summary>
    /// <returns>The message, or its headers alone when it is larger than <paramref name="mostBytes"/> or built of too many parts.</returns>
    public static async Task<FetchedMessage> ReadAsync(Stream stream, long mostBytes, CancellationToken cancellationToken)
    {
        long size = stream.Length;
        try
        {
            if (size > mostBytes || await CountBoundaryLinesAsync(stream, cancellationToken) > MostBoundaryLines)
            {
                return new(await ReadHeadersAsync(stream, cancellationToken), null, size);
            }

            stream.Position = 0;
            ParserOptions options = ParserOptions.Default.Clone();
            options.MaxMimeDepth = DeepestPart;
            MimeMessage message = await MimeMessage.LoadAsync(options, stream, cancellationToken);
            return new(message.Headers, message, size);
        }
        catch (FormatException)
        {
            return new([], null, size);
        }
    }

    /// <summary>The headers, as far as they stand in the first part of the message.</summary>
    private static async Task<HeaderList> ReadHeadersAsync(Stream stream, CancellationToken cancellationToken)
    {
        stream.Position = 0;
        var beginning = new byte[MostHeaderBytes];
        int read = await stream.ReadAtLeastAsync(beginning, beginning.Length, throwOnEndOfStream: false, cancellationToken);
        return await HeaderList.LoadAsync(new MemoryStream(beginning, 0, read), cancellationToken);
    }

    private static async Task<int> CountBoundaryLinesAsync(Stream stream, CancellationToken cancellationToken)
    {
        var buffer = new byte[81_920];
        (int count, int dashes, bool lineStart) = (0, 0, true);
        for (int read; (read = await stream.ReadAsync(buffer, cancellationToken)) > 0;)
        {
            for (int i = 0; i < read; i++)
            {
                byte now = buffer[i];
                dashes = now == (byte)'-' && (lineStart || dashes == 1) ? dashes + 1 : 0;
                count += dashes == 2 ? 1 : 0;
                lineStart = now == (byte)'\n';
            }
        }

        return count;
    }
}
