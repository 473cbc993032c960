namespace NeuralMarket.Market.Accounts;

/// <summary>What came of something that was asked of an account. Closed: the three below are all there are.</summary>
public abstract record AccountOutcome
{
    private AccountOutcome()
    {
    }

    /// <summary>It is done.</summary>
    public sealed record Done : AccountOutcome;

    /// <summary>There is no such account, or the link was used, is too old or was changed.</summary>
    public sealed record NotFound : AccountOutcome;

    /// <summary>It was not done.</summary>
    /// <param name="Problems">Why: at least one.</param>
    public sealed record Refused(IReadOnlyList<AccountProblem> Problems) : AccountOutcome;
}

/// <summary>What is wrong with what was asked.</summary>
/// <param name="Code">A stable code, such as <c>account.password-short</c>.</param>
/// <param name="Field">The field that it is about: <c>email</c>, <c>displayName</c>, <c>password</c>, <c>role</c>.</param>
/// <param name="Message">What is wrong and what to do, in plain words.</param>
public sealed record AccountProblem(string Code, string Field, string Message);
