using NeuralMarket.Market.Submissions;

namespace NeuralMarket.Server.Portal.Display;

/// <summary>How far a step of the road is. Closed.</summary>
public enum StepProgress
{
    /// <summary>Behind.</summary>
    Done,

    /// <summary>Where the submission stands.</summary>
    Here,

    /// <summary>Ahead.</summary>
    Ahead,
}

/// <summary>One step between the file and the catalogue.</summary>
/// <param name="Name">The key of its words.</param>
/// <param name="Progress">How far it is.</param>
/// <param name="Tone">How it stands with it.</param>
public sealed record RoadStep(string Name, StepProgress Progress, Tone Tone);

/// <summary>The road of a submission as five steps.</summary>
public static class Road
{
    private static readonly string[] Names = ["Received", "Checked", "Tested", "Reviewed", "Published"];

    /// <summary>
    /// The steps of a submission in a state. One that ended early stands where it was: <paramref name="before"/> is the state that it ended in.
    /// </summary>
    public static IReadOnlyList<RoadStep> StepsOf(SubmissionState state, SubmissionState? before)
    {
        var ended = state is SubmissionState.Withdrawn or SubmissionState.Expired;
        var here = PlaceOf(ended ? before ?? SubmissionState.Received : state);
        return [.. Names.Select((name, place) => new RoadStep(name, ProgressOf(place, here, state), place == here ? Tones.Of(state) : Tone.Plain))];
    }

    private static StepProgress ProgressOf(int place, int here, SubmissionState state) =>
        place < here || state == SubmissionState.Published ? StepProgress.Done : place == here ? StepProgress.Here : StepProgress.Ahead;

    private static int PlaceOf(SubmissionState state) => state switch
    {
        SubmissionState.Received or SubmissionState.AwaitingConfirmation => 0,
        SubmissionState.Validating or SubmissionState.Invalid => 1,
        SubmissionState.Testing or SubmissionState.AwaitingImages or SubmissionState.Failed => 2,
        SubmissionState.AwaitingReview or SubmissionState.InReview or SubmissionState.ChangesRequested or SubmissionState.Rejected => 3,
        _ => 4,
    };
}
