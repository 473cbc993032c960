using Microsoft.Extensions.Localization;
using NeuralMarket.Market.Intake;
using NeuralMarket.Server.Access;
using NeuralMarket.Server.Portal.Display;
using NeuralMarket.Server.Portal.Texts;

namespace NeuralMarket.Server.Pages.Submissions;

/// <summary>Takes in what a page's form brought.</summary>
internal static class FormUploads
{
    private const int MaximumText = 4_000;

    public static async Task<(NoticePart? Problem, Receipt? Receipt)> ReceiveAsync(
        this IFormFile? package, SubmissionIntake intake, IStringLocalizer<SubmissionTexts> texts, Guid author, Guid? submission,
        string? description, string? note, CancellationToken cancellationToken)
    {
        if (package is null)
            return (new(Tone.Fail, texts["Upload.NoFile"], texts["Upload.NoFile.Remedy"]), null);
        if (description?.Length > MaximumText || note?.Length > MaximumText)
            return (new(Tone.Fail, texts["Upload.LongText"], texts["Upload.LongText.Remedy"]), null);

        await using var content = package.OpenReadStream();
        var outcome = await intake.ReceiveAsync(
            new IncomingPackage
            {
                AuthorId = author,
                FileName = package.FileName,
                Content = content,
                Description = TextOf(description),
                Note = TextOf(note),
                ForSubmission = submission,
            },
            cancellationToken);
        return outcome switch
        {
            IntakeOutcome.Received received => (null, received.Receipt),
            IntakeOutcome.Refused refused => (new(Tone.Fail, refused.Message, refused.Remedy), null),
            _ => throw new InvalidOperationException($"An outcome without an answer: {outcome}"),
        };
    }

    /// <summary>Where its receipt is shown.</summary>
    public static string Address(this Receipt receipt) =>
        $"{PortalPaths.Submissions}/{receipt.SubmissionId}?receipt={(receipt.AlreadyKnown ? "known" : "received")}";

    private static string? TextOf(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
