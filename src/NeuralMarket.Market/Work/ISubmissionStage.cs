using NeuralMarket.Market.Storage;
using NeuralMarket.Market.Submissions;

namespace NeuralMarket.Market.Work;

/// <summary>
/// What the system does in one state. A stage does its work, moves the submission and adds the effects to the context; the worker saves all in one
/// transaction. It may be run again at any time, so whatever it does before that must be harmless twice.
/// </summary>
public interface ISubmissionStage
{
    /// <summary>The state that it works in.</summary>
    SubmissionState State { get; }

    /// <summary>Works on a submission that this worker holds.</summary>
    Task RunAsync(MarketDb db, Submission submission, CancellationToken cancellationToken);
}
