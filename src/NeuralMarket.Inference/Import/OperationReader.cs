using NeuralMarket.Format.BaseNetworks;

namespace NeuralMarket.Inference.Import;

/// <summary>Turns nodes into operations by the rules of their operator's version (ONNX Operators, versions 7 and later).</summary>
internal sealed class OperationReader(ModelGraph graph, ImportFindings findings)
{
    // Numbers in NAME.txt are smaller than this.
    private const int SizeLimit = 100_000;

    private const string Supported =
        "Conv, BatchNormalization, Relu, MaxPool, AveragePool, GlobalAveragePool, ReduceMean over height and width, Flatten, Reshape, Gemm, MatMul, Add of constants, Dropout, Identity and Softmax";

    /// <summary>Reads one node; <see langword="null"/> when a problem was reported.</summary>
    public Operation? Read(GraphNode node)
    {
        if (!GraphNode.IsOwnDomain(node.Proto.Domain))
        {
            return Unsupported(node);
        }

        NodeAttributes attributes = new(node, findings);
        NodeOperands operands = new(node, graph, findings);
        Operation? operation = node.Proto.OpType switch
        {
            "Conv" => Convolution(node, attributes, operands),
            "BatchNormalization" => Normalization(node, attributes, operands),
            "Relu" => operands.Expect(1, 1) ? new ReluOperation(node.Place) : null,
            "MaxPool" => Pool(node, PoolKind.Max, attributes, operands),
            "AveragePool" => Pool(node, PoolKind.Average, attributes, operands),
            "GlobalAveragePool" => operands.Expect(1, 1) ? new GlobalAverageOperation(node.Place, Flattens: false) : null,
            "ReduceMean" => Mean(node, attributes, operands),
            "Flatten" => operands.Expect(1, 1) ? new FlattenOperation(node.Place, attributes.Integer("axis", 1)) : null,
            "Reshape" => Reshape(node, attributes, operands),
            "Gemm" => Gemm(node, attributes, operands),
            "MatMul" => MatMul(node, operands),
            "Add" => Addition(node, operands),
            "Dropout" => Dropout(node, attributes, operands),
            "Identity" => operands.Expect(1, 1) ? new IdentityOperation(node.Place) : null,
            "Softmax" => Softmax(node, attributes, operands),
            _ => Unsupported(node),
        };
        if (IsSupported(node.Proto.OpType))
        {
            attributes.ReportUnknown();
        }

        return operation;
    }

    private static bool IsSupported(string operatorName) => operatorName is
        "Conv" or "BatchNormalization" or "Relu" or "MaxPool" or "AveragePool" or "GlobalAveragePool" or "ReduceMean" or "Flatten" or "Reshape" or "Gemm" or "MatMul" or "Add" or "Dropout" or "Identity" or "Softmax";

    private Operation? Unsupported(GraphNode node)
    {
        string remedy = node.Proto.OpType switch
        {
            "Shape" or "Gather" or "Concat" or "Unsqueeze" or "Squeeze" or "Slice" or "Cast" => "Where it only prepares a Reshape, export with fixed sizes and constant folding, or flatten with Flatten.",
            "Transpose" => "Export the model with channels first (NCHW).",
            "LogSoftmax" => "End the network in Softmax, or in the sums alone.",
            "Clip" or "LeakyRelu" or "PRelu" or "Elu" or "Selu" or "Sigmoid" or "HardSigmoid" or "HardSwish" or "Tanh" or "Gelu" => "A base network has relu alone; choose a network that was trained with it.",
            "LRN" => "A base network has no local response normalisation; choose a variant without it.",
            "If" or "Loop" or "Scan" => "Export the network for inference, so that nothing in it depends on a condition.",
            _ => $"A base network can be made of {Supported}.",
        };
        findings.Error(OnnxRules.Operator, node.Place, "A base network has no layer for this operator.", remedy);
        return null;
    }

    private ConvolutionOperation? Convolution(GraphNode node, NodeAttributes attributes, NodeOperands operands)
    {
        long groups = attributes.Integer("group", 1);
        if (!operands.Expect(2, 3) || operands.Constant(1, "weights", 4) is not ConstantTensor weights)
        {
            WindowReader.Read(attributes, new Extent(1, 1));
            return null;
        }

        long[] sizes = [.. weights.Dimensions];
        if (sizes.Any(size => size is < 1 or >= SizeLimit))
        {
            findings.Error(OnnxRules.Operand, node.Place, $"Its weights are {ConstantTensor.Text(sizes)}.", "Check the exporter; such a layer cannot be.");
            return null;
        }

        SlidingWindow? window = WindowReader.Read(attributes, new Extent((int)sizes[2], (int)sizes[3]));
        if (window is { Kernel.IsSquare: false })
        {
            findings.Error(OnnxRules.Attribute, node.Place, $"Its kernels are {window.Kernel}.", "Only square kernels can be imported.");
            window = null;
        }

        if (groups < 1 || sizes[0] % groups != 0)
        {
            attributes.Refuse("group", $"is {groups}, which does not divide {sizes[0]} output channels", "Export the model again.");
            window = null;
        }

        bool biasRead = operands.TryVector(2, "biases", sizes[0], out double[]? biases);
        return window is not null && biasRead ? new ConvolutionOperation(node.Place, weights, biases, window, (int)groups) : null;
    }

    private ChannelScaleOperation? Normalization(GraphNode node, NodeAttributes attributes, NodeOperands operands)
    {
        float epsilon = attributes.Number("epsilon", 1e-5f);
        attributes.Ignore("momentum");
        if (attributes.Integer("training_mode", 0) != 0 || node.Proto.Output.Skip(1).Any(output => output.Length > 0))
        {
            findings.Error(OnnxRules.Attribute, node.Place, "It normalises by the batch, as in training.", "Export the network for inference (evaluation mode).");
            return null;
        }

        if (graph.OperatorSet < 9 && attributes.Integer("spatial", 1) != 1)
        {
            attributes.Refuse("spatial", "is 0", "Only normalisation by channel can be imported.");
        }

        if (!operands.Expect(5, 5) || operands.Constant(1, "scales", 1) is not ConstantTensor scale)
        {
            return null;
        }

        bool read = operands.TryVector(1, "scales", scale.Count, out double[]? factors)
            & operands.TryVector(2, "offsets", scale.Count, out double[]? offsets)
            & operands.TryVector(3, "means", scale.Count, out double[]? means)
            & operands.TryVector(4, "variances", scale.Count, out double[]? variances);
        if (!read)
        {
            return null;
        }

        double[] folded = [.. factors!.Zip(variances!, (factor, variance) => factor / Math.Sqrt(variance + epsilon))];
        double[] shifted = [.. offsets!.Select((offset, channel) => offset - (means![channel] * folded[channel]))];
        if (folded.Concat(shifted).All(double.IsFinite))
        {
            return new ChannelScaleOperation(node.Place, folded, shifted, null);
        }

        findings.Error(OnnxRules.Tensor, node.Place, "A variance is negative, or scale and variance give no finite number.", "Export the model again.");
        return null;
    }

    private PoolOperation? Pool(GraphNode node, PoolKind kind, NodeAttributes attributes, NodeOperands operands)
    {
        attributes.Ignore("storage_order");
        bool countsPadding = kind == PoolKind.Average && attributes.Integer("count_include_pad", 0) != 0;
        SlidingWindow? window = WindowReader.Read(attributes, null);
        return operands.Expect(1, 1) && window is not null ? new PoolOperation(node.Place, kind, window, countsPadding) : null;
    }

    /// <summary>What PyTorch writes for a mean over height and width. The axes are an attribute before operator set 18, then an operand.</summary>
    private GlobalAverageOperation? Mean(GraphNode node, NodeAttributes attributes, NodeOperands operands)
    {
        bool flattens = attributes.Integer("keepdims", 1) == 0;
        attributes.Ignore("noop_with_empty_axes");
        if (!operands.Expect(1, graph.OperatorSet < 18 ? 1 : 2))
        {
            return null;
        }

        IReadOnlyList<long> axes = attributes.Integers("axes") ?? [];
        if (node.Proto.Input.Count == 2)
        {
            if (operands.Constant(1, "axes", 1, isFloating: false) is not ConstantTensor given)
            {
                return null;
            }

            axes = given.Count <= 4 ? given.Integers() : [];
        }

        if (axes.Select(axis => axis < 0 ? axis + 4 : axis).Order().SequenceEqual([2L, 3L]))
        {
            return new GlobalAverageOperation(node.Place, flattens);
        }

        findings.Error(OnnxRules.Attribute, node.Place, $"Its mean runs over the axes {ConstantTensor.Text(axes)}.", "Only the mean over height and width (axes 2 and 3) can be imported.");
        return null;
    }

    private ReshapeOperation? Reshape(GraphNode node, NodeAttributes attributes, NodeOperands operands)
    {
        bool zeroIsZero = attributes.Integer("allowzero", 0) != 0;
        if (!operands.Expect(2, 2) || operands.Constant(1, "sizes", 1, isFloating: false) is not ConstantTensor shape)
        {
            return null;
        }

        long[] dimensions = shape.Count <= 8 ? shape.Integers() : [];
        if (dimensions.Length > 0 && dimensions.All(size => size >= -1) && dimensions.Count(size => size == -1) <= 1 && !(zeroIsZero && dimensions.Contains(0)))
        {
            return new ReshapeOperation(node.Place, dimensions);
        }

        findings.Error(OnnxRules.Operand, node.Place, $"Its shape is {ConstantTensor.Text(dimensions)}.", "Flatten with Flatten, or reshape to batch × values.");
        return null;
    }

    private DenseOperation? Gemm(GraphNode node, NodeAttributes attributes, NodeOperands operands)
    {
        (float alpha, float beta) = (attributes.Number("alpha", 1), attributes.Number("beta", 1));
        bool isOutputFirst = attributes.Integer("transB", 0) != 0;
        if (attributes.Integer("transA", 0) != 0)
        {
            attributes.Refuse("transA", "is 1", "The activations must have the batch first.");
        }

        if (!operands.Expect(2, 3) || operands.Constant(1, "weights", 2) is not ConstantTensor weights || !HasSizes(node, weights, isOutputFirst))
        {
            return null;
        }

        DenseOperation dense = new(node.Place, weights, isOutputFirst, alpha, null);
        return operands.TryBroadcast(2, "biases", dense.Outputs, out double[]? biases) ? dense with { Biases = biases?.Select(bias => bias * beta).ToArray() } : null;
    }

    private DenseOperation? MatMul(GraphNode node, NodeOperands operands) =>
        operands.Expect(2, 2) && operands.Constant(1, "weights", 2) is ConstantTensor weights && HasSizes(node, weights, isOutputFirst: false)
            ? new DenseOperation(node.Place, weights, IsOutputFirst: false, 1, null)
            : null;

    private bool HasSizes(GraphNode node, ConstantTensor weights, bool isOutputFirst)
    {
        if (weights.Dimensions.All(size => size >= 1) && (isOutputFirst ? weights.Dimensions[0] : weights.Dimensions[1]) < SizeLimit)
        {
            return true;
        }

        findings.Error(OnnxRules.Operand, node.Place, $"Its weights are {ConstantTensor.Text(weights.Dimensions)}.", "Check the exporter; such a layer cannot be.");
        return false;
    }

    private ChannelScaleOperation? Addition(GraphNode node, NodeOperands operands)
    {
        if (!operands.Expect(2, 2, computedAnywhere: true) || operands.Constant(operands.Computed == 0 ? 1 : 0, "summands", null) is not ConstantTensor summand)
        {
            return null;
        }

        // Shapes are matched from the right: [C, 1, 1] and [1, C, 1, 1] are by channel of an image, [K] and [1, K] by value.
        long[] sizes = [.. summand.Dimensions.SkipWhile(size => size == 1)];
        int rank = summand.Count == 1 ? 0 : sizes is [_, 1, 1] ? 3 : sizes is [_] ? 1 : -1;
        if (rank < 0 || summand.Count == 0)
        {
            findings.Error(OnnxRules.Operand, node.Place, $"It adds a constant of the shape {ConstantTensor.Text(summand.Dimensions)}.", "Only one number a channel can be added.");
            return null;
        }

        double[] offsets = summand.Doubles();
        return operands.AreFinite(offsets, "summands") ? new ChannelScaleOperation(node.Place, [.. offsets.Select(_ => 1.0)], offsets, rank) : null;
    }

    private IdentityOperation? Dropout(GraphNode node, NodeAttributes attributes, NodeOperands operands)
    {
        attributes.Ignore("ratio", "seed");
        bool trains = node.Proto.Input.Count > 2 && node.Proto.Input[2].Length > 0 && !operands.IsFalse(2);
        if (trains)
        {
            findings.Error(OnnxRules.Operand, node.Place, "It drops values, as in training.", "Export the network for inference (evaluation mode).");
        }

        return operands.Expect(1, 3) && !trains ? new IdentityOperation(node.Place) : null;
    }

    private SoftmaxOperation? Softmax(GraphNode node, NodeAttributes attributes, NodeOperands operands)
    {
        bool flattens = graph.OperatorSet < 13;
        return operands.Expect(1, 1) ? new SoftmaxOperation(node.Place, attributes.Integer("axis", flattens ? 1 : -1), flattens) : null;
    }
}
