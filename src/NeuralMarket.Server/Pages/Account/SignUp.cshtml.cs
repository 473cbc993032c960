using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;
using NeuralMarket.Market.Accounts;
using NeuralMarket.Server.Hosting;

namespace NeuralMarket.Server.Pages.Account;

/// <summary>Makes an account. What it answers is the same whether the address has one already or not.</summary>
[AllowAnonymous]
[EnableRateLimiting(RateLimits.SignIns)]
public sealed class SignUpModel(AccountRegistration registration) : PageModel
{
    [BindProperty]
    public string? Email { get; set; }

    [BindProperty]
    public string? DisplayName { get; set; }

    [BindProperty]
    public string? Password { get; set; }

    /// <summary>Whether the mail is on its way.</summary>
    public bool Sent { get; private set; }

    public void OnGet(bool sent) => Sent = sent;

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        var outcome = await registration.SignUpAsync(new SignUp(Email?.Trim() ?? "", DisplayName?.Trim() ?? "", Password ?? ""), cancellationToken);
        if (outcome is not AccountOutcome.Refused refused)
            return RedirectToPage(new { sent = true });
        ModelState.Add(refused);
        return Page();
    }
}
