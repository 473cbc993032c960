using Hangfire;
using NeuralMarket.Market.Notifications;

namespace NeuralMarket.Market.Work;

/// <summary>
/// What Hangfire calls. The rows decide what there is to do, so a job that is lost, doubled or run for nothing harms nobody; retries are the row's
/// business too (a lease that runs out, a later due time), not the engine's.
/// </summary>
[AutomaticRetry(Attempts = 0)]
public sealed class WorkJobs(SubmissionWorker worker, IOutbox outbox)
{
    /// <summary>The queue of submissions.</summary>
    internal const string Default = "default";

    /// <summary>The queue of mails.</summary>
    internal const string Mail = "mail";

    /// <summary>Advances a submission as far as the system can.</summary>
    public Task AdvanceAsync(Guid submissionId, CancellationToken cancellationToken) => worker.AdvanceAsync(submissionId, cancellationToken);

    /// <summary>Sends the mails that are due.</summary>
    [Queue(Mail)]
    public Task SendMailAsync(CancellationToken cancellationToken) => outbox.SendDueAsync(cancellationToken);
}
