namespace NeuralMarket.Server.Access;

/// <summary>The names of the authorisation policies. Every endpoint and page names one of them or allows anonymous callers.</summary>
public static class Policies
{
    /// <summary>Anyone with an account: every account is an author.</summary>
    public const string Author = "author";

    /// <summary>May see held-out images and decide on submissions.</summary>
    public const string Reviewer = "reviewer";

    /// <summary>May keep held-out sets and the status of published versions.</summary>
    public const string Curator = "curator";

    /// <summary>The operator: accounts, audit log, work that failed.</summary>
    public const string Admin = "admin";

    /// <summary>May read the metrics: this machine, the holder of the metrics token, administrators.</summary>
    public const string Metrics = "metrics";

    /// <summary>May see held-out images and full reports: reviewers and curators.</summary>
    public const string HeldOutImages = "held-out-images";
}
