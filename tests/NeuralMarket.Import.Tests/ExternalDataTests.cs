using System.Runtime.InteropServices;
using NeuralMarket.Format.Findings;
using NeuralMarket.Inference.Import;
using NeuralMarket.Testing;
using NeuralMarket.Testing.Onnx;

namespace NeuralMarket.Import.Tests;

/// <summary>Weights in a file beside the model are read; a model that names any other file is refused.</summary>
public sealed class ExternalDataTests
{
    private const int Values = 192 * 3;

    [Fact]
    public void WeightsBesideTheModelAreReadAtTheirOffset()
    {
        using TemporaryFolder folder = new();
        float[] weights = new ChainModel(8, 8).Values(Values, -1, 1);
        File.WriteAllBytes(folder["weights.bin"], [.. new byte[64], .. MemoryMarshal.AsBytes(weights.AsSpan()), 1]);
        Reading<OnnxImportResult> reading = Importing.Run(Model("weights.bin", "64", $"{Values * 4}"), folder, 3);
        Assert.True(reading.IsValid);
        Assert.Equal(weights, reading.Value!.Network.ReadParameters(0).Weights);
    }

    [Theory]
    [InlineData("/etc/passwd", null, null)]
    [InlineData("../weights.bin", null, null)]
    [InlineData("folder/../weights.bin", null, null)]
    [InlineData("./weights.bin", null, null)]
    [InlineData("C:\\weights.bin", null, null)]
    [InlineData("", null, null)]
    [InlineData("absent.bin", null, null)]
    [InlineData("link.bin", null, null)]
    [InlineData("linked/weights.bin", null, null)]
    [InlineData("folder", null, null)]
    [InlineData("weights.bin", "1", null)]
    [InlineData("weights.bin", "-1", null)]
    [InlineData("weights.bin", "9223372036854775807", null)]
    [InlineData("weights.bin", "0x0", null)]
    [InlineData("weights.bin", "0", "4")]
    [InlineData("weights.bin", "0", "9223372036854775807")]
    public void AnythingElseIsRefused(string location, string? offset, string? length)
    {
        using TemporaryFolder folder = new();
        using TemporaryFolder elsewhere = new();
        byte[] weights = new byte[Values * 4];
        File.WriteAllBytes(elsewhere["weights.bin"], weights);
        File.WriteAllBytes(folder["weights.bin"], weights);
        Directory.CreateDirectory(folder["folder"]);
        File.CreateSymbolicLink(folder["link.bin"], elsewhere["weights.bin"]);
        Directory.CreateSymbolicLink(folder["linked"], elsewhere.Path);
        Finding finding = Assert.Single(Importing.Run(Model(location, offset, length), folder, 3).Findings);
        Assert.Equal(OnnxRules.ExternalData, finding.Rule);
    }

    private static byte[] Model(string location, string? offset, string? length)
    {
        ChainModel model = new ChainModel(8, 8).Flatten();
        ProtoWriter tensor = OnnxModelBuilder.TensorHeader(OnnxModelBuilder.Float, [3, 192], "weights").Number(14, 1).Message(13, Entry("location", location));
        foreach ((string key, string? value) in new[] { ("offset", offset), ("length", length) })
        {
            if (value is not null)
            {
                tensor.Message(13, Entry(key, value));
            }
        }

        return model.Then("Gemm", [model.Model.Initializer(tensor, "weights")], ("transB", 1L)).Softmax().Build();
    }

    private static ProtoWriter Entry(string key, string value) => new ProtoWriter().Text(1, key).Text(2, value);
}
