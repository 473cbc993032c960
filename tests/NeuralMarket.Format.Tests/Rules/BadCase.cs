using NeuralMarket.Format.Findings;
using NeuralMarket.Format.Tests.Building;

namespace NeuralMarket.Format.Tests.Rules;

/// <summary>Something that breaks exactly one rule.</summary>
/// <param name="Name">What is wrong with it.</param>
/// <param name="Rule">The only rule that is to be reported.</param>
/// <param name="Find">Makes and reads it.</param>
internal sealed record BadCase(string Name, string Rule, Func<IReadOnlyList<Finding>> Find)
{
    /// <summary>A package with a change that breaks a rule.</summary>
    public static BadCase Package(string rule, string name, Action<PackageBuilder> change) =>
        new(name, rule, () => PackageBuilder.With(change).Read().Findings);

    /// <summary>A package with a change in its archive that breaks a rule.</summary>
    public static BadCase Archive(string rule, string name, Action<ZipBuilder> change) => Package(rule, name, package => package.Archive = change);

    /// <summary>A package with a change in one entry of its archive, its README.md, that breaks a rule.</summary>
    public static BadCase Part(string rule, string name, Action<ZipPart> change) => Package(rule, name, package =>
    {
        package.Readme = Bytes.Utf8(string.Concat(Enumerable.Repeat("Sharks, seen from a boat. ", 20)));
        package.Archive = archive => change(archive["README.md"]);
    });

    public override string ToString() => $"{Rule}: {Name}";
}
