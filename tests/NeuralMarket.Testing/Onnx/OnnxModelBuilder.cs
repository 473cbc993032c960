using System.Runtime.InteropServices;

namespace NeuralMarket.Testing.Onnx;

/// <summary>Makes an ONNX model node by node, as an exporter would, or as no exporter would. Values are known by their names.</summary>
/// <param name="operatorSet">The version of ONNX's own operator set.</param>
public sealed class OnnxModelBuilder(int operatorSet = 17)
{
    private readonly ProtoWriter _graph = new();
    private int _names;

    /// <summary>The ONNX data type FLOAT.</summary>
    public const int Float = 1;

    /// <summary>The ONNX data type INT64.</summary>
    public const int Int64 = 7;

    /// <summary>Adds the model's input; a size of <see langword="null"/> is symbolic.</summary>
    public string Input(long?[] shape, string name = "input", int type = Float)
    {
        _graph.Message(11, Value(name, shape, type));
        return name;
    }

    /// <summary>Adds an output.</summary>
    public OnnxModelBuilder Output(string name)
    {
        _graph.Message(12, Value(name, [null, null], Float));
        return this;
    }

    /// <summary>Adds a constant of single-precision numbers.</summary>
    public string Constant(ReadOnlySpan<float> values, params ReadOnlySpan<long> shape) => Tensor(Float, MemoryMarshal.AsBytes(values), shape);

    /// <summary>Adds a constant of whole numbers, as a list.</summary>
    public string Shape(params ReadOnlySpan<long> values) => Tensor(Int64, MemoryMarshal.AsBytes(values), [values.Length]);

    /// <summary>Adds a constant with any type and bytes.</summary>
    public string Tensor(int type, ReadOnlySpan<byte> bytes, ReadOnlySpan<long> shape, string? name = null)
    {
        name ??= NextName();
        return Initializer(TensorHeader(type, shape, name).Bytes(9, bytes), name);
    }

    /// <summary>Adds a constant whose message was made elsewhere.</summary>
    public string Initializer(ProtoWriter tensor, string name)
    {
        _graph.Message(5, tensor);
        return name;
    }

    /// <summary>A tensor's type, shape and name, without numbers.</summary>
    public static ProtoWriter TensorHeader(int type, ReadOnlySpan<long> shape, string name)
    {
        ProtoWriter tensor = new();
        foreach (long size in shape)
        {
            tensor.Number(1, size);
        }

        return tensor.Number(2, type).Text(8, name);
    }

    /// <summary>
    /// Adds a node of ONNX's own domain with one output, and answers the output's name. An attribute's value is a <see cref="long"/>, a <see cref="float"/>, a
    /// <see cref="string"/>, a <see cref="long"/> array or a tensor's message.
    /// </summary>
    public string Node(string kind, string[] inputs, params ReadOnlySpan<(string Name, object Value)> attributes) =>
        Node(kind, inputs, [NextName()], null, "", attributes)[0];

    /// <summary>Adds any node.</summary>
    public string[] Node(string kind, string[] inputs, string[] outputs, string? name, string domain, params ReadOnlySpan<(string Name, object Value)> attributes)
    {
        ProtoWriter node = new();
        Array.ForEach(inputs, input => node.Text(1, input));
        Array.ForEach(outputs, output => node.Text(2, output));
        node.Text(3, name ?? $"{kind}_{_names++}").Text(4, kind);
        foreach ((string attributeName, object value) in attributes)
        {
            node.Message(5, Attribute(attributeName, value));
        }

        _graph.Message(1, domain.Length == 0 ? node : node.Text(7, domain));
        return outputs;
    }

    /// <summary>The model.</summary>
    public byte[] Build()
    {
        const int IrVersion = 8;
        ProtoWriter operators = new ProtoWriter().Text(1, "").Number(2, operatorSet);
        return new ProtoWriter().Number(1, IrVersion).Text(2, "NeuralMarket tests").Message(7, _graph.Text(2, "graph")).Message(8, operators).ToArray();
    }

    public string NextName() => $"v{_names++}";

    private static ProtoWriter Attribute(string name, object value)
    {
        ProtoWriter attribute = new ProtoWriter().Text(1, name);
        switch (value)
        {
            case float number:
                return attribute.Single(2, number).Number(20, 1);
            case long number:
                return attribute.Number(3, number).Number(20, 2);
            case string text:
                return attribute.Text(4, text).Number(20, 3);
            case ProtoWriter tensor:
                return attribute.Message(5, tensor).Number(20, 4);
            case long[] numbers:
                Array.ForEach(numbers, number => attribute.Number(8, number));
                return attribute.Number(20, 7);
            default:
                throw new ArgumentException($"An attribute cannot be a {value.GetType()}.", nameof(value));
        }
    }

    private static ProtoWriter Value(string name, long?[] shape, int type)
    {
        ProtoWriter dimensions = new();
        foreach (long? size in shape)
        {
            dimensions.Message(1, size is { } known ? new ProtoWriter().Number(1, known) : new ProtoWriter().Text(2, "n"));
        }

        return new ProtoWriter().Text(1, name).Message(2, new ProtoWriter().Message(1, new ProtoWriter().Number(1, type).Message(2, dimensions)));
    }
}
