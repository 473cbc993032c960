using NeuralMarket.Format.BaseNetworks;
using NeuralMarket.Format.Weights;
using NeuralMarket.Inference.Devices;
using NeuralMarket.Inference.Networks.Execution;
using NeuralMarket.Inference.Networks.Loading;

namespace NeuralMarket.Inference.Patches;

/// <summary>One patch on a device by the plain kernels: logits by the one that suits its width, then softmax.</summary>
internal sealed unsafe class PatchExecution : IPatchProduct
{
    /// <summary>Up to this many outputs, vectors along the features beat vectors along the outputs.</summary>
    internal const int NarrowOutputs = 12;

    private readonly ComputeDevice _device;
    private readonly PatchWeights _weights;
    private readonly IDeviceStep _logits;
    private readonly SoftmaxExecution _softmax;
    private readonly DeviceBuffer _values;
    private readonly DeviceBuffer? _features;

    public PatchExecution(ComputeDevice device, PatchWeights weights, int maximumImages)
    {
        (_device, _weights) = (device, weights);
        _logits = weights.Outputs <= NarrowOutputs
            ? new NarrowDenseExecution(device, weights.Weight, weights.Bias)
            : new DenseExecution(device, weights.Features, weights.Outputs, new LoadedLayer(new LayerParameters(weights.Weight, weights.Bias)), DenseActivation.None);
        _softmax = new SoftmaxExecution(device, weights.Outputs);
        _values = device.Allocate((long)maximumImages * weights.Outputs * sizeof(float), "a patch's outputs");
        _features = device.SharesHostMemory ? null : device.Allocate((long)maximumImages * weights.Features * sizeof(float), "features");
    }

    /// <summary>Runs at most the images it was made for, and waits.</summary>
    public void Run(float* pinnedFeatures, int images, Span<float> probabilities, Span<int> answers)
    {
        long bytes = (long)images * _weights.Features * sizeof(float);
        using DeviceBuffer? wrapped = _features is null ? _device.Wrap(pinnedFeatures, bytes) : null;
        if (_features is not null)
        {
            _device.Write(_features, pinnedFeatures, bytes);
        }

        _logits.Enqueue(wrapped ?? _features!, _values, images);
        _softmax.Enqueue(_values, images);
        fixed (float* probability = probabilities)
        fixed (int* answer = answers)
        {
            _device.Read(_values, probability, (long)probabilities.Length * sizeof(float));
            _device.Read(_softmax.Answers, answer, (long)answers.Length * sizeof(int));
            _device.Finish();
        }
    }

    public void Dispose()
    {
        _logits.Dispose();
        _softmax.Dispose();
        _values.Dispose();
        _features?.Dispose();
    }
}

/// <summary><c>dense_narrow</c>: few outputs, many images.</summary>
internal sealed class NarrowDenseExecution : IDeviceStep
{
    /// <summary>Images that one work-item computes; the kernel's unrolling.</summary>
    private const int Tile = 4;

    private readonly ComputeDevice _device;
    private readonly DeviceKernel _kernel;
    private readonly DeviceBuffer _weights;
    private readonly DeviceBuffer _biases;

    public NarrowDenseExecution(ComputeDevice device, float[] weights, float[] biases)
    {
        _device = device;
        _kernel = device.DenseKernel("dense_narrow");
        _weights = device.Upload(weights, "a patch's weights");
        _biases = device.Upload(biases, "a patch's biases");
        _kernel.Set(1, _weights);
        _kernel.Set(2, _biases);
        _kernel.Set(4, weights.Length / biases.Length, biases.Length);
    }

    public void Enqueue(DeviceBuffer input, DeviceBuffer output, int images)
    {
        int items = (images + Tile - 1) / Tile;
        _kernel.Set(0, input);
        _kernel.Set(3, output);
        _kernel.Set(6, images, items);
        _device.Enqueue(_kernel, items, GroupSize.Heavy(_device));
    }

    public void Dispose()
    {
        _kernel.Dispose();
        _weights.Dispose();
        _biases.Dispose();
    }
}
