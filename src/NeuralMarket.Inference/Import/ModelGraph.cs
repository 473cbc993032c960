using NeuralMarket.Inference.Import.Schema;

namespace NeuralMarket.Inference.Import;

/// <summary>A node that the output depends on.</summary>
/// <param name="Proto">The node.</param>
/// <param name="Place">Operator, name and position, for findings.</param>
internal sealed record GraphNode(NodeProto Proto, string Place)
{
    public static GraphNode Of(NodeProto proto, int position)
    {
        string operatorName = IsOwnDomain(proto.Domain) ? proto.OpType : $"{proto.Domain}.{proto.OpType}";
        string kind = operatorName.Length > 0 && operatorName.All(character => char.IsAsciiLetterOrDigit(character) || character is '.' or '_') && operatorName.Length <= 60
            ? operatorName
            : ImportFindings.Quote(operatorName);
        return new(proto, proto.Name.Length > 0 ? $"{kind} {ImportFindings.Quote(proto.Name)} (node {position})" : $"{kind} (node {position})");
    }

    /// <summary>Whether an operator is one of ONNX's own.</summary>
    public static bool IsOwnDomain(string domain) => domain is "" or "ai.onnx";
}

/// <summary>The part of a model's graph that its output depends on, with every value's maker known.</summary>
internal sealed class ModelGraph
{
    private readonly Dictionary<string, ConstantTensor?> _constants = new(StringComparer.Ordinal);
    private readonly HashSet<string> _computed = new(StringComparer.Ordinal);
    private readonly Dictionary<string, GraphNode> _makers = new(StringComparer.Ordinal);
    private readonly string _folder;
    private readonly ImportFindings _findings;

    private ModelGraph(int operatorSet, string folder, ImportFindings findings) => (OperatorSet, _folder, _findings) = (operatorSet, folder, findings);

    /// <summary>The version of ONNX's own operator set.</summary>
    public int OperatorSet { get; }

    /// <summary>The value that the image comes in as.</summary>
    public ValueInfoProto? Input { get; private set; }

    /// <summary>The name of the value that the model puts out.</summary>
    public string Output { get; private set; } = "";

    /// <summary>The nodes that depend on the image and that the output depends on, in their order.</summary>
    public List<GraphNode> Nodes { get; } = [];

    /// <summary>The node that puts a value out; <see langword="null"/> for inputs and constants.</summary>
    public GraphNode? Maker(string value) => _makers.GetValueOrDefault(value);

    /// <summary>Whether a value depends on the image.</summary>
    public bool IsComputed(string value) => _computed.Contains(value);

    /// <summary>The constant of that name; <see langword="null"/> when there is none, or when it was reported as broken.</summary>
    public ConstantTensor? Constant(string value) => _constants.GetValueOrDefault(value);

    /// <summary>Finds inputs, outputs, constants and the nodes between them.</summary>
    public static ModelGraph Read(ModelProto model, int operatorSet, string folder, ImportFindings findings)
    {
        ModelGraph graph = new(operatorSet, folder, findings);
        GraphNode[] nodes = [.. model.Graph.Node.Select(GraphNode.Of)];
        graph.FindMakers(model.Graph, nodes);
        HashSet<GraphNode> live = graph.FindLive(model.Graph);
        graph.ReadInitializers(model.Graph, live);
        graph.FindInput(model.Graph, live);
        foreach (GraphNode node in nodes.Where(live.Contains))
        {
            graph.Add(node);
        }

        if (!findings.HasErrors && !graph.IsComputed(graph.Output))
        {
            findings.Error(OnnxRules.Output, null, $"The output {ImportFindings.Quote(graph.Output)} does not depend on the image.", "Check what was exported.");
        }

        return graph;
    }

    /// <summary>Walks from the output to everything that it depends on.</summary>
    private HashSet<GraphNode> FindLive(GraphProto graph)
    {
        HashSet<GraphNode> live = new(ReferenceEqualityComparer.Instance);
        if (graph.Output.Count != 1)
        {
            string names = string.Join(", ", graph.Output.Take(5).Select(output => ImportFindings.Quote(output.Name)));
            _findings.Error(OnnxRules.Output, null, $"The model has {graph.Output.Count} outputs{(names.Length > 0 ? ": " + names : "")}.", "Export the classifier with its probabilities as the only output.");
        }

        Stack<string> wanted = new(graph.Output.Select(output => output.Name));
        Output = graph.Output.FirstOrDefault()?.Name ?? "";
        while (wanted.TryPop(out string? value))
        {
            if (_makers.TryGetValue(value, out GraphNode? maker) && live.Add(maker))
            {
                maker.Proto.Input.ToList().ForEach(wanted.Push);
            }
        }

        return live;
    }

    private void FindMakers(GraphProto graph, GraphNode[] nodes)
    {
        HashSet<string> given = new(graph.Initializer.Select(tensor => tensor.Name).Concat(graph.Input.Select(input => input.Name)), StringComparer.Ordinal);
        foreach (GraphNode node in nodes)
        {
            foreach (string value in node.Proto.Output.Where(value => value.Length > 0))
            {
                if (given.Contains(value) || !_makers.TryAdd(value, node))
                {
                    _findings.Error(OnnxRules.Values, node.Place, $"It puts out {ImportFindings.Quote(value)}, which something else is called, too.", "Export the model again; every value has a name of its own.");
                }
            }
        }
    }

    private void ReadInitializers(GraphProto graph, HashSet<GraphNode> live)
    {
        HashSet<string> wanted = new(live.SelectMany(node => node.Proto.Input), StringComparer.Ordinal);
        foreach (TensorProto tensor in graph.Initializer)
        {
            if (_constants.ContainsKey(tensor.Name))
            {
                _findings.Error(OnnxRules.Values, $"constant {ImportFindings.Quote(tensor.Name)}", "Two constants have this name.", "Export the model again.");
            }
            else if (wanted.Contains(tensor.Name))
            {
                _constants.Add(tensor.Name, ConstantTensor.Check(tensor, _folder, _findings));
            }
        }
    }

    private void FindInput(GraphProto graph, HashSet<GraphNode> live)
    {
        HashSet<string> constants = new(graph.Initializer.Select(tensor => tensor.Name), StringComparer.Ordinal);
        HashSet<string> wanted = new(live.SelectMany(node => node.Proto.Input), StringComparer.Ordinal);
        ValueInfoProto[] inputs = [.. graph.Input.Where(input => !constants.Contains(input.Name) && wanted.Contains(input.Name))];
        if (inputs.Length != 1)
        {
            string names = string.Join(", ", inputs.Take(5).Select(input => ImportFindings.Quote(input.Name)));
            _findings.Error(OnnxRules.Input, null, $"The output depends on {inputs.Length} inputs{(names.Length > 0 ? ": " + names : "")}.", "Export a classifier that reads one image.");
        }

        Input = inputs.FirstOrDefault();
        _computed.UnionWith(inputs.Select(input => input.Name));
    }

    private void Add(GraphNode node)
    {
        NodeProto proto = node.Proto;
        string[] unknown = [.. proto.Input.Where(value => value.Length > 0 && !IsComputed(value) && !_constants.ContainsKey(value))];
        foreach (string value in unknown.Take(5))
        {
            bool isLater = _makers.ContainsKey(value);
            _findings.Error(
                OnnxRules.Values,
                node.Place,
                $"It reads {ImportFindings.Quote(value)}, which {(isLater ? "only it or a later node puts out" : "nothing puts out")}.",
                isLater ? "Export the model again with its nodes in the order in which they run; a circle cannot run at all." : "Export the model again.");
        }

        if (unknown.Length > 0 || proto.Input.Any(IsComputed))
        {
            Nodes.Add(node);
            _computed.UnionWith(proto.Output);
        }
        else
        {
            AddConstant(node);
        }
    }

    /// <summary>A node that reads constants alone: a constant itself, or another name for one.</summary>
    private void AddConstant(GraphNode node)
    {
        NodeProto proto = node.Proto;
        ConstantTensor? constant = null;
        switch (GraphNode.IsOwnDomain(proto.Domain) ? proto.OpType : "")
        {
            case "Constant" when proto.Attribute is [{ Type: AttributeProto.Types.AttributeType.Tensor, Name: "value", T: TensorProto tensor }]:
                constant = ConstantTensor.Check(tensor, _folder, _findings);
                break;
            case "Constant" when proto.Attribute is [AttributeProto attribute] && Listed(attribute) is TensorProto listed:
                constant = ConstantTensor.Check(listed, _folder, _findings);
                break;
            case "Identity" when proto.Input is [string value]:
                constant = Constant(value);
                break;
            default:
                _findings.Error(OnnxRules.Operator, node.Place, "It computes from constants alone.", "Simplify the model first, so that such values are constants (constant folding).");
                break;
        }

        foreach (string output in proto.Output)
        {
            _constants.TryAdd(output, constant);
        }
    }

    /// <summary>The short forms of a constant (operator set 12).</summary>
    private static TensorProto? Listed(AttributeProto attribute) => attribute switch
    {
        { Name: "value_int", Type: AttributeProto.Types.AttributeType.Int } => new() { DataType = (int)TensorProto.Types.DataType.Int64, Int64Data = { attribute.I } },
        { Name: "value_ints", Type: AttributeProto.Types.AttributeType.Ints } => new() { DataType = (int)TensorProto.Types.DataType.Int64, Dims = { attribute.Ints.Count }, Int64Data = { attribute.Ints } },
        { Name: "value_float", Type: AttributeProto.Types.AttributeType.Float } => new() { DataType = (int)TensorProto.Types.DataType.Float, FloatData = { attribute.F } },
        { Name: "value_floats", Type: AttributeProto.Types.AttributeType.Floats } => new() { DataType = (int)TensorProto.Types.DataType.Float, Dims = { attribute.Floats.Count }, FloatData = { attribute.Floats } },
        _ => null,
    };
}
