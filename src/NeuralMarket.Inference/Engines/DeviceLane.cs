using NeuralMarket.Format.BaseNetworks;
using NeuralMarket.Inference.Devices;
using NeuralMarket.Inference.Networks;
using NeuralMarket.Inference.Patches;

namespace NeuralMarket.Inference.Engines;

/// <summary>One open device at work: its thread, the networks loaded on it, and how fast it was seen to run them.</summary>
internal sealed class DeviceLane(IEngine engine, NetworkRunnerOptions options, TimeProvider time) : IDisposable
{
    private readonly DeviceThread _thread = new($"device {engine.Name}");
    private readonly Dictionary<string, Loaded> _networks = [];
    private int _batch = options.MaximumBatch;

    public string Name => engine.Name;

    /// <summary>When it last computed the known answers.</summary>
    public DateTimeOffset Checked { get; private set; } = time.GetUtcNow();

    /// <summary>Whether it was left to itself because it never came back: nothing of it may be touched any more.</summary>
    public bool IsStuck { get; set; }

    /// <summary>Computes the known answers again; <see langword="null"/>, or what was wrong.</summary>
    public Task<string?> CheckAsync(DateTimeOffset now) => _thread.Start(() =>
    {
        string? wrong = engine.Check();
        Checked = wrong is null ? now : Checked;
        return wrong;
    });

    /// <summary>Loads a network if it is not; with <paramref name="measured"/> two images of zeros tell how fast it runs here.</summary>
    public Task<LaneNetwork> LoadAsync(BaseNetwork network, bool measured) => _thread.Start(() => Load(network, measured).Facts);

    /// <summary>Runs images.</summary>
    public Task<BaseOutputs> RunAsync(BaseNetwork network, ReadOnlyMemory<float> inputs, int count, CancellationToken cancellationToken) => _thread.Start(() =>
    {
        Loaded loaded = Load(network, measured: false);
        long start = time.GetTimestamp();
        BaseOutputs outputs = loaded.Runner.Run(inputs, count, cancellationToken);
        loaded.Saw(count, time.GetElapsedTime(start));
        return outputs;
    });

    /// <summary>Runs patches.</summary>
    public Task<T> PatchAsync<T>(Func<IPatchRunner, T> work) => _thread.Start(() => work(engine.Patches));

    /// <summary>Halves the batch, if it is more than one image: the networks are loaded anew, smaller.</summary>
    /// <returns>The new batch; 0 when it cannot be smaller.</returns>
    public int HalveBatch()
    {
        if (_batch == 1)
        {
            return 0;
        }

        _batch /= 2;
        Unload();
        return _batch;
    }

    public void Quarantine(string reason) => engine.Quarantine(reason);

    public void Dispose()
    {
        _thread.Dispose();
        if (!IsStuck)
        {
            Unload();
            engine.Dispose();
        }
    }

    private void Unload()
    {
        foreach (Loaded loaded in _networks.Values)
        {
            loaded.Runner.Dispose();
        }

        _networks.Clear();
    }

    private Loaded Load(BaseNetwork network, bool measured)
    {
        if (!_networks.TryGetValue(network.Identity, out Loaded? loaded))
        {
            loaded = new Loaded(engine.Load(network, options with { MaximumBatch = _batch }));
            _networks.Add(network.Identity, loaded);
        }

        if (measured && loaded.ImagesPerSecond == 0)
        {
            float[] zeros = new float[network.Definition.Input.Count];
            loaded.Runner.Run(zeros, 1, CancellationToken.None);
            long start = time.GetTimestamp();
            loaded.Runner.Run(zeros, 1, CancellationToken.None);
            loaded.Saw(1, time.GetElapsedTime(start));
        }

        return loaded;
    }

    private sealed class Loaded(IBaseNetworkRunner runner)
    {
        public IBaseNetworkRunner Runner => runner;

        /// <summary>0 until it was measured.</summary>
        public double ImagesPerSecond { get; private set; }

        public LaneNetwork Facts => new(runner.DeviceName, runner.MaximumBatch, ImagesPerSecond);

        /// <summary>What was seen last counts as much as all before it: a device that slows down is believed soon, a hiccup is forgotten soon.</summary>
        public void Saw(int images, TimeSpan time)
        {
            double speed = images / Math.Max(time.TotalSeconds, 1e-9);
            ImagesPerSecond = ImagesPerSecond == 0 ? speed : (ImagesPerSecond + speed) / 2;
        }
    }
}

/// <summary>A network on one device.</summary>
/// <param name="DeviceName">For reports.</param>
/// <param name="MaximumBatch">The most images at once.</param>
/// <param name="ImagesPerSecond">As measured; 0 when it was not.</param>
internal sealed record LaneNetwork(string DeviceName, int MaximumBatch, double ImagesPerSecond);
