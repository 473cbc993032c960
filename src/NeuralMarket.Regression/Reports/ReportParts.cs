using NeuralMarket.Regression.Splits;

namespace NeuralMarket.Regression.Reports;

/// <summary>The package that was tested.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Version">Its version.</param>
/// <param name="Sha256">SHA-256 of the file.</param>
/// <param name="Title">Its title.</param>
public sealed record ReportedPatch(string Id, string Version, string Sha256, string Title);

/// <summary>The base network.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Sha256">Its identity.</param>
public sealed record ReportedBase(string Name, string Sha256);

/// <summary>How many images, and which set.</summary>
/// <param name="Read">Images that went through the base network.</param>
/// <param name="Skipped">Files that do not count, and images that cannot be decoded.</param>
/// <param name="Labelled">Images that count for exactly one output.</param>
/// <param name="Ambiguous">Images that reach two outputs and count for neither.</param>
/// <param name="SetName">What people call the set.</param>
/// <param name="SetHash">SHA-256 naming the exact photos and labels that were tested on.</param>
public sealed record ReportedImages(int Read, int Skipped, int Labelled, int Ambiguous, string SetName, string SetHash)
{
    /// <summary>Which part of the set it is; <see langword="null"/> when the set is not divided.</summary>
    public Split? Split { get; init; }

    /// <summary>SHA-256 naming the whole set that the part is drawn from; <see langword="null"/> when the set is not divided.</summary>
    public string? WholeSetHash { get; init; }
}

/// <summary>When the patch fires.</summary>
/// <param name="InDomain">Images whose tag is or reaches a trigger category or an output.</param>
/// <param name="Fired">In-domain images on which it fired.</param>
/// <param name="Recall">Fired of in-domain.</param>
/// <param name="OutOfDomain">All other images.</param>
/// <param name="FalselyFired">Out-of-domain images on which it fired.</param>
/// <param name="FalseRate">Falsely fired of out-of-domain.</param>
public sealed record TriggerFigures(int InDomain, int Fired, Interval Recall, int OutOfDomain, int FalselyFired, Interval FalseRate);

/// <summary>Labelled images on which the patch fired.</summary>
/// <param name="Answered">How many.</param>
/// <param name="Correct">How many of them it answered right.</param>
/// <param name="Value">Correct of answered.</param>
public sealed record AccuracyFigures(int Answered, int Correct, Interval Value);

/// <summary>All labelled images; not fired counts as wrong.</summary>
/// <param name="Images">How many.</param>
/// <param name="Correct">How many were answered right.</param>
/// <param name="Value">Correct of all.</param>
public sealed record EndToEndFigures(int Images, int Correct, Interval Value);

/// <summary>How far the probabilities can be believed, on labelled images on which it fired.</summary>
/// <param name="Ece">Expected calibration error with equal-mass bins, 0 to 1.</param>
/// <param name="Brier">Multi-class Brier score, 0 to 2.</param>
/// <param name="Bins">The reliability diagram's bins, by confidence.</param>
/// <param name="EceInterval">The error with its bootstrapped 95% interval.</param>
public sealed record CalibrationFigures(double? Ece, double? Brier, IReadOnlyList<ReliabilityBin> Bins, Interval EceInterval);

/// <summary>One bin of the reliability diagram.</summary>
/// <param name="Images">Images in it.</param>
/// <param name="Confidence">Their mean largest probability.</param>
/// <param name="Correct">How many of them were answered right.</param>
/// <param name="Accuracy">Correct of images.</param>
public sealed record ReliabilityBin(int Images, double Confidence, int Correct, Interval Accuracy);

/// <summary>One output.</summary>
/// <param name="Tag">Its tag.</param>
/// <param name="Name">Its name.</param>
/// <param name="Support">Labelled images of it.</param>
/// <param name="Precision">Right ones of those answered so, among labelled images.</param>
/// <param name="Recall">Right ones of <paramref name="Support"/>; not fired counts as wrong.</param>
/// <param name="Fired">Labelled images of it on which the patch fired.</param>
/// <param name="Correct">Of those, answered right.</param>
/// <param name="Answered">Labelled images that were answered so.</param>
public sealed record CategoryFigures(string Tag, string Name, int Support, Interval Precision, Interval Recall, int Fired, int Correct, int Answered);

/// <summary>How often the patch fired on the images of one base category.</summary>
/// <param name="Tag">Its tag.</param>
/// <param name="Name">Its name.</param>
/// <param name="Images">Images whose tag is or reaches it.</param>
/// <param name="Fired">Of those, fired.</param>
/// <param name="Rate">Fired of images.</param>
public sealed record BaseCategoryFigures(string Tag, string Name, int Images, int Fired, Interval Rate);

/// <summary>What the patch says on out-of-domain images on which it fired.</summary>
/// <param name="Images">How many.</param>
/// <param name="Confident">How many of its answers have a probability of at least 0.8 (by default).</param>
/// <param name="ConfidentShare">Confident of images; <see langword="null"/> when there is none.</param>
/// <param name="Auroc">How well the largest probability tells labelled images from these, 0.5 not at all, 1 fully.</param>
public sealed record ElsewhereFigures(int Images, int Confident, double? ConfidentShare, double? Auroc);

/// <summary>Images that the base network had right and on which the patch's answer misleads.</summary>
/// <param name="BaseRight">Images that the base network had right.</param>
/// <param name="Misled">Of those, the patch fired and its answer is not right.</param>
/// <param name="Rate">Misled of base right.</param>
public sealed record CollateralFigures(int BaseRight, int Misled, Interval Rate);

/// <summary>Accuracy under one perturbation of the photos.</summary>
/// <param name="Perturbation">Its name, for example <c>tilt+10</c>.</param>
/// <param name="Accuracy">End to end, on the changed photos.</param>
public sealed record RobustnessFigures(string Perturbation, Interval Accuracy)
{
    /// <summary>What was done to the photos, for example "held 10 degrees to the right".</summary>
    public string Description { get; init; } = "";

    /// <summary>Labelled photos that were changed.</summary>
    public int Images { get; init; }

    /// <summary>The same photos as they are, end to end.</summary>
    public Interval Before { get; init; } = Interval.Unknown;

    /// <summary>Changed minus unchanged, photo by photo; Tango's score interval.</summary>
    public Interval Difference { get; init; } = Interval.Unknown;

    /// <summary>Of the labelled photos on which it fired both times, how many got another answer.</summary>
    public Interval FlipRate { get; init; } = Interval.Unknown;

    /// <summary>How often it fires on changed in-domain photos.</summary>
    public Interval TriggerRecall { get; init; } = Interval.Unknown;

    /// <summary>How often it fires on changed out-of-domain photos.</summary>
    public Interval FalseRate { get; init; } = Interval.Unknown;
}

/// <summary>The comparison with another version on the same images. Right means fired and answered right.</summary>
/// <param name="Version">The other version.</param>
/// <param name="OnlyThisRight">Images that only the tested version has right.</param>
/// <param name="OnlyThatRight">Images that only the other version has right.</param>
/// <param name="PValue">McNemar's mid-p.</param>
/// <param name="Difference">Tested minus other, of all images compared; Tango's score interval.</param>
/// <param name="Images">Images that are labelled for either version.</param>
/// <param name="Margin">How much worse an update may be.</param>
/// <param name="LowerBound">The one-sided 95% lower bound of the difference.</param>
/// <param name="NonInferior">Whether <paramref name="LowerBound"/> lies above minus <paramref name="Margin"/>.</param>
/// <param name="Categories">The other version's figures for its outputs.</param>
/// <param name="Flipped">The images that only one has right. Never for authors.</param>
public sealed record AgainstFigures(
    string Version,
    int OnlyThisRight,
    int OnlyThatRight,
    double? PValue,
    Interval Difference,
    int Images,
    double Margin,
    double? LowerBound,
    bool NonInferior,
    IReadOnlyList<CategoryFigures> Categories,
    IReadOnlyList<FlippedImage> Flipped);
