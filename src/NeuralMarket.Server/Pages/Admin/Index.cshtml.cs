using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Localization;
using NeuralMarket.Market.Retests;
using NeuralMarket.Market.Storage;
using NeuralMarket.Market.Work;
using NeuralMarket.Server.Access;
using NeuralMarket.Server.Hosting;
using NeuralMarket.Server.Portal.Display;
using NeuralMarket.Server.Portal.Texts;

namespace NeuralMarket.Server.Pages.Admin;

/// <summary>Where the market's work stands, what is stuck, and how it is tried again.</summary>
[Authorize(Policies.Admin)]
[EnableRateLimiting(RateLimits.Writes)]
public sealed class IndexModel(StuckWork work, CatalogueRetests retests, MarketDb db, TimeProvider time, IStringLocalizer<AdminTexts> texts) : PageModel
{
    private const int LatestRetests = 5;

    /// <summary>Submissions by state, in the order of the road.</summary>
    public IReadOnlyList<StateCount> States { get; private set; } = [];

    /// <summary>What breaks.</summary>
    public IReadOnlyList<StuckSubmission> Submissions { get; private set; } = [];

    /// <summary>Mails that cannot be sent.</summary>
    public IReadOnlyList<StuckMail> Mails { get; private set; } = [];

    /// <summary>The latest re-tests of the catalogue.</summary>
    public IReadOnlyList<RetestProgressView> Retests { get; private set; } = [];

    /// <summary>How long the oldest work has been due that nobody has taken up.</summary>
    public TimeSpan OldestDue { get; private set; }

    /// <summary>What came of the last action.</summary>
    public NoticePart? Notice { get; private set; }

    public async Task OnGetAsync(string? done, CancellationToken cancellationToken)
    {
        States = [.. (await work.CountAsync(cancellationToken)).OrderBy(row => row.State)];
        Submissions = await work.SubmissionsAsync(cancellationToken);
        Mails = await work.MailsAsync(cancellationToken);
        Retests = await retests.ListAsync(LatestRetests, cancellationToken);
        OldestDue = await DueWork.OldestAsync(db, time.GetUtcNow(), cancellationToken);
        Notice = done switch
        {
            "retried" => new(Tone.Pass, texts["Work.Done.Retried"]),
            "retest" => new(Tone.Pass, texts["Work.Done.Retest"]),
            "nothing" => new(Tone.Plain, texts["Work.Done.Nothing"]),
            "gone" => new(Tone.Plain, texts["Work.Done.Gone"]),
            _ => null,
        };
    }

    public async Task<IActionResult> OnPostSubmissionAsync(Guid id, CancellationToken cancellationToken) =>
        Answer(await work.RetrySubmissionAsync(User.AccountId(), id, cancellationToken));

    public async Task<IActionResult> OnPostMailAsync(Guid id, CancellationToken cancellationToken) =>
        Answer(await work.RetryMailAsync(User.AccountId(), id, cancellationToken));

    /// <summary>Tests everything that is published again.</summary>
    public async Task<IActionResult> OnPostRetestAsync(CancellationToken cancellationToken)
    {
        var started = await retests.StartAsync(User.AccountId(), texts["Work.Retests.Asked"], null, cancellationToken);
        return RedirectToPage(null, null, new { done = started is null ? "nothing" : "retest" });
    }

    private RedirectToPageResult Answer(bool retried) => RedirectToPage(null, null, new { done = retried ? "retried" : "gone" });
}
