namespace NeuralMarket.Format.Findings;

// specialneurons.md, "weights.safetensors".
public static partial class Rules
{
    /// <summary>The file begins with the header's length, at most 64 KiB, and the header begins with { and is padded with spaces only.</summary>
    public const string WeightsHeader = "weights.header";

    /// <summary>The header is strict JSON with dtype, shape and data_offsets for every tensor.</summary>
    public const string WeightsJson = "weights.json";

    /// <summary>The header has no key twice.</summary>
    public const string WeightsKeyRepeated = "weights.key-repeated";

    /// <summary>__metadata__ holds strings only.</summary>
    public const string WeightsMetadata = "weights.metadata";

    /// <summary>There are exactly two tensors: weight and bias.</summary>
    public const string WeightsTensors = "weights.tensors";

    /// <summary>Both tensors are F32, both F16 or both BF16.</summary>
    public const string WeightsType = "weights.dtype";

    /// <summary>weight has the shape [K, F] and bias the shape [K], with the same K.</summary>
    public const string WeightsShape = "weights.shape";

    /// <summary>The offsets cover the buffer exactly: no hole, no overlap, nothing behind.</summary>
    public const string WeightsOffsets = "weights.offsets";

    /// <summary>All values are finite.</summary>
    public const string WeightsFinite = "weights.finite";

    /// <summary>There are as many rows as map_clsloc.txt has outputs.</summary>
    public const string WeightsOutputs = "weights.outputs";

    private static RuleDescription[] WeightsRules =>
    [
        new(
            WeightsHeader,
            "The file begins with the header's length, at most 64 KiB, and the header begins with { and is padded with spaces only.",
            "A NumPy file renamed to weights.safetensors, or a header padded with line ends.",
            "Save the weights with the safetensors library."),
        new(
            WeightsJson,
            "The header is strict JSON with dtype, shape and data_offsets for every tensor.",
            "\"shape\": [2.0, 256]",
            "Save the weights with the safetensors library."),
        new(
            WeightsKeyRepeated,
            "The header has no key twice.",
            "Two tensors that are both called \"weight\".",
            "Save each tensor once."),
        new(
            WeightsMetadata,
            "__metadata__ holds strings only.",
            "\"__metadata__\": {\"epochs\": 12}",
            "Write \"12\" as a string, or leave the metadata out."),
        new(
            WeightsTensors,
            "There are exactly two tensors: weight and bias.",
            "\"classifier.weight\" and \"classifier.bias\", or a third tensor beside the two.",
            "Save exactly two tensors, called weight and bias."),
        new(
            WeightsType,
            "Both tensors are F32, both F16 or both BF16.",
            "weight is F16, bias is F32; or both are F64.",
            "Convert both to one of F32, F16 and BF16."),
        new(
            WeightsShape,
            "weight has the shape [K, F] and bias the shape [K], with the same K.",
            "weight is [256, 2] and bias [2]: rows and columns are exchanged.",
            "Save weight as [outputs, features] and bias as [outputs]."),
        new(
            WeightsOffsets,
            "The offsets cover the buffer exactly: no hole, no overlap, nothing behind.",
            "Eight bytes that belong to no tensor between bias and weight.",
            "Save the weights with the safetensors library."),
        new(
            WeightsFinite,
            "All values are finite.",
            "A NaN from a training run that diverged.",
            "Train again with a smaller learning rate, and check the values before you save them."),
        new(
            WeightsOutputs,
            "There are as many rows as map_clsloc.txt has outputs.",
            "Three rows of weights, two outputs in map_clsloc.txt.",
            "Give every output its row: row k holds output index k + 1."),
    ];
}
