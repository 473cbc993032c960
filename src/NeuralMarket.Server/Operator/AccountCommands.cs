using System.CommandLine;
using NeuralMarket.Market.Accounts;

namespace NeuralMarket.Server.Operator;

/// <summary><c>accounts create</c> and <c>accounts link</c>.</summary>
internal static class AccountCommands
{
    public static Command Create()
    {
        var email = new Option<string>("--email") { Description = "The address; it counts as proven.", Required = true };
        var name = new Option<string>("--name") { Description = "The name under which patches are published.", Required = true };
        var roles = new Option<string[]>("--role") { Description = "A role: reviewer, curator or admin. May be given more than once; everybody is an author." };
        roles.AcceptOnlyFromAmong([.. Roles.All]);
        var password = new Option<bool>("--password-stdin") { Description = "Read the password from the first line of standard input." };
        var key = new Option<bool>("--api-key") { Description = "Make an API key and print it, this once." };
        var command = new Command("create", "Makes an account.") { email, name, roles, password, key };
        command.SetAction((parsed, cancellation) => OperatorHost.RunAsync(
            (services, token) => CreateAsync(
                services,
                new NewAccount(parsed.GetRequiredValue(email), parsed.GetRequiredValue(name), parsed.GetValue(roles) ?? [], parsed.GetValue(password), parsed.GetValue(key)),
                token),
            cancellation));
        return command;
    }

    public static Command Link()
    {
        var email = new Option<string>("--email") { Description = "The account's address.", Required = true };
        var command = new Command("link", "Prints a one-time link with which the account's owner chooses a password.") { email };
        command.SetAction((parsed, cancellation) => OperatorHost.RunAsync((services, _) => LinkAsync(services, parsed.GetRequiredValue(email)), cancellation));
        return command;
    }

    private static async Task<int> CreateAsync(IServiceProvider services, NewAccount wanted, CancellationToken cancellationToken)
    {
        var password = wanted.PasswordFromInput ? await Console.In.ReadLineAsync(cancellationToken) ?? "" : null;
        var (outcome, account) = await services.GetRequiredService<AccountRegistration>().CreateAsync(wanted.Email, wanted.Name, password, cancellationToken);
        if (account is null)
            return await RefuseAsync(outcome);

        foreach (var role in wanted.Roles)
        {
            if (await services.GetRequiredService<AccountRoles>().GrantAsync(null, account.Id, role, cancellationToken) is AccountOutcome.Refused refused)
                return await RefuseAsync(refused);
        }

        Console.WriteLine($"{account.Email} {account.Id}");
        if (wanted.WithKey)
            Console.WriteLine((await services.GetRequiredService<ApiKeys>().IssueAsync(account.Id, "made by the operator", cancellationToken)).Secret);
        return OperatorHost.Done;
    }

    private static async Task<int> LinkAsync(IServiceProvider services, string email)
    {
        if (await services.GetRequiredService<AccountRegistration>().PasswordLinkAsync(email) is not { } link)
            return await OperatorHost.RefuseAsync([$"There is no account {email}."]);
        Console.WriteLine(link.AbsoluteUri);
        return OperatorHost.Done;
    }

    private static Task<int> RefuseAsync(AccountOutcome outcome) =>
        OperatorHost.RefuseAsync(outcome is AccountOutcome.Refused refused ? refused.Problems.Select(problem => $"{problem.Code}: {problem.Message}") : ["There is no such account."]);

    private sealed record NewAccount(string Email, string Name, IReadOnlyList<string> Roles, bool PasswordFromInput, bool WithKey);
}
