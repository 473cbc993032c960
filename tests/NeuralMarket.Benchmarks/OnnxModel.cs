using System.Runtime.InteropServices;
using NeuralMarket.Format.BaseNetworks;
using NeuralMarket.Format.Weights;
using NeuralMarket.Inference.Networks.Planning;
using NeuralMarket.Testing.Onnx;

namespace NeuralMarket.Benchmarks;

/// <summary>Writes a network as an ONNX model, for the competitor. Only what the benchmarks need of onnx.proto (IR version 8, operator set 13).</summary>
internal sealed class OnnxModel
{
    private readonly ProtoWriter _graph = new();
    private string _last = "input";
    private int _names;

    public static byte[] Of(SyntheticNetwork network)
    {
        OnnxModel model = new();
        bool flat = false;
        for (int i = 0; i < network.Parameters.Length; i++)
        {
            if (network.Definition.Layers[i] is DenseLayer && !flat)
            {
                model.Node("Flatten", []);
                flat = true;
            }

            model.Layer(network.Definition.Layers[i], network.Parameters[i]);
        }

        Shape input = network.Definition.Input;
        return model.Finish([null, input.Channels, input.Height, input.Width]);
    }

    public static byte[] Of(PatchWeights weights)
    {
        OnnxModel model = new();
        model.Dense(weights.Features, new LayerParameters(weights.Weight, weights.Bias), DenseActivation.Softmax);
        return model.Finish([null, weights.Features]);
    }

    private void Layer(Layer layer, LayerParameters parameters)
    {
        switch (layer)
        {
            case ConvolutionLayer convolution:
                string weights = Tensor(parameters.Weights, convolution.Output.Channels, convolution.Input.Channels / convolution.Groups, convolution.Kernel, convolution.Kernel);
                Node("Conv", [weights, Tensor(parameters.Biases, parameters.Biases.Length)], ("pads", [convolution.Pad, convolution.Pad, convolution.Pad, convolution.Pad]), ("strides", [convolution.Stride, convolution.Stride]));
                if (convolution.Relu)
                {
                    Node("Relu", []);
                }

                break;
            case PoolLayer { Pool: PoolKind.Max } pool:
                Node("MaxPool", [], ("kernel_shape", [pool.Window, pool.Window]), ("strides", [pool.Stride, pool.Stride]), ("pads", [pool.Pad, pool.Pad, pool.Pad, pool.Pad]));
                break;
            case DenseLayer dense:
                Dense((int)dense.Input.Count, parameters, dense.Activation);
                break;
            default:
                throw new NotSupportedException($"The benchmarks have no {layer.Kind}.");
        }
    }

    private void Dense(int inputs, LayerParameters parameters, DenseActivation activation)
    {
        Node("Gemm", [Tensor(parameters.Weights, parameters.Biases.Length, inputs), Tensor(parameters.Biases, parameters.Biases.Length)], ("transB", null));
        if (activation != DenseActivation.None)
        {
            Node(activation == DenseActivation.Relu ? "Relu" : "Softmax", []);
        }
    }

    /// <summary>A node that reads what the last one put out. An attribute without numbers is the whole number 1.</summary>
    private void Node(string kind, string[] parameters, params ReadOnlySpan<(string Name, int[]? Values)> attributes)
    {
        ProtoWriter node = new();
        foreach (string input in parameters.Prepend(_last))
        {
            node.Text(1, input);
        }

        _last = NextName();
        node.Text(2, _last).Text(4, kind);
        foreach ((string name, int[]? values) in attributes)
        {
            ProtoWriter attribute = new ProtoWriter().Text(1, name);
            foreach (int value in values ?? [])
            {
                attribute.Number(8, value);
            }

            const int SingleInteger = 2;
            const int Integers = 7;
            node.Message(5, values is null ? attribute.Number(3, 1).Number(20, SingleInteger) : attribute.Number(20, Integers));
        }

        _graph.Message(1, node);
    }

    private string Tensor(float[] values, params ReadOnlySpan<int> shape)
    {
        string name = NextName();
        ProtoWriter tensor = new();
        foreach (int size in shape)
        {
            tensor.Number(1, size);
        }

        const int SinglePrecision = 1;
        _graph.Message(5, tensor.Number(2, SinglePrecision).Text(8, name).Bytes(9, MemoryMarshal.AsBytes(values.AsSpan())));
        return name;
    }

    private byte[] Finish(int?[] inputShape)
    {
        const int IrVersion = 8;
        const int OperatorSet = 13;
        _graph.Message(1, new ProtoWriter().Text(1, _last).Text(2, "output").Text(4, "Identity"));
        _graph.Text(2, "benchmark").Message(11, Value("input", inputShape)).Message(12, Value("output", [null, null]));
        ProtoWriter operators = new ProtoWriter().Text(1, "").Number(2, OperatorSet);
        return new ProtoWriter().Number(1, IrVersion).Message(7, _graph).Message(8, operators).ToArray();
    }

    private static ProtoWriter Value(string name, int?[] shape)
    {
        ProtoWriter dimensions = new();
        foreach (int? size in shape)
        {
            dimensions.Message(1, size is { } known ? new ProtoWriter().Number(1, known) : new ProtoWriter().Text(2, "n"));
        }

        return new ProtoWriter().Text(1, name).Message(2, new ProtoWriter().Message(1, new ProtoWriter().Number(1, 1).Message(2, dimensions)));
    }

    private string NextName() => $"v{_names++}";
}
