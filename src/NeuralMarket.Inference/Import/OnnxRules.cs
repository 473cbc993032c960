using NeuralMarket.Format.Findings;

namespace NeuralMarket.Inference.Import;

/// <summary>The stable codes for what stands in the way of importing an ONNX model.</summary>
public static class OnnxRules
{
    /// <summary>The file is at most 2 GiB, and what is not numbers in it stays within limits.</summary>
    public const string Size = "onnx.size";

    /// <summary>The file is an ONNX model in Protocol Buffers' wire format.</summary>
    public const string Damaged = "onnx.damaged";

    /// <summary>The model names a version of ONNX's own operator set that the import knows.</summary>
    public const string OperatorSet = "onnx.operator-set";

    /// <summary>The model reads one image: [batch, 3, height, width], height and width fixed.</summary>
    public const string Input = "onnx.input";

    /// <summary>The model puts out one value.</summary>
    public const string Output = "onnx.output";

    /// <summary>Every value has one maker, and stands behind it.</summary>
    public const string Values = "onnx.values";

    /// <summary>The layers form a chain: what one puts out, exactly one other reads.</summary>
    public const string Branch = "onnx.branch";

    /// <summary>A base network has a layer for the operator.</summary>
    public const string Operator = "onnx.operator";

    /// <summary>The operator has its inputs, and those that a base network keeps as parameters are constants of the right shape.</summary>
    public const string Operand = "onnx.operand";

    /// <summary>An attribute has its type, and a value that a base network's layer has, too.</summary>
    public const string Attribute = "onnx.attribute";

    /// <summary>A constant has a known type, as many numbers as its shape says, and they are finite.</summary>
    public const string Tensor = "onnx.tensor";

    /// <summary>Constants outside the model's file lie in files in its folder, within their bounds.</summary>
    public const string ExternalData = "onnx.external-data";

    /// <summary>Every operator fits the shape of what it reads.</summary>
    public const string Shape = "onnx.shape";

    /// <summary>The operators stand in an order that a base network's layers have, too.</summary>
    public const string Place = "onnx.place";

    /// <summary>The network ends in a dense layer with softmax.</summary>
    public const string Softmax = "onnx.softmax";

    /// <summary>The folder has no other files with the names of the three that are written.</summary>
    public const string Target = "onnx.target";

    /// <summary>Every rule with an example and a remedy.</summary>
    public static IReadOnlyList<RuleDescription> All { get; } =
    [
        new(Size, "A model's file is at most 2 GiB, and what is not numbers in it stays within limits.", "A model of 3 GiB with its weights inside.", "Export the model with its weights in external files beside it."),
        new(Damaged, "The file is an ONNX model in Protocol Buffers' wire format.", "A download that broke off.", "Export or copy it again."),
        new(OperatorSet, "The model names a version of ONNX's own operator set from 7 to 26.", "A model of 2017 with operator set 3.", "Export the model for a known one, for example 17."),
        new(Input, "The model reads one image: [batch, 3, height, width] with a fixed height and width.", "[batch, 224, 224, 3], channels last.", "Export the model with channels first (NCHW) and fixed sizes."),
        new(Output, "The model puts out one value, which depends on the image.", "An Inception network with an auxiliary classifier.", "Export the classifier with its probabilities as the only output."),
        new(Values, "Every value has one maker, and is read behind it.", "Two nodes that read each other's outputs.", "Export the model again."),
        new(Branch, "The layers form a chain: what one puts out, exactly one other reads.", "The skip connections of a ResNet.", "Choose a network without branches, for example a VGG."),
        new(Operator, "A base network has a layer for the operator.", "LRN, LeakyRelu, Transpose.", "Choose a network that is made of what command-line.md lists."),
        new(Operand, "An operator has its inputs, and those that a base network keeps as parameters are constants of the right shape.", "A Gemm whose weights are computed.", "Simplify the model first (constant folding)."),
        new(Attribute, "An attribute has its type, and a value that a base network's layer has, too.", "A MaxPool with dilations, or padding on two sides only.", "Choose a variant of the network without it."),
        new(Tensor, "A constant has a known type, as many numbers as its shape says, and they are finite.", "A weight that is NaN after a training that diverged.", "Export the model again, with weights as FLOAT."),
        new(ExternalData, "Constants outside the model's file lie in files in its folder, within their bounds.", "A data file that was not copied along.", "Put the data file beside the model."),
        new(Shape, "Every operator fits the shape of what it reads.", "A Gemm for 25,088 values behind a Flatten of 8,192.", "Export the model for the size that it was trained with."),
        new(Place, "The operators stand in an order that a base network's layers have, too.", "A convolution behind a dense layer.", "Choose a network whose dense layers come last."),
        new(Softmax, "The network ends in a dense layer with softmax; one that ends in its sums gets the softmax.", "A SqueezeNet, which ends in a pool.", "Choose a network that ends in a dense layer: patches stand on what that layer reads."),
        new(Target, "The folder has no other files with the names of the three that are written.", "An import into the folder of another network.", "Choose another folder."),
    ];
}
