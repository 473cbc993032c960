using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;
using NeuralMarket.Market.Accounts;
using NeuralMarket.Server.Hosting;

namespace NeuralMarket.Server.Pages.Account;

/// <summary>Proves an address by the link that was mailed to it. Opening it changes nothing, since programs that look through mails open links, too.</summary>
[AllowAnonymous]
[EnableRateLimiting(RateLimits.SignIns)]
public sealed class ConfirmModel(AccountRegistration registration) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public Guid Account { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Token { get; set; }

    /// <summary>Whether the link cannot be used.</summary>
    public bool Refused { get; private set; }

    public void OnGet() => Refused = string.IsNullOrEmpty(Token);

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (await registration.ConfirmEmailAsync(Account, Token ?? "", cancellationToken) is AccountOutcome.Done)
            return RedirectToPage("/Account/SignIn", new { done = "confirmed" });
        Refused = true;
        return Page();
    }
}
