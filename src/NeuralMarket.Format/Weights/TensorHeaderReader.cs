using System.Globalization;
using System.Text.Json;
using NeuralMarket.Format.Findings;
using NeuralMarket.Format.Json;

namespace NeuralMarket.Format.Weights;

/// <summary>Reads what the header says about <c>weight</c> and <c>bias</c>, and holds the two to each other and to the buffer.</summary>
internal sealed class TensorHeaderReader(FindingList findings)
{
    private const string Remedy = "Save exactly the tensors weight [K, F] and bias [K], both of one type, with the safetensors library.";
    private static readonly string[] TensorKeys = ["dtype", "shape", "data_offsets"];

    /// <summary>The two tensors; <see langword="null"/> when a rule is broken.</summary>
    public (Tensor Weight, Tensor Bias)? Read(JsonElement root, long bufferLength)
    {
        Tensor? weight = null;
        Tensor? bias = null;
        bool sound = true;
        foreach (JsonProperty property in root.EnumerateObject())
        {
            if (property.Name == "__metadata__")
            {
                sound &= CheckMetadata(property.Value);
                continue;
            }

            Tensor? tensor = property.Name is "weight" or "bias" ? ReadTensor(property) : null;
            sound &= tensor is not null || property.Name is not ("weight" or "bias") && Report(Rules.WeightsTensors, property.Name, $"The tensor {Quote.Text(property.Name)} is not part of the format.");
            (weight, bias) = property.Name == "weight" ? (tensor, bias) : property.Name == "bias" ? (weight, tensor) : (weight, bias);
        }

        sound &= root.TryGetProperty("weight", out _) || Report(Rules.WeightsTensors, null, "The tensor \"weight\" is missing.");
        sound &= root.TryGetProperty("bias", out _) || Report(Rules.WeightsTensors, null, "The tensor \"bias\" is missing.");
        return sound && weight is not null && bias is not null && Fit(weight, bias, bufferLength) ? (weight, bias) : null;
    }

    private Tensor? ReadTensor(JsonProperty property)
    {
        if (property.Value.ValueKind != JsonValueKind.Object || !HasTensorKeys(property.Value))
        {
            Report(Rules.WeightsJson, property.Name, "The tensor is not described by \"dtype\", \"shape\" and \"data_offsets\".");
            return null;
        }

        ElementType? type = ReadType(property.Name, property.Value.GetProperty("dtype"));
        long[]? shape = ReadNumbers(property.Name, "shape", property.Value.GetProperty("shape"));
        long[]? offsets = ReadNumbers(property.Name, "data_offsets", property.Value.GetProperty("data_offsets"));
        if (offsets is { Length: not 2 })
        {
            Report(Rules.WeightsOffsets, property.Name, "\"data_offsets\" are not two numbers.");
            return null;
        }

        return type is null || shape is null || offsets is null ? null : new Tensor(property.Name, type.Value, shape, offsets[0], offsets[1]);
    }

    private bool Fit(Tensor weight, Tensor bias, long bufferLength)
    {
        if (weight.ElementType != bias.ElementType)
        {
            return Report(Rules.WeightsType, null, $"weight is {weight.ElementType}, bias is {bias.ElementType}.");
        }

        if (weight.Shape is not [> 0, > 0] || bias.Shape is not [> 0] || weight.Shape[0] != bias.Shape[0])
        {
            return Report(Rules.WeightsShape, null, $"weight has the shape {Show(weight.Shape)}, bias {Show(bias.Shape)}.");
        }

        return HasRightLength(weight) & HasRightLength(bias) && CoversBuffer(weight, bias, bufferLength);
    }

    // Offsets are held to the buffer's true length first, so that neither the product nor the sums below can overflow.
    private bool HasRightLength(Tensor tensor)
    {
        decimal length = tensor.Shape.Aggregate((decimal)tensor.ElementType.Size(), (product, dimension) => product * Math.Min(dimension, int.MaxValue));
        return tensor.End >= tensor.Begin && tensor.End - tensor.Begin == length
            || Report(Rules.WeightsOffsets, tensor.Name, $"The offsets {tensor.Begin} to {tensor.End} do not hold the shape {Show(tensor.Shape)} of {tensor.ElementType}.");
    }

    private bool CoversBuffer(Tensor weight, Tensor bias, long bufferLength)
    {
        (Tensor first, Tensor second) = weight.Begin <= bias.Begin ? (weight, bias) : (bias, weight);
        return first.Begin == 0 && first.End == second.Begin && second.End == bufferLength
            || Report(Rules.WeightsOffsets, null, $"{first.Name} lies at {first.Begin} to {first.End} and {second.Name} at {second.Begin} to {second.End}, which does not cover the {bufferLength} bytes exactly.");
    }

    private ElementType? ReadType(string tensor, JsonElement element)
    {
        string? name = element.ValueKind == JsonValueKind.String ? element.GetString() : null;
        switch (name)
        {
            case "F32":
                return ElementType.F32;
            case "F16":
                return ElementType.F16;
            case "BF16":
                return ElementType.BF16;
            default:
                Report(Rules.WeightsType, tensor, $"{Quote.Text(name ?? element.GetRawText())} is not F32, F16 or BF16.");
                return null;
        }
    }

    private long[]? ReadNumbers(string tensor, string key, JsonElement element)
    {
        const int most = 8;
        if (element.ValueKind != JsonValueKind.Array || element.GetArrayLength() > most)
        {
            Report(Rules.WeightsJson, tensor, $"\"{key}\" is not a short array of whole numbers.");
            return null;
        }

        List<long> numbers = [];
        foreach (JsonElement item in element.EnumerateArray())
        {
            if (!JsonNumber.TryGetInteger(item, out long number))
            {
                Report(Rules.WeightsJson, tensor, $"\"{key}\" holds {Quote.Text(item.GetRawText())}, which is not a whole number written in digits alone.");
                return null;
            }

            numbers.Add(number);
        }

        return [.. numbers];
    }

    private bool CheckMetadata(JsonElement metadata) =>
        metadata.ValueKind == JsonValueKind.Object && metadata.EnumerateObject().All(entry => entry.Value.ValueKind == JsonValueKind.String)
        || Report(Rules.WeightsMetadata, "__metadata__", "It holds something else than strings.");

    // Further keys are ignored, as the safetensors library does.
    private static bool HasTensorKeys(JsonElement tensor) => TensorKeys.All(key => tensor.TryGetProperty(key, out _));

    // Always false, so that a check can end with it.
    private bool Report(string rule, string? tensor, string message)
    {
        string where = tensor is null ? Safetensors.FileName : $"{Safetensors.FileName}: {Quote.Plain(tensor)}";
        findings.Error(rule, where, message, Remedy);
        return false;
    }

    private static string Show(long[] shape) => $"[{string.Join(", ", shape.Select(dimension => dimension.ToString(CultureInfo.InvariantCulture)))}]";
}
