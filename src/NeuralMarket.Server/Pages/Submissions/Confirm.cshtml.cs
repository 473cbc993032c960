using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;
using NeuralMarket.Market.Submissions;
using NeuralMarket.Server.Hosting;

namespace NeuralMarket.Server.Pages.Submissions;

/// <summary>What the page says. Closed.</summary>
public enum ConfirmStage
{
    /// <summary>Whether it was you.</summary>
    Asked,

    /// <summary>That it goes on.</summary>
    Done,

    /// <summary>That the link does not work.</summary>
    Refused,
}

/// <summary>
/// Confirms a mailed submission with the token that its author was mailed; the token proves the mailbox, so no sign-in is needed. Opening the
/// link changes nothing, since programs that look through mails open links, too.
/// </summary>
[AllowAnonymous]
[EnableRateLimiting(RateLimits.SignIns)]
public sealed class ConfirmModel(AuthorActions actions) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Token { get; set; }

    /// <summary>What the page says.</summary>
    public ConfirmStage Stage { get; private set; }

    public void OnGet() => Stage = string.IsNullOrEmpty(Token) ? ConfirmStage.Refused : ConfirmStage.Asked;

    public async Task OnPostAsync(CancellationToken cancellationToken) =>
        Stage = await actions.ConfirmAsync(Id, Token ?? "", cancellationToken) is ActionOutcome.Done ? ConfirmStage.Done : ConfirmStage.Refused;
}
