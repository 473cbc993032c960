using NeuralMarket.Format.BaseNetworks;
using NeuralMarket.Inference.Devices;

namespace NeuralMarket.Inference.Networks.Execution;

/// <summary>
/// A dense layer of one image by <c>Kernels/dense_stream.cl</c>: the weights of inputs that are 0, as most are that a trained network's ReLU puts out, are not read.
/// (On how many: Han et al., <i>EIE: Efficient Inference Engine on Compressed Deep Neural Network</i>, ISCA 2016, arXiv:1602.01528, table III.)
/// </summary>
internal sealed class DenseStream : IDisposable
{
    /// <summary>What the kernel prefetches at most, in inputs: its <c>AHEAD_MOST</c>.</summary>
    private const int FurthestAhead = 128;

    private readonly ComputeDevice _device;
    private readonly DeviceKernel _inputs;
    private readonly DeviceKernel _kernel;
    private readonly DeviceBuffer _list;

    public DenseStream(ComputeDevice device, DenseLayer layer, bool half, DeviceBuffer biases)
    {
        _device = device;
        int inputs = (int)layer.Input.Count;
        _list = device.Allocate((1L + inputs + FurthestAhead) * sizeof(int), "a list of a dense layer's inputs");
        _inputs = device.Kernel("dense_stream", "dense_inputs");
        _inputs.Set(1, _list);
        _inputs.Set(2, inputs);
        _kernel = device.Kernel("dense_stream", half ? "dense_stream_half" : "dense_stream");
        _kernel.Set(2, biases);
        _kernel.Set(4, _list);
        _kernel.Set(5, inputs, layer.Output.Channels);
        int index = _kernel.Set(7, layer.Activation == DenseActivation.Relu ? 0f : float.NegativeInfinity);
        int values = half ? device.Parameters.HalfPrefetchBytes / sizeof(short) : device.Parameters.SinglePrefetchBytes / sizeof(float);
        _kernel.Set(index, Math.Min(values / TiledDenseExecution.Width(device, half), FurthestAhead));
    }

    public void Enqueue(DeviceBuffer input, DeviceBuffer output, int image, IEnumerable<(DeviceBuffer Weights, int FirstPanel, int Panels)> parts)
    {
        _inputs.Set(0, input);
        _inputs.Set(3, image);
        _device.Enqueue(_inputs, 1, 1);
        _kernel.Set(0, input);
        _kernel.Set(3, output);
        foreach ((DeviceBuffer weights, int firstPanel, int panels) in parts)
        {
            _kernel.Set(1, weights);
            _kernel.Set(9, firstPanel, image);
            _device.Enqueue(_kernel, panels, 1);
        }
    }

    public void Dispose()
    {
        _inputs.Dispose();
        _kernel.Dispose();
        _list.Dispose();
    }
}
