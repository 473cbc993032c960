using NeuralMarket.Testing;
using NeuralMarket.Testing.Onnx;

namespace NeuralMarket.Cli.Tests.Contract;

/// <summary>The command around the import; what can be imported, and with which results, the import's own tests say.</summary>
public sealed class BaseImportTests : IDisposable
{
    private const int Inputs = 3 * 4 * 4;

    private readonly TemporaryFolder _folder = new();

    public BaseImportTests()
    {
        File.WriteAllBytes(_folder["model.onnx"], Classifier("Relu"));
        File.WriteAllLines(_folder["cats.txt"], ["n00000003 1 c", "n00000001 2 a", "n00000002 3 b"]);
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(null, "indexes", "n00000003")]
    [InlineData("indexes", "indexes", "n00000003")]
    [InlineData("tags", "tags", "n00000001")]
    public async Task TheCategoriesGetTheOrderThatIsAskedForAndTheCommandSaysWhich(string? order, string taken, string first)
    {
        string[] option = order is null ? [] : ["--order", order];
        Call call = await ImportAsync("model.onnx", [.. option, "--json"]);

        Assert.Equal(0, call.Status);
        Assert.Equal(("small-one", taken, 3), (call.Json.GetProperty("name").GetString(), call.Json.GetProperty("categoryOrder").GetString(), call.Json.GetProperty("categories").GetInt32()));
        Assert.Contains($"{first} 1 ", await File.ReadAllTextAsync(_folder["out/map_clsloc.txt"], TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Call check = await CommandLine.RunAsync("base", "check", _folder["out/small-one.txt"], "--json");
        Assert.Equal(0, check.Status);
        Assert.Equal(call.Json.GetProperty("sha256").GetString(), check.Json.GetProperty("sha256").GetString());
    }

    [Fact]
    public async Task PixelsAndResizeStandInTheTextAsGiven()
    {
        Call call = await ImportAsync("model.onnx", ["--pixels", "bgr", "mean", "1", "2", "3", "--resize", "6"]);

        Assert.Equal(0, call.Status);
        Assert.Contains("as their file numbers them", call.Output, StringComparison.Ordinal);
        string text = await File.ReadAllTextAsync(_folder["out/small-one.txt"], TestContext.Current.CancellationToken);
        Assert.Contains("\nresize 6\n", text, StringComparison.Ordinal);
        Assert.Contains("\npixels bgr ", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhatCannotBeImportedIsNamedAndNothingIsWritten()
    {
        await File.WriteAllBytesAsync(_folder["model.onnx"], Classifier("Tanh"), TestContext.Current.CancellationToken);
        Call call = await ImportAsync("model.onnx", ["--json"]);

        Assert.Equal(1, call.Status);
        Assert.Contains(call.Json.GetProperty("findings").EnumerateArray(), finding => finding.GetProperty("where").GetString()!.Contains("Tanh", StringComparison.Ordinal));
        Assert.False(Directory.Exists(_folder["out"]));
    }

    [Theory]
    [InlineData("not-there.onnx", "tags")]
    [InlineData("model.onnx", "sideways")]
    public async Task AWrongCallIsTwo(string model, string order) => Assert.Equal(2, (await ImportAsync(model, ["--order", order, "--json"])).Status);

    private Task<Call> ImportAsync(string model, string[] options) => CommandLine.RunAsync(
        ["base", "import", _folder[model], "--name", "small-one", "--categories", _folder["cats.txt"], "-o", _folder["out"], .. options]);

    // Pixels, a layer of four, whatever kind of node, and three outputs.
    private static byte[] Classifier(string kind)
    {
        OnnxModelBuilder model = new();
        string flat = model.Node("Flatten", [model.Input([null, 3, 4, 4])]);
        string hidden = model.Node("Gemm", [flat, Constant(model, 4, Inputs), Constant(model, 4)], ("transB", 1L));
        string outputs = model.Node("Gemm", [model.Node(kind, [hidden]), Constant(model, 3, 4), Constant(model, 3)], ("transB", 1L));
        return model.Output(model.Node("Softmax", [outputs])).Build();
    }

    private static string Constant(OnnxModelBuilder model, params ReadOnlySpan<long> shape)
    {
        long count = 1;
        foreach (long size in shape)
        {
            count *= size;
        }

        return model.Constant([.. Enumerable.Range(0, (int)count).Select(i => ((i % 7) - 3) / 8f)], shape);
    }
}
