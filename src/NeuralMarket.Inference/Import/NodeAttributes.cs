using NeuralMarket.Inference.Import.Schema;
using static NeuralMarket.Inference.Import.Schema.AttributeProto.Types;

namespace NeuralMarket.Inference.Import;

/// <summary>A node's attributes, each with its type checked; those that are never asked for are reported, since a meaning that is not understood may matter.</summary>
internal sealed class NodeAttributes
{
    private readonly Dictionary<string, AttributeProto> _attributes = new(StringComparer.Ordinal);
    private readonly HashSet<string> _known = new(StringComparer.Ordinal);
    private readonly GraphNode _node;
    private readonly ImportFindings _findings;

    public NodeAttributes(GraphNode node, ImportFindings findings)
    {
        (_node, _findings) = (node, findings);
        foreach (AttributeProto attribute in node.Proto.Attribute)
        {
            if (!_attributes.TryAdd(attribute.Name, attribute))
            {
                Report(attribute.Name, "stands twice");
            }
        }
    }

    /// <summary>Whether an attribute is there, of whatever type.</summary>
    public bool Has(string name) => _attributes.ContainsKey(name);

    public long Integer(string name, long otherwise) => Find(name, AttributeType.Int)?.I ?? otherwise;

    public float Number(string name, float otherwise) => Find(name, AttributeType.Float)?.F ?? otherwise;

    public IReadOnlyList<long>? Integers(string name) => Find(name, AttributeType.Ints)?.Ints;

    public string Text(string name, string otherwise) => Find(name, AttributeType.String)?.S.ToStringUtf8() ?? otherwise;

    /// <summary>Takes an attribute without a meaning for a network that was trained.</summary>
    public void Ignore(params ReadOnlySpan<string> names)
    {
        foreach (string name in names)
        {
            _known.Add(name);
        }
    }

    /// <summary>Reports an attribute whose value no layer has.</summary>
    public void Refuse(string name, string what, string remedy) =>
        _findings.Error(OnnxRules.Attribute, _node.Place, $"The attribute \"{name}\" {what}.", remedy);

    /// <summary>Reports what was never asked for.</summary>
    public void ReportUnknown()
    {
        foreach (string name in _attributes.Keys.Where(name => !_known.Contains(name)))
        {
            Report(name, "is not known");
        }
    }

    private AttributeProto? Find(string name, AttributeType type)
    {
        _known.Add(name);
        if (!_attributes.TryGetValue(name, out AttributeProto? attribute) || attribute.Type == type)
        {
            return attribute;
        }

        Report(name, $"has the type {attribute.Type.ToString().ToUpperInvariant()} and not {type.ToString().ToUpperInvariant()}");
        return null;
    }

    private void Report(string name, string what) =>
        _findings.Error(OnnxRules.Attribute, _node.Place, $"The attribute {ImportFindings.Quote(name)} {what}.", "Export the model again, with ONNX's own operators.");
}
