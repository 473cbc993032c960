using System.Text.Json;
using NeuralMarket.Testing;

namespace NeuralMarket.Cli.Tests.Contract;

public sealed class ClassifyTests
{
    [Fact]
    public async Task PhoneAnswersAreTheDemoWorlds()
    {
        Dictionary<string, JsonElement> answers = JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(await File.ReadAllTextAsync(DemoWorld.Photo("answers.json"), TestContext.Current.CancellationToken))!;
        string[] names = [.. answers.Keys];
        Call call = await CommandLine.RunAsync([
            "classify", "--base", DemoWorld.Base, "--patch", DemoWorld.Package("which-boat-1.1.0"), "--patch", DemoWorld.Package("lamp-on-or-off-1.0.0"), "--json", .. names.Select(DemoWorld.Photo)]);
        Device.SkipWhenAbsent(call);

        Assert.Equal(0, call.Status);
        foreach ((string name, JsonElement image) in names.Zip(call.Json.EnumerateArray()))
        {
            JsonElement expected = answers[name];
            Assert.Equal(DemoWorld.Photo(name), image.GetProperty("image").GetString());
            Assert.Equal(JsonValueKind.Null, image.GetProperty("error").ValueKind);
            Assert.Equal(expected.GetProperty("coarse").GetString(), image.GetProperty("base").GetProperty("answer").GetString());
            JsonElement patch = image.GetProperty("patches").EnumerateArray().Single(patch => patch.GetProperty("id").GetString() == expected.GetProperty("patch").GetString());
            Assert.True(patch.GetProperty("fired").GetBoolean());
            Assert.Equal(expected.GetProperty("fine").GetString(), patch.GetProperty("answer").GetString());
            Assert.Equal(1, patch.GetProperty("probabilities").EnumerateArray().Sum(value => value.GetDouble()), 5);
        }
    }

    [Fact]
    public async Task PatchThatSleepsHasNoProbabilitiesAndNoAnswer()
    {
        Call call = await CommandLine.RunAsync("classify", "--base", DemoWorld.Base, "--patch", DemoWorld.Package("lamp-on-or-off-1.0.0"), DemoWorld.Photo("photo-1.jpg"), "--json");
        Device.SkipWhenAbsent(call);

        JsonElement patch = call.Json[0].GetProperty("patches")[0];
        Assert.Equal("1.0.0", patch.GetProperty("version").GetString());
        Assert.False(patch.GetProperty("fired").GetBoolean());
        Assert.Equal(JsonValueKind.Null, patch.GetProperty("probabilities").ValueKind);
        Assert.Equal(JsonValueKind.Null, patch.GetProperty("answer").ValueKind);
        Assert.Equal(10, call.Json[0].GetProperty("base").GetProperty("probabilities").GetArrayLength());
    }

    [Fact]
    public async Task ImageThatCannotBeDecodedGetsAnErrorAndTheRestGoesOn()
    {
        using TemporaryFolder folder = new();
        byte[] photo = await File.ReadAllBytesAsync(DemoWorld.Photo("photo-2.jpg"), TestContext.Current.CancellationToken);
        await File.WriteAllBytesAsync(folder["cut.jpg"], photo[..(photo.Length / 3)], TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(folder["text.png"], "no picture", TestContext.Current.CancellationToken);
        Call call = await CommandLine.RunAsync("classify", "--base", DemoWorld.Base, "--json", folder["cut.jpg"], DemoWorld.Photo("photo-2.jpg"), folder["text.png"]);
        Device.SkipWhenAbsent(call);

        Assert.Equal(1, call.Status);
        Assert.Equal([JsonValueKind.String, JsonValueKind.Null, JsonValueKind.String], call.Json.EnumerateArray().Select(image => image.GetProperty("error").ValueKind));
        Assert.Equal(JsonValueKind.Null, call.Json[0].GetProperty("base").ValueKind);
        Assert.Equal(JsonValueKind.Null, call.Json[0].GetProperty("patches").ValueKind);
        Assert.Equal("n80000001", call.Json[1].GetProperty("base").GetProperty("answer").GetString());
        Assert.Equal(0, call.Json[1].GetProperty("patches").GetArrayLength());
    }

    [Fact]
    public async Task ImageThatIsNotThereIsAWrongCallAndTheRestGoesOn()
    {
        Call call = await CommandLine.RunAsync("classify", "--base", DemoWorld.Base, "--json", "not-there.jpg", DemoWorld.Photo("photo-1.jpg"));
        Device.SkipWhenAbsent(call);

        Assert.Equal(2, call.Status);
        Assert.Equal("not-there.jpg", call.Json[0].GetProperty("image").GetString());
        Assert.NotEqual(JsonValueKind.Null, call.Json[1].GetProperty("base").ValueKind);
    }

    [Fact]
    public async Task PatchThatCannotBePluggedInIsAWrongCall()
    {
        Call call = await CommandLine.RunAsync("classify", "--base", DemoWorld.Base, "--patch", DemoWorld.Package("fruit-basket-1.0.0"), DemoWorld.Photo("photo-1.jpg"), "--json");

        Assert.Equal(2, call.Status);
        Assert.Equal("call.patch", call.ErrorCode);
    }

    [Fact]
    public async Task PeopleSeeAnswersWithinEightyColumns()
    {
        Call call = await CommandLine.RunAsync("classify", "--base", DemoWorld.Base, "--patch", DemoWorld.Package("which-boat-1.1.0"), DemoWorld.Photo("photo-1.jpg"));
        Device.SkipWhenAbsent(call);

        Assert.Contains("which-boat", call.Output, StringComparison.Ordinal);
        Assert.All(call.Output.Split('\n'), line => Assert.InRange(line.TrimEnd().Length, 0, 80));
    }
}
