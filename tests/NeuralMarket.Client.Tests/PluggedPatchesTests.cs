using NeuralMarket.Client.Patches;
using NeuralMarket.Format.Packages;
using NeuralMarket.Testing;

namespace NeuralMarket.Client.Tests;

public sealed class PluggedPatchesTests : IDisposable
{
    private static readonly float[] Cat = [0.8f, 0.15f, 0.05f];
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void ChildWakesOnlyWhenItsParentWokeAndAnsweredWhatItWaitsFor()
    {
        // The parent tells n10 from n11 among cats; the child wakes on n10.
        PluggedPatches patches = Open(Packages.Patch("child", 20, [10], Packages.On("parent", "^1.0.0")), Packages.Patch("parent", 10, [1]));

        Assert.Equal(["n00000020", "n00000010"], Answers(patches.Evaluate(Cat, [2, 1])));
        Assert.Equal([null, "n00000011"], Answers(patches.Evaluate(Cat, [1, 2])));
        Assert.Equal([null, null], Answers(patches.Evaluate([0.1f, 0.8f, 0.1f], [2, 1])));
    }

    [Fact]
    public void HighestVersionOfAParentThatTheRangeAcceptsCounts()
    {
        PatchPackage child = Packages.Patch("child", 30, [20], Packages.On("parent", "^1.0.0"));
        PluggedPatches patches = Open(child, Packages.Patch("parent", 10, [1], version: "1.0.0"), Packages.Patch("parent", 20, [1], version: "1.2.0"), Packages.Patch("parent", 40, [1], version: "2.0.0"));

        Assert.True(patches.Evaluate(Cat, [2, 1])[0].Fired);
    }

    [Fact]
    public void PatchForAnotherNetworkIsRefused() =>
        Assert.Equal("plug.base", Assert.Throws<CatalogueException>(() => Open(Packages.Patch("stranger", 10, [1], identity: new string('b', 64)))).Code);

    [Fact]
    public void PatchWithoutItsParentIsRefused() =>
        Assert.Equal("plug.trigger", Assert.Throws<CatalogueException>(() => Open(Packages.Patch("child", 20, [10], Packages.On("parent", "^1.0.0")))).Code);

    [Fact]
    public void OutputsOfAnotherLengthAreTheCallersMistake()
    {
        PluggedPatches patches = Open(Packages.Patch("plain", 10, [1]));

        Assert.Throws<ArgumentException>(() => patches.Evaluate([0.5f, 0.5f], [1, 1]));
        Assert.Throws<ArgumentException>(() => patches.Evaluate(Cat, [1, 1, 1]));
    }

    [Fact]
    public void WhatDoesNotFitIsLeftOutAndTheRestWorks()
    {
        string damaged = _folder["damaged.specialneurons"];
        File.WriteAllText(damaged, "no package");
        string[] paths =
        [
            damaged,
            _folder["missing.specialneurons"],
            Write(Packages.Patch("stranger", 10, [1], identity: new string('b', 64))),
            Write(Packages.Patch("orphan", 30, [10], Packages.On("nobody", "1.0.0"))),
            Write(Packages.Patch("left", 40, [50], Packages.On("right", "1.0.0"))),
            Write(Packages.Patch("right", 50, [40], Packages.On("left", "1.0.0"))),
            Write(Packages.Patch("child", 20, [10], Packages.On("parent", "^1.0.0"))),
            Write(Packages.Patch("parent", 10, [1])),
        ];
        PluggedPatches patches = PluggedPatches.OpenThoseThatFit(Packages.BaseIdentity, Packages.BaseCategories, Packages.Features, paths, out IReadOnlyList<LeftOutPatch> leftOut);

        Assert.Equal(["parent", "child"], patches.Evaluate(Cat, [2, 1]).Select(outcome => outcome.Package.Manifest.Id));
        Assert.Equal(["plug.package", "plug.file", "plug.base", "plug.trigger", "plug.trigger", "plug.trigger"], leftOut.Select(patch => patch.Code));
        Assert.Equal(paths[..6], leftOut.Select(patch => patch.Path));
    }

    private PluggedPatches Open(params PatchPackage[] packages) =>
        PluggedPatches.Open(Packages.BaseIdentity, Packages.BaseCategories, Packages.Features, packages.Select(Write));

    private string Write(PatchPackage package) => Packages.Write(package, _folder.Path);

    private static IEnumerable<string?> Answers(IReadOnlyList<PatchOutcome> outcomes) => outcomes.Select(outcome => outcome.Answer?.Tag.ToString());
}
