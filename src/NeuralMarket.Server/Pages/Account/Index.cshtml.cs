using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Localization;
using NeuralMarket.Market.Accounts;
using NeuralMarket.Server.Access;
using NeuralMarket.Server.Hosting;
using NeuralMarket.Server.Portal.Texts;

namespace NeuralMarket.Server.Pages.Account;

/// <summary>One's own account and the keys with which programs act for it. A key is shown in the answer that makes it and nowhere else.</summary>
[Authorize(Policies.Author)]
[EnableRateLimiting(RateLimits.Writes)]
public sealed class IndexModel(ApiKeys keys, IStringLocalizer<AccountTexts> texts) : PageModel
{
    private const int MaximumName = 80;

    [BindProperty]
    public string? KeyName { get; set; }

    /// <summary>The account's keys, the newest first.</summary>
    public IReadOnlyList<ApiKey> Keys { get; private set; } = [];

    /// <summary>The key that was made just now.</summary>
    public IssuedApiKey? Issued { get; private set; }

    public async Task OnGetAsync(CancellationToken cancellationToken) => Keys = await keys.ListAsync(User.AccountId(), cancellationToken);

    public async Task<IActionResult> OnPostIssueAsync(CancellationToken cancellationToken)
    {
        var name = KeyName?.Trim() ?? "";
        if (name.Length is 0 or > MaximumName || name.Any(char.IsControl))
        {
            ModelState.AddModelError(nameof(KeyName), texts["Keys.NameProblem"]);
        }
        else
        {
            Issued = await keys.IssueAsync(User.AccountId(), name, cancellationToken);
            ModelState.Clear();
            KeyName = null;
        }

        await OnGetAsync(cancellationToken);
        return Page();
    }

    public async Task<IActionResult> OnPostRevokeAsync(Guid key, CancellationToken cancellationToken)
    {
        await keys.RevokeAsync(User.AccountId(), key, cancellationToken);
        return RedirectToPage();
    }
}
