using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Localization;
using NeuralMarket.Market.Accounts;
using NeuralMarket.Server.Access;
using NeuralMarket.Server.Api.Http;
using NeuralMarket.Server.Hosting;
using NeuralMarket.Server.Portal.Display;
using NeuralMarket.Server.Portal.Texts;

namespace NeuralMarket.Server.Pages.Admin;

/// <summary>Who has an account, and which roles. A role is granted or taken away with one button.</summary>
[Authorize(Policies.Admin)]
[EnableRateLimiting(RateLimits.Writes)]
public sealed class PeopleModel(AccountRoles accounts, IStringLocalizer<AdminTexts> texts) : PageModel
{
    private const int Limit = 50;
    private const string List = "people";
    private const string Address = "/admin/people";

    /// <summary>One page of accounts, the oldest first.</summary>
    public IReadOnlyList<AccountSummary> People { get; private set; } = [];

    /// <summary>Where this page begins.</summary>
    public string? After { get; private set; }

    /// <summary>Where the other pages are.</summary>
    public PagerPart Pager { get; private set; } = new(null, null);

    /// <summary>The roles that are granted; everybody is an author.</summary>
    public IEnumerable<string> Grantable => Roles.All.Where(role => role != Roles.Author);

    /// <summary>What came of the last action.</summary>
    public NoticePart? Notice { get; private set; }

    public async Task<IActionResult> OnGetAsync(string? after, bool changed, CancellationToken cancellationToken)
    {
        if (changed)
            Notice = new(Tone.Pass, texts["People.Done"], texts["People.Done.Text"]);
        return await ShowAsync(after, cancellationToken);
    }

    public async Task<IActionResult> OnPostAsync(Guid id, string? role, string? after, CancellationToken cancellationToken)
    {
        var outcome = role switch
        {
            ['+', .. var granted] => await accounts.GrantAsync(User.AccountId(), id, granted, cancellationToken),
            ['-', .. var withdrawn] => await accounts.WithdrawAsync(User.AccountId(), id, withdrawn, cancellationToken),
            _ => new AccountOutcome.NotFound(),
        };
        switch (outcome)
        {
            case AccountOutcome.Done:
                return RedirectToPage(new { after, changed = true });
            case AccountOutcome.Refused refused:
                Notice = new(Tone.Fail, texts["People.Refused"], refused.Problems[0].Message);
                return await ShowAsync(after, cancellationToken);
            default:
                return NotFound();
        }
    }

    private async Task<IActionResult> ShowAsync(string? after, CancellationToken cancellationToken)
    {
        Guid? last = null;
        if (after is not null)
        {
            if (!Cursor.TryRead<Guid>(after, List, out var read))
                return NotFound();
            last = read;
        }

        var rows = await accounts.ListAsync(last, Limit + 1, cancellationToken);
        var page = ListPages.Of(rows, Limit, row => Cursor.Write(List, row.Id), row => row);
        (People, After) = (page.Items, after);
        Pager = new(after is null ? null : Address, page.Next is null ? null : $"{Address}?after={page.Next}");
        return Page();
    }
}
