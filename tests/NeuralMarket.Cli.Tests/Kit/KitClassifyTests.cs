using System.Text.Json;

namespace NeuralMarket.Cli.Tests.Kit;

/// <summary><c>classify --json</c> against the kit's expected results.</summary>
public sealed class KitClassifyTests
{
    private const double SamePixels = 1e-4;
    private const double AnotherDecoder = 5e-3;
    private const double TooCloseToCall = 1e-4;

    [Theory]
    [InlineData("photos.json")]
    [InlineData("heldout.json")]
    [InlineData("formats.json")]
    public async Task AnswersAreThoseOfTheReference(string expectedName)
    {
        JsonElement[] expected = [.. KitData.Expected(expectedName).GetProperty("images").EnumerateArray()];
        string[] files = [.. expected.Select(image => KitData.Path(image.GetProperty("file").GetString()!))];
        Call call = await CommandLine.RunAsync(["classify", "--base", KitData.Base, .. KitData.Packages.SelectMany(package => new[] { "--patch", package }), "--json", .. files]);
        Device.SkipWhenAbsent(call);

        Assert.Equal(0, call.Status);
        Assert.Equal(files, call.Json.EnumerateArray().Select(image => image.GetProperty("image").GetString()));
        foreach ((JsonElement reference, JsonElement actual) in expected.Zip(call.Json.EnumerateArray()))
        {
            CompareBase(reference, actual);
            foreach ((string package, JsonElement patch) in KitData.Packages.Zip(actual.GetProperty("patches").EnumerateArray()))
            {
                ComparePatch(reference, reference.GetProperty("patches").GetProperty(Path.GetFileName(package)), patch);
            }
        }
    }

    [Theory]
    [InlineData("ops-mixed")]
    [InlineData("vgg-input")]
    public async Task OtherStatementsOfTheNetworkTextAgree(string network)
    {
        JsonElement[] expected = [.. KitData.Expected($"network-{network}.json").GetProperty("images").EnumerateArray()];
        Call call = await CommandLine.RunAsync(["classify", "--base", KitData.Path("networks", network, network + ".txt"), "--json", .. expected.Select(image => KitData.Path(image.GetProperty("file").GetString()!))]);
        Device.SkipWhenAbsent(call);

        Assert.Equal(0, call.Status);
        foreach ((JsonElement reference, JsonElement actual) in expected.Zip(call.Json.EnumerateArray()))
        {
            CompareBase(reference, actual);
        }
    }

    [Fact]
    public async Task RefusedImagesHaveAnErrorEach()
    {
        string[] files = [.. KitData.Expected("refused.json").EnumerateObject().Select(file => KitData.Path(file.Name))];
        Call call = await CommandLine.RunAsync(["classify", "--base", KitData.Base, "--json", .. files]);
        Device.SkipWhenAbsent(call);

        Assert.Equal(1, call.Status);
        Assert.Equal(files.Length, call.Json.GetArrayLength());
        Assert.All(call.Json.EnumerateArray(), image => Assert.Equal(JsonValueKind.String, image.GetProperty("error").ValueKind));
    }

    private static void CompareBase(JsonElement reference, JsonElement actual)
    {
        double[] expected = Numbers(reference.GetProperty("base"));
        double[] probabilities = Numbers(actual.GetProperty("base").GetProperty("probabilities"));
        AssertClose(reference, expected, probabilities);
        int top = reference.GetProperty("top")[0].GetInt32() - 1;
        double second = expected.Where((_, i) => i != top).Max();
        if (expected[top] - second > 2 * Tolerance(reference))
        {
            Assert.Equal(top, Array.IndexOf(probabilities, probabilities.Max()));
        }
    }

    private static void ComparePatch(JsonElement reference, JsonElement expected, JsonElement actual)
    {
        bool fired = actual.GetProperty("fired").GetBoolean();
        if (expected.GetProperty("margin").GetDouble() >= (IsLossy(reference) ? AnotherDecoder : TooCloseToCall))
        {
            Assert.Equal(expected.GetProperty("fires").GetBoolean(), fired);
        }

        if (fired)
        {
            double[] probabilities = Numbers(expected.GetProperty("probabilities"));
            AssertClose(reference, probabilities, Numbers(actual.GetProperty("probabilities")));
            if (Math.Abs(probabilities[0] - probabilities[1]) > 2 * Tolerance(reference))
            {
                Assert.Equal(Outputs[actual.GetProperty("id").GetString()!][expected.GetProperty("answer").GetInt32() - 1], actual.GetProperty("answer").GetString());
            }
        }
    }

    private static readonly Dictionary<string, string[]> Outputs = new()
    {
        ["car-or-truck"] = ["n90000012", "n90000020"],
        ["cat-or-dog"] = ["n90000014", "n90000016"],
        ["deer-or-horse"] = ["n90000015", "n90000018"],
    };

    private static void AssertClose(JsonElement reference, double[] expected, double[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        double worst = expected.Zip(actual, (one, other) => Math.Abs(one - other)).Max();
        Assert.True(worst <= Tolerance(reference), $"{reference.GetProperty("file").GetString()}: {worst} away.");
    }

    private static double Tolerance(JsonElement reference) => IsLossy(reference) ? AnotherDecoder : SamePixels;

    private static bool IsLossy(JsonElement reference) =>
        Path.GetExtension(reference.GetProperty("file").GetString()!).ToLowerInvariant() is ".jpg" or ".jpeg" or ".webp";

    private static double[] Numbers(JsonElement array) => [.. array.EnumerateArray().Select(value => value.GetDouble())];
}
