using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;
using NeuralMarket.Market.Retests;
using NeuralMarket.Market.Review;
using NeuralMarket.Market.Submissions;
using NeuralMarket.Server.Access;
using NeuralMarket.Server.Hosting;

namespace NeuralMarket.Server.Pages.Review;

/// <summary>A reviewer's queue, what nobody has yet, and published versions to look at again.</summary>
[Authorize(Policy = Policies.Reviewer)]
[EnableRateLimiting(RateLimits.Writes)]
public sealed class IndexModel(ReviewQueries reviews, ReviewDesk desk, ReviewTasks tasks) : PageModel
{
    private const int MostUnassigned = 50;
    private const int MostTasks = 50;

    /// <summary>What is assigned to the reader, the most urgent first.</summary>
    public IReadOnlyList<QueueLine> Mine { get; private set; } = [];

    /// <summary>What lies with nobody.</summary>
    public IReadOnlyList<QueueLine> Unassigned { get; private set; } = [];

    /// <summary>Published versions to look at again, the oldest first.</summary>
    public IReadOnlyList<ReviewTaskLine> Tasks { get; private set; } = [];

    /// <summary>What the reader decided a moment ago.</summary>
    public LastDeed? Last { get; private set; }

    /// <summary>Why a submission could not be taken.</summary>
    public ActionOutcome? Refused { get; private set; }

    /// <summary>Shows both lists.</summary>
    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        Last = LastDeed.Take(TempData);
        await ReadAsync(cancellationToken);
    }

    /// <summary>Takes a submission that lies with nobody, and opens it.</summary>
    public async Task<IActionResult> OnPostTakeAsync(Guid id, CancellationToken cancellationToken)
    {
        Refused = await desk.ClaimAsync(User.AccountId(), id, cancellationToken);
        if (Refused is ActionOutcome.Done)
            return RedirectToPage("/Review/Submission", new { id });
        Response.StatusCode = StatusCodes.Status409Conflict;
        await ReadAsync(cancellationToken);
        return Page();
    }

    private async Task ReadAsync(CancellationToken cancellationToken)
    {
        Mine = await reviews.QueueAsync(User.AccountId(), cancellationToken);
        Unassigned = await reviews.UnassignedAsync(User.AccountId(), MostUnassigned, cancellationToken);
        Tasks = await tasks.ListOpenAsync(MostTasks, cancellationToken);
    }
}
