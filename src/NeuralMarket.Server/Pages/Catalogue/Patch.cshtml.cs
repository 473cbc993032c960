using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using NeuralMarket.Market.Accounts;
using NeuralMarket.Market.Catalogue;
using NeuralMarket.Market.Publication;
using NeuralMarket.Market.Storage;
using NeuralMarket.Market.Submissions;
using NeuralMarket.Server.Access;
using NeuralMarket.Server.Hosting;
using NeuralMarket.Server.Portal.Display;
using NeuralMarket.Server.Portal.Texts;

namespace NeuralMarket.Server.Pages.Catalogue;

/// <summary>A published patch: what it does, how it was tested, its versions; for its owner and for administrators also its status.</summary>
[AllowAnonymous]
[EnableRateLimiting(RateLimits.Writes)]
public sealed class PatchModel(CatalogueQueries catalogue, EntryStatusChanges changes, MarketDb db, IStringLocalizer<CatalogueTexts> texts) : PageModel
{
    private const int MaximumReason = 1_000;

    /// <summary>The version that is shown.</summary>
    public VersionView Version { get; private set; } = null!;

    /// <summary>All versions, the highest first.</summary>
    public IReadOnlyList<VersionLine> Versions { get; private set; } = [];

    /// <summary>What the package says about itself; absent for a revoked one.</summary>
    public PublishedCard? Card { get; private set; }

    /// <summary>The statuses that the reader may give this version.</summary>
    public IReadOnlyList<EntryStatus> Changes { get; private set; } = [];

    /// <summary>What came of the last change.</summary>
    public NoticePart? Notice { get; private set; }

    /// <summary>What is wrong with the reason.</summary>
    public string? ProblemWithReason { get; private set; }

    public async Task<IActionResult> OnGetAsync(string id, string? version, bool changed, CancellationToken cancellationToken)
    {
        if (!await LoadAsync(id, version, cancellationToken))
            return NotFound();
        if (changed)
            Notice = new(Tone.Pass, texts["Manage.Done"]);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(string id, string version, EntryStatus? status, string? reason, CancellationToken cancellationToken)
    {
        if (User.Identity?.IsAuthenticated != true)
            return Challenge();
        if (status is null || !await LoadAsync(id, version, cancellationToken))
            return NotFound();
        if (string.IsNullOrWhiteSpace(reason) || reason.Length > MaximumReason)
        {
            ProblemWithReason = texts["Manage.Reason.Problem"];
            return Page();
        }

        switch (await changes.ChangeAsync(User.AccountId(), User.RoleNames(), id, version, status.Value, reason.Trim(), cancellationToken))
        {
            case ActionOutcome.Done:
                return RedirectToPage(new { id, version, changed = true });
            case ActionOutcome.NotAllowed refused:
                Notice = new(Tone.Fail, texts["Manage.Refused"], refused.Message);
                return Page();
            default:
                return NotFound();
        }
    }

    private async Task<bool> LoadAsync(string id, string? version, CancellationToken cancellationToken)
    {
        if (await catalogue.FindAsync(id, cancellationToken) is not { } patch)
            return false;
        if ((version is null ? patch.Latest : await catalogue.FindVersionAsync(id, version, cancellationToken)) is not { } shown)
            return false;

        (Version, Versions) = (shown, patch.Versions);
        Changes = await ChangesAsync(id, shown.Status, cancellationToken);
        if (await catalogue.OpenPackageAsync(id, shown.Line.Version, cancellationToken) is { } package)
            Card = await PublishedCard.ReadAsync(package, cancellationToken);
        return true;
    }

    /// <summary>What <see cref="EntryStatusChanges"/> would allow, so that only that is offered.</summary>
    private async Task<IReadOnlyList<EntryStatus>> ChangesAsync(string id, EntryStatus status, CancellationToken cancellationToken)
    {
        if (User.Identity?.IsAuthenticated != true || status == EntryStatus.Revoked)
            return [];
        var admin = User.IsInRole(Roles.Admin);
        var reader = User.AccountId();
        if (!admin && !await db.Patches.AnyAsync(row => row.Id == id && row.OwnerId == reader, cancellationToken))
            return [];
        var other = status == EntryStatus.Listed ? EntryStatus.Unlisted : EntryStatus.Listed;
        return admin ? [other, EntryStatus.Revoked] : [other];
    }
}
