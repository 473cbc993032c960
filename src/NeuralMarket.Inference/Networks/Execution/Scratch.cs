using NeuralMarket.Inference.Devices;

namespace NeuralMarket.Inference.Networks.Execution;

/// <summary>Two buffers for what a step keeps between its kernels; steps run one after another and share them.</summary>
internal sealed class Scratch(ComputeDevice device) : IDisposable
{
    private readonly DeviceBuffer?[] _buffers = new DeviceBuffer?[2];

    public DeviceBuffer First => _buffers[0] ?? throw new InvalidOperationException("No step has reserved it.");

    public DeviceBuffer Second => _buffers[1] ?? throw new InvalidOperationException("No step has reserved it.");

    /// <summary>Makes the buffers at least this large; called while steps are prepared, never between their kernels.</summary>
    public void Reserve(long firstBytes, long secondBytes)
    {
        Grow(ref _buffers[0], firstBytes);
        Grow(ref _buffers[1], secondBytes);
    }

    public void Dispose() => Array.ForEach(_buffers, buffer => buffer?.Dispose());

    private void Grow(ref DeviceBuffer? buffer, long bytes)
    {
        if (buffer is null || buffer.Bytes < bytes)
        {
            buffer?.Dispose();
            buffer = null;
            buffer = device.Allocate(bytes, "what is kept between kernels");
        }
    }
}
