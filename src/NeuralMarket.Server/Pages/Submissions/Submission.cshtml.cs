using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Localization;
using NeuralMarket.Market.Submissions;
using NeuralMarket.Server.Access;
using NeuralMarket.Server.Api;
using NeuralMarket.Server.Hosting;
using NeuralMarket.Server.Portal.Display;
using NeuralMarket.Server.Portal.Texts;

namespace NeuralMarket.Server.Pages.Submissions;

/// <summary>One submission as its author sees it, and what the author may do to it. Others' are not there.</summary>
[Authorize(Policies.Author)]
[EnableRateLimiting(RateLimits.Writes)]
public sealed class SubmissionModel(SubmissionQueries submissions, AuthorActions actions, IStringLocalizer<SubmissionTexts> texts, Words words) : PageModel
{
    private const int MaximumText = 4_000;
    private const int SoonSeconds = 1;
    private const int LaterSeconds = 20;

    /// <summary>Names the submission.</summary>
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    /// <summary>The submission.</summary>
    public SubmissionView View { get; private set; } = null!;

    /// <summary>What came of the last action.</summary>
    public NoticePart? Notice { get; private set; }

    private SubmissionState State => View.Line.State;

    /// <summary>Changes whenever the page does.</summary>
    public string Revision => string.Create(CultureInfo.InvariantCulture, $"{State}-{View.CurrentAttempt}-{View.Timeline.Count}-{(IsBeingPublished ? 1 : 0)}");

    /// <summary>How often to look whether something happened: often while the market works, seldom while people do, never when the author is next.</summary>
    public int? LookEverySeconds => View.Line.Owner switch
    {
        StateOwner.System when View.Waits is not null => LaterSeconds,
        StateOwner.System => SoonSeconds,
        StateOwner.Author when IsBeingPublished => SoonSeconds,
        StateOwner.Reviewer or StateOwner.Curator => LaterSeconds,
        _ => null,
    };

    /// <summary>Whether an approved version is on its way into the catalogue.</summary>
    public bool IsBeingPublished => State == SubmissionState.Approved && View.PublishAt is not null;

    /// <summary>Whether the author may publish it now.</summary>
    public bool MayPublish => State == SubmissionState.Approved && View.PublishAt is null;

    /// <summary>Whether a word to the reviewer would be read.</summary>
    public bool MayReply => State is SubmissionState.AwaitingReview or SubmissionState.InReview or SubmissionState.ChangesRequested;

    /// <summary>How many findings are errors.</summary>
    public int Errors => View.Findings.Count(finding => finding.Severity == "error");

    /// <summary>Where it stands on the road.</summary>
    public IReadOnlyList<RoadStep> Steps => Road.StepsOf(State, View.Timeline.LastOrDefault(entry => entry.To == State)?.From);

    /// <summary>What happens next, in a sentence or two.</summary>
    public string NextWords => View.Waits is { } waits ? texts["Next.Testing.Waiting", waits.Message, words.OfExactTime(waits.Until)] : texts[State switch
    {
        SubmissionState.Approved when IsBeingPublished => "Next.Approved.Publishing",
        SubmissionState.Rejected when View.Allowed.Contains(SubmissionEvent.Appealed) => "Next.Rejected.Appeal",
        _ => $"Next.{State}",
    }];

    /// <summary>The form for the next file.</summary>
    public UploadPart NextFile => new(
        $"{PortalPaths.Submissions}/{Id}/file", $"{ApiRegistration.Root}/submissions/{Id}/attempts", texts["Again.Button"], First: false);

    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(next);
        if (await submissions.FindAsync(Id, HttpContext.RequestAborted) is { } view && view.AuthorId == User.AccountId())
        {
            View = view;
            await next();
        }
        else
        {
            context.Result = NotFound();
        }
    }

    public void OnGet(string? receipt, string? done) => Notice = (receipt, done) switch
    {
        ("received", _) => new(Tone.Pass, texts["Receipt.Received"], texts["Receipt.Received.Text"]),
        ("known", _) => new(Tone.Attention, texts["Receipt.Known"], texts["Receipt.Known.Text"]),
        (_, "withdraw" or "appeal" or "reply" or "publish") => new(Tone.Pass, texts[$"Done.{done}"]),
        _ => null,
    };

    /// <summary>The page's changing part alone, for the script.</summary>
    public IActionResult OnGetLive() => Partial("_Live", this);

    public async Task<IActionResult> OnPostWithdrawAsync(CancellationToken cancellationToken) =>
        await AnswerAsync(await actions.WithdrawAsync(User.AccountId(), Id, cancellationToken), "withdraw", cancellationToken);

    public async Task<IActionResult> OnPostPublishAsync(CancellationToken cancellationToken) =>
        await AnswerAsync(await actions.PublishNowAsync(User.AccountId(), Id, cancellationToken), "publish", cancellationToken);

    public Task<IActionResult> OnPostAppealAsync(string? text, CancellationToken cancellationToken) =>
        SayAsync(text, actions.AppealAsync, "appeal", cancellationToken);

    public Task<IActionResult> OnPostReplyAsync(string? text, CancellationToken cancellationToken) =>
        SayAsync(text, actions.ReplyAsync, "reply", cancellationToken);

    private async Task<IActionResult> SayAsync(
        string? text, Func<Guid, Guid, string, CancellationToken, Task<ActionOutcome>> act, string done, CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(text) || text.Length > MaximumText)
        {
            Notice = new(Tone.Fail, texts["Say.Problem"], texts["Say.Problem.Text"]);
            return Page();
        }

        return await AnswerAsync(await act(User.AccountId(), Id, text.Trim(), cancellationToken), done, cancellationToken);
    }

    private async Task<IActionResult> AnswerAsync(ActionOutcome outcome, string done, CancellationToken cancellationToken)
    {
        if (outcome is ActionOutcome.Done)
            return LocalRedirect($"{PortalPaths.Submissions}/{Id}?done={done}");

        View = await submissions.FindAsync(Id, cancellationToken) ?? View;
        Notice = outcome is ActionOutcome.NotAllowed
            ? new(Tone.Fail, texts["Action.TooLate"], texts["Action.TooLate.Text", texts[$"Next.{State}"].Value])
            : new(Tone.Attention, texts["Action.Conflict"], texts["Action.Conflict.Text"]);
        return Page();
    }
}
