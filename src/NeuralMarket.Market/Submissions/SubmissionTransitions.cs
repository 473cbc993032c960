using E = NeuralMarket.Market.Submissions.SubmissionEvent;
using S = NeuralMarket.Market.Submissions.SubmissionState;

namespace NeuralMarket.Market.Submissions;

/// <summary>
/// The one table of what may happen to a submission: which event leads from which state to which, who acts in each state and by when.
/// What is not in the table does not happen.
/// </summary>
public static class SubmissionTransitions
{
    private static readonly TimeSpan Month = TimeSpan.FromDays(30);

    private static readonly Dictionary<(S From, E Event), S> Table = new()
    {
        [(S.Received, E.Accepted)] = S.Validating,
        [(S.Received, E.ConfirmationRequested)] = S.AwaitingConfirmation,
        [(S.AwaitingConfirmation, E.Confirmed)] = S.Validating,
        [(S.AwaitingConfirmation, E.Withdraw)] = S.Withdrawn,
        [(S.AwaitingConfirmation, E.DeadlinePassed)] = S.Expired,
        [(S.Validating, E.FoundValid)] = S.Testing,
        [(S.Validating, E.FoundInvalid)] = S.Invalid,
        [(S.Invalid, E.Resubmitted)] = S.Validating,
        [(S.Invalid, E.Withdraw)] = S.Withdrawn,
        [(S.Invalid, E.DeadlinePassed)] = S.Expired,
        [(S.Testing, E.PassedToReview)] = S.AwaitingReview,
        [(S.Testing, E.ImagesMissing)] = S.AwaitingImages,
        [(S.Testing, E.TestFailed)] = S.Failed,
        [(S.Testing, E.Withdraw)] = S.Withdrawn,
        [(S.AwaitingImages, E.ImagesArrived)] = S.Testing,
        [(S.AwaitingImages, E.ImagesOverdue)] = S.Testing,
        [(S.AwaitingImages, E.Withdraw)] = S.Withdrawn,
        [(S.Failed, E.Resubmitted)] = S.Validating,
        [(S.Failed, E.Appealed)] = S.AwaitingReview,
        [(S.Failed, E.Withdraw)] = S.Withdrawn,
        [(S.Failed, E.DeadlinePassed)] = S.Expired,
        [(S.AwaitingReview, E.Claimed)] = S.InReview,
        [(S.AwaitingReview, E.Withdraw)] = S.Withdrawn,
        [(S.InReview, E.Released)] = S.AwaitingReview,
        [(S.InReview, E.Approve)] = S.Approved,
        [(S.InReview, E.RequestChanges)] = S.ChangesRequested,
        [(S.InReview, E.Reject)] = S.Rejected,
        [(S.ChangesRequested, E.Resubmitted)] = S.Validating,
        [(S.ChangesRequested, E.Withdraw)] = S.Withdrawn,
        [(S.ChangesRequested, E.DeadlinePassed)] = S.Expired,
        [(S.Approved, E.Publish)] = S.Published,
        [(S.Approved, E.NameTaken)] = S.Invalid,
        [(S.Approved, E.Withdraw)] = S.Withdrawn,
        [(S.Approved, E.DeadlinePassed)] = S.Expired,
        [(S.Rejected, E.Appealed)] = S.AwaitingReview,
    };

    private static readonly Dictionary<S, (StateOwner Owner, Allowance Time)> Owners = new()
    {
        [S.Received] = (StateOwner.System, Allowance.Of(TimeSpan.FromMinutes(10))),
        [S.AwaitingConfirmation] = (StateOwner.Author, Allowance.Of(TimeSpan.FromDays(7))),
        [S.Validating] = (StateOwner.System, Allowance.Of(TimeSpan.FromMinutes(10))),
        [S.Invalid] = (StateOwner.Author, Allowance.Of(Month)),
        [S.Testing] = (StateOwner.System, Allowance.Of(TimeSpan.FromHours(1))),
        [S.AwaitingImages] = (StateOwner.Curator, Allowance.OfWorkingDays(5)),
        [S.Failed] = (StateOwner.Author, Allowance.Of(Month)),
        [S.AwaitingReview] = (StateOwner.Reviewer, Allowance.OfWorkingDays(3)),
        [S.InReview] = (StateOwner.Reviewer, Allowance.OfWorkingDays(1)),
        [S.ChangesRequested] = (StateOwner.Author, Allowance.Of(Month)),
        [S.Approved] = (StateOwner.Author, Allowance.Of(TimeSpan.FromDays(90))),
    };

    /// <summary>Every allowed transition.</summary>
    public static IEnumerable<(S From, E Event, S To)> All => Table.Select(row => (row.Key.From, row.Key.Event, row.Value));

    /// <summary>How long a rejection may be appealed against.</summary>
    public static TimeSpan AppealPeriod => Month;

    /// <summary>Where an event leads; <see langword="null"/> when it may not happen in this state.</summary>
    public static S? Next(S from, E happened) => Table.TryGetValue((from, happened), out S to) ? to : null;

    /// <summary>Who acts in a state; <see langword="null"/> when it is final.</summary>
    public static StateOwner? OwnerOf(S state) => Owners.TryGetValue(state, out var row) ? row.Owner : null;

    /// <summary>By when, for a state entered now; <see langword="null"/> when it is final.</summary>
    public static DateTimeOffset? DeadlineOf(S state, DateTimeOffset entered) => Owners.TryGetValue(state, out var row) ? row.Time.From(entered) : null;

    /// <summary>Whether nothing more happens of itself.</summary>
    public static bool IsFinal(S state) => !Owners.ContainsKey(state);

    private readonly record struct Allowance(TimeSpan Time, int WorkingDays)
    {
        public static Allowance Of(TimeSpan time) => new(time, 0);

        public static Allowance OfWorkingDays(int days) => new(TimeSpan.Zero, days);

        public DateTimeOffset From(DateTimeOffset entered)
        {
            DateTimeOffset deadline = entered + Time;
            for (int left = WorkingDays; left > 0;)
            {
                deadline = deadline.AddDays(1);
                left -= deadline.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday ? 0 : 1;
            }

            return deadline;
        }
    }
}
