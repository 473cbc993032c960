using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using MimeKit;
using NeuralMarket.Market.Notifications;
using NeuralMarket.Market.Work;

namespace NeuralMarket.Market.Tests.Harness;

/// <summary>Remembers who was woken; wakes nobody.</summary>
public sealed class RecordingQueue : IWorkQueue
{
    public ConcurrentQueue<Guid> Woken { get; } = new();

    public void Wake(Guid submissionId) => Woken.Enqueue(submissionId);

    public ConcurrentQueue<Guid> WokenTests { get; } = new();

    public ConcurrentQueue<Guid> WokenRetests { get; } = new();

    public void WakeTest(Guid submissionId) => WokenTests.Enqueue(submissionId);

    public void WakeRetest(Guid retestId) => WokenRetests.Enqueue(retestId);

    public void WakeOutbox()
    {
    }
}

/// <summary>Keeps what it is given, or answers as a test says.</summary>
public sealed class TestTransport : IMailTransport
{
    public ConcurrentQueue<MimeMessage> Sent { get; } = new();

    /// <summary>What to answer to a mail; accepted when it says nothing.</summary>
    public Func<MimeMessage, Delivery?> Answer { get; set; } = _ => null;

    public Task<Delivery> SendAsync(MimeMessage message, CancellationToken cancellationToken)
    {
        var answer = Answer(message) ?? new Delivery.Accepted();
        if (answer is Delivery.Accepted)
            Sent.Enqueue(message);
        return Task.FromResult(answer);
    }
}

/// <summary>Keeps all lines of the log.</summary>
public sealed class RecordingLog : ILoggerProvider, ILogger
{
    public ConcurrentQueue<string> Lines { get; } = new();

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        Lines.Enqueue($"{logLevel} {formatter(state, exception)} {exception?.Message}");

    public void Dispose()
    {
    }
}
