using System.Net;
using System.Net.Http.Headers;

namespace NeuralMarket.Client.Tests;

/// <summary>Answers range requests for one file and breaks the connection after so many bytes of each answer.</summary>
internal sealed class FlakyFileServer(byte[] file) : HttpMessageHandler
{
    /// <summary>How many bytes of an answer arrive before it breaks.</summary>
    public int BreakAfter { get; set; } = int.MaxValue;

    /// <summary>Whether range requests are honoured.</summary>
    public bool HonoursRanges { get; set; } = true;

    /// <summary>The first byte of each request's range, in order.</summary>
    public List<long> Starts { get; } = [];

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        long from = HonoursRanges ? request.Headers.Range?.Ranges.Single().From ?? 0 : 0;
        Starts.Add(from);
        var response = new HttpResponseMessage(from > 0 ? HttpStatusCode.PartialContent : HttpStatusCode.OK)
        {
            Content = new StreamContent(new BreakingStream(file.AsMemory((int)from).ToArray(), BreakAfter)),
        };
        if (from > 0)
        {
            response.Content.Headers.ContentRange = new ContentRangeHeaderValue(from, file.Length - 1, file.Length);
        }

        return Task.FromResult(response);
    }

    private sealed class BreakingStream(byte[] content, int breakAfter) : MemoryStream(content)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            int allowed = (int)Math.Min(buffer.Length, breakAfter - Position);
            return allowed <= 0 && Position < Length
                ? throw new IOException("The connection was reset.")
                : base.ReadAsync(buffer[..allowed], cancellationToken);
        }
    }
}
