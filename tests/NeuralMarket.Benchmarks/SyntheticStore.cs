using System.Globalization;
using NeuralMarket.Format.BaseNetworks;
using NeuralMarket.Format.Categories;
using NeuralMarket.Format.Icons;
using NeuralMarket.Format.Manifests;
using NeuralMarket.Format.Packages;
using NeuralMarket.Format.Triggers;
using NeuralMarket.Format.Weights;
using NeuralMarket.Regression.Features;
using NeuralMarket.Regression.ImageSets;

namespace NeuralMarket.Benchmarks;

/// <summary>A feature store in a folder of its own, as if a base network had run over many photos, with their labels and patches that mostly answer right.</summary>
internal sealed class SyntheticStore : IDisposable
{
    private const int Kinds = 11;

    private readonly string _folder = Directory.CreateTempSubdirectory("neuralmarket-benchmark-").FullName;
    private readonly int _features;

    private SyntheticStore(int images, int features)
    {
        _features = features;
        Network = NetworkOf(features);
        Set = SetOf(images);
        Store = Open();
    }

    public BaseNetwork Network { get; }

    public LabelledImageSet Set { get; }

    public FeatureStore Store { get; }

    public static async Task<SyntheticStore> CreateAsync(int images, int features)
    {
        SyntheticStore synthetic = new(images, features);
        await synthetic.FillAsync();
        return synthetic;
    }

    /// <summary>Opens the store once more.</summary>
    public FeatureStore Open() => FeatureStore.Open(_folder, Network);

    /// <summary>Reads all that the store keeps, with every core, and does nothing with it.</summary>
    public void ReadFiles() => Parallel.ForEach(Pieces(), () => new byte[1 << 20], (piece, _, buffer) =>
    {
        using FileStream file = new(piece.Path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, 1, FileOptions.SequentialScan);
        for (long at = piece.From; at < piece.To;)
        {
            at += RandomAccess.Read(file.SafeFileHandle, buffer.AsSpan(0, (int)Math.Min(buffer.Length, piece.To - at)), at);
        }

        return buffer;
    }, _ => { });

    /// <summary>A patch of the first ten kinds of photos, each with weights of its own.</summary>
    public PatchPackage Patch(int seed, int outputs = 10)
    {
        Random random = new(seed);
        float[] weight = new float[outputs * _features];
        for (int i = 0; i < weight.Length; i++)
        {
            weight[i] = (0.01f * (random.NextSingle() - 0.5f)) + (i % _features % Kinds == i / _features ? 0.05f : 0);
        }

        _ = SemanticVersion.TryParse("1.0.0", out SemanticVersion? version);
        return new PatchPackage(
            new Manifest($"benchmark-{seed}", version!, "Benchmark", new BaseReference("benchmark", Network.Identity)) { Trigger = Trigger.Default },
            new CategoryList([new Category(new Tag(1), 0, "ours"), .. Enumerable.Range(0, outputs).Select(k => new Category(new Tag(100 + k), k + 1, $"category {k}"))]),
            new PatchWeights(ElementType.F32, outputs, _features, weight, new float[outputs]),
            new Icon(64, new byte[64 * 64 * 4]));
    }

    public void Dispose()
    {
        Store.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private IEnumerable<(string Path, long From, long To)> Pieces()
    {
        const long Piece = 64 << 20;
        foreach (FileInfo file in new DirectoryInfo(Store.Directory).EnumerateFiles().Where(file => file.Length > 0))
        {
            for (long from = 0; from < file.Length; from += Piece)
            {
                yield return (file.FullName, from, Math.Min(from + Piece, file.Length));
            }
        }
    }

    private async Task FillAsync()
    {
        Random random = new(1);
        float[] pool = [.. Enumerable.Range(0, 4 * _features).Select(_ => Math.Max(0, random.NextSingle() - 0.4f))];
        float[] values = new float[_features];
        using FeatureWriter writer = await Store.BeginWriteAsync(CancellationToken.None);
        foreach (LabelledImage image in Set.Images)
        {
            pool.AsSpan(random.Next(3 * _features), _features).CopyTo(values);
            int truth = image.Tag.Number - 100;
            for (int f = truth; f < _features && truth < Kinds - 1; f += Kinds)
            {
                values[f] += 0.2f;
            }

            writer.Append(image.Sha256, values, truth < Kinds - 1 ? [0.9f, 0.1f] : [0.1f, 0.9f]);
        }
    }

    private static BaseNetwork NetworkOf(int features) => new(
        new NetworkDefinition(
            "benchmark",
            new Shape(3, 1, 1),
            1,
            new PixelEncoding(ChannelOrder.Rgb, 1, [0, 0, 0], [1, 1, 1]),
            "map_clsloc.txt",
            [new DenseLayer(new Shape(features, 1, 1), new Shape(2, 1, 1), DenseActivation.Softmax)]),
        new CategoryList([new Category(new Tag(1), 1, "ours"), new Category(new Tag(2), 2, "other")]),
        new string('b', 64),
        "absent.txt",
        "absent.data",
        "map_clsloc.txt");

    /// <summary>Half of the images count for the outputs, half for none.</summary>
    private static LabelledImageSet SetOf(int images) => LabelledImageSet.Create(
        "benchmark",
        new CategoryList(Enumerable.Range(0, Kinds).Select(k => new Category(new Tag(100 + k), 0, $"category {k}"))),
        new IsARelations(Enumerable.Range(0, Kinds).Select(k => (new Tag(100 + k), new Tag(k < Kinds - 1 ? 1 : 2)))),
        Enumerable.Range(0, images).Select(i => new LabelledImage(
            $"{i:D6}.jpg", $"{i:D6}.jpg", (i + 1).ToString("x64", CultureInfo.InvariantCulture), new Tag(100 + (i % 2 == 0 ? i / 2 % (Kinds - 1) : Kinds - 1)))));
}
