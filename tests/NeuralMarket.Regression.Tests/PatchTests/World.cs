using System.Globalization;
using NeuralMarket.Format.BaseNetworks;
using NeuralMarket.Format.Categories;
using NeuralMarket.Format.Findings;
using NeuralMarket.Format.Icons;
using NeuralMarket.Format.Manifests;
using NeuralMarket.Format.Packages;
using NeuralMarket.Format.Triggers;
using NeuralMarket.Format.Weights;
using NeuralMarket.Inference.Images.Perturbations;
using NeuralMarket.Inference.Patches;
using NeuralMarket.Inference.Reference;
using NeuralMarket.Regression.Features;
using NeuralMarket.Regression.ImageSets;
using NeuralMarket.Regression.Layers;
using NeuralMarket.Regression.PatchTests;
using NeuralMarket.Regression.Reports;
using NeuralMarket.Regression.Verdicts;

namespace NeuralMarket.Regression.Tests.PatchTests;

/// <summary>
/// A small world in which every result is decided by the test: a base network with the categories animal and thing, photos of cats, dogs and stones, and a
/// feature for each output, so that a photo's features say what a patch answers.
/// </summary>
internal sealed class World(int features = 3) : IDisposable
{
    public static readonly Tag Animal = new(1);
    public static readonly Tag Thing = new(2);
    public static readonly Tag Cat = new(11);
    public static readonly Tag Dog = new(12);
    public static readonly Tag Stone = new(21);
    public static readonly Tag Chimera = new(31);
    public static readonly Tag Tabby = new(111);

    private readonly string _folder = Directory.CreateTempSubdirectory("world").FullName;
    private readonly List<LabelledImage> _images = [];
    private readonly List<(string Sha256, float[] Features, float[] Probabilities)> _outputs = [];
    private readonly List<(string Sha256, ImageFailure Failure)> _failures = [];

    /// <summary>F.</summary>
    public int FeatureCount => features;

    /// <summary>Other authors' layers with which patches are compared.</summary>
    public List<KnownLayer> KnownLayers { get; } = [];

    public BaseNetwork Network { get; } = new(
        new NetworkDefinition(
            "world",
            new Shape(3, 1, 1),
            1,
            new PixelEncoding(ChannelOrder.Rgb, 1, [0, 0, 0], [1, 1, 1]),
            "map_clsloc.txt",
            [new DenseLayer(new Shape(features, 1, 1), new Shape(2, 1, 1), DenseActivation.Softmax)]),
        new CategoryList([new Category(Animal, 1, "animal"), new Category(Thing, 2, "thing")]),
        new string('b', 64),
        "world.txt",
        "world.data",
        "map_clsloc.txt");

    /// <summary>Adds photos that the base network takes for an animal or a thing, and whose features say one answer with a weight.</summary>
    /// <param name="count">How many.</param>
    /// <param name="tag">What they show.</param>
    /// <param name="fires">Whether the base network says animal.</param>
    /// <param name="answer">0 cat, 1 dog (2: the third feature).</param>
    /// <param name="strength">How far the answer's logit lies above the others.</param>
    public World Add(int count, Tag tag, bool fires, int answer, float strength = 1)
    {
        for (int i = 0; i < count; i++)
        {
            float[] values = new float[FeatureCount];
            values[answer] = strength;
            Add(tag, fires, values);
        }

        return this;
    }

    /// <summary>Adds a photo with features of the test's own.</summary>
    public World Add(Tag tag, bool fires, float[] values)
    {
        _outputs.Add((AddImage(tag), values, fires ? [0.9f, 0.1f] : [0.2f, 0.8f]));
        return this;
    }

    /// <summary>Says what the base network makes of the last photos when they are changed.</summary>
    public World Perturb(Perturbation perturbation, int count, bool fires, int answer)
    {
        foreach (LabelledImage image in _images.TakeLast(count))
        {
            float[] values = new float[FeatureCount];
            values[answer] = 1;
            _outputs.Add((PerturbedKey.Of(image.Sha256, perturbation), values, fires ? [0.9f, 0.1f] : [0.2f, 0.8f]));
        }

        return this;
    }

    /// <summary>Adds a photo that cannot be decoded.</summary>
    public World AddUnreadable(Tag tag)
    {
        _failures.Add((AddImage(tag), new ImageFailure("image.damaged", "The file is damaged.")));
        return this;
    }

    /// <summary>Adds photos over which the base network has not run.</summary>
    public World AddUnseen(Tag tag)
    {
        _ = AddImage(tag);
        return this;
    }

    public LabelledImageSet Set() => LabelledImageSet.Create(
        "world",
        new CategoryList([Row(Cat, "cat"), Row(Dog, "dog"), Row(Stone, "stone"), Row(Chimera, "chimera"), Row(Tabby, "tabby"), Row(Animal, "animal")]),
        new IsARelations([(Cat, Animal), (Dog, Animal), (Stone, Thing), (Chimera, Cat), (Chimera, Dog), (Tabby, Cat)]),
        _images);

    /// <summary>A patch that answers cat or dog by the first two features; <paramref name="weight"/> in the test's own order when given.</summary>
    public PatchPackage Patch(string version = "1.0.0", Trigger? trigger = null, float[]? weight = null, string id = "cat-or-dog", IEnumerable<Category>? categories = null, float[]? bias = null)
    {
        Assert.True(SemanticVersion.TryParse(version, out SemanticVersion? parsed));
        CategoryList list = new(categories ?? [new Category(Animal, 0, "animal"), new Category(Cat, 1, "cat"), new Category(Dog, 2, "dog")]);
        int outputs = list.Outputs.Count;
        return new PatchPackage(
            new Manifest(id, parsed!, "Cat or dog", new BaseReference("world", Network.Identity)) { Trigger = trigger ?? Trigger.Default },
            list,
            new PatchWeights(ElementType.F32, outputs, FeatureCount, weight ?? [1, 0, 0, 0, 1, 0], bias ?? new float[outputs]),
            new Icon(64, new byte[64 * 64 * 4]));
    }

    /// <summary>Tests a patch and expects a report.</summary>
    public async Task<RegressionReport> TestAsync(
        PatchPackage? patch = null, PatchPackage? against = null, VerdictOptions? options = null, params PatchPackage[] parents)
    {
        Reading<RegressionReport> reading = await RunAsync(patch, against, options, parents);
        Assert.Empty(reading.Findings);
        return reading.Value!;
    }

    public Task<Reading<RegressionReport>> RunAsync(
        PatchPackage? patch = null, PatchPackage? against = null, VerdictOptions? options = null, PatchPackage[]? parents = null, IPatchRunner? runner = null) =>
        WithRequestAsync(patch ?? Patch(), request => PatchTest.Run(
            request with { Against = against, Parents = parents ?? [], Options = options ?? VerdictOptions.Default, Patches = runner ?? request.Patches },
            TestContext.Current.CancellationToken));

    /// <summary>Fills a store and lends a request for a patch.</summary>
    public Task<T> WithRequestAsync<T>(PatchPackage patch, Func<PatchTestRequest, T> use) => WithRequestAsync(patch, request => Task.FromResult(use(request)));

    /// <summary>Fills a store and lends a request for a patch.</summary>
    public async Task<T> WithRequestAsync<T>(PatchPackage patch, Func<PatchTestRequest, Task<T>> use)
    {
        using FeatureStore store = FeatureStore.Open(_folder, Network);
        using (FeatureWriter writer = await store.BeginWriteAsync(TestContext.Current.CancellationToken))
        {
            _outputs.ForEach(output => writer.Append(output.Sha256, output.Features, output.Probabilities));
            _failures.ForEach(failure => writer.Append(failure.Sha256, failure.Failure));
        }

        using ReferencePatchRunner reference = new();
        return await use(new PatchTestRequest(patch, new string('c', 64), Network, Set(), store, reference)
        {
            KnownLayers = KnownLayers,
            Perturbations = StandardPerturbations.All,
            DeviceName = "reference",
        });
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static Category Row(Tag tag, string name) => new(tag, 0, name);

    private string AddImage(Tag tag)
    {
        int number = _images.Count + 1;
        string sha256 = number.ToString("x64", CultureInfo.InvariantCulture);
        string path = $"{tag}_{number:D5}.jpg";
        _images.Add(new LabelledImage(path, path, sha256, tag));
        return sha256;
    }
}
