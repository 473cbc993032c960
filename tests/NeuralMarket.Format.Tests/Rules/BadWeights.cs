using NeuralMarket.Format.Tests.Building;
using static NeuralMarket.Format.Findings.Rules;

namespace NeuralMarket.Format.Tests.Rules;

/// <summary>Weights that break one rule each.</summary>
internal static class BadWeights
{
    public static IEnumerable<BadCase> All => [.. Headers, .. Tensors, .. Values];

    private static IEnumerable<BadCase> Headers =>
    [
        Weights(WeightsHeader, "a length beyond the file", weights => weights.HeaderLength = 1_000_000),
        Weights(WeightsHeader, "the greatest length", weights => weights.HeaderLength = -1),
        Weights(WeightsHeader, "a length of 0", weights => weights.HeaderLength = 0),
        Weights(WeightsHeader, "a space in front", weights => weights.Header = " " + weights.RightHeader),
        Weights(WeightsHeader, "an array", weights => weights.Header = "[]"),
        Weights(WeightsHeader, "a byte order mark", weights => weights.Header = "\uFEFF" + weights.RightHeader),
        Weights(WeightsHeader, "64 KiB and a byte", weights => weights.Header = weights.RightHeader.PadRight((64 * 1024) + 1)),
        Weights(WeightsHeader, "padded with line ends", weights => weights.Header = weights.RightHeader + "\n\n"),
        Weights(WeightsHeader, "padded with a tab", weights => weights.Header = weights.RightHeader + " \t "),
        Weights(WeightsJson, "padded with zeros", weights => weights.Header = weights.RightHeader + "\0\0"),
        Weights(WeightsJson, "a length that cuts the header", weights => weights.HeaderLength = weights.RightHeader.Length - 1),
        Replace(WeightsJson, "a trailing comma", "}}", "},}"),
        Replace(WeightsJson, "a lone surrogate", "{\"bias\"", "{\"__metadata__\":{\"a\":\"\\uD800\"},\"bias\""),
        Replace(WeightsJson, "a shape with a fraction", "\"shape\":[2]", "\"shape\":[2.0]"),
        Replace(WeightsJson, "a shape with an exponent", "\"shape\":[2,3]", "\"shape\":[2,3e0]"),
        Replace(WeightsJson, "a shape of minus zero", "\"shape\":[2,3]", "\"shape\":[2,-0]"),
        Replace(WeightsJson, "a shape of null", "\"shape\":[2]", "\"shape\":null"),
        Replace(WeightsJson, "a shape with a string", "\"shape\":[2]", "\"shape\":[\"2\"]"),
        Replace(WeightsJson, "no shape", "\"shape\":[2],", ""),
        Replace(WeightsJson, "no type", "\"dtype\":\"F32\",\"shape\":[2],", "\"shape\":[2],"),
        Replace(WeightsJson, "an offset of null", "[0,8]", "[null,8]"),
        Replace(WeightsJson, "a negative offset", "[0,8]", "[-0,8]"),
        Replace(WeightsJson, "a tensor that is null", "{\"bias\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}", "{\"bias\":null"),
        Replace(WeightsKeyRepeated, "a tensor twice", "{\"bias\"", "{\"bias\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]},\"bias\""),
        Replace(WeightsKeyRepeated, "a type twice", "\"dtype\":\"F32\",\"shape\":[2],", "\"dtype\":\"F32\",\"dtyp\\u0065\":\"F32\",\"shape\":[2],"),
        Replace(WeightsKeyRepeated, "metadata twice", "{\"bias\"", "{\"__metadata__\":{\"a\":\"1\",\"a\":\"2\"},\"bias\""),
        Replace(WeightsMetadata, "a number in the metadata", "{\"bias\"", "{\"__metadata__\":{\"epochs\":12},\"bias\""),
        Replace(WeightsMetadata, "null in the metadata", "{\"bias\"", "{\"__metadata__\":{\"epochs\":null},\"bias\""),
        Replace(WeightsMetadata, "metadata that are null", "{\"bias\"", "{\"__metadata__\":null,\"bias\""),
        Replace(WeightsMetadata, "metadata that are a list", "{\"bias\"", "{\"__metadata__\":[],\"bias\""),
    ];

    private static IEnumerable<BadCase> Tensors =>
    [
        Weights(WeightsTensors, "no tensor", weights => weights.Header = "{}"),
        Weights(WeightsTensors, "no bias", weights => weights.Header = "{\"weight\":{\"dtype\":\"F32\",\"shape\":[2,3],\"data_offsets\":[0,24]}}"),
        Replace(WeightsTensors, "a third tensor", "{\"bias\"", "{\"scale\":{\"dtype\":\"F32\",\"shape\":[],\"data_offsets\":[0,0]},\"bias\""),
        Replace(WeightsTensors, "another case", "\"weight\"", "\"Weight\"", alsoMissing: true),
        .. new[] { "F64", "f32", "I32", "F8_E4M3", "U8", "BOOL", "" }.Select(type => Replace(WeightsType, $"the type \"{type}\"", "\"F32\"", $"\"{type}\"")),
        Replace(WeightsType, "a type that is a number", "\"F32\"", "32"),
        Weights(WeightsType, "two types", weights => weights.Header = "{\"bias\":{\"dtype\":\"F16\",\"shape\":[2],\"data_offsets\":[0,4]},\"weight\":{\"dtype\":\"F32\",\"shape\":[2,3],\"data_offsets\":[4,28]}}"),
        Weights(WeightsShape, "rows and columns exchanged", weights => weights.Header = weights.RightHeader.Replace("[2,3]", "[3,2]")),
        Weights(WeightsShape, "a weight of one dimension", weights => weights.Header = weights.RightHeader.Replace("[2,3]", "[6]")),
        Weights(WeightsShape, "a bias of two dimensions", weights => weights.Header = weights.RightHeader.Replace("[2],", "[2,1],")),
        Weights(WeightsShape, "no features", weights => (weights.Header, weights.Data) = (weights.RightHeader.Replace("[2,3]", "[2,0]").Replace("[8,32]", "[8,8]"), new byte[8])),
        Weights(WeightsShape, "no dimensions", weights => weights.Header = weights.RightHeader.Replace("[2,3]", "[]")),
        Weights(WeightsOffsets, "a hole between the tensors", weights => (weights.Header, weights.Data) = (weights.RightHeader.Replace("[8,32]", "[12,36]"), new byte[36])),
        Weights(WeightsOffsets, "a hole in front", weights => (weights.Header, weights.Data) = (weights.RightHeader.Replace("[0,8]", "[4,12]").Replace("[8,32]", "[12,36]"), new byte[36])),
        Weights(WeightsOffsets, "bytes behind", weights => weights.Data = [.. weights.RightData, 0]),
        Weights(WeightsOffsets, "a byte missing", weights => weights.Data = weights.RightData[..^1]),
        Weights(WeightsOffsets, "an overlap", weights => (weights.Header, weights.Data) = (weights.RightHeader.Replace("[8,32]", "[4,28]"), new byte[28])),
        Weights(WeightsOffsets, "the same bytes twice", weights => weights.Header = weights.RightHeader.Replace("[0,8]", "[8,16]")),
        Weights(WeightsOffsets, "the end in front of the beginning", weights => weights.Header = weights.RightHeader.Replace("[0,8]", "[8,0]")),
        Weights(WeightsOffsets, "offsets that do not hold the shape", weights => weights.Header = weights.RightHeader.Replace("[0,8]", "[0,4]").Replace("[8,32]", "[4,32]")),
        Weights(WeightsOffsets, "one offset", weights => weights.Header = weights.RightHeader.Replace("[0,8]", "[0]")),
        Weights(WeightsOffsets, "three offsets", weights => weights.Header = weights.RightHeader.Replace("[0,8]", "[0,8,16]")),
        Weights(WeightsOffsets, "an offset beyond 64 bits", weights => weights.Header = weights.RightHeader.Replace("[8,32]", "[8,99999999999999999999]")),
        Weights(WeightsOffsets, "a shape whose product overflows", weights => weights.Header = weights.RightHeader.Replace("[2,3]", "[2,4611686018427387907]")),
        Weights(WeightsOutputs, "three rows for two outputs", weights => weights.Outputs = 3),
        Weights(WeightsOutputs, "one row for two outputs", weights => weights.Outputs = 1),
    ];

    private static IEnumerable<BadCase> Values =>
        from type in new[] { "F32", "F16", "BF16" }
        from kind in new[] { "infinity", "minus infinity", "not a number" }
        from place in new[] { 0, 1, 2, 7 }
        select Weights(WeightsFinite, $"{kind} as the {type} at {place}", weights =>
        {
            weights.Type = type;
            byte[] bits = Bits(type, kind);
            weights.Data = weights.RightData.With(place * bits.Length, bits);
        });

    private static byte[] Bits(string type, string kind)
    {
        uint bits = (type == "F16" ? 0x7C00u : type == "BF16" ? 0x7F80u : 0x7F80_0000u)
            | (kind == "minus infinity" ? (type == "F32" ? 0x8000_0000u : 0x8000u) : kind == "infinity" ? 0u : 1u);
        return type == "F32" ? Bytes.Integer(bits) : Bytes.Short((int)bits);
    }

    private static BadCase Weights(string rule, string name, Action<TensorBuilder> change) => BadCase.Package(rule, name, package => change(package.Weights));

    private static BadCase Replace(string rule, string name, string right, string wrong, bool alsoMissing = false) =>
        Weights(rule, name, weights => weights.Header = weights.RightHeader.Replace(right, wrong) is var header && (alsoMissing || header != weights.RightHeader) ? header : throw new InvalidOperationException(name));
}
