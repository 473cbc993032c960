using NeuralMarket.Format.Findings;
using NeuralMarket.Inference.Import;
using NeuralMarket.Testing.Onnx;

namespace NeuralMarket.Import.Tests;

/// <summary>What stands in the way of an import is named by node and operator, all of it.</summary>
public sealed class FindingTests
{
    [Theory]
    [InlineData("LRN")]
    [InlineData("Clip")]
    [InlineData("Sigmoid")]
    [InlineData("Transpose")]
    [InlineData("Mul")]
    [InlineData("ConvTranspose")]
    [InlineData("If")]
    public void OperatorWithoutALayerIsNamedWithItsNode(string kind)
    {
        ChainModel model = new(8, 8);
        model.Conv(4, 3).Then(kind, []);
        Finding finding = Assert.Single(Importing.Refused(model.Relu().Flatten().Gemm(3).Softmax().Build()));
        Assert.Equal(OnnxRules.Operator, finding.Rule);
        Assert.Matches($"^model.onnx: {kind} \"{kind}_[0-9]+\" \\(node 1\\)$", finding.Where);
    }

    [Fact]
    public void EveryOperatorWithoutALayerIsNamed()
    {
        ChainModel model = new ChainModel(8, 8).Conv(4, 3).Then("LRN", []).Conv(4, 3).Then("Elu", []).Flatten().Gemm(3).Then("LogSoftmax", []);
        Assert.Equal(["LRN", "Elu", "LogSoftmax"], Importing.Refused(model.Build()).Select(finding => finding.Where.Split(' ')[1]));
    }

    [Fact]
    public void OperatorOfAnotherDomainIsNamedWithIt()
    {
        ChainModel model = new ChainModel(8, 8).Conv(4, 3);
        model.Model.Node("FusedConv", [model.Last], ["other"], null, "com.microsoft");
        Assert.Contains(Importing.Refused(model.Model.Output("other").Build()), finding => finding.Where.StartsWith("model.onnx: com.microsoft.FusedConv \"", StringComparison.Ordinal));
    }

    [Fact]
    public void SkipConnectionIsNamedWhereItBranchesAndWhereItJoins()
    {
        ChainModel model = new ChainModel(8, 8).Conv(4, 3, pad: 1);
        string branch = model.Last;
        model.Conv(4, 3, pad: 1).Then("Add", [branch]).Flatten().Gemm(3).Softmax();
        IReadOnlyList<Finding> findings = Importing.Refused(model.Build());
        Assert.Contains(findings, finding => finding.Rule == OnnxRules.Branch && finding.Where.Contains("Conv", StringComparison.Ordinal) && finding.Message.Contains("Add", StringComparison.Ordinal));
        Assert.Contains(findings, finding => finding.Rule == OnnxRules.Operand && finding.Where.Contains("Add", StringComparison.Ordinal));
    }

    [Fact]
    public void WhatTheOutputDoesNotDependOnDoesNotMatter()
    {
        using Testing.TemporaryFolder folder = new();
        ChainModel model = new ChainModel(8, 8).Conv(4, 3).Flatten();
        model.Model.Node("Sigmoid", [model.Last]);
        model.Model.Tensor(8, [1], [1, 2, 3], "unused");
        Assert.NotNull(Equivalence.Import(model.Gemm(3).Softmax().Build(), folder));
    }

    [Fact]
    public void LayersInAnOrderThatABaseNetworkDoesNotHaveAreRefused()
    {
        Assert.Equal(OnnxRules.Place, Rule(new ChainModel(8, 8).Flatten().Gemm(4).Reshape(-1, 4, 1, 1).Sized(4, 1, 1).Conv(2, 1).Flatten().Gemm(3).Softmax()));
        Assert.Equal(OnnxRules.Place, Rule(new ChainModel(8, 8).Flatten().Gemm(4).Relu().BatchNorm().Gemm(3).Softmax()));
        Assert.Equal(OnnxRules.Place, Rule(new ChainModel(8, 8).Flatten().Gemm(4).Softmax().Gemm(3).Softmax()));
        Assert.Equal(OnnxRules.Softmax, Rule(new ChainModel(8, 8).Conv(4, 3).GlobalAverage().Flatten().Softmax()));
        Assert.Equal(OnnxRules.Softmax, Rule(new ChainModel(8, 8).Flatten().Gemm(3).Relu()));
        Assert.Equal(OnnxRules.Softmax, Rule(new ChainModel(8, 8).Conv(4, 3)));
    }

    [Fact]
    public void AttributesThatNoLayerHasAreRefused()
    {
        (string, object) window = ("kernel_shape", new long[] { 2, 2 });
        Assert.Equal(OnnxRules.Attribute, Rule(new ChainModel(8, 8).Then("MaxPool", [], window, ("dilations", new long[] { 2, 2 }))));
        Assert.Equal(OnnxRules.Attribute, Rule(new ChainModel(8, 8).Then("MaxPool", [], window, ("strides", new long[] { 1, 2 }))));
        Assert.Equal(OnnxRules.Attribute, Rule(new ChainModel(8, 8).Then("MaxPool", [], window, ("pads", new long[] { 1, 0, 1, 0 }))));
        Assert.Equal(OnnxRules.Attribute, Rule(new ChainModel(8, 8).Then("MaxPool", [], window, ("pads", new long[] { 0, 0, -1, 0 }))));
        Assert.Equal(OnnxRules.Attribute, Rule(new ChainModel(9, 9).Then("MaxPool", [], window, ("strides", new long[] { 2, 2 }), ("ceil_mode", 1L))));
        Assert.Equal(OnnxRules.Attribute, Rule(new ChainModel(9, 9).Then("MaxPool", [], ("kernel_shape", new long[] { 2, 3 }))));
        Assert.Equal(OnnxRules.Attribute, Rule(new ChainModel(9, 9).Then("AveragePool", [])));
        Assert.Equal(OnnxRules.Attribute, Rule(new ChainModel(9, 9).Then("AveragePool", [], ("kernel_shape", 2L))));
        Assert.Equal(OnnxRules.Attribute, Rule(new ChainModel(9, 9).Then("Relu", [], ("alpha", 2f))));
        Assert.Equal(OnnxRules.Attribute, Rule(new ChainModel(9, 9).Then("Flatten", [], ("axis", 2L))));
        Assert.Equal(OnnxRules.Attribute, Rule(new ChainModel(9, 9).Then("MaxPool", [], window, ("auto_pad", "SAME_UPPER"), ("strides", new long[] { 2, 2 }))));
        Assert.Equal(OnnxRules.Attribute, Rule(new ChainModel(8, 8).Conv(4, 3).Flatten().Gemm(3).Softmax(0)));
    }

    [Fact]
    public void ShapesThatDoNotFitAreRefused()
    {
        Assert.Equal(OnnxRules.Shape, Rule(new ChainModel(8, 8).Sized(4, 8, 8).Conv(4, 3)));
        Assert.Equal(OnnxRules.Shape, Rule(new ChainModel(8, 8).Conv(4, 9)));
        Assert.Equal(OnnxRules.Shape, Rule(new ChainModel(8, 8).Flatten().Reshape(-1, 100)));
        Assert.Equal(OnnxRules.Shape, Rule(new ChainModel(8, 8).Reshape(2, 96)));
        Assert.Equal(OnnxRules.Shape, Rule(new ChainModel(8, 8).Sized(1, -1, 8).Gemm(3)));
        Assert.Equal(OnnxRules.Shape, Rule(new ChainModel(8, 8).Sized(5, 8, 8).BatchNorm()));
        Assert.Equal(OnnxRules.Operand, Rule(new ChainModel(8, 8).Add(8, 8)));
    }

    [Theory]
    [InlineData(new long[] { 1, 224, 224, 3 }, "channels first")]
    [InlineData(new long[] { 1, 1, 28, 28 }, "[batch, 3, height, width]")]
    [InlineData(new long[] { 1, 3, 0, 0 }, "fixed height and width")]
    [InlineData(new long[] { 1, 3, 999_999_999, 8 }, "height and width")]
    [InlineData(new long[] { 3, 8, 8 }, "height and width")]
    public void InputOfAnotherShapeIsRefusedWithTheRemedy(long[] shape, string remedy)
    {
        OnnxModelBuilder model = new();
        model.Input([.. shape.Select(size => size == 0 ? (long?)null : size)]);
        Finding finding = Assert.Single(Importing.Refused(model.Output(model.Node("Flatten", ["input"])).Build()));
        Assert.Equal(OnnxRules.Input, finding.Rule);
        Assert.Contains(remedy, finding.Remedy, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(6)]
    [InlineData(27)]
    public void OtherOperatorSetsAreRefused(int operatorSet) =>
        Assert.Equal(OnnxRules.OperatorSet, Rule(new ChainModel(8, 8, operatorSet: operatorSet).Flatten().Gemm(3).Softmax()));

    [Fact]
    public void TrainingModeIsRefused()
    {
        Assert.Equal(OnnxRules.Attribute, Rule(Trained(("training_mode", 1L))));
        ChainModel dropout = new ChainModel(8, 8).Flatten();
        string flag = dropout.Model.Tensor(9, [1], []);
        Assert.Equal(OnnxRules.Operand, Rule(dropout.Then("Dropout", [dropout.Model.Constant([0.5f]), flag]).Gemm(3).Softmax()));
    }

    [Fact]
    public void NamesFromTheModelAreQuoted()
    {
        OnnxModelBuilder model = new();
        model.Input([1, 3, 8, 8]);
        model.Node("\u001b[2J", ["input"], ["out"], "a\u202e\nb", "");
        Finding finding = Assert.Single(Importing.Refused(model.Output("out").Build()));
        Assert.Equal("model.onnx: \"<U+001B>[2J\" \"a<U+202E><U+000A>b\" (node 0)", finding.Where);
    }

    private static ChainModel Trained((string, object) attribute)
    {
        ChainModel model = new(8, 8);
        string[] constants = [.. Enumerable.Range(0, 4).Select(_ => model.Model.Constant([1, 1, 1], 3))];
        return model.Then("BatchNormalization", constants, attribute).Flatten().Gemm(3).Softmax();
    }

    private static string Rule(ChainModel model) => Assert.Single(Importing.Refused(model.Build())).Rule;
}
