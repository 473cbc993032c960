using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using NeuralMarket.Format.Packages;
using NeuralMarket.Market.Storage;
using NeuralMarket.Market.Submissions;
using NeuralMarket.Regression.Reports;
using NeuralMarket.Regression.Splits;

namespace NeuralMarket.Market.Regression;

/// <summary>Counts looks and remembers what authors were told, a lineage at a time. Changes tracked rows; whoever asks saves them with the transition.</summary>
public sealed class Lineages(MarketDb db, LookLimits limits, TimeProvider time)
{
    /// <summary>What a package answers, for which base network: 64 hex digits.</summary>
    public static string OutputsKeyOf(PatchPackage package)
    {
        ArgumentNullException.ThrowIfNull(package);
        IEnumerable<string> tags = package.Categories.Outputs.Select(output => output.Tag.ToString()).Order(StringComparer.Ordinal);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{package.Manifest.Base.Sha256} {string.Join(' ', tags)}")));
    }

    /// <summary>The lineage of an author's package, made when it is the first of its kind.</summary>
    public async Task<Lineage> FindOrAddAsync(Guid authorId, PatchPackage package, CancellationToken cancellationToken)
    {
        string id = package.Manifest.Id;
        string outputs = OutputsKeyOf(package);
        if (await FindAsync(authorId, id, outputs, cancellationToken) is Lineage known)
        {
            return known;
        }

        Lineage added = new() { AuthorId = authorId, PatchId = id, OutputsKey = outputs };
        db.Lineages.Add(added);
        try
        {
            await db.SaveChangesAsync(cancellationToken);
            return added;
        }
        catch (DbUpdateException)
        {
            // Another worker tests another of the author's files at the same time.
            db.Entry(added).State = EntityState.Detached;
            return await FindAsync(authorId, id, outputs, cancellationToken) ?? throw new InvalidOperationException($"The lineage of {id} was added and is gone.");
        }
    }

    /// <summary>Whether a submission's current file may be tested now. A file that was tested before, and only is tested again, always may.</summary>
    public async Task<LookDecision> JudgeAsync(Lineage lineage, Submission submission, CancellationToken cancellationToken)
    {
        DateTimeOffset now = time.GetUtcNow();
        DateTimeOffset since = now - limits.Window;
        List<SpentLook> looks = await db.Looks.Where(row => row.LineageId == lineage.Id && row.At > since).ToListAsync(cancellationToken);
        bool again = looks.Exists(look => look.SubmissionId == submission.Id && look.AttemptNumber == submission.CurrentAttempt && !look.GivenBack);
        return again ? new LookDecision(true, null, "") : LookBudget.Judge(looks.Select(look => look.ToLook()), LookKind.Test, now, limits);
    }

    /// <summary>Notes a test.</summary>
    /// <param name="lineage">Whose look it is.</param>
    /// <param name="submission">What was tested.</param>
    /// <param name="givenBack">Whether it does not count.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task SpendAsync(Lineage lineage, Submission submission, bool givenBack, CancellationToken cancellationToken)
    {
        SpentLook? look = await FindLookAsync(submission, LookKind.Test, cancellationToken);
        if (look is { GivenBack: false })
        {
            return;
        }

        lineage.Revision++; // Whoever tests another file of the lineage at the same time comes second and judges anew.
        if (look is null)
        {
            look = NewLook(submission, LookKind.Test, lineage.Id);
            db.Looks.Add(look);
        }

        (look.At, look.GivenBack) = (time.GetUtcNow(), givenBack);
    }

    /// <summary>Notes a package that broke rules.</summary>
    public async Task NoteInvalidAsync(Submission submission, CancellationToken cancellationToken)
    {
        if (await FindLookAsync(submission, LookKind.Invalid, cancellationToken) is null)
        {
            db.Looks.Add(NewLook(submission, LookKind.Invalid, null));
        }
    }

    /// <summary>Whether an author may send another package: who sent many that broke rules waits.</summary>
    public async Task<LookDecision> JudgeIntakeAsync(Guid authorId, CancellationToken cancellationToken)
    {
        DateTimeOffset now = time.GetUtcNow();
        DateTimeOffset since = now - TimeSpan.FromDays(1);
        List<SpentLook> looks = await db.Looks.AsNoTracking().Where(row => row.AuthorId == authorId && row.Kind == LookKind.Invalid && row.At > since).ToListAsync(cancellationToken);
        return LookBudget.Judge(looks.Select(look => look.ToLook()), LookKind.Invalid, now, limits);
    }

    /// <summary>What the author is told of a test, by what was told before; remembers it.</summary>
    public async Task<AuthorReport> TellAsync(Lineage lineage, PatchPackage package, SplitReports reports, CancellationToken cancellationToken)
    {
        string outputs = OutputsKeyOf(package);
        ReleasedFigures? row = await db.ReleasedFigures.SingleOrDefaultAsync(row => row.LineageId == lineage.Id && row.OutputsKey == outputs, cancellationToken);
        ToldFigures? before = row is null ? null : new ToldFigures(LadderAnswers.Read(row.Accuracy, row.Answers), ReportJson.ReadForAuthor(Encoding.UTF8.GetBytes(row.FiguresJson)));
        (ToldFigures now, AuthorReport told) = AuthorLadder.Judge(before, reports);
        if (!ReferenceEquals(now, before))
        {
            if (row is null)
            {
                row = new ReleasedFigures { LineageId = lineage.Id, OutputsKey = outputs, FiguresJson = "", Answers = [] };
                db.ReleasedFigures.Add(row);
            }

            row.FiguresJson = Encoding.UTF8.GetString(ReportJson.Write(now.Figures));
            (row.Accuracy, row.Answers, row.At) = (now.Ladder.Released, LadderAnswers.Write(now.Ladder), time.GetUtcNow());
        }

        return told;
    }

    private Task<Lineage?> FindAsync(Guid authorId, string patchId, string outputs, CancellationToken cancellationToken) =>
        db.Lineages.Where(row => row.AuthorId == authorId && (row.PatchId == patchId || row.OutputsKey == outputs))
            .OrderBy(row => row.Id).FirstOrDefaultAsync(cancellationToken);

    private Task<SpentLook?> FindLookAsync(Submission submission, LookKind kind, CancellationToken cancellationToken) =>
        db.Looks.SingleOrDefaultAsync(row => row.SubmissionId == submission.Id && row.AttemptNumber == submission.CurrentAttempt && row.Kind == kind, cancellationToken);

    private SpentLook NewLook(Submission submission, LookKind kind, Guid? lineageId) =>
        new() { SubmissionId = submission.Id, AttemptNumber = submission.CurrentAttempt, Kind = kind, AuthorId = submission.AuthorId, LineageId = lineageId, At = time.GetUtcNow() };
}
