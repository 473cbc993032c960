using CsCheck;
using NeuralMarket.Format.Triggers;
using NeuralMarket.Market.Publication;
using NeuralMarket.Testing;

namespace NeuralMarket.Market.Tests.Publication;

public sealed class VersionOrderTests
{
    private static readonly Gen<string> Identifier = Gen.OneOf(
        Gen.Int[0, 2_000_000_000].Select(number => $"{number}"),
        Gen.String[Gen.Char["abcxyzABC-"], 1, 5]);

    private static readonly Gen<SemanticVersion> Versions = Gen.Select(
        Gen.Int[0, 12], Gen.Int[0, int.MaxValue - 1], Gen.Int[0, 3], Identifier.List[0, 3],
        (major, minor, patch, pre) => DemoPackages.Version($"{major}.{minor % 13}.{patch}{(pre.Count == 0 ? "" : "-" + string.Join('.', pre))}"));

    [Fact]
    public void TextOrderOfKeysIsSemVersPrecedence() => Gen.Select(Versions, Versions).Sample((one, other) =>
        Math.Sign(string.CompareOrdinal(VersionOrder.KeyOf(one), VersionOrder.KeyOf(other))) == Math.Sign(one.CompareTo(other)));

    [Fact]
    public void TheExampleOfTheSpecificationIsInOrder()
    {
        string[] ordered = ["1.0.0-alpha", "1.0.0-alpha.1", "1.0.0-alpha.beta", "1.0.0-beta", "1.0.0-beta.2", "1.0.0-beta.11", "1.0.0-rc.1", "1.0.0", "1.0.1", "1.2.0", "1.10.0", "2.0.0"];
        Assert.Equal(ordered, ordered.OrderBy(text => VersionOrder.KeyOf(DemoPackages.Version(text)), StringComparer.Ordinal));
    }
}
