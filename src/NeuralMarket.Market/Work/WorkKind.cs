using NeuralMarket.Market.Submissions;

namespace NeuralMarket.Market.Work;

/// <summary>What a worker is for.</summary>
public enum WorkKind
{
    /// <summary>Everything but tests: a matter of moments.</summary>
    Other,

    /// <summary>Regression tests, which may take minutes when photos or a base network are new.</summary>
    Test,
}

/// <summary>Which worker a state needs.</summary>
public static class WorkKinds
{
    /// <summary>The kind of work in a state.</summary>
    public static WorkKind Of(SubmissionState state) => state == SubmissionState.Testing ? WorkKind.Test : WorkKind.Other;

    /// <summary>Wakes a worker of the right kind for a submission in a known state.</summary>
    public static void Wake(this IWorkQueue work, Guid submissionId, SubmissionState state)
    {
        ArgumentNullException.ThrowIfNull(work);
        if (Of(state) == WorkKind.Test)
        {
            work.WakeTest(submissionId);
        }
        else
        {
            work.Wake(submissionId);
        }
    }
}
