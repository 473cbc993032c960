using NeuralMarket.Format.BaseNetworks;
using NeuralMarket.Format.Weights;
using NeuralMarket.Inference.Devices;
using NeuralMarket.Inference.Networks;
using NeuralMarket.Inference.Patches;

namespace NeuralMarket.Inference.Engines;

/// <summary>
/// Base networks and patches on whatever devices work. A batch is shared over them by measured speed. When memory runs out, smaller batches; a device that breaks,
/// never comes back or computes a known answer wrongly is quarantined and its share goes to the others, or to the next device; when none is left, an error that
/// says why not each. Safe to call from several threads: calls take turns.
/// </summary>
public sealed class ComputeEngine : IDisposable
{
    private readonly Lock _gate = new();
    private readonly DeviceLanes _lanes;
    private bool _disposed;

    internal ComputeEngine(IEngineSource source, NetworkRunnerOptions options, TimeProvider time, IPatience? patience = null)
    {
        _lanes = new DeviceLanes(source, options, time, patience ?? new Patience(time));
        Patches = new SteadyPatches(this);
    }

    /// <summary>Makes an engine; its devices are opened when they are first needed.</summary>
    /// <param name="choice">Which devices may be taken.</param>
    /// <param name="options">How networks are loaded; <see cref="NetworkRunnerOptions.Notice"/> hears of every quarantine and every smaller batch.</param>
    /// <param name="time">The clock of the repeated check, and of the patience with a device.</param>
    public static ComputeEngine Create(DeviceChoice choice, NetworkRunnerOptions options, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(choice);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(time);
        return new ComputeEngine(new OpenClEngines(choice), options, time);
    }

    /// <summary>Runs patches, on the best device; lives as long as the engine.</summary>
    public IPatchRunner Patches { get; }

    /// <summary>The devices in use; <c>none</c> before the first is opened.</summary>
    public string DeviceName => _lanes.Open is { Count: > 0 } open ? string.Join(" and ", open.Select(lane => lane.Name)) : "none";

    /// <summary>Opens the devices now, if none is open: for health checks.</summary>
    /// <exception cref="OpenClException">No device is left.</exception>
    public void Open()
    {
        // Does not wait for work that runs on open ones.
        if (_lanes.Open.Count == 0)
        {
            Exclusively(_lanes.Ready);
        }
    }

    /// <summary>Begins to open the devices while the caller does something else. What goes wrong is told when they are needed.</summary>
    public void OpenAhead() => _ = Task.Run(() =>
    {
        try
        {
            Open();
        }
        catch (Exception told) when (told is OpenClException or ObjectDisposedException)
        {
            // Whoever needs them opens them again and hears why not.
        }
    });

    /// <summary>A base network, loaded now; lives as long as the engine.</summary>
    /// <exception cref="OpenClException">No device is left.</exception>
    /// <exception cref="IOException">The parameters cannot be read.</exception>
    public IBaseNetworkRunner Load(BaseNetwork network)
    {
        ArgumentNullException.ThrowIfNull(network);
        Exclusively(() => Loaded(network));
        return new SteadyNetwork(this, network);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_gate)
        {
            _disposed = true;
            _lanes.Close();
        }
    }

    private T Exclusively<T>(Func<T> work)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            return work();
        }
    }

    /// <summary>Every device that can run a network now. Every turn of the loop halves a batch, quarantines a device, or returns.</summary>
    private List<(DeviceLane Lane, LaneNetwork Network)> Loaded(BaseNetwork network)
    {
        while (true)
        {
            IReadOnlyList<DeviceLane> ready = _lanes.Ready();
            List<(DeviceLane, LaneNetwork)> loaded = [.. _lanes.Await(ready, (lane, _) => lane.LoadAsync(network, measured: ready.Count > 1)).Select(one => (one.Lane, one.Result))];
            if (loaded.Count == ready.Count)
            {
                return loaded;
            }
        }
    }

    /// <summary>Round by round; what a device failed at is done again by whoever is left.</summary>
    private BaseOutputs Run(BaseNetwork network, ReadOnlyMemory<float> inputs, int count, CancellationToken cancellationToken)
    {
        BaseOutputs outputs = BaseOutputs.Allocate(network.Definition, inputs.Length, count);
        int inputCount = (int)network.Definition.Input.Count;
        Stack<ImageRange> left = [];
        left.Push(new ImageRange(0, count));
        while (left.TryPop(out ImageRange range))
        {
            if (range.Count == 0)
            {
                continue;
            }

            cancellationToken.ThrowIfCancellationRequested();
            List<(DeviceLane Lane, LaneNetwork Network)> lanes = Loaded(network);
            ImageRange[] shares = range.Split(Shares(lanes, range.Count), out ImageRange rest);
            left.Push(rest);
            (DeviceLane, ImageRange)[] busy = [.. lanes.Zip(shares, (lane, share) => (lane.Lane, share)).Where(one => one.share.Count > 0)];
            var done = _lanes.Await(
                [.. busy.Select(one => one.Item1)],
                (lane, i) => lane.RunAsync(network, inputs.Slice(busy[i].Item2.First * inputCount, busy[i].Item2.Count * inputCount), busy[i].Item2.Count, cancellationToken));
            foreach ((DeviceLane lane, ImageRange share) in busy)
            {
                if (done.FirstOrDefault(one => one.Lane == lane).Result is { } part)
                {
                    part.CopyTo(outputs, share.First);
                }
                else
                {
                    left.Push(share);
                }
            }
        }

        return outputs;
    }

    private static int[] Shares(List<(DeviceLane Lane, LaneNetwork Network)> lanes, int images) => lanes.Count == 1
        ? [Math.Min(images, lanes[0].Network.MaximumBatch)]
        : WorkShares.Divide(images, [.. lanes.Select(lane => lane.Network.ImagesPerSecond)], [.. lanes.Select(lane => lane.Network.MaximumBatch)]);

    private T Patch<T>(Func<IPatchRunner, T> work)
    {
        while (true)
        {
            DeviceLane best = _lanes.Ready()[0];
            if (_lanes.Await([best], (lane, _) => lane.PatchAsync(work)) is [(_, T result)])
            {
                return result;
            }
        }
    }

    private sealed class SteadyNetwork(ComputeEngine owner, BaseNetwork network) : IBaseNetworkRunner
    {
        public BaseNetwork Network => network;

        public string DeviceName => string.Join(" and ", owner.Exclusively(() => owner.Loaded(network)).Select(lane => lane.Network.DeviceName));

        public int MaximumBatch => owner.Exclusively(() => owner.Loaded(network)).Sum(lane => lane.Network.MaximumBatch);

        public BaseOutputs Run(ReadOnlyMemory<float> inputs, int count, CancellationToken cancellationToken) =>
            owner.Exclusively(() => owner.Run(network, inputs, count, cancellationToken));

        public void Dispose()
        {
            // The engine keeps the network loaded for the next one who asks.
        }
    }

    private sealed class SteadyPatches(ComputeEngine owner) : IPatchRunner
    {
        public PatchOutputs Run(PatchWeights weights, ReadOnlyMemory<float> features, int count, CancellationToken cancellationToken) =>
            owner.Exclusively(() => owner.Patch(patches => patches.Run(weights, features, count, cancellationToken)));

        public IReadOnlyList<PatchOutputs> Run(IReadOnlyList<PatchWeights> patches, ReadOnlyMemory<float> features, int count, CancellationToken cancellationToken) =>
            owner.Exclusively(() => owner.Patch(runner => runner.Run(patches, features, count, cancellationToken)));

        public void Dispose()
        {
            // The engine's.
        }
    }
}
