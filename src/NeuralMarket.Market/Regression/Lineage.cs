using NeuralMarket.Regression.Splits;

namespace NeuralMarket.Market.Regression;

/// <summary>
/// All attempts of one author at the same thing, whatever the files, versions and ids are called: looks at held-out photos are counted by it. Two patches
/// of an author belong together when they have the same id, or answer the same categories for the same base network.
/// </summary>
public sealed class Lineage
{
    /// <summary>Names it.</summary>
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>Whose.</summary>
    public Guid AuthorId { get; init; }

    /// <summary>The patch that it began with.</summary>
    public required string PatchId { get; init; }

    /// <summary>SHA-256 of what it began with answering: base network and outputs.</summary>
    public required string OutputsKey { get; init; }

    /// <summary>Counts its looks; the concurrency token, so that two tests at once spend two looks, not one.</summary>
    public int Revision { get; set; }
}

/// <summary>One look at held-out photos, or one package that was turned away before it.</summary>
public sealed class SpentLook
{
    /// <summary>The submission.</summary>
    public Guid SubmissionId { get; init; }

    /// <summary>The attempt; tested again, it spends no other look.</summary>
    public int AttemptNumber { get; init; }

    /// <summary>What it was spent on.</summary>
    public LookKind Kind { get; init; }

    /// <summary>Who spent it.</summary>
    public Guid AuthorId { get; init; }

    /// <summary>The lineage; absent for a package that was turned away, of which not even the id is certain.</summary>
    public Guid? LineageId { get; init; }

    /// <summary>When.</summary>
    public DateTimeOffset At { get; set; }

    /// <summary>Whether it does not count: a failure of ours, or nothing was told.</summary>
    public bool GivenBack { get; set; }

    /// <summary>As the budget takes it.</summary>
    public Look ToLook() => new(At, Kind, GivenBack);
}

/// <summary>What an author of a lineage was told so far about one set of outputs: the state of the Ladder.</summary>
public sealed class ReleasedFigures
{
    /// <summary>The lineage.</summary>
    public Guid LineageId { get; init; }

    /// <summary>SHA-256 of base network and outputs: another question begins another ladder.</summary>
    public required string OutputsKey { get; init; }

    /// <summary>The accuracy that was last shown, 0 to 1.</summary>
    public double Accuracy { get; set; }

    /// <summary>The figures as they were shown, JSON.</summary>
    public required string FiguresJson { get; set; }

    /// <summary>Which photos the best attempt had right; see <see cref="LadderAnswers"/>.</summary>
    public required byte[] Answers { get; set; }

    /// <summary>When they were shown first.</summary>
    public DateTimeOffset At { get; set; }
}
