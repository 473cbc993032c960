using System.Buffers;
using NeuralMarket.Format.Weights;
using NeuralMarket.Inference.Devices;
using NeuralMarket.Inference.Networks.Tuning;

namespace NeuralMarket.Inference.Patches;

/// <summary>
/// Runs patches on an OpenCL device, in chunks that fit its memory; features are read in place where the device shares the host's memory, so that they may
/// lie in a mapped file larger than memory. Safe to call from several threads: calls take turns, chunk by chunk.
/// </summary>
public sealed unsafe class OpenClPatchRunner : IPatchRunner
{
    /// <summary>Features at once, in bytes: large enough to keep every core busy, small enough to stay responsive to cancellation.</summary>
    private const long ChunkBytes = 256L * 1024 * 1024;

    private readonly ComputeDevice _device;
    private readonly long _chunkBytes;
    private readonly bool _tiled;
    private bool _disposed;

    /// <summary>Takes an open device, which must outlive the runner.</summary>
    public OpenClPatchRunner(ComputeDevice device)
        : this(device, ChunkBytes)
    {
    }

    /// <summary>Takes an open device.</summary>
    /// <param name="device">The device.</param>
    /// <param name="chunkBytes">Features at once.</param>
    /// <param name="families">The fast kernels to use; by default those that the device is trusted with.</param>
    internal OpenClPatchRunner(ComputeDevice device, long chunkBytes, KernelFamilies? families = null)
    {
        ArgumentNullException.ThrowIfNull(device);
        (_device, _chunkBytes) = (device, Math.Min(chunkBytes, device.Description.LargestAllocationBytes));
        _tiled = (families ?? device.Trusted).HasFlag(KernelFamilies.TiledPatch);
    }

    /// <inheritdoc/>
    public PatchOutputs Run(PatchWeights weights, ReadOnlyMemory<float> features, int count, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        PatchOutputs outputs = PatchOutputs.Allocate(weights, features.Length, count);
        Run([weights], features, count, outputs.Probabilities, outputs.Answers, cancellationToken);
        return outputs;
    }

    /// <inheritdoc/>
    public IReadOnlyList<PatchOutputs> Run(IReadOnlyList<PatchWeights> patches, ReadOnlyMemory<float> features, int count, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(patches);
        PatchOutputs.ThrowIfUnequal(patches);
        if (!_tiled)
        {
            return [.. patches.Select(weights => Run(weights, features, count, cancellationToken))];
        }

        List<PatchOutputs> all = [];
        foreach (PatchWeights[] together in PatchGrouping.Group(patches, TiledPatchExecution.MostOutputs(_device)))
        {
            PatchOutputs[] outputs = [.. together.Select(weights => PatchOutputs.Allocate(weights, features.Length, count))];
            float[] probabilities = new float[checked(count * together.Sum(weights => weights.Outputs))];
            int[] answers = new int[checked(count * together.Length)];
            Run(together, features, count, probabilities, answers, cancellationToken);
            PatchGrouping.Separate(probabilities, answers, outputs);
            all.AddRange(outputs);
        }

        return all;
    }

    /// <inheritdoc/>
    public void Dispose() => _disposed = true;

    private void Run(PatchWeights[] patches, ReadOnlyMemory<float> features, int count, float[] probabilities, int[] answers, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (count == 0)
        {
            return;
        }

        (int featureCount, int outputCount) = (patches[0].Features, patches.Sum(weights => weights.Outputs));
        int chunk = (int)Math.Clamp(_chunkBytes / sizeof(float) / Math.Max(featureCount, outputCount), 1, count);
        using MemoryHandle pinned = features.Pin();
        using IPatchProduct product = Load(patches, chunk);
        for (int first = 0; first < count; first += chunk)
        {
            cancellationToken.ThrowIfCancellationRequested();
            int images = Math.Min(chunk, count - first);
            lock (_device.Gate)
            {
                product.Run(
                    (float*)pinned.Pointer + ((long)first * featureCount),
                    images,
                    probabilities.AsSpan(first * outputCount, images * outputCount),
                    answers.AsSpan(first * patches.Length, images * patches.Length));
            }
        }
    }

    private IPatchProduct Load(PatchWeights[] patches, int chunk)
    {
        lock (_device.Gate)
        {
            return _tiled ? new TiledPatchExecution(_device, patches) : new PatchExecution(_device, patches.Single(), chunk);
        }
    }
}
