using Hangfire;
using NeuralMarket.Market.Notifications;
using NeuralMarket.Market.Retests;

namespace NeuralMarket.Market.Work;

/// <summary>
/// What Hangfire calls. The rows decide what there is to do, so a job that is lost, doubled or run for nothing harms nobody; retries are the row's
/// business too (a lease that runs out, a later due time), not the engine's.
/// </summary>
[AutomaticRetry(Attempts = 0)]
public sealed class WorkJobs(SubmissionWorker worker, RetestWorker retests, IOutbox outbox)
{
    /// <summary>The queue of submissions.</summary>
    internal const string Default = "default";

    /// <summary>The queue of regression tests.</summary>
    internal const string Tests = "regression";

    /// <summary>The queue of re-tests.</summary>
    internal const string Retests = "retest";

    /// <summary>The queue of mails.</summary>
    internal const string Mail = "mail";

    /// <summary>Advances a submission as far as the system can without testing it.</summary>
    public Task AdvanceAsync(Guid submissionId, CancellationToken cancellationToken) => worker.AdvanceAsync(submissionId, WorkKind.Other, cancellationToken);

    /// <summary>Tests a submission.</summary>
    [Queue(Tests)]
    public Task TestAsync(Guid submissionId, CancellationToken cancellationToken) => worker.AdvanceAsync(submissionId, WorkKind.Test, cancellationToken);

    /// <summary>Goes on with a re-test.</summary>
    [Queue(Retests)]
    public Task RetestAsync(Guid retestId, CancellationToken cancellationToken) => retests.RunAsync(retestId, cancellationToken);

    /// <summary>Sends the mails that are due.</summary>
    [Queue(Mail)]
    public Task SendMailAsync(CancellationToken cancellationToken) => outbox.SendDueAsync(cancellationToken);
}
