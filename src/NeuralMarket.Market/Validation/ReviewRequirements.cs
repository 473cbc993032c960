using FluentValidation;
using NeuralMarket.Format.Manifests;

namespace NeuralMarket.Market.Validation;

/// <summary>What a submission must have before a person looks at it.</summary>
/// <param name="Manifest">The package's manifest.</param>
/// <param name="Description">The description: the package's own, or what came with the upload or the mail.</param>
public sealed record ReviewCandidate(Manifest Manifest, string? Description);

/// <summary>Checks a <see cref="ReviewCandidate"/> (specialneurons.md: "required before review"). The error codes are finding rules.</summary>
public sealed class ReviewRequirements : AbstractValidator<ReviewCandidate>
{
    private const int MaximumDescription = 4_000;

    /// <summary>Lists the requirements.</summary>
    public ReviewRequirements()
    {
        RuleFor(candidate => candidate.Description).NotEmpty()
            .WithErrorCode("submission.description")
            .WithMessage("There is no description of what the patch identifies.")
            .WithState(_ => "Add \"description\" to manifest.json, or write it into the form or the mail.");
        RuleFor(candidate => candidate.Description).MaximumLength(MaximumDescription)
            .WithErrorCode("submission.description-length")
            .WithMessage("The description is longer than 4,000 characters.")
            .WithState(_ => "Shorten it.");
        RuleFor(candidate => candidate.Manifest.TestedOn).Must(devices => Has(devices, "android"))
            .WithErrorCode("submission.tested-on-android")
            .WithMessage("The patch was not tried on an Android device.")
            .WithState(_ => "Try it on one and add the device to \"testedOn\" in manifest.json.");
        RuleFor(candidate => candidate.Manifest.TestedOn).Must(devices => Has(devices, "ios"))
            .WithErrorCode("submission.tested-on-ios")
            .WithMessage("The patch was not tried on an iOS device.")
            .WithState(_ => "Try it on one and add the device to \"testedOn\" in manifest.json.");
    }

    private static bool Has(IReadOnlyList<TestedDevice> devices, string platform) => devices.Any(device => device.Platform == platform);
}
