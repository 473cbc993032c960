using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using NeuralMarket.Market.Audit;
using NeuralMarket.Market.Storage;
using NeuralMarket.Server.Access;
using NeuralMarket.Server.Api.Http;
using NeuralMarket.Server.Portal.Display;

namespace NeuralMarket.Server.Pages.Admin;

/// <summary>An entry with the name of whoever acted.</summary>
/// <param name="Entry">The entry.</param>
/// <param name="ActorName">Who acted; absent when the market itself did.</param>
public sealed record AuditLine(AuditEntry Entry, string? ActorName);

/// <summary>What happened, the newest first; of one submission or of all.</summary>
[Authorize(Policies.Admin)]
public sealed class AuditModel(MarketDb db) : PageModel
{
    private const int Limit = 50;
    private const string List = "audit";
    private const string Address = "/admin/audit";

    /// <summary>One page of entries.</summary>
    public IReadOnlyList<AuditLine> Entries { get; private set; } = [];

    /// <summary>The submission that it is about.</summary>
    public Guid? Submission { get; private set; }

    /// <summary>Where the other pages are.</summary>
    public PagerPart Pager { get; private set; } = new(null, null);

    public async Task<IActionResult> OnGetAsync(Guid? submission, string? after, CancellationToken cancellationToken)
    {
        Guid? last = null;
        if (after is not null)
        {
            if (!Cursor.TryRead<Guid>(after, List, out var read))
                return NotFound();
            last = read;
        }

        var rows = await (
            from entry in db.AuditEntries.AsNoTracking()
            where (submission == null || entry.SubmissionId == submission) && (last == null || entry.Id < last)
            join person in db.Users.AsNoTracking() on entry.Actor equals person.Id into people
            from person in people.DefaultIfEmpty()
            orderby entry.Id descending
            select new AuditLine(entry, person == null ? null : person.DisplayName)).Take(Limit + 1).ToListAsync(cancellationToken);
        var page = ListPages.Of(rows, Limit, row => Cursor.Write(List, row.Entry.Id), row => row);
        (Entries, Submission) = (page.Items, submission);
        var question = submission is null ? "?" : $"?submission={submission}&";
        Pager = new(last is null ? null : Address + question.TrimEnd('?', '&'), page.Next is null ? null : $"{Address}{question}after={page.Next}");
        return Page();
    }
}
