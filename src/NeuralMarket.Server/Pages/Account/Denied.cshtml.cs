using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace NeuralMarket.Server.Pages.Account;

/// <summary>Where people land who lack the role that a page takes.</summary>
[AllowAnonymous]
public sealed class DeniedModel : PageModel
{
    /// <summary>Says so in the status, too.</summary>
    public void OnGet() => Response.StatusCode = StatusCodes.Status403Forbidden;
}
