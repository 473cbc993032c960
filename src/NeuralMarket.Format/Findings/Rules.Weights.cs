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
        new(WeightsHeader, "The file begins with the header's length, at most 64 KiB, and the header begins with { and is padded with spaces only."),
        new(WeightsJson, "The header is strict JSON with dtype, shape and data_offsets for every tensor."),
        new(WeightsKeyRepeated, "The header has no key twice."),
        new(WeightsMetadata, "__metadata__ holds strings only."),
        new(WeightsTensors, "There are exactly two tensors: weight and bias."),
        new(WeightsType, "Both tensors are F32, both F16 or both BF16."),
        new(WeightsShape, "weight has the shape [K, F] and bias the shape [K], with the same K."),
        new(WeightsOffsets, "The offsets cover the buffer exactly: no hole, no overlap, nothing behind."),
        new(WeightsFinite, "All values are finite."),
        new(WeightsOutputs, "There are as many rows as map_clsloc.txt has outputs."),
    ];
}
