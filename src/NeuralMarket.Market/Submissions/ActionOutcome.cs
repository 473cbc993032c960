namespace NeuralMarket.Market.Submissions;

/// <summary>What came of something that a person asked for. Closed: the four below are all there are.</summary>
public abstract record ActionOutcome
{
    private ActionOutcome()
    {
    }

    /// <summary>It is done.</summary>
    public sealed record Done : ActionOutcome;

    /// <summary>There is no such thing, or it is not this person's to see.</summary>
    public sealed record NotFound : ActionOutcome;

    /// <summary>It may not be done now.</summary>
    /// <param name="Code">A stable code.</param>
    /// <param name="Message">Why, in a plain sentence.</param>
    public sealed record NotAllowed(string Code, string Message) : ActionOutcome;

    /// <summary>Somebody else changed it in between; look again.</summary>
    public sealed record Conflict : ActionOutcome;
}
