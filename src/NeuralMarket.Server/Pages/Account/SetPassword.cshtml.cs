using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;
using NeuralMarket.Market.Accounts;
using NeuralMarket.Server.Hosting;

namespace NeuralMarket.Server.Pages.Account;

/// <summary>Chooses a password with a one-time link: a new one, or the first administrator's.</summary>
[AllowAnonymous]
[EnableRateLimiting(RateLimits.SignIns)]
public sealed class SetPasswordModel(AccountRegistration registration) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public Guid Account { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Token { get; set; }

    [BindProperty]
    public string? Password { get; set; }

    /// <summary>Whether the link cannot be used.</summary>
    public bool Refused { get; private set; }

    public void OnGet() => Refused = string.IsNullOrEmpty(Token);

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        switch (await registration.SetPasswordAsync(Account, Token ?? "", Password ?? "", cancellationToken))
        {
            case AccountOutcome.Done:
                return RedirectToPage("/Account/SignIn", new { done = "password" });
            case AccountOutcome.Refused refused:
                ModelState.Add(refused);
                return Page();
            default:
                Refused = true;
                return Page();
        }
    }
}
