using NeuralMarket.Format.Findings;
using NeuralMarket.Regression.ImageSets;

namespace NeuralMarket.Regression.Tests.ImageSets;

public sealed class LabelledImageFolderTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("image-set").FullName;

    public LabelledImageFolderTests() => Write("map_clsloc.txt", "n00000001 1 cat\nn00000002 2 dog\n");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task FilesCountByTheirNamesWhereverTheyLie()
    {
        Write("n00000001_1.jpg");
        Write("n1_anything else.JPEG");
        Write("deep/er/n0002_.PnG");
        Write("deep/n00000002_x.webp");

        LabelledImageSet set = await ReadAsync();

        Assert.Equal(["deep/er/n0002_.PnG", "deep/n00000002_x.webp", "n00000001_1.jpg", "n1_anything else.JPEG"], set.Images.Select(image => image.RelativePath));
        Assert.Equal([2, 2, 1, 1], set.Images.Select(image => image.Tag.Number));
        Assert.Empty(set.Skipped);
    }

    [Fact]
    public async Task SourcesAreReadAndChangeNoHash()
    {
        Write("n00000001_1.jpg", "one");
        string before = (await ReadAsync()).Hash;
        Write("sources.json", """{ "n00000001_1.jpg": { "source": "a friend", "license": "CC0-1.0" } }""");

        LabelledImageSet set = await ReadAsync();

        Assert.Equal(new ImageSource("a friend", "CC0-1.0"), Assert.Single(set.Images).Source);
        Assert.Equal(before, set.Hash);
        Assert.Empty(set.Skipped);
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("""{ "n00000001_1.jpg": null }""")]
    [InlineData("""{ "n00000001_1.jpg": {}, "n00000001_1.jpg": {} }""")]
    [InlineData("""{ "n00000001_1.jpg": { "licence": "CC0-1.0" } }""")]
    [InlineData("""{ "n00000001_1.jpg": { "source": ["a friend"] } }""")]
    public async Task SourcesThatCannotBeReadAreRefused(string text)
    {
        Write("n00000001_1.jpg");
        Write("sources.json", text);

        Reading<LabelledImageSet> reading = await LabelledImageFolder.ReadAsync(_folder, TestContext.Current.CancellationToken);

        Assert.Null(reading.Value);
        Assert.Equal((ImageSetRules.Sources, "sources.json"), (reading.Findings[0].Rule, reading.Findings[0].Where));
    }

    [Fact]
    public async Task ASourceOfAPhotoThatIsNotThereIsAWarning()
    {
        Write("n00000001_1.jpg");
        Write("sources.json", """{ "n00000001_2.jpg": { "source": "a friend" } }""");

        Reading<LabelledImageSet> reading = await LabelledImageFolder.ReadAsync(_folder, TestContext.Current.CancellationToken);

        Assert.NotNull(reading.Value);
        Assert.Equal((ImageSetRules.SourceWithoutPhoto, Severity.Warning), (reading.Findings[0].Rule, reading.Findings[0].Severity));
    }

    [Fact]
    public async Task WhatDoesNotCountIsReportedWithItsReason()
    {
        Write("n00000001_1.jpg");
        Write("n00000003_1.jpg");
        Write("cat.jpg");
        Write("n00000001_1.gif");
        Write("n00000001.jpg");
        Write("sub/map_clsloc.txt", "");

        LabelledImageSet set = await ReadAsync();

        Assert.Equal(
            [("cat.jpg", ImageSetRules.Name), ("n00000001.jpg", ImageSetRules.Name), ("n00000001_1.gif", ImageSetRules.Extension), ("n00000003_1.jpg", ImageSetRules.UnknownTag), ("sub/map_clsloc.txt", ImageSetRules.Extension)],
            set.Skipped.Select(file => (file.RelativePath, file.Rule)));
    }

    [Fact]
    public async Task HiddenFilesAndLinksAreNotSeen()
    {
        Write("n00000001_1.jpg");
        Write(".n00000001_2.jpg");
        Write(".hidden/n00000001_3.jpg");
        string elsewhere = Directory.CreateTempSubdirectory("elsewhere").FullName;
        File.WriteAllText(Path.Combine(elsewhere, "n00000001_4.jpg"), "x");
        File.CreateSymbolicLink(Path.Combine(_folder, "n00000001_5.jpg"), Path.Combine(elsewhere, "n00000001_4.jpg"));
        Directory.CreateSymbolicLink(Path.Combine(_folder, "linked"), elsewhere);

        LabelledImageSet set = await ReadAsync();

        Assert.Equal("n00000001_1.jpg", Assert.Single(set.Images).RelativePath);
        Assert.Empty(set.Skipped);
        Directory.Delete(elsewhere, recursive: true);
    }

    [Fact]
    public async Task TheHashNamesContentAndLabelsNotPlaces()
    {
        Write("n00000001_1.jpg", "one");
        string first = (await ReadAsync()).Hash;
        Directory.CreateDirectory(Path.Combine(_folder, "sub"));
        File.Move(Path.Combine(_folder, "n00000001_1.jpg"), Path.Combine(_folder, "sub", "n1_other.jpg"));
        Assert.Equal(first, (await ReadAsync()).Hash);

        Write("is_a.txt", "n00000001 n00000002\n");
        string related = (await ReadAsync()).Hash;
        Assert.NotEqual(first, related);

        Write("sub/n1_other.jpg", "two");
        Assert.NotEqual(related, (await ReadAsync()).Hash);
    }

    [Fact]
    public async Task ACycleOfRelationsIsAnError()
    {
        Write("n00000001_1.jpg");
        Write("is_a.txt", "n00000001 n00000002\nn00000002 n00000001\n");

        Reading<LabelledImageSet> reading = await LabelledImageFolder.ReadAsync(_folder, TestContext.Current.CancellationToken);

        Assert.Null(reading.Value);
        Assert.NotEmpty(reading.Findings);
    }

    [Fact]
    public async Task AFolderThatIsNoSetSaysWhatIsMissing()
    {
        Assert.Equal(ImageSetRules.Empty, await RuleAsync(_folder));
        File.Delete(Path.Combine(_folder, "map_clsloc.txt"));
        Assert.Equal(ImageSetRules.CategoriesMissing, await RuleAsync(_folder));
        Assert.Equal(ImageSetRules.Folder, await RuleAsync(Path.Combine(_folder, "absent")));
    }

    private static async Task<string> RuleAsync(string folder) =>
        Assert.Single((await LabelledImageFolder.ReadAsync(folder, TestContext.Current.CancellationToken)).Findings).Rule;

    private async Task<LabelledImageSet> ReadAsync()
    {
        Reading<LabelledImageSet> reading = await LabelledImageFolder.ReadAsync(_folder, TestContext.Current.CancellationToken);
        Assert.Empty(reading.Findings);
        return reading.Value!;
    }

    private void Write(string relative, string content = "x")
    {
        string path = Path.Combine(_folder, relative);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, content);
    }
}
