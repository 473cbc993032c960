using CsCheck;
using NeuralMarket.Inference.Import;

namespace NeuralMarket.Import.Tests;

/// <summary>An imported network puts out what ONNX Runtime makes of the model.</summary>
public sealed class EquivalenceTests(OpenDevice device)
{
    [Theory]
    [InlineData(7)]
    [InlineData(13)]
    [InlineData(21)]
    public void Vgg16OfReducedWidth(int operatorSet) => Equivalence.Check(Models.Vgg16(divisor: 16, size: 64, operatorSet), device);

    [Fact]
    public void AlexNetWithGroupsAndOverlappingPools() => Equivalence.Check(Models.AlexNet(divisor: 8), device);

    [Theory]
    [InlineData(7)]
    [InlineData(15)]
    public void PlainNetworkWithFoldedBatchNormalisation(int operatorSet) => Equivalence.Check(Models.PlainWithBatchNormalisation(operatorSet), device);

    [Theory]
    [InlineData(13)]
    [InlineData(18)]
    public void AMeanOverHeightAndWidth(int operatorSet)
    {
        Equivalence.Check(new ChainModel(9, 8, operatorSet: operatorSet).Conv(8, 3).Relu().Mean(keepsSizes: false, -2, -1).Gemm(5).Softmax().Build(), device);
        Equivalence.Check(new ChainModel(9, 8, operatorSet: operatorSet).Conv(8, 3).Mean(keepsSizes: true, 3, 2).Flatten().Gemm(5).Softmax().Build(), device);
    }

    [Theory]
    [InlineData(13)]
    [InlineData(18)]
    public void AMeanOverChannelsIsNamed(int operatorSet) => Assert.Contains(
        Importing.Refused(new ChainModel(9, 8, operatorSet: operatorSet).Conv(8, 3).Mean(keepsSizes: true, 1).Flatten().Gemm(5).Softmax().Build()),
        finding => finding.Rule == OnnxRules.Attribute && finding.Message.Contains("axes", StringComparison.Ordinal));

    [Fact]
    public void PaddedAveragesWithAndWithoutCountedPadding() => Equivalence.Check(
        new ChainModel(19, 23).Conv(8, 3).AveragePool(3, 2, 1).Conv(8, 3, pad: 1).AveragePool(3, 2, 1, countsPadding: true).Relu().Flatten().Gemm(5).Softmax().Build(), device);

    [Fact]
    public void PaddingBehindThatChangesNothing() => Equivalence.Check(
        new ChainModel(33, 34).Conv(8, 3, pad: 1).Pool("MaxPool", 3, 3, [0, 0, 1, 1]).Pool("AveragePool", 2, 3, [1, 1, 0, 0]).Flatten().Gemm(5).Softmax().Build(), device);

    [Fact]
    public void PoolsThatRoundUpWhereNothingIsLeftOver() => Equivalence.Check(
        new ChainModel(33, 33).Conv(8, 3, pad: 1).Pool("MaxPool", 3, 2, [0, 0, 0, 0], ("ceil_mode", 1L)).Pool("AveragePool", 2, 2, [0, 0, 0, 0], ("ceil_mode", 1L)).Flatten().Gemm(5).Softmax().Build(), device);

    [Fact]
    public void SamePadding() => Equivalence.Check(
        new ChainModel(20, 21).ConvSame(8, 3, 1).Relu().ConvSame(6, 5, 1, "SAME_LOWER").Relu().GlobalAverage().Flatten().Gemm(4).Softmax().Build(), device);

    [Fact]
    public void DenseLayersInAllTheirForms() => Equivalence.Check(
        new ChainModel(6, 5).Flatten().Gemm(11, outputFirst: false, alpha: 0.5f, beta: 2).Relu().MatMulAdd(9).BatchNorm().Relu().Dropout().Gemm(8, bias: false).Add(1, 8).Softmax(1).Build(), device);

    [Fact]
    public void NormalisationAndReluWithNothingToFoldInto() => Equivalence.Check(
        new ChainModel(12, 12).BatchNorm().Relu().Conv(8, 3).Relu().BatchNorm().MaxPool(2, 2).BatchNorm().AveragePool(2, 1).Relu().GlobalAverage().Flatten().BatchNorm().Relu().Gemm(6).Softmax().Build(), device);

    [Fact]
    public void NormalisationBetweenAPaddedAverageAndRelu() => Equivalence.Check(
        new ChainModel(12, 12).Conv(8, 3).Relu().AveragePool(3, 2, 1, countsPadding: true).BatchNorm().Relu().Flatten().Gemm(6).Softmax().Build(), device);

    [Fact]
    public void ReluBehindAMaximum() => Equivalence.Check(new ChainModel(12, 12).Conv(8, 3, pad: 1).MaxPool(3, 2, 1).Relu().Flatten().Gemm(6).Softmax().Build(), device);

    [Fact]
    public void ConstantsAddedByChannel() => Equivalence.Check(
        new ChainModel(8, 8).Add(3, 1, 1).Conv(4, 3, bias: false).Add(1, 4, 1, 1).Add(1).Relu().Flatten().Gemm(3).Softmax().Build(), device);

    [Fact]
    public void ConvolutionOverEverythingAsTheLastLayer() => Equivalence.Check(
        new ChainModel(16, 16).Conv(8, 3).Relu().MaxPool(2, 2).Conv(16, 7).Relu().Conv(5, 1).Flatten().Softmax().Build(), device);

    [Fact]
    public void ModelWithoutSoftmaxGetsOneAndSaysSo()
    {
        byte[] model = new ChainModel(8, 8).Conv(4, 3).Relu().Flatten().Gemm(5).Build();
        Equivalence.Check(model, device, normalise: true);
        using Testing.TemporaryFolder folder = new();
        Assert.Contains(Importing.Run(model, folder).Findings, finding => finding.Rule == Inference.Import.OnnxRules.Softmax && finding.Severity == Format.Findings.Severity.Warning);
    }

    [Theory]
    [InlineData(null, new long[] { -1, 144 })]
    [InlineData(null, new long[] { 0, -1 })]
    [InlineData(1L, new long[] { 1, -1 })]
    [InlineData(1L, new long[] { 1, 144 })]
    public void ReshapeAsFlatten(long? batch, long[] shape) => Equivalence.Check(
        new ChainModel(8, 8, batch: batch).Conv(4, 3).Relu().Reshape(shape).Gemm(5).Softmax().Build(), device);

    [Fact]
    public void RandomChains() => Models.Random.Sample(model => Equivalence.Check(model, device), iter: 60, threads: 1);
}
