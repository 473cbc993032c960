namespace NeuralMarket.Market.Work;

/// <summary>
/// Wakes workers. A wake says "look at this submission", nothing more: it may be lost (the sweep finds what is due) or doubled (the row decides).
/// </summary>
public interface IWorkQueue
{
    /// <summary>Wakes a worker for a submission. Call it after the transaction that made work.</summary>
    void Wake(Guid submissionId);

    /// <summary>Wakes a tester for a submission that is in Testing. Tests have workers of their own: mails, validation and publication do not wait for them.</summary>
    void WakeTest(Guid submissionId);

    /// <summary>Wakes the worker of re-tests, which gives way to fresh submissions.</summary>
    void WakeRetest(Guid retestId);

    /// <summary>Wakes a sender for the outbox.</summary>
    void WakeOutbox();
}
