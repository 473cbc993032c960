using System.Security.Cryptography;
using NeuralMarket.Format.BaseNetworks;
using NeuralMarket.Format.Categories;
using NeuralMarket.Format.Findings;
using NeuralMarket.Inference.Import.Schema;

namespace NeuralMarket.Inference.Import;

/// <summary>What is to be imported, and as what.</summary>
/// <param name="ModelPath">The ONNX model.</param>
/// <param name="Name">The network's name: 3 to 64 of <c>a-z 0-9 -</c>.</param>
/// <param name="CategoriesPath">A <c>map_clsloc.txt</c> with a line for every output of the network.</param>
/// <param name="Folder">Where the snapshot's three files go; made when it is not there.</param>
public sealed record OnnxImportRequest(string ModelPath, string Name, string CategoriesPath, string Folder)
{
    /// <summary>What stands behind <c>pixels</c> in NAME.txt, for example <c>bgr mean 103.939 116.779 123.68</c>; <see langword="null"/> for its defaults.</summary>
    public string? Pixels { get; init; }

    /// <summary>What stands behind <c>resize</c> in NAME.txt; <see langword="null"/> for its default.</summary>
    public string? Resize { get; init; }

    /// <summary>In which order the network puts out the categories.</summary>
    public CategoryOrder Order { get; init; } = CategoryOrder.Automatic;
}

/// <summary>An imported base network.</summary>
/// <param name="Network">The snapshot, opened and verified where it was written.</param>
/// <param name="Order">The order that the categories were taken in; never <see cref="CategoryOrder.Automatic"/>.</param>
public sealed record OnnxImportResult(BaseNetwork Network, CategoryOrder Order);

/// <summary>
/// Makes a base network of an ONNX image classifier (ONNX operators 7 and later; base-network.md). The network's outputs are the model's, apart from rounding in
/// single precision: a model that a base network cannot stand for exactly is refused, with every reason by node and operator.
/// </summary>
public static class OnnxImport
{
    private const string CategoriesName = "map_clsloc.txt";

    /// <summary>Imports a model. The files appear in the folder only when all is well, NAME.txt last.</summary>
    /// <param name="request">What to import, and as what.</param>
    /// <param name="cancellationToken">Looked at between the outputs of a layer.</param>
    /// <exception cref="IOException">A file cannot be read or written.</exception>
    public static Reading<OnnxImportResult> Run(OnnxImportRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        ImportFindings findings = new(Path.GetFileName(request.ModelPath));
        CategoryList? categories = ReadCategories(request, findings);
        string modelFolder = Path.GetDirectoryName(Path.GetFullPath(request.ModelPath))!;
        if (ModelFile.Read(request.ModelPath, findings) is not ModelProto model
            || OperationChain.Read(model, modelFolder, findings) is not OperationChain chain
            || NetworkAssembly.Assemble(chain, findings) is not IReadOnlyList<NetworkStep> steps
            || categories is null)
        {
            return findings.Finish<OnnxImportResult>(null);
        }

        int outputs = ((WeightedStep)steps[^1]).Outputs;
        if (categories.Count != outputs)
        {
            string name = Path.GetFileName(request.CategoriesPath);
            findings.Add([new Finding(Rules.BaseCategoryCount, Severity.Error, name, $"The file has {categories.Count} categories; the network puts out {outputs}.", "Give the categories that the network was trained with, all of them.")]);
            return findings.Finish<OnnxImportResult>(null);
        }

        CategoryOrder order = CategoryOrdering.Resolve(request.Order, categories);
        byte[] text = NetworkWriter.Text(request, Origin(request.ModelPath, order), chain.Input, CategoriesName, steps);
        findings.Add(CheckText(text, request));
        if (findings.HasErrors)
        {
            return findings.Finish<OnnxImportResult>(null);
        }

        SnapshotFolder folder = new(request.Folder, request.Name, CategoriesName);
        byte[] rows = CategoriesText.WriteCanonical(CategoryOrdering.Apply(order, categories));
        BaseNetwork? network = folder.Write(text, data => NetworkWriter.WriteData(data, steps, findings, cancellationToken), rows, findings);
        return findings.Finish(network is null ? null : new OnnxImportResult(network, order));
    }

    private static CategoryList? ReadCategories(OnnxImportRequest request, ImportFindings findings)
    {
        string name = Path.GetFileName(request.CategoriesPath);
        byte[] text = ReadAtMost(request.CategoriesPath, CategoriesText.MaximumLength + 1);

        // Whatever a file's indexes are, the order decides; so it is read as an image set's, whose indexes need only be numbers.
        Reading<CategoryList> reading = CategoriesText.ReadImageSet(text);
        findings.Add(reading.Findings);
        if (reading.Value is CategoryList categories && request.Order == CategoryOrder.Indexes && !CategoryOrdering.IsNumbered(categories))
        {
            findings.Add([new Finding(Rules.CategoriesIndexGap, Severity.Error, name, $"The output indexes are not 1 to {categories.Count}, each once.", "Number the categories in the network's order, or have them ordered by tag.")]);
        }

        return reading.Value;
    }

    /// <summary>A path may lead to a device that never ends.</summary>
    private static byte[] ReadAtMost(string path, int limit)
    {
        using FileStream file = File.OpenRead(path);
        byte[] content = new byte[file.CanSeek ? (int)Math.Min(file.Length + 1, limit) : limit];
        return content[..file.ReadAtLeast(content, content.Length, throwOnEndOfStream: false)];
    }

    private static IEnumerable<string> Origin(string modelPath, CategoryOrder order)
    {
        using FileStream model = File.OpenRead(modelPath);
        yield return $"Imported from the ONNX model with SHA-256 {Convert.ToHexStringLower(SHA256.HashData(model))}.";
        yield return order == CategoryOrder.Tags ? "Categories in ascending order of their tags." : "Categories in the order of the indexes in their file.";
    }

    /// <summary>Reads the text as everybody else will; the words of a request stand in it as they came.</summary>
    private static IEnumerable<Finding> CheckText(byte[] text, OnnxImportRequest request)
    {
        if ($"{request.Name}{request.Pixels}{request.Resize}".FirstOrDefault(character => char.IsControl(character) || character == '#') is var character && character != '\0')
        {
            return [new Finding(Rules.BaseTextEncoding, Severity.Error, "NAME.txt", "Name, pixels or resize hold a control character or #.", "Give them on one line, without a comment.")];
        }

        return NetworkDefinition.Read(text).Findings;
    }
}
