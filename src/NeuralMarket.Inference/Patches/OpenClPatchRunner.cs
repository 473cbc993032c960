using System.Buffers;
using NeuralMarket.Format.Weights;
using NeuralMarket.Inference.Devices;

namespace NeuralMarket.Inference.Patches;

/// <summary>
/// Runs patches on an OpenCL device, in chunks that fit its memory; features are read in place where the device shares the host's memory.
/// Safe to call from several threads: calls take turns, chunk by chunk.
/// </summary>
public sealed unsafe class OpenClPatchRunner : IPatchRunner
{
    /// <summary>Features at once, in bytes: large enough to keep every core busy, small enough to stay responsive to cancellation.</summary>
    private const long ChunkBytes = 256L * 1024 * 1024;

    private readonly ComputeDevice _device;
    private readonly long _chunkBytes;
    private bool _disposed;

    /// <summary>Takes an open device, which must outlive the runner.</summary>
    public OpenClPatchRunner(ComputeDevice device)
        : this(device, ChunkBytes)
    {
    }

    internal OpenClPatchRunner(ComputeDevice device, long chunkBytes)
    {
        ArgumentNullException.ThrowIfNull(device);
        (_device, _chunkBytes) = (device, Math.Min(chunkBytes, device.Description.LargestAllocationBytes));
    }

    /// <inheritdoc/>
    public PatchOutputs Run(PatchWeights weights, ReadOnlyMemory<float> features, int count, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        PatchOutputs outputs = PatchOutputs.Allocate(weights, features.Length, count);
        if (count == 0)
        {
            return outputs;
        }

        int chunk = (int)Math.Clamp(_chunkBytes / sizeof(float) / Math.Max(weights.Features, weights.Outputs), 1, count);
        using MemoryHandle pinned = features.Pin();
        using PatchExecution execution = Load(weights, chunk);
        for (int first = 0; first < count; first += chunk)
        {
            cancellationToken.ThrowIfCancellationRequested();
            int images = Math.Min(chunk, count - first);
            lock (_device.Gate)
            {
                execution.Run(
                    (float*)pinned.Pointer + ((long)first * weights.Features),
                    images,
                    outputs.Probabilities.AsSpan(first * weights.Outputs, images * weights.Outputs),
                    outputs.Answers.AsSpan(first, images));
            }
        }

        return outputs;
    }

    /// <inheritdoc/>
    public void Dispose() => _disposed = true;

    private PatchExecution Load(PatchWeights weights, int chunk)
    {
        lock (_device.Gate)
        {
            return new PatchExecution(_device, weights, chunk);
        }
    }
}
