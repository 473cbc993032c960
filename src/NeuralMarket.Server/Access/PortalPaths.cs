namespace NeuralMarket.Server.Access;

/// <summary>Addresses of portal pages that other parts of the server send people to.</summary>
public static class PortalPaths
{
    public const string Home = "/";
    public const string SignIn = "/account/sign-in";
    public const string SignUp = "/account/sign-up";
    public const string Account = "/account";
    public const string Forgot = "/account/forgot";
    public const string Submissions = "/submissions";
    public const string AccessDenied = "/account/denied";

    /// <summary>What is shown instead of a page that is not there or broke: <c>?status=404</c>; without a status, something broke.</summary>
    public const string Error = "/error";

    /// <summary>Opened from the mail after signing up: <c>?account={id}&amp;token={token}</c>.</summary>
    public const string ConfirmEmail = "/account/confirm";

    /// <summary>Opened from a one-time link to choose a password: <c>?account={id}&amp;token={token}</c>.</summary>
    public const string SetPassword = "/account/set-password";
}
