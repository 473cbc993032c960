using System.Security.Cryptography;
using NeuralMarket.Format.Packages;
using NeuralMarket.Format.Tests.Building;

namespace NeuralMarket.Format.Tests.Rules;

/// <summary>What the specification leaves open is accepted, and does not change the canonical form.</summary>
public sealed class GoodPackageTests
{
    // Changes only when the canonical form changes; then every published package would get another hash.
    private const string PlainCanonicalSha256 = "7d6121bc5b8e06e636c697666ad2953f886cdc0b25a662257cb5320cd75354c9";

    private static readonly GoodCase[] Cases = [.. GoodPackages.All];

    public static TheoryData<int, string> Numbered => new(Cases.Select((good, index) => (index, good.Name)));

    [Theory]
    [MemberData(nameof(Numbered))]
    public void WhatIsLeftOpenIsAccepted(int index, string name)
    {
        byte[] file = PackageBuilder.With(Cases[index].Change).Build();
        PackageReading reading = PackageReader.Read(file);
        Assert.True(reading.Findings.Count == 0, $"{name}: {string.Join('\n', reading.Findings)}");
        byte[] canonical = CanonicalPackage.Write(reading.Package!);
        PackageReading again = PackageReader.Read(canonical);
        Assert.Empty(again.Findings);
        Assert.Equal(canonical, CanonicalPackage.Write(again.Package!));
        if (Cases[index].SameContent)
        {
            Assert.Equal(PlainCanonicalSha256, Sha256(canonical));
        }
    }

    [Fact]
    public void ThereAreMoreThan40UnusualPackages() => Assert.True(Cases.Length > 40);

    [Fact]
    public void ThePlainPackageHasTheCanonicalBytesThatItAlwaysHad()
    {
        byte[] canonical = CanonicalPackage.Write(new PackageBuilder().Read().Package!);
        Assert.Equal(PlainCanonicalSha256, Sha256(canonical));
    }

    [Fact]
    public void AFileOnDiskIsReadLikeOneInMemory()
    {
        string path = Path.GetTempFileName();
        try
        {
            PackageBuilder builder = new() { Readme = Bytes.Utf8(new string('a', 200_000)), Archive = archive => archive.Parts.ForEach(part => part.Deflated = true) };
            byte[] file = builder.Build();
            File.WriteAllBytes(path, file);
            PackageReading onDisk = PackageReader.ReadFile(path);
            PackageReading inMemory = PackageReader.Read(file);
            Assert.Equal(inMemory.Sha256, onDisk.Sha256);
            Assert.Equal(CanonicalPackage.Write(inMemory.Package!), CanonicalPackage.Write(onDisk.Package!));
            File.WriteAllBytes(path, file[..^30]);
            Assert.Equal(PackageReader.Read(file.AsMemory(0, file.Length - 30)).Findings, PackageReader.ReadFile(path).Findings);
            File.WriteAllBytes(path, new byte[PackageReader.MaximumFileLength + 1]);
            Assert.Equal(Format.Findings.Rules.ContainerSize, Assert.Single(PackageReader.ReadFile(path).Findings).Rule);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void FindingsOfAllEntriesAreCollected()
    {
        PackageBuilder builder = new() { Readme = [0], Categories = "n1 1 a\n" };
        builder.Manifest["id"] = "No";
        builder.Manifest["title"] = "";
        builder.ManifestBytes = Bytes.Utf8(builder.Manifest.ToJsonString()[..^1] + ",\"x\":1,\"x\":2}");
        builder.Weights.HeaderLength = -1;
        builder.Icon.Width = 65;
        builder.Archive = archive => archive["README.md"].Comment = [65];
        Assert.Equal(
            ["categories.count", "container.comment", "container.text", "icon.square", "manifest.id", "manifest.key-repeated", "manifest.length", "weights.header"],
            builder.Read().Findings.Select(finding => finding.Rule).Order());
    }

    private static string Sha256(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}
