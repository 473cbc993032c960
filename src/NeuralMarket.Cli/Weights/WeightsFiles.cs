using NeuralMarket.Cli.Files;

namespace NeuralMarket.Cli.Weights;

/// <summary>Finds the files that hold a folder's weights when there is no weights.safetensors.</summary>
internal static class WeightsFiles
{
    private static readonly string[] WeightArrays = ["weight.npy", "weights.npy", "kernel.npy", "W.npy"];
    private static readonly string[] BiasArrays = ["bias.npy", "biases.npy", "b.npy"];

    /// <summary>The tensors of the files named, or of those found in the folder; <see langword="null"/> when there are none.</summary>
    /// <exception cref="WeightsSourceException">A file cannot be understood.</exception>
    public static IReadOnlyList<StoredTensor>? Find(string folder, IReadOnlyList<string> named)
    {
        string[] files = [.. named.Count > 0 ? named : InFolder(folder)];
        return files.Length == 0 ? null : [.. files.SelectMany(Open)];
    }

    private static IEnumerable<string> InFolder(string folder)
    {
        string[] others = [.. Directory.EnumerateFiles(folder, "*.safetensors").Order(StringComparer.Ordinal)];
        if (others.Length > 0)
        {
            return others;
        }

        return new[] { WeightArrays, BiasArrays }.Select(names => names.Select(name => Path.Combine(folder, name)).FirstOrDefault(File.Exists)).OfType<string>();
    }

    private static IReadOnlyList<StoredTensor> Open(string path) => Path.GetExtension(path).ToLowerInvariant() switch
    {
        ".npy" => [NumpyFile.Describe(InputFile.Existing(path))],
        ".safetensors" => SafetensorsFile.List(InputFile.Existing(path)),
        _ => throw new WeightsSourceException(path, $"{Path.GetFileName(path)} ends neither in .npy nor in .safetensors.", "Save the layer in one of these two."),
    };
}
