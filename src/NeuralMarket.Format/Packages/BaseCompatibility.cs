using NeuralMarket.Format.BaseNetworks;
using NeuralMarket.Format.Findings;

namespace NeuralMarket.Format.Packages;

/// <summary>The rules between a package and the base network it names: identity, feature length, trigger overlap.</summary>
public static class BaseCompatibility
{
    /// <summary>Checks a package against a base network; for a patch with a parent the overlap is checked against <paramref name="parent"/>'s outputs when given.</summary>
    public static IReadOnlyList<Finding> Check(PatchPackage package, BaseNetwork network, PatchPackage? parent = null) => throw new NotImplementedException();
}
