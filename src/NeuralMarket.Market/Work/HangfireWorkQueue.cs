using Hangfire;

namespace NeuralMarket.Market.Work;

/// <summary>Wakes workers through Hangfire, in this process or, with PostgreSQL, in any.</summary>
internal sealed class HangfireWorkQueue(IBackgroundJobClient jobs) : IWorkQueue
{
    public void Wake(Guid submissionId) => jobs.Enqueue<WorkJobs>(job => job.AdvanceAsync(submissionId, CancellationToken.None));

    public void WakeTest(Guid submissionId) => jobs.Enqueue<WorkJobs>(job => job.TestAsync(submissionId, CancellationToken.None));

    public void WakeRetest(Guid retestId) => jobs.Enqueue<WorkJobs>(job => job.RetestAsync(retestId, CancellationToken.None));

    public void WakeOutbox() => jobs.Enqueue<WorkJobs>(job => job.SendMailAsync(CancellationToken.None));
}
