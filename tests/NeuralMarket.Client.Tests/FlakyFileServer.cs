using System.Net;
using System.Net.Http.Headers;

namespace NeuralMarket.Client.Tests;

/// <summary>Answers range requests for one file and breaks the connection after so many bytes of each answer.</summary>
internal sealed class FlakyFileServer(byte[] file) : HttpMessageHandler
{
    /// <summary>How many bytes of an answer arrive before it breaks.</summary>
    public int BreakAfter { get; set; } = int.MaxValue;

    /// <summary>Whether an answer that breaks ends as if it were whole.</summary>
    public bool EndsQuietly { get; set; }

    /// <summary>Whether range requests are honoured.</summary>
    public bool HonoursRanges { get; set; } = true;

    /// <summary>The file's entity tag.</summary>
    public string? EntityTag { get; set; }

    /// <summary>What it answers instead of the file, in order.</summary>
    public Queue<HttpStatusCode> Refusals { get; } = new();

    /// <summary>The first byte of each request's range, in order.</summary>
    public List<long> Starts { get; } = [];

    /// <summary>The conditions under which ranges were asked for, in order.</summary>
    public List<string?> Conditions { get; } = [];

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        string? condition = request.Headers.TryGetValues("If-Range", out IEnumerable<string>? values) ? values.Single() : null;
        long asked = request.Headers.Range?.Ranges.Single().From ?? 0;
        Conditions.Add(condition);
        if (Refusals.TryDequeue(out HttpStatusCode refusal))
        {
            Starts.Add(asked);
            return Task.FromResult(new HttpResponseMessage(refusal));
        }

        bool applies = HonoursRanges && (condition is null || condition == EntityTag);
        long from = applies ? asked : 0;
        Starts.Add(from);
        return Task.FromResult(from > 0 && from >= file.Length ? new HttpResponseMessage(HttpStatusCode.RequestedRangeNotSatisfiable) : Answer(from));
    }

    private HttpResponseMessage Answer(long from)
    {
        var response = new HttpResponseMessage(from > 0 ? HttpStatusCode.PartialContent : HttpStatusCode.OK)
        {
            Content = new StreamContent(new BreakingStream(file[(int)from..], BreakAfter, EndsQuietly)),
        };
        response.Headers.ETag = EntityTag is null ? null : EntityTagHeaderValue.Parse(EntityTag);
        if (from > 0)
        {
            response.Content.Headers.ContentRange = new ContentRangeHeaderValue(from, file.Length - 1, file.Length);
        }

        return response;
    }

    private sealed class BreakingStream(byte[] content, int breakAfter, bool endsQuietly) : MemoryStream(content)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            int allowed = (int)Math.Min(buffer.Length, breakAfter - Position);
            if (allowed > 0 || Position == Length)
            {
                return base.ReadAsync(buffer[..Math.Max(0, allowed)], cancellationToken);
            }

            return endsQuietly ? ValueTask.FromResult(0) : throw new IOException("The connection was reset.");
        }
    }
}
