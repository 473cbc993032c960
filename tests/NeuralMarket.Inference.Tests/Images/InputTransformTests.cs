using CsCheck;
using NeuralMarket.Format.BaseNetworks;
using NeuralMarket.Format.Findings;
using NeuralMarket.Inference.Images;

namespace NeuralMarket.Inference.Tests.Images;

public sealed class InputTransformTests
{
    private static NetworkDefinition Network(int height, int width, int resize, PixelEncoding? pixels = null) =>
        new("any", new Shape(3, height, width), resize, pixels ?? new PixelEncoding(ChannelOrder.Rgb, 1, [0, 0, 0], [1, 1, 1]), "map_clsloc.txt", []);

    [Fact]
    public void ACutThatDoesNotFitIsAnErrorOfThatImage()
    {
        Finding? finding = InputTransform.Apply(new DecodedImage(10, 20, new byte[600]), Network(8, 12, 10), new float[3 * 8 * 12], "a.png");
        Assert.Equal((ImageRules.Cut, "a.png"), (finding?.Rule, finding?.Where));
    }

    [Fact]
    public void AnImageOfOneColourKeepsItWhateverItsShape() =>
        Gen.Select(Gen.Int[1, 90], Gen.Int[1, 90], Gen.Int[4, 40], Gen.Byte).Sample((width, height, size, colour) =>
        {
            byte[] rgb = new byte[width * height * 3];
            Array.Fill(rgb, colour);
            DecodedImage? crop = InputTransform.CropToBytes(new DecodedImage(width, height, rgb), Network(size, size, size)).Value;
            return crop is { } cut && cut.Width == size && cut.Height == size && cut.Rgb.All(value => value == colour);
        });

    [Fact]
    public void TheCutIsTheSameAsResizingAllAndThenCutting() =>
        Gen.Select(Gen.Int[1, 60], Gen.Int[1, 60], Gen.Int[6, 30], Gen.Int[1, 6], Gen.Int[1, 6]).Sample((width, height, size, cutHeight, cutWidth) =>
        {
            byte[] rgb = new byte[width * height * 3];
            new Random(width + (height * 100)).NextBytes(rgb);
            DecodedImage image = new(width, height, rgb);
            (CentreCut cut, _) = CentreCut.For(width, height, Network(cutHeight, cutWidth, size));
            DecodedImage all = InputTransform.CropToBytes(image, Network((int)cut.ResizedHeight, (int)cut.ResizedWidth, size)).Value!;
            DecodedImage part = InputTransform.CropToBytes(image, Network(cutHeight, cutWidth, size)).Value!;
            return Enumerable.Range(0, cutHeight).All(y =>
                part.Rgb.AsSpan(y * cutWidth * 3, cutWidth * 3).SequenceEqual(all.Rgb.AsSpan((int)((((cut.Top + y) * all.Width) + cut.Left) * 3), cutWidth * 3)));
        });

    [Fact]
    public void PixelsAreScaledShiftedAndDividedInTheNetworksChannelOrder()
    {
        PixelEncoding pixels = new(ChannelOrder.Bgr, 2, [1, 2, 3], [4, 5, 8]);
        float[] chw = new float[3];
        Assert.Null(InputTransform.Apply(new DecodedImage(1, 1, [10, 20, 30]), Network(1, 1, 1, pixels), chw));
        Assert.Equal([((30 * 2) - 1) / 4f, ((20 * 2) - 2) / 5f, ((10 * 2) - 3) / 8f], chw);
    }

    [Theory]
    [InlineData(0, 0, 255)]
    [InlineData(0, 255, 0)]
    [InlineData(200, 128, 227)]
    [InlineData(255, 3, 255)]
    public void AlphaIsLaidOverWhiteAndRoundedToNearest(int colour, int alpha, int expected) => Assert.Equal(expected, PixelAssembly.OverWhite(colour, alpha));

    [Theory]
    [InlineData(1, "abcdef", 3, 2)]
    [InlineData(2, "cbafed", 3, 2)]
    [InlineData(3, "fedcba", 3, 2)]
    [InlineData(4, "defabc", 3, 2)]
    [InlineData(5, "adbecf", 2, 3)]
    [InlineData(6, "daebfc", 2, 3)]
    [InlineData(7, "fcebda", 2, 3)]
    [InlineData(8, "cfbead", 2, 3)]
    public void EveryOrientationIsApplied(int orientation, string expected, int width, int height)
    {
        DecodedImage image = PixelAssembly.Assemble(3, 2, 1, [.. "abcdef"u8], orientation);
        Assert.Equal((width, height), (image.Width, image.Height));
        Assert.Equal(expected, string.Concat(image.Rgb.Where((_, i) => i % 3 == 0).Select(value => (char)value)));
    }
}
