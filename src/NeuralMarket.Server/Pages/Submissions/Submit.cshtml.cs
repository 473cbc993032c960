using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Localization;
using NeuralMarket.Market.Intake;
using NeuralMarket.Server.Access;
using NeuralMarket.Server.Api;
using NeuralMarket.Server.Hosting;
using NeuralMarket.Server.Portal.Display;
using NeuralMarket.Server.Portal.Texts;

namespace NeuralMarket.Server.Pages.Submissions;

/// <summary>Takes a package in. With the script the file goes to the API, which shows progress; this handler is for browsers without.</summary>
[Authorize(Policies.Author)]
[EnableRateLimiting(RateLimits.Submissions)]
[RequestSizeLimit(UploadLimits.PackageRequest)]
[RequestFormLimits(MultipartBodyLengthLimit = UploadLimits.PackageRequest)]
public sealed class SubmitModel(SubmissionIntake intake, IStringLocalizer<SubmissionTexts> texts) : PageModel
{
    /// <summary>The form.</summary>
    public UploadPart Form { get; private set; } = null!;

    public void OnGet() => Form = NewForm(null, null, null);

    public async Task<IActionResult> OnPostAsync(IFormFile? package, string? description, string? note, CancellationToken cancellationToken)
    {
        var (problem, receipt) = await package.ReceiveAsync(intake, texts, User.AccountId(), null, description, note, cancellationToken);
        if (receipt is not null)
            return LocalRedirect(receipt.Address());
        Form = NewForm(problem, description, note);
        return Page();
    }

    private UploadPart NewForm(NoticePart? problem, string? description, string? note) =>
        new("/submit", $"{ApiRegistration.Root}/submissions", texts["Submit.Button"], First: true, problem) { Description = description, Note = note };
}
