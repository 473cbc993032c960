using NeuralMarket.Format.Packages;
using NeuralMarket.Format.Weights;
using NeuralMarket.Testing;

namespace NeuralMarket.EndToEnd.Tests.Road;

/// <summary>Patches that are valid packages and do not work.</summary>
internal static class BrokenPatches
{
    /// <summary>A patch that gives the same answer to every photo.</summary>
    public static byte[] AlwaysTheSame(string id)
    {
        var package = DemoPackages.Open("which-boat-1.0.0");
        var (outputs, features) = (package.Weights.Outputs, package.Weights.Features);
        float[] bias = [1, .. new float[outputs - 1]];
        return CanonicalPackage.Write(package with
        {
            Manifest = package.Manifest with { Id = id },
            Weights = new PatchWeights(package.Weights.ElementType, outputs, features, new float[outputs * features], bias),
        });
    }
}
