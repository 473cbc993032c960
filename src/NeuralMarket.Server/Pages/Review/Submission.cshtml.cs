using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;
using NeuralMarket.Market.Review;
using NeuralMarket.Market.Submissions;
using NeuralMarket.Server.Access;
using NeuralMarket.Server.Hosting;

namespace NeuralMarket.Server.Pages.Review;

/// <summary>One submission before its reviewer: the evidence, and the decision beside it.</summary>
[Authorize(Policy = Policies.Reviewer)]
[EnableRateLimiting(RateLimits.Writes)]
public sealed class SubmissionModel(ReviewQueries reviews, ReviewDesk desk) : PageModel
{
    /// <summary>All that the reviewer needs.</summary>
    public ReviewEvidence Evidence { get; private set; } = null!;

    /// <summary>What the reviewer typed.</summary>
    [BindProperty]
    public DecisionForm Decision { get; set; } = new();

    /// <summary>Why what was asked for could not be done.</summary>
    public ActionOutcome? Refused { get; private set; }

    /// <summary>What the reader did on the page before.</summary>
    public LastDeed? Last { get; private set; }

    /// <summary>Whether the reader may decide it now.</summary>
    public bool CanDecide => Evidence.View.IsMine && Evidence.IsWaiting;

    /// <summary>Shows the submission.</summary>
    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancellationToken)
    {
        Last = LastDeed.Take(TempData);
        return await ReadAsync(id, cancellationToken) ? Page() : NotFound();
    }

    /// <summary>Takes the decision, and goes on to the next submission.</summary>
    public async Task<IActionResult> OnPostDecideAsync(Guid id, CancellationToken cancellationToken)
    {
        if (Decision.ToRequest() is not { } request)
            return await RefuseAsync(id, new ActionOutcome.NotAllowed("decision.kind", ""), StatusCodes.Status400BadRequest, cancellationToken);
        var outcome = await desk.DecideAsync(User.AccountId(), id, request, cancellationToken);
        return await AfterAsync(id, outcome, $"Done.{Decision.Kind}", cancellationToken);
    }

    /// <summary>Gives the submission back, and goes on to the next.</summary>
    public async Task<IActionResult> OnPostReleaseAsync(Guid id, CancellationToken cancellationToken) =>
        await AfterAsync(id, await desk.ReleaseAsync(User.AccountId(), id, cancellationToken), "Done.release", cancellationToken);

    /// <summary>Takes a submission that lies with nobody, or tells the author that it is being looked at.</summary>
    public async Task<IActionResult> OnPostTakeAsync(Guid id, CancellationToken cancellationToken)
    {
        var outcome = await desk.ClaimAsync(User.AccountId(), id, cancellationToken);
        return outcome is ActionOutcome.Done ? RedirectToPage(new { id }) : await RefuseAsync(id, outcome, StatusCodes.Status409Conflict, cancellationToken);
    }

    private async Task<IActionResult> AfterAsync(Guid id, ActionOutcome outcome, string deed, CancellationToken cancellationToken)
    {
        if (outcome is not ActionOutcome.Done)
            return await RefuseAsync(id, outcome, StatusCodes.Status409Conflict, cancellationToken);
        await ReadAsync(id, cancellationToken);
        new LastDeed(deed, Evidence.Name).Keep(TempData);
        var queue = await reviews.QueueAsync(User.AccountId(), cancellationToken);
        return queue.FirstOrDefault(line => line.Submission.Id != id) is { } next
            ? RedirectToPage(new { id = next.Submission.Id })
            : RedirectToPage("/Review/Index");
    }

    /// <summary>The same page again, with what is so now, why it was refused, and all that was typed.</summary>
    private async Task<IActionResult> RefuseAsync(Guid id, ActionOutcome outcome, int status, CancellationToken cancellationToken)
    {
        if (outcome is ActionOutcome.NotFound || !await ReadAsync(id, cancellationToken))
            return NotFound();
        Refused = outcome;
        Response.StatusCode = outcome is ActionOutcome.NotAllowed { Code: var code } && code.StartsWith("decision.", StringComparison.Ordinal)
            ? StatusCodes.Status400BadRequest
            : status;
        return Page();
    }

    private async Task<bool> ReadAsync(Guid id, CancellationToken cancellationToken)
    {
        if (await reviews.FindAsync(id, User.AccountId(), cancellationToken) is not { } view)
            return false;
        Evidence = new ReviewEvidence(view);
        return true;
    }
}
