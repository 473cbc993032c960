using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using NeuralMarket.Inference.Images;

namespace NeuralMarket.Inference.Tests.Kit;

/// <summary>One image of the kit's expected results, and how exactly it must be met.</summary>
internal sealed class ExpectedImage(JsonElement json)
{
    public string File { get; } = json.GetProperty("file").GetString()!;

    public JsonElement Json { get; } = json;

    /// <summary>JPEG and lossy WebP decoders may differ by a few levels.</summary>
    public bool DecoderMayDiffer => File.EndsWith("lossy.webp", StringComparison.Ordinal)
        || System.IO.Path.GetExtension(File).ToUpperInvariant() is ".JPG" or ".JPEG";

    public int Halves => Json.GetProperty("halves").GetInt32();

    public static IReadOnlyList<ExpectedImage> All(string name)
    {
        using JsonDocument document = KitFiles.Expected(name);
        return [.. document.RootElement.GetProperty("images").EnumerateArray().Select(image => new ExpectedImage(image.Clone()))];
    }

    public static string Sha256(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    public bool DecodedAsExpected(DecodedImage decoded) => Sha256(decoded.Rgb) == Json.GetProperty("decodedSha256").GetString();

    public void CheckDecoded(DecodedImage decoded)
    {
        Assert.Equal(Json.GetProperty("decoded").EnumerateArray().Select(value => value.GetInt32()), [decoded.Width, decoded.Height]);
        if (!DecoderMayDiffer)
        {
            Assert.True(DecodedAsExpected(decoded), $"{File}: the decoded pixels differ.");
        }
    }

    public void CheckCrop(DecodedImage decoded, DecodedImage crop)
    {
        bool sameSource = DecodedAsExpected(decoded);
        int allowed = sameSource ? (Halves > 0 ? 1 : 0) : 4;
        foreach (JsonElement pixel in Json.GetProperty("pixels").EnumerateArray())
        {
            int start = ((pixel.GetProperty("row").GetInt32() * crop.Width) + pixel.GetProperty("column").GetInt32()) * 3;
            int[] expected = [.. pixel.GetProperty("rgb").EnumerateArray().Select(value => value.GetInt32())];
            for (int channel = 0; channel < 3; channel++)
            {
                Assert.InRange(crop.Rgb[start + channel], expected[channel] - allowed, expected[channel] + allowed);
            }
        }

        if (sameSource && Halves == 0)
        {
            Assert.True(Sha256(crop.Rgb) == Json.GetProperty("pixelsSha256").GetString(), $"{File}: the cut's pixels differ.");
        }

        CheckSums(crop, sameSource ? Halves : crop.Width * crop.Height);
    }

    public static IReadOnlyList<double> Numbers(JsonElement array) => [.. array.EnumerateArray().Select(value => value.GetDouble())];

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{File}");

    private void CheckSums(DecodedImage crop, int allowed)
    {
        int channel = 0;
        foreach (JsonElement sum in Json.GetProperty("pixelSums").EnumerateArray())
        {
            int actual = 0;
            for (int i = channel; i < crop.Rgb.Length; i += 3)
            {
                actual += crop.Rgb[i];
            }

            Assert.InRange(actual, sum.GetInt32() - allowed, sum.GetInt32() + allowed);
            channel++;
        }
    }
}
