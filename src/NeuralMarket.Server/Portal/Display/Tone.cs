using NeuralMarket.Market.Publication;
using NeuralMarket.Market.Submissions;
using NeuralMarket.Regression.Verdicts;

namespace NeuralMarket.Server.Portal.Display;

/// <summary>What a colour says; a shape says it, too. Closed.</summary>
public enum Tone
{
    /// <summary>Nothing special.</summary>
    Plain,

    /// <summary>Work goes on; nobody needs to do anything.</summary>
    Work,

    /// <summary>All is well.</summary>
    Pass,

    /// <summary>Somebody should look.</summary>
    Attention,

    /// <summary>It is wrong, or over.</summary>
    Fail,
}

/// <summary>Tone and shape of the market's values.</summary>
public static class Tones
{
    /// <summary>The tone of a state, from its author's point of view.</summary>
    public static Tone Of(SubmissionState state) => state switch
    {
        SubmissionState.Received or SubmissionState.Validating or SubmissionState.Testing
            or SubmissionState.AwaitingReview or SubmissionState.InReview or SubmissionState.AwaitingImages => Tone.Work,
        SubmissionState.AwaitingConfirmation or SubmissionState.Invalid or SubmissionState.ChangesRequested => Tone.Attention,
        SubmissionState.Failed or SubmissionState.Rejected => Tone.Fail,
        SubmissionState.Approved or SubmissionState.Published => Tone.Pass,
        _ => Tone.Plain,
    };

    /// <summary>The shape of a state.</summary>
    public static string ShapeOf(SubmissionState state) => state switch
    {
        SubmissionState.Validating or SubmissionState.Testing or SubmissionState.Received => "work",
        SubmissionState.AwaitingReview or SubmissionState.AwaitingImages => "clock",
        SubmissionState.InReview => "eye",
        SubmissionState.Withdrawn or SubmissionState.Expired => "stop",
        _ => ShapeOf(Of(state)),
    };

    /// <summary>The tone of a verdict.</summary>
    public static Tone Of(Outcome outcome) => outcome switch
    {
        Outcome.Pass => Tone.Pass,
        Outcome.Attention => Tone.Attention,
        _ => Tone.Fail,
    };

    /// <summary>The tone of a published version's status.</summary>
    public static Tone Of(EntryStatus status) => status switch
    {
        EntryStatus.Listed => Tone.Pass,
        EntryStatus.Unlisted => Tone.Attention,
        _ => Tone.Fail,
    };

    /// <summary>The shape that stands for a tone where nothing more precise is known.</summary>
    public static string ShapeOf(Tone tone) => tone switch
    {
        Tone.Pass => "pass",
        Tone.Attention => "attention",
        Tone.Fail => "fail",
        Tone.Work => "work",
        _ => "dot",
    };

    /// <summary>The style sheet's class of a tone, for badges.</summary>
    public static string ClassOf(Tone tone) => tone switch
    {
        Tone.Pass => "tone-pass",
        Tone.Attention => "tone-attention",
        Tone.Fail => "tone-fail",
        Tone.Work => "tone-work",
        _ => "",
    };

    /// <summary>The style sheet's class of a tone, for shapes and text.</summary>
    public static string InkOf(Tone tone) => ClassOf(tone).Replace("tone-", "ink-", StringComparison.Ordinal);
}
