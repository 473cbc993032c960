using NeuralMarket.Regression.Reports;

namespace NeuralMarket.Regression.Splits;

/// <summary>What an author of a lineage has been told so far, and by which answers it was earned.</summary>
/// <param name="Ladder">The best attempt's answers.</param>
/// <param name="Figures">What was told of it.</param>
public sealed record ToldFigures(LadderState Ladder, AuthorReport Figures);

/// <summary>
/// What an author is told of an attempt: decision and reasons of its own; figures of its own only when it is better than the best attempt so far by more
/// than one paired standard error (<see cref="Splits.Ladder"/>), otherwise that attempt's figures again, under its version.
/// </summary>
public static class AuthorLadder
{
    /// <summary>Judges an attempt.</summary>
    /// <param name="before">What was told before; <see langword="null"/> for the first attempt.</param>
    /// <param name="reports">The attempt.</param>
    /// <returns>What to remember, and what to tell.</returns>
    public static (ToldFigures Remember, AuthorReport Tell) Judge(ToldFigures? before, SplitReports reports)
    {
        ArgumentNullException.ThrowIfNull(reports);
        AuthorReport own = reports.ForAuthor();
        LadderState state = Ladder.Judge(before?.Ladder, reports.Answers.Right, reports.Answers.Seen);
        if (before is null || !ReferenceEquals(state, before.Ladder))
        {
            return (new ToldFigures(state, own), own);
        }

        AuthorReport told = before.Figures with
        {
            Patch = own.Patch,
            Decision = own.Decision,
            Reasons = own.Reasons,
            FiguresOf = before.Figures.Patch.Version,

            // Compared with another version than then, it is news, and coarse enough: better, the same or worse by more than one standard error.
            Against = before.Figures.Against?.Version == own.Against?.Version ? before.Figures.Against : own.Against,
        };
        return (before, told);
    }
}
