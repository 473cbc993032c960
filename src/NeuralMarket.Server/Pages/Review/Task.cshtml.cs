using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;
using NeuralMarket.Market.Retests;
using NeuralMarket.Market.Submissions;
using NeuralMarket.Server.Access;
using NeuralMarket.Server.Hosting;

namespace NeuralMarket.Server.Pages.Review;

/// <summary>A published version that a person should look at again: what a re-test found, and how it is closed.</summary>
[Authorize(Policy = Policies.Reviewer)]
[EnableRateLimiting(RateLimits.Writes)]
public sealed class TaskModel(ReviewTasks tasks) : PageModel
{
    /// <summary>The task.</summary>
    public ReviewTaskView View { get; private set; } = null!;

    /// <summary>What the reviewer typed.</summary>
    public string? Resolution { get; private set; }

    /// <summary>Why it could not be closed.</summary>
    public ActionOutcome? Refused { get; private set; }

    /// <summary>Whether the reader may close it: it is open and not about a patch of the reader's own.</summary>
    public bool CanClose => View.Task.ClosedAt is null && View.AuthorId != User.AccountId();

    /// <summary>Shows the task.</summary>
    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancellationToken) => await ReadAsync(id, cancellationToken) ? Page() : NotFound();

    /// <summary>Closes it with the reviewer's words, and goes back to the queue.</summary>
    public async Task<IActionResult> OnPostAsync(Guid id, [FromForm] string? resolution, CancellationToken cancellationToken)
    {
        Refused = await tasks.CloseAsync(User.AccountId(), id, resolution, cancellationToken);
        if (Refused is ActionOutcome.NotFound || !await ReadAsync(id, cancellationToken))
            return NotFound();
        if (Refused is ActionOutcome.Done)
        {
            new LastDeed("Done.task", $"{View.Title} {View.Task.Version}").Keep(TempData);
            return RedirectToPage("/Review/Index");
        }

        Resolution = resolution;
        Response.StatusCode = Refused is ActionOutcome.NotAllowed { Code: "task.resolution" } ? StatusCodes.Status400BadRequest : StatusCodes.Status409Conflict;
        return Page();
    }

    private async Task<bool> ReadAsync(Guid id, CancellationToken cancellationToken)
    {
        if (await tasks.FindAsync(id, cancellationToken) is not { } view)
            return false;
        View = view;
        return true;
    }
}
