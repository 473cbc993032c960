using NeuralMarket.Inference.Images.Perturbations;
using NeuralMarket.Regression.ImageSets;

namespace NeuralMarket.Regression.Features;

/// <summary>A photo as it is, or changed in one way, and the key under which the store keeps it.</summary>
internal sealed record InputVariant(LabelledImage Image, Perturbation? Perturbation, string Key)
{
    public static InputVariant Of(LabelledImage image, Perturbation? perturbation) =>
        new(image, perturbation, perturbation is null ? image.Sha256 : PerturbedKey.Of(image.Sha256, perturbation));
}
