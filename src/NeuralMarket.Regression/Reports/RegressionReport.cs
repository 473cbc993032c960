using NeuralMarket.Regression.Verdicts;

namespace NeuralMarket.Regression.Reports;

/// <summary>
/// What a regression test found: the document of <c>test --json</c> (command-line.md) with further keys. It names photos and their results:
/// for reviewers, curators and an author's own machine. What an author may see of held-out photos is <see cref="ForAuthor"/>.
/// </summary>
/// <param name="Patch">The package that was tested.</param>
/// <param name="Base">The base network.</param>
/// <param name="Images">How many images.</param>
/// <param name="Device">The device that ran the patch.</param>
/// <param name="Trigger">When it fires.</param>
/// <param name="Accuracy">Labelled images on which it fired.</param>
/// <param name="EndToEnd">All labelled images; one on which it did not fire counts as wrong.</param>
/// <param name="BalancedAccuracy">The mean over the outputs of their recall, 0 to 1; <see langword="null"/> when an output has no image.</param>
/// <param name="Calibration">How far probabilities can be believed.</param>
/// <param name="Categories">The outputs in output index order.</param>
/// <param name="Confusion">[K][K]: rows truth, columns answer, labelled images on which it fired.</param>
/// <param name="Against">The comparison with another version; <see langword="null"/> when none was given.</param>
/// <param name="Robustness">Accuracy under changes of the photos; empty when none was asked for.</param>
/// <param name="Verdict">The decision and its reasons.</param>
public sealed record RegressionReport(
    ReportedPatch Patch,
    ReportedBase Base,
    ReportedImages Images,
    string Device,
    TriggerFigures Trigger,
    AccuracyFigures Accuracy,
    EndToEndFigures EndToEnd,
    double? BalancedAccuracy,
    CalibrationFigures Calibration,
    IReadOnlyList<CategoryFigures> Categories,
    IReadOnlyList<IReadOnlyList<int>> Confusion,
    AgainstFigures? Against,
    IReadOnlyList<RobustnessFigures> Robustness,
    Verdict Verdict)
{
    /// <summary>The version of this document; a reader refuses one that is newer than it knows.</summary>
    public int SchemaVersion { get; init; } = 1;

    /// <summary>The version of the code that measured.</summary>
    public string Engine { get; init; } = EngineVersion.Current;

    /// <summary>L and U: one-sided 95% bounds of the balanced accuracy, from which the verdict is decided.</summary>
    public Interval BalancedAccuracyBounds { get; init; } = Interval.Unknown;

    /// <summary>Labelled images by output on which the patch did not fire, in output index order: the confusion matrix's missing column.</summary>
    public IReadOnlyList<int> NotFired { get; init; } = [];

    /// <summary>How often it fired on the images of each base category.</summary>
    public IReadOnlyList<BaseCategoryFigures> BaseCategories { get; init; } = [];

    /// <summary>What it says where it should not have fired.</summary>
    public ElsewhereFigures Elsewhere { get; init; } = new(0, 0, null, null);

    /// <summary>Images that the base network had right and on which the patch misleads.</summary>
    public CollateralFigures Collateral { get; init; } = new(0, 0, Interval.Unknown);

    /// <summary>Other authors' patches with similar layers, the most similar first. Never for authors.</summary>
    public IReadOnlyList<SimilarLayer> Similar { get; init; } = [];

    /// <summary>Answers computed twice; <see langword="null"/> when none was.</summary>
    public NumericsFigures? Numerics { get; init; }

    /// <summary>The temperature that is offered to the author; <see langword="null"/> when there are too few answers.</summary>
    public TemperatureFigures? Temperature { get; init; }

    /// <summary>How good a layer trained here would be; <see langword="null"/> when there are too few images.</summary>
    public LinearProbeFigures? LinearProbe { get; init; }

    /// <summary>Kinds of photos within the outputs.</summary>
    public IReadOnlyList<SliceFigures> Slices { get; init; } = [];

    /// <summary>What the images can show; <see langword="null"/> when the check did not run.</summary>
    public PowerFigures? Power { get; init; }

    /// <summary>Labelled images on which it answered wrong or did not fire. Never for authors.</summary>
    public IReadOnlyList<ImageResult> Wrong { get; init; } = [];

    /// <summary>Out-of-domain images on which it fired. Never for authors.</summary>
    public IReadOnlyList<ImageResult> Misfired { get; init; } = [];

    /// <summary>Images that reach two outputs and count for neither. Never for authors.</summary>
    public IReadOnlyList<AmbiguousImage> Ambiguous { get; init; } = [];

    /// <summary>Files that were skipped and images that cannot be decoded. Never for authors.</summary>
    public IReadOnlyList<SkippedImage> Skipped { get; init; } = [];

    /// <summary>The coarse figures that an author may see: 5-point bands, nothing about single images.</summary>
    public AuthorReport ForAuthor() => AuthorReport.From(this);
}
