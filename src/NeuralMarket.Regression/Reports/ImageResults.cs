namespace NeuralMarket.Regression.Reports;

/// <summary>What the patch did on one image. For reviewers and curators alone when the image is held out.</summary>
/// <param name="Image">Path below the set's root.</param>
/// <param name="Sha256">SHA-256 of the photo's file.</param>
/// <param name="Truth">The tag of the output it counts for; of the photo itself when it counts for none.</param>
/// <param name="TruthName">The name of <paramref name="Truth"/>.</param>
/// <param name="Fired">Whether the patch fired.</param>
/// <param name="Answer">The tag that it answered; <see langword="null"/> when it did not fire.</param>
/// <param name="AnswerName">The name of <paramref name="Answer"/>.</param>
/// <param name="BaseAnswer">The tag that the base network answered.</param>
/// <param name="BaseAnswerName">The name of <paramref name="BaseAnswer"/>.</param>
/// <param name="Probabilities">The patch's outputs in output index order, given whether it fired or not; <see langword="null"/> for one that is not finite.</param>
public sealed record ImageResult(
    string Image,
    string Sha256,
    string Truth,
    string TruthName,
    bool Fired,
    string? Answer,
    string? AnswerName,
    string BaseAnswer,
    string BaseAnswerName,
    IReadOnlyList<float?> Probabilities);

/// <summary>An image that only one of two versions has right.</summary>
/// <param name="Image">Path below the set's root.</param>
/// <param name="Sha256">SHA-256 of the photo's file.</param>
/// <param name="Truth">The tag of the output it counts for.</param>
/// <param name="Right">Whether the tested version has it right, and the other wrong.</param>
/// <param name="Answer">The tested version's answer; <see langword="null"/> when it did not fire.</param>
/// <param name="OtherAnswer">The other version's answer; <see langword="null"/> when it did not fire.</param>
public sealed record FlippedImage(string Image, string Sha256, string Truth, bool Right, string? Answer, string? OtherAnswer)
{
    /// <summary>The tag that the base network answered; empty in old reports.</summary>
    public string BaseAnswer { get; init => field = value ?? ""; } = "";

    /// <summary>The name of <see cref="BaseAnswer"/>; empty in old reports.</summary>
    public string BaseAnswerName { get; init => field = value ?? ""; } = "";
}

/// <summary>An image that reaches several outputs and therefore counts for none.</summary>
/// <param name="Image">Path below the set's root.</param>
/// <param name="Sha256">SHA-256 of the photo's file.</param>
/// <param name="Tag">Its tag.</param>
/// <param name="Outputs">The outputs' tags.</param>
public sealed record AmbiguousImage(string Image, string Sha256, string Tag, IReadOnlyList<string> Outputs);

/// <summary>A file that was skipped, or an image that cannot be decoded.</summary>
/// <param name="Image">Path below the set's root.</param>
/// <param name="Rule">The stable rule code.</param>
/// <param name="Reason">The reason in a plain sentence.</param>
public sealed record SkippedImage(string Image, string Rule, string Reason);
