using CsCheck;
using NeuralMarket.Format.Icons;
using NeuralMarket.Inference.Images;

namespace NeuralMarket.Inference.Tests.Images;

public sealed class IconWebPTests
{
    // Noise, areas of one colour, and few colours, each with every degree of transparency.
    private static readonly Gen<Icon> Icons = Gen.Select(Gen.Int[64, 80], Gen.Int[0, 2], Gen.Int, (side, kind, seed) =>
    {
        Random random = new(seed);
        byte[] pixels = new byte[side * side * 4];
        random.NextBytes(pixels);
        for (int i = 0; i < pixels.Length && kind > 0; i++)
        {
            pixels[i] = kind == 1 ? (byte)(i / 4 / side * 3) : (byte)(pixels[i] % 2 * 255);
        }

        return new Icon(side, pixels);
    });

    [Fact]
    public void WhatIsSeenIsWhatThePngShows() => Icons.Sample(
        icon => Assert.Equal(ImageDecoder.Decode(IconPng.WriteCanonical(icon)).Value!.Rgb, ImageDecoder.Decode(IconWebP.Write(icon)).Value!.Rgb), iter: 30);

    [Fact]
    public void TheSamePixelsGiveTheSameBytes() => Icons.Sample(icon => Assert.Equal(IconWebP.Write(icon), IconWebP.Write(icon)), iter: 30);

    [Fact]
    public void ItSaysNothingButThePicture()
    {
        byte[] file = IconWebP.Write(new Icon(64, [.. Enumerable.Range(0, 64 * 64 * 4).Select(i => (byte)i)]));
        Assert.Equal("RIFF"u8, file.AsSpan(0, 4));
        Assert.Equal("WEBPVP8L"u8, file.AsSpan(8, 8));
        Assert.Equal(file.Length, 20 + BitConverter.ToInt32(file, 16) + (BitConverter.ToInt32(file, 16) % 2));
    }
}
