using NeuralMarket.Format.BaseNetworks;
using NeuralMarket.Inference.Import.Schema;
using static NeuralMarket.Inference.Import.Schema.TensorProto.Types;

namespace NeuralMarket.Inference.Import;

/// <summary>A model as what it is: an image, and operations one after the other.</summary>
/// <param name="Input">What the first operation reads.</param>
/// <param name="Batch">The number of images that the model was exported for; 1 when it leaves that open.</param>
/// <param name="Operations">In the order in which they run.</param>
internal sealed record OperationChain(Shape Input, long Batch, IReadOnlyList<Operation> Operations)
{
    private const int OldestOperatorSet = 7;
    private const int NewestOperatorSet = 26;
    private const int SizeLimit = 100_000;

    /// <summary>Reads a model in <paramref name="folder"/>; <see langword="null"/> when problems were reported: all that can be told without the activations' shapes.</summary>
    public static OperationChain? Read(ModelProto model, string folder, ImportFindings findings)
    {
        if (OperatorSetOf(model, findings) is not int operatorSet)
        {
            return null;
        }

        ModelGraph graph = ModelGraph.Read(model, operatorSet, folder, findings);
        (Shape Shape, long Batch)? input = graph.Input is ValueInfoProto value ? InputOf(value, findings) : null;
        OperationReader reader = new(graph, findings);
        List<Operation> operations = [];
        foreach (GraphNode node in graph.Nodes)
        {
            if (reader.Read(node) is Operation operation)
            {
                operations.Add(operation);
            }
        }

        CheckReaders(graph, findings);
        return findings.HasErrors ? null : new OperationChain(input!.Value.Shape, input.Value.Batch, operations);
    }

    private static int? OperatorSetOf(ModelProto model, ImportFindings findings)
    {
        long[] versions = [.. model.OpsetImport.Where(import => GraphNode.IsOwnDomain(import.Domain)).Select(import => import.Version)];
        if (versions is [>= OldestOperatorSet and <= NewestOperatorSet])
        {
            return (int)versions[0];
        }

        string which = versions.Length == 0 ? "no version of ONNX's operator set" : $"operator set {string.Join(", ", versions.Take(3))}";
        findings.Error(OnnxRules.OperatorSet, null, $"The model names {which}; {OldestOperatorSet} to {NewestOperatorSet} are known.", "Export the model for one of them, for example 17.");
        return null;
    }

    private static (Shape Shape, long Batch)? InputOf(ValueInfoProto input, ImportFindings findings)
    {
        string place = $"input {ImportFindings.Quote(input.Name)}";
        if (input.Type?.TensorType is not { } tensor || !ConstantTensor.IsFloatingType((DataType)tensor.ElemType))
        {
            string type = input.Type?.TensorType is { } other ? ConstantTensor.Name((DataType)other.ElemType) : "not stated";
            findings.Error(OnnxRules.Input, place, $"Its type is {type}.", "Export a network that reads floating-point numbers.");
            return null;
        }

        long[] sizes = [.. (tensor.Shape?.Dim ?? []).Select(size => size.DimValue).Take(8)];
        if (sizes is [_, 3, >= 1 and < SizeLimit, >= 1 and < SizeLimit])
        {
            return (new Shape(3, (int)sizes[2], (int)sizes[3]), sizes[0] > 0 ? sizes[0] : 1);
        }

        string remedy = sizes is [_, _, _, 3]
            ? "Export the model with channels first (NCHW)."
            : "Export it for [batch, 3, height, width] with a fixed height and width.";
        string text = string.Join(" × ", sizes.Select(size => size == 0 ? "?" : size.ToString(System.Globalization.CultureInfo.InvariantCulture)));
        findings.Error(OnnxRules.Input, place, $"Its shape is {(text.Length == 0 ? "not stated" : text)}.", remedy);
        return null;
    }

    /// <summary>What a node puts out goes to one other: then the nodes, each with one computed operand, are a chain.</summary>
    private static void CheckReaders(ModelGraph graph, ImportFindings findings)
    {
        var readers = graph.Nodes
            .SelectMany(node => node.Proto.Input.Where(graph.IsComputed).Select(value => (Value: value, Node: node)))
            .GroupBy(reading => reading.Value, reading => reading.Node, StringComparer.Ordinal);
        foreach (IGrouping<string, GraphNode> reading in readers)
        {
            GraphNode? maker = graph.Maker(reading.Key);
            string place = maker?.Place ?? $"input {ImportFindings.Quote(reading.Key)}";
            if (reading.Count() > 1)
            {
                findings.Error(OnnxRules.Branch, place, $"What it puts out is read by {reading.Count()} nodes: {string.Join(", ", reading.Take(4).Select(node => node.Place))}.", "Layers must form a chain; networks with skip connections or branches cannot be imported.");
            }

            CheckFirst(graph, maker, reading.Key, findings);
        }

        CheckFirst(graph, graph.Maker(graph.Output), graph.Output, findings);
    }

    private static void CheckFirst(ModelGraph graph, GraphNode? maker, string value, ImportFindings findings)
    {
        if (maker is not null && graph.IsComputed(value) && maker.Proto.Output[0] != value)
        {
            findings.Error(OnnxRules.Operand, maker.Place, $"Its further output {ImportFindings.Quote(value)} is used.", "Only what an operator puts out first can be imported.");
        }
    }
}
