using CsCheck;
using NeuralMarket.Format.Findings;
using NeuralMarket.Inference.Import;
using NeuralMarket.Testing;
using NeuralMarket.Testing.Onnx;

namespace NeuralMarket.Import.Tests;

/// <summary>Nothing that a file can hold throws, hangs or fills the memory.</summary>
public sealed class HostileFileTests
{
    private static readonly byte[] Good = new ChainModel(9, 9).Conv(4, 3).BatchNorm().Relu().MaxPool(3, 2).Dropout().Reshape(-1, 36).MatMulAdd(5).Relu().Gemm(3).Softmax().Build();

    [Fact]
    public void TruncatedAnywhereIsRefused()
    {
        // The last bytes name the operator set; without them the rest is whole, and refused for their absence.
        foreach (int length in Enumerable.Range(0, Good.Length).Where(length => length < 64 || length % 13 == 0 || length > Good.Length - 32))
        {
            Assert.Contains(Assert.Single(Importing.Refused(Good[..length])).Rule, new[] { OnnxRules.Damaged, OnnxRules.OperatorSet });
        }
    }

    [Fact]
    public void ChangedBytesAreAFindingOrAnotherNetwork() =>
        Gen.Select(Gen.Int[0, Good.Length - 1], Gen.Byte).Array[1, 4].Sample(
            changes =>
            {
                byte[] model = [.. Good];
                Array.ForEach(changes, change => model[change.Item1] = change.Item2);
                using TemporaryFolder folder = new();
                Reading<OnnxImportResult> reading = Importing.Run(model, folder, 3);
                Assert.All(reading.Findings, finding => Assert.DoesNotContain("Exception", finding.Message, StringComparison.Ordinal));
            },
            iter: 2_000);

    [Fact]
    public void RandomBytesAreNoModel() => Gen.Byte.Array[0, 300].Sample(bytes => Importing.Refused(bytes).Count > 0, iter: 1_000);

    [Fact]
    public void ACircleIsRefused()
    {
        OnnxModelBuilder model = new();
        model.Input([1, 3, 8, 8]);
        model.Node("Relu", ["b"], ["a"], null, "");
        model.Node("Relu", ["a"], ["b"], null, "");
        model.Node("Flatten", ["a"], ["c"], null, "");
        Assert.Contains(Importing.Refused(model.Output("c").Build()), finding => finding.Rule == OnnxRules.Values && finding.Message.Contains("later node", StringComparison.Ordinal));
    }

    [Fact]
    public void NamesThatStandTwiceAreRefused()
    {
        OnnxModelBuilder model = new();
        model.Input([1, 3, 8, 8]);
        model.Node("Relu", ["input"], ["a"], null, "");
        model.Node("Flatten", ["a"], ["a"], null, "");
        Assert.Contains(Importing.Refused(model.Output("a").Build()), finding => finding.Rule == OnnxRules.Values);

        ChainModel constants = new ChainModel(8, 8).Flatten();
        constants.Model.Tensor(1, new byte[4], [1], "twice");
        constants.Model.Tensor(1, new byte[4], [1], "twice");
        Assert.Equal([OnnxRules.Values], Importing.Refused(constants.Then("Add", ["twice"]).Build()).Select(finding => finding.Rule));
    }

    [Theory]
    [InlineData(new long[] { -1, 192 })]
    [InlineData(new long[] { 3, 193 })]
    [InlineData(new long[] { 0, 192 })]
    [InlineData(new long[] { long.MaxValue, long.MaxValue })]
    [InlineData(new long[] { 4_294_967_296, 4_294_967_296 })]
    [InlineData(new long[] { 2_000_000_000, 2_000_000_000, 2_000_000_000 })]
    [InlineData(new long[] { 1, 1, 1, 1, 1, 1, 1, 1, 1, 192 })]
    public void ConstantsWithWrongShapesAreRefused(long[] shape)
    {
        ChainModel model = new ChainModel(8, 8).Flatten();
        Assert.Equal(OnnxRules.Tensor, Rule(model.Then("Gemm", [model.Model.Tensor(1, new byte[192 * 3 * 4], shape)])));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    [InlineData(8)]
    [InlineData(14)]
    [InlineData(99)]
    public void ConstantsOfUnknownTypesAreRefused(int type)
    {
        ChainModel model = new ChainModel(8, 8).Flatten();
        Assert.Equal(OnnxRules.Tensor, Rule(model.Then("Gemm", [model.Model.Tensor(type, new byte[192 * 3 * 4], [192, 3])])));
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    public void NumbersThatAreNotFiniteAreRefused(float value)
    {
        ChainModel weights = new ChainModel(2, 2).Flatten();
        float[] numbers = weights.Values(36, -1, 1);
        numbers[35] = value;
        Assert.Equal(OnnxRules.Tensor, Rule(weights.Then("Gemm", [weights.Model.Constant(numbers, 12, 3)]).Softmax()));

        ChainModel biases = new ChainModel(2, 2).Flatten();
        Assert.Equal(OnnxRules.Tensor, Rule(biases.Then("Gemm", [biases.Model.Constant(biases.Values(36, -1, 1), 12, 3), biases.Model.Constant([0, value, 0], 3)]).Softmax()));
    }

    [Fact]
    public void FoldingThatLeavesSinglePrecisionIsRefused()
    {
        ChainModel model = new(4, 4);
        string weights = model.Model.Constant([1e30f, 1e30f, 1e30f], 1, 3, 1, 1);
        model.Then("Conv", [weights]);
        string[] constants = [model.Model.Constant([1e20f], 1), model.Model.Constant([0], 1), model.Model.Constant([0], 1), model.Model.Constant([1], 1)];
        Assert.Equal(OnnxRules.Tensor, Rule(model.Then("BatchNormalization", constants).Flatten().Sized(1, -1, 16).Gemm(2).Softmax()));
    }

    [Fact]
    public void ManySmallMessagesAreRefusedBeforeTheyTakeMemory()
    {
        // Two million empty nodes: four bytes each in the file, far more than a hundred in memory.
        byte[] graph = [.. Enumerable.Repeat(new byte[] { 0x0A, 0x00 }, 2_000_000).SelectMany(bytes => bytes)];
        long before = GC.GetAllocatedBytesForCurrentThread();
        byte[] model = new ProtoWriter().Number(1, 8).Bytes(7, graph).ToArray();
        Assert.Equal(OnnxRules.Size, Assert.Single(Importing.Refused(model)).Rule);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 80_000_000);
    }

    [Fact]
    public void LongListsOfSmallNumbersAreRefused()
    {
        byte[] dimensions = new byte[40_000_000];
        byte[] model = new ProtoWriter().Number(1, 8).Message(7, new ProtoWriter().Message(5, new ProtoWriter().Bytes(1, dimensions))).ToArray();
        Assert.Equal(OnnxRules.Size, Assert.Single(Importing.Refused(model)).Rule);
    }

    [Fact]
    public void ALongChainIsImported()
    {
        ChainModel model = new(8, 8);
        for (int i = 0; i < 20_000; i++)
        {
            model.Identity();
        }

        using TemporaryFolder folder = new();
        Assert.True(Importing.Run(model.Flatten().Gemm(3).Softmax().Build(), folder, 3).IsValid);
    }

    [Fact]
    public void MoreLayersThanABaseNetworkHasAreRefused()
    {
        ChainModel model = new(4, 4);
        for (int i = 0; i < 512; i++)
        {
            model.MaxPool(1, 1);
        }

        Assert.Equal(Rules.BaseLayers, Rule(model.Flatten().Gemm(3).Softmax(), categories: 3));
    }

    private static string Rule(ChainModel model, int? categories = null)
    {
        if (categories is null)
        {
            return Assert.Single(Importing.Refused(model.Build())).Rule;
        }

        using TemporaryFolder folder = new();
        return Assert.Single(Importing.Run(model.Build(), folder, categories).Findings).Rule;
    }
}
