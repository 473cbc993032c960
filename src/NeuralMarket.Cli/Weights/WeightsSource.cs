using NeuralMarket.Format.Weights;

namespace NeuralMarket.Cli.Weights;

/// <summary>What was taken for a package's weights.</summary>
/// <param name="Files">The files.</param>
/// <param name="Weight">The tensor for <c>weight</c>, as the file names and shapes it.</param>
/// <param name="Bias">The tensor for <c>bias</c>.</param>
/// <param name="Shape">[K, F].</param>
/// <param name="Type">The type in the package.</param>
/// <param name="Transposed">Whether it lay as [F, K].</param>
/// <param name="Words">The same in a sentence.</param>
internal sealed record TakenWeights(IReadOnlyList<string> Files, string Weight, string Bias, int[] Shape, string Type, bool Transposed, string Words);

/// <summary>Takes the one layer of a patch out of files that other tools wrote: <c>.npy</c> arrays, or a <c>.safetensors</c> file with other names.</summary>
/// <param name="tensors">What the files hold.</param>
/// <param name="outputs">K, as map_clsloc.txt has it.</param>
internal sealed class WeightsSource(IReadOnlyList<StoredTensor> tensors, int outputs)
{
    private static readonly string[] WeightNames = ["weight", "kernel", "weights", "w"];
    private static readonly string[] BiasNames = ["bias", "biases", "b"];

    /// <summary>The names wanted; <see langword="null"/> to find out.</summary>
    public string? WeightName { get; init; }

    /// <inheritdoc cref="WeightName"/>
    public string? BiasName { get; init; }

    /// <summary>Whether a matrix of K × K is to be turned.</summary>
    public bool Transpose { get; init; }

    /// <summary>Reads the layer.</summary>
    /// <exception cref="WeightsSourceException">It is not there, or there are several.</exception>
    public (PatchWeights Weights, TakenWeights Taken) Take()
    {
        (StoredTensor weight, StoredTensor bias) = Choose();
        bool isSquare = weight.Shape[0] == weight.Shape[1];
        bool turned = isSquare ? Transpose : weight.Shape[0] != outputs;
        int features = (int)(turned ? weight.Shape[0] : weight.Shape[1]);
        float[] numbers = weight.Read();
        ElementType type = TypeOf(weight, bias);
        PatchWeights weights = new(type, outputs, features, turned ? StoredTensor.Transposed(numbers, features, outputs) : numbers, bias.Read());
        return (weights, new([.. new[] { weight.File, bias.File }.Distinct()], weight.Description, bias.Description, [outputs, features], type.ToString(), turned, Words(weight, bias, type, turned, isSquare)));
    }

    private string Words(StoredTensor weight, StoredTensor bias, ElementType type, bool turned, bool isSquare)
    {
        string way = isSquare
            ? turned ? ", turned as you asked" : ", as [outputs, features]; it is square, so say --transpose if it lies the other way"
            : turned ? $", turned from [features, outputs] into [{outputs}, {weight.Shape[0]}]" : "";
        string rounded = weight.Type == NumberType.F64 || bias.Type == NumberType.F64 ? ", rounded from double to single precision" : "";
        return $"Took {weight.Description} for weight{way}, and {bias.Description} for bias; stored as {type}{rounded}.";
    }

    // Both tensors of a package have one type, and no value may change on the way into it.
    private static ElementType TypeOf(StoredTensor weight, StoredTensor bias) => (weight.Type, bias.Type) switch
    {
        (NumberType.F16, NumberType.F16) => ElementType.F16,
        (NumberType.BF16, NumberType.BF16) => ElementType.BF16,
        _ => ElementType.F32,
    };

    private (StoredTensor Weight, StoredTensor Bias) Choose()
    {
        StoredTensor[] matrices = [.. tensors.Where(tensor => WeightName is null ? tensor.Shape.Length == 2 && tensor.Shape.Contains(outputs) : IsNamed(tensor, WeightName))];
        StoredTensor[] vectors = [.. tensors.Where(tensor => BiasName is null ? tensor.Shape.Length == 1 && tensor.Shape[0] == outputs : IsNamed(tensor, BiasName))];
        if (matrices.Length != 1 || vectors.Length != 1)
        {
            (StoredTensor, StoredTensor)[] pairs = [.. from matrix in matrices from vector in vectors where AreOneLayer(matrix, vector) select (matrix, vector)];
            return pairs.Length == 1 ? pairs[0] : throw Unclear(matrices, vectors);
        }

        if (matrices[0].Shape.Length != 2 || !matrices[0].Shape.Contains(outputs) || vectors[0].Shape.Length != 1 || vectors[0].Shape[0] != outputs)
        {
            throw Unclear([], []);
        }

        return (matrices[0], vectors[0]);
    }

    private static bool IsNamed(StoredTensor tensor, string name) => tensor.Name == name || (tensor.Name.Length == 0 && Path.GetFileName(tensor.File) == name);

    /// <summary><c>head.weight</c> and <c>head.bias</c>: what stands in front of the last word is the same.</summary>
    private static bool AreOneLayer(StoredTensor weight, StoredTensor bias)
    {
        (string weightFront, string weightLast) = Split(weight.Name);
        (string biasFront, string biasLast) = Split(bias.Name);
        return weightFront == biasFront && WeightNames.Contains(weightLast, StringComparer.OrdinalIgnoreCase) && BiasNames.Contains(biasLast, StringComparer.OrdinalIgnoreCase);
    }

    private static (string Front, string Last) Split(string name)
    {
        int end = name.AsSpan().LastIndexOfAny('.', '/', '_') + 1;
        return (name[..end], name[end..]);
    }

    private WeightsSourceException Unclear(StoredTensor[] matrices, StoredTensor[] vectors)
    {
        string file = tensors.Count == 0 ? "" : tensors[0].File;
        string there = string.Join("; ", tensors.Take(8).Select(tensor => tensor.Description)) + (tensors.Count > 8 ? $"; and {tensors.Count - 8} more" : "");
        return matrices.Length > 1 || vectors.Length > 1
            ? new(file, $"More than one layer would fit {outputs} outputs. There are: {there}.", "Name the two tensors with --weight-name and --bias-name.")
            : new(file, $"There is no matrix [{outputs}, features] or [features, {outputs}] with a vector [{outputs}] beside it; map_clsloc.txt has {outputs} outputs. There are: {(there.Length == 0 ? "no tensors" : there)}.", "Give the weights and the bias of the last layer alone: one row an output. A layer without bias gets a vector of zeros.");
    }
}
