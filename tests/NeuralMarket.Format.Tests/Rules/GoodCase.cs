using NeuralMarket.Format.Tests.Building;

namespace NeuralMarket.Format.Tests.Rules;

/// <summary>A package that looks odd and breaks no rule.</summary>
/// <param name="Name">What is odd about it.</param>
/// <param name="SameContent">Whether it has the same content as the plain package, and so the same canonical form.</param>
/// <param name="Change">Makes it from the plain one.</param>
internal sealed record GoodCase(string Name, bool SameContent, Action<PackageBuilder> Change);
