using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using NeuralMarket.Inference.Images.Perturbations;

namespace NeuralMarket.Regression.Features;

/// <summary>The key under which the store keeps the outputs of a changed photo: they are computed once like those of the photo itself.</summary>
public static class PerturbedKey
{
    /// <summary>SHA-256, lower-case hex, of the change with its version and the photo's own SHA-256.</summary>
    public static string Of(string imageSha256, Perturbation perturbation)
    {
        ArgumentNullException.ThrowIfNull(perturbation);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(
            string.Create(CultureInfo.InvariantCulture, $"{perturbation.Name} {perturbation.Version} {imageSha256}"))));
    }
}
