using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Localization;
using NeuralMarket.Server.Access;
using NeuralMarket.Server.Hosting;
using NeuralMarket.Server.Portal.Display;
using NeuralMarket.Server.Portal.Texts;

namespace NeuralMarket.Server.Pages.Account;

/// <summary>Begins a session and goes on to the page that asked for it.</summary>
[AllowAnonymous]
[EnableRateLimiting(RateLimits.SignIns)]
public sealed class SignInModel(PortalSessions sessions, IStringLocalizer<AccountTexts> texts) : PageModel
{
    [BindProperty]
    public string? Email { get; set; }

    [BindProperty]
    public string? Password { get; set; }

    [BindProperty]
    public bool Remember { get; set; }

    /// <summary>Where to go on.</summary>
    [BindProperty(SupportsGet = true)]
    public string? ReturnUrl { get; set; }

    /// <summary>What was done before one came here.</summary>
    public NoticePart? Notice { get; private set; }

    public void OnGet(string? done) => Notice = done switch
    {
        "confirmed" => new(Tone.Pass, texts["SignIn.Done.Confirmed"]),
        "password" => new(Tone.Pass, texts["SignIn.Done.Password"]),
        _ => null,
    };

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        switch (await sessions.SignInAsync(Email?.Trim() ?? "", Password ?? "", Remember, cancellationToken))
        {
            case SignInOutcome.SignedIn:
                return LocalRedirect(Url.IsLocalUrl(ReturnUrl) ? ReturnUrl! : PortalPaths.Submissions);
            case SignInOutcome.NotConfirmed:
                Notice = new(Tone.Attention, texts["SignIn.NotConfirmed.Title"], texts["SignIn.NotConfirmed.Text"]);
                return Page();
            case SignInOutcome.LockedOut:
                Notice = new(Tone.Fail, texts["SignIn.LockedOut.Title"], texts["SignIn.LockedOut.Text"]);
                return Page();
            default:
                Notice = new(Tone.Fail, texts["SignIn.Wrong.Title"], texts["SignIn.Wrong.Text"]);
                return Page();
        }
    }
}
