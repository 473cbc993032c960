using NeuralMarket.Client.Submissions;

namespace NeuralMarket.Cli.Commands;

/// <summary>Follows a submission until people have decided, or it waits for its author.</summary>
internal static class SubmissionWatch
{
    private static readonly TimeSpan ShortestPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);
    private const int MostFailures = 10;

    /// <summary>Tells every change of state; asks more and more seldom while nothing happens, and outlives a server that is away for a while.</summary>
    public static async Task<SubmissionDetails> UntilDecidedAsync(SubmissionsClient submissions, Guid id, Action<SubmissionDetails> changed, CancellationToken cancellationToken)
    {
        SubmissionDetails? last = null;
        TimeSpan pause = ShortestPause;
        for (int failures = 0; ;)
        {
            try
            {
                SubmissionDetails details = await submissions.FindAsync(id, cancellationToken);
                failures = 0;
                if (details.State != last?.State)
                {
                    changed(details);
                    pause = ShortestPause;
                }

                last = details;
                if (details.IsDecided)
                {
                    return details;
                }
            }
            catch (HttpRequestException) when (last is not null && ++failures < MostFailures)
            {
                // The server restarts, or the network is away for a moment.
            }

            await Task.Delay(pause, TimeProvider.System, cancellationToken);
            pause = TimeSpan.FromTicks(Math.Min(LongestPause.Ticks, pause.Ticks * 5 / 4));
        }
    }
}
