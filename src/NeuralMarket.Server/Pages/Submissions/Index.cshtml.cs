using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using NeuralMarket.Market.Submissions;
using NeuralMarket.Server.Access;
using NeuralMarket.Server.Api.Http;
using NeuralMarket.Server.Portal.Display;

namespace NeuralMarket.Server.Pages.Submissions;

/// <summary>The author's submissions, the newest first.</summary>
[Authorize(Policies.Author)]
public sealed class IndexModel(SubmissionQueries submissions) : PageModel
{
    private const int Limit = 25;
    private const string List = "submissions";

    /// <summary>One page of them.</summary>
    public IReadOnlyList<SubmissionLine> Lines { get; private set; } = [];

    /// <summary>Where the other pages are.</summary>
    public PagerPart Pager { get; private set; } = new(null, null);

    public async Task<IActionResult> OnGetAsync(string? after, CancellationToken cancellationToken)
    {
        Guid? last = null;
        if (after is not null)
        {
            if (!Cursor.TryRead<Guid>(after, List, out var read))
                return NotFound();
            last = read;
        }

        var rows = await submissions.ListAsync(User.AccountId(), last, Limit + 1, cancellationToken);
        var page = ListPages.Of(rows, Limit, row => Cursor.Write(List, row.Id), row => row);
        Lines = page.Items;
        Pager = new(last is null ? null : PortalPaths.Submissions, page.Next is null ? null : $"{PortalPaths.Submissions}?after={page.Next}");
        return Page();
    }
}
