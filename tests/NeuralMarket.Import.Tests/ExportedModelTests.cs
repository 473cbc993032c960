using NeuralMarket.Format.BaseNetworks;
using NeuralMarket.Testing;

namespace NeuralMarket.Import.Tests;

/// <summary>Models that PyTorch 2.11 wrote, by tracing (operator set 13) and by <c>torch.export</c> (operator set 20); <c>Exported/export.py</c> made them.</summary>
public sealed class ExportedModelTests(OpenDevice device)
{
    [Theory]
    [InlineData("vgg16-traced", 22)]
    [InlineData("vgg16-exported", 22)]
    [InlineData("alexnet-traced", 11)]
    [InlineData("alexnet-exported", 11)]
    [InlineData("batch-normalised-traced", 7)]
    [InlineData("batch-normalised-exported", 7)]
    public void WhatPyTorchExportsComputesTheSame(string name, int layers)
    {
        byte[] model = File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Exported", name + ".onnx"));
        using TemporaryFolder folder = new();
        BaseNetwork network = Equivalence.Import(model, folder);
        Assert.Equal(layers, network.Definition.Layers.Count);

        Equivalence.Check(model, device, normalise: !name.StartsWith("batch", StringComparison.Ordinal));
    }
}
