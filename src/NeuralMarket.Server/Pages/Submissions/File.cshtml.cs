using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Localization;
using NeuralMarket.Market.Intake;
using NeuralMarket.Market.Submissions;
using NeuralMarket.Server.Access;
using NeuralMarket.Server.Api;
using NeuralMarket.Server.Hosting;
using NeuralMarket.Server.Portal.Display;
using NeuralMarket.Server.Portal.Texts;

namespace NeuralMarket.Server.Pages.Submissions;

/// <summary>Takes the next file of a submission that waits for one, from browsers without the script.</summary>
[Authorize(Policies.Author)]
[EnableRateLimiting(RateLimits.Submissions)]
[RequestSizeLimit(UploadLimits.PackageRequest)]
[RequestFormLimits(MultipartBodyLengthLimit = UploadLimits.PackageRequest)]
public sealed class FileModel(SubmissionIntake intake, SubmissionQueries submissions, IStringLocalizer<SubmissionTexts> texts) : PageModel
{
    /// <summary>Names the submission.</summary>
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    /// <summary>What the submission is called.</summary>
    public string Name { get; private set; } = "";

    /// <summary>The form.</summary>
    public UploadPart Form { get; private set; } = null!;

    public Task<IActionResult> OnGetAsync(CancellationToken cancellationToken) => ShowAsync(null, null, cancellationToken);

    public async Task<IActionResult> OnPostAsync(IFormFile? package, string? note, CancellationToken cancellationToken)
    {
        var (problem, receipt) = await package.ReceiveAsync(intake, texts, User.AccountId(), Id, null, note, cancellationToken);
        return receipt is null ? await ShowAsync(problem, note, cancellationToken) : LocalRedirect(receipt.Address());
    }

    private async Task<IActionResult> ShowAsync(NoticePart? problem, string? note, CancellationToken cancellationToken)
    {
        if (await submissions.FindAsync(Id, cancellationToken) is not { } view || view.AuthorId != User.AccountId())
            return NotFound();
        Name = view.Line.Name;
        Form = new($"{PortalPaths.Submissions}/{Id}/file", $"{ApiRegistration.Root}/submissions/{Id}/attempts", texts["Again.Button"], First: false, problem) { Note = note };
        return Page();
    }
}
