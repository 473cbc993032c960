using NeuralMarket.Format.BaseNetworks;
using NeuralMarket.Format.Weights;
using NeuralMarket.Inference.Devices;
using NeuralMarket.Inference.Networks;
using NeuralMarket.Inference.Patches;

namespace NeuralMarket.Inference.Engines;

/// <summary>
/// Base networks and patches on whatever device works: when memory runs out, smaller batches; when a device breaks or computes a known answer wrongly, it is
/// quarantined and the next one is taken; when none is left, an error that says why not each. The known answers are computed again every so often.
/// Safe to call from several threads: calls take turns.
/// </summary>
public sealed class ComputeEngine : IDisposable
{
    /// <summary>How often the known answers are computed again, at most.</summary>
    private static readonly TimeSpan CheckInterval = TimeSpan.FromMinutes(10);

    private readonly Lock _gate = new();
    private readonly IEngineSource _source;
    private readonly NetworkRunnerOptions _options;
    private readonly TimeProvider _time;
    private readonly Dictionary<string, IBaseNetworkRunner> _networks = [];
    private IEngine? _engine;
    private int _batch;
    private DateTimeOffset _checked;
    private bool _disposed;

    internal ComputeEngine(IEngineSource source, NetworkRunnerOptions options, TimeProvider time)
    {
        (_source, _options, _time, _batch) = (source, options, time, options.MaximumBatch);
        Patches = new SteadyPatches(this);
    }

    /// <summary>Makes an engine; its device is opened when it is first needed.</summary>
    /// <param name="choice">Which devices may be taken.</param>
    /// <param name="options">How networks are loaded; <see cref="NetworkRunnerOptions.Notice"/> hears of every quarantine and every smaller batch.</param>
    /// <param name="time">The clock of the repeated check.</param>
    public static ComputeEngine Create(DeviceChoice choice, NetworkRunnerOptions options, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(choice);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(time);
        return new ComputeEngine(new OpenClEngines(choice), options, time);
    }

    /// <summary>Runs patches; lives as long as the engine.</summary>
    public IPatchRunner Patches { get; }

    /// <summary>The device in use; <c>none</c> before the first is opened.</summary>
    public string DeviceName => _engine?.Name ?? "none";

    /// <summary>Opens a device now, if none is open: for health checks.</summary>
    /// <exception cref="OpenClException">No device is left.</exception>
    public void Open()
    {
        // Does not wait for work that runs on an open one.
        if (Volatile.Read(ref _engine) is null)
        {
            Execute(engine => engine.Name);
        }
    }

    /// <summary>A base network, loaded now; lives as long as the engine.</summary>
    /// <exception cref="OpenClException">No device is left.</exception>
    /// <exception cref="IOException">The parameters cannot be read.</exception>
    public IBaseNetworkRunner Load(BaseNetwork network)
    {
        ArgumentNullException.ThrowIfNull(network);
        Execute(engine => Loaded(engine, network));
        return new SteadyNetwork(this, network);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_gate)
        {
            _disposed = true;
            Close();
        }
    }

    /// <summary>Every turn of the loop halves the batch, quarantines a device, or returns.</summary>
    private T Execute<T>(Func<IEngine, T> work)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            while (true)
            {
                IEngine engine = _engine ??= OpenNext();
                try
                {
                    if (FailsCheck(engine) is not { } wrong)
                    {
                        return work(engine);
                    }

                    Abandon(engine, $"it computed a known answer wrongly; what it computed since {_checked:u} should be computed again. {wrong}");
                }
                catch (OpenClException exhausted) when (exhausted.IsOutOfMemory && _batch > 1)
                {
                    _batch /= 2;
                    Notice($"{engine.Name} ran out of memory; it now takes at most {_batch} images at once.");
                    Close();
                }
                catch (OpenClException broken)
                {
                    Abandon(engine, broken.Message);
                }
            }
        }
    }

    private IEngine OpenNext()
    {
        _checked = _time.GetUtcNow();
        return _source.Open();
    }

    private string? FailsCheck(IEngine engine)
    {
        if (_time.GetUtcNow() - _checked < CheckInterval)
        {
            return null;
        }

        string? wrong = engine.Check();
        _checked = wrong is null ? _time.GetUtcNow() : _checked;
        return wrong;
    }

    private void Abandon(IEngine engine, string reason)
    {
        engine.Quarantine(reason);
        Notice($"{engine.Name} is not used any more for now: {reason}");
        _batch = _options.MaximumBatch;
        Close();
    }

    private void Close()
    {
        foreach (IBaseNetworkRunner runner in _networks.Values)
        {
            runner.Dispose();
        }

        _networks.Clear();
        _engine?.Dispose();
        _engine = null;
    }

    private IBaseNetworkRunner Loaded(IEngine engine, BaseNetwork network)
    {
        if (!_networks.TryGetValue(network.Identity, out IBaseNetworkRunner? runner))
        {
            runner = engine.Load(network, _options with { MaximumBatch = _batch });
            _networks.Add(network.Identity, runner);
        }

        return runner;
    }

    private void Notice(string text) => _options.Notice?.Invoke(text);

    private sealed class SteadyNetwork(ComputeEngine owner, BaseNetwork network) : IBaseNetworkRunner
    {
        public BaseNetwork Network => network;

        public string DeviceName => owner.Execute(engine => owner.Loaded(engine, network).DeviceName);

        public int MaximumBatch => owner.Execute(engine => owner.Loaded(engine, network).MaximumBatch);

        public BaseOutputs Run(ReadOnlyMemory<float> inputs, int count, CancellationToken cancellationToken) =>
            owner.Execute(engine => owner.Loaded(engine, network).Run(inputs, count, cancellationToken));

        public void Dispose()
        {
            // The engine keeps the network loaded for the next one who asks.
        }
    }

    private sealed class SteadyPatches(ComputeEngine owner) : IPatchRunner
    {
        public PatchOutputs Run(PatchWeights weights, ReadOnlyMemory<float> features, int count, CancellationToken cancellationToken) =>
            owner.Execute(engine => engine.Patches.Run(weights, features, count, cancellationToken));

        public IReadOnlyList<PatchOutputs> Run(IReadOnlyList<PatchWeights> patches, ReadOnlyMemory<float> features, int count, CancellationToken cancellationToken) =>
            owner.Execute(engine => engine.Patches.Run(patches, features, count, cancellationToken));

        public void Dispose()
        {
            // The engine's.
        }
    }
}
