using System.Text.Json;
using NeuralMarket.Format.BaseNetworks;
using NeuralMarket.Format.Findings;
using NeuralMarket.Inference.Images;
using NeuralMarket.Inference.Tests.Kit;

namespace NeuralMarket.Inference.Tests.Images;

public sealed class KitImageTests
{
    /// <summary>The preprocessing of the kit's base network, all that images need of it.</summary>
    private static readonly NetworkDefinition Square32 = new("square", new Shape(3, 32, 32), 32, new PixelEncoding(ChannelOrder.Rgb, 1, [0, 0, 0], [1, 1, 1]), "map_clsloc.txt", []);

    [Theory]
    [InlineData("formats")]
    [InlineData("photos")]
    [InlineData("heldout")]
    public void ImagesDecodeResizeAndCropToTheExpectedPixels(string expected)
    {
        foreach (ExpectedImage image in ExpectedImage.All(expected))
        {
            Reading<DecodedImage> decoded = ImageDecoder.Decode(KitFiles.Read(image.File), image.File);
            Assert.True(decoded.IsValid, $"{image}: {string.Join(' ', decoded.Findings)}");
            image.CheckDecoded(decoded.Value!);
            image.CheckCrop(decoded.Value!, InputTransform.CropToBytes(decoded.Value!, Square32).Value!);
        }
    }

    [Fact]
    public void EveryFileToRefuseIsRefusedForItsReason()
    {
        Dictionary<string, string> rules = new()
        {
            ["image-pixels"] = ImageRules.Pixels,
            ["image-format"] = ImageRules.Format,
            ["image-cmyk"] = ImageRules.Cmyk,
            ["image-16-bit"] = ImageRules.Depth,
        };
        using JsonDocument refused = KitFiles.Expected("refused");
        Assert.All(refused.RootElement.EnumerateObject(), file =>
        {
            Finding finding = Assert.Single(ImageDecoder.Decode(KitFiles.Read(file.Name), file.Name).Findings);
            Assert.Equal((rules[file.Value.GetString()!], Severity.Error, file.Name), (finding.Rule, finding.Severity, finding.Where));
        });
    }

    [Fact]
    public void AFileCutOffAnywhereIsRefusedWithoutAnException()
    {
        foreach (string name in new[] { "formats/exif-6.jpg", "formats/exif-6.png", "formats/exif-6.webp", "formats/lossy.webp", "formats/animated.webp", "formats/progressive-420.JPG" })
        {
            byte[] file = KitFiles.Read(name);
            for (int length = 0; length < file.Length - 2; length += 1 + (length / 40))
            {
                Reading<DecodedImage> reading = ImageDecoder.Decode(file.AsMemory(0, length), name);
                Assert.False(reading.IsValid, $"{name} of {length} bytes was read.");
                Assert.Contains(reading.Findings[0].Rule, new[] { ImageRules.Format, ImageRules.Truncated, ImageRules.Damaged });
            }
        }
    }

    [Fact]
    public void AFileWithDamagedBytesGivesAnImageOrAFindingButNeverAnException()
    {
        Random random = new(1);
        foreach (string name in KitFiles.In("formats").Where(name => !name.Contains("strip", StringComparison.Ordinal)))
        {
            for (int round = 0; round < 30; round++)
            {
                byte[] file = KitFiles.Read(name);
                for (int i = 0; i < 1 + (round % 4); i++)
                {
                    file[random.Next(Math.Min(file.Length, round < 20 ? 200 : file.Length))] = (byte)random.Next(256);
                }

                Reading<DecodedImage> reading = ImageDecoder.Decode(file, name);
                Assert.Equal(reading.IsValid, reading.Findings.Count == 0);
            }
        }
    }
}
