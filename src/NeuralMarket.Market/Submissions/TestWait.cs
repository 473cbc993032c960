namespace NeuralMarket.Market.Submissions;

/// <summary>Why a test waits, and until when: the lineage has had all the looks at held-out photos that it may have now.</summary>
/// <param name="Code">A stable code.</param>
/// <param name="Message">Why, in a plain sentence.</param>
/// <param name="Until">When it is tested by itself.</param>
public sealed record TestWait(string Code, string Message, DateTimeOffset Until)
{
    /// <summary>The code of the limit on looks.</summary>
    public const string TooManyLooks = "submission.looks";

    /// <summary>How the audit log calls it.</summary>
    internal const string Action = "testPostponed";

    /// <summary>What a submission waits for; <see langword="null"/> when it does not wait.</summary>
    internal static TestWait? Of(Submission submission, IEnumerable<TimelineEntry> timeline, DateTimeOffset now) =>
        submission is { State: SubmissionState.Testing, WorkAttempts: 0, WorkDueAt: DateTimeOffset until } && until > now
        && timeline.LastOrDefault(entry => entry.Action == Action) is { } entry
            ? new TestWait(TooManyLooks, entry.Detail, until)
            : null;
}
