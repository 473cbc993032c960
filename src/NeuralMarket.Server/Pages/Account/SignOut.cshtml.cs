using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using NeuralMarket.Server.Access;

namespace NeuralMarket.Server.Pages.Account;

/// <summary>Ends the session; only a form does.</summary>
[AllowAnonymous]
public sealed class SignOutModel(PortalSessions sessions) : PageModel
{
    public async Task<IActionResult> OnPostAsync()
    {
        await sessions.SignOutAsync();
        return LocalRedirect(PortalPaths.Home);
    }
}
