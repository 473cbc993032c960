using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;
using NeuralMarket.Market.Accounts;
using NeuralMarket.Server.Hosting;

namespace NeuralMarket.Server.Pages.Account;

/// <summary>Mails a link to choose a password. What it answers says nothing about whether there is an account.</summary>
[AllowAnonymous]
[EnableRateLimiting(RateLimits.SignIns)]
public sealed class ForgotModel(AccountRegistration registration) : PageModel
{
    [BindProperty]
    public string? Email { get; set; }

    /// <summary>Whether the mail is on its way.</summary>
    public bool Sent { get; private set; }

    public void OnGet(bool sent) => Sent = sent;

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        await registration.RequestPasswordLinkAsync(Email?.Trim() ?? "", cancellationToken);
        return RedirectToPage(new { sent = true });
    }
}
