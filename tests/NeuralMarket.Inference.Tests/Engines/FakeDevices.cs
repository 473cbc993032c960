using NeuralMarket.Format.BaseNetworks;
using NeuralMarket.Inference.Devices;
using NeuralMarket.Inference.Engines;
using NeuralMarket.Inference.Networks;
using NeuralMarket.Inference.Patches;

namespace NeuralMarket.Inference.Tests.Engines;

/// <summary>Devices that fail on purpose; those that are not quarantined are opened, as many at once as are allowed.</summary>
internal sealed class FakeDevices(int most, params FakeDevice[] devices) : IEngineSource
{
    public IReadOnlyList<IEngine> Open()
    {
        FakeDevice[] left = [.. devices.Where(device => device.Quarantined is null).Take(most)];
        return left.Length > 0 ? left : throw new OpenClException(string.Join(' ', devices.Select(device => $"{device.Name}: {device.Quarantined}")));
    }
}

/// <summary>A device whose network puts out its inputs as features.</summary>
internal sealed class FakeDevice(string name) : IEngine
{
    /// <summary>What goes wrong when a network is loaded for a batch of this size.</summary>
    public Func<int, Exception?> Fails { get; init; } = _ => null;

    /// <summary>What goes wrong when images are run; it may also take for ever.</summary>
    public Func<int, Exception?> RunFails { get; init; } = _ => null;

    public string? Wrong { get; set; }

    public List<int> Batches { get; } = [];

    /// <summary>How many images it ran, run by run.</summary>
    public List<int> Runs { get; } = [];

    public string? Quarantined { get; set; }

    public bool Disposed { get; private set; }

    public int Checks { get; private set; }

    public string Name => name;

    public IPatchRunner Patches => throw new NotSupportedException();

    public IBaseNetworkRunner Load(BaseNetwork network, NetworkRunnerOptions options)
    {
        Batches.Add(options.MaximumBatch);
        return Fails(options.MaximumBatch) is { } failure ? throw failure : new Runner(network, this, options.MaximumBatch);
    }

    public string? Check()
    {
        Checks++;
        return Wrong;
    }

    public void Quarantine(string reason) => Quarantined = reason;

    public void Dispose() => Disposed = true;

    private sealed class Runner(BaseNetwork network, FakeDevice device, int batch) : IBaseNetworkRunner
    {
        public BaseNetwork Network => network;

        public string DeviceName => device.Name;

        public int MaximumBatch => batch;

        public BaseOutputs Run(ReadOnlyMemory<float> inputs, int count, CancellationToken cancellationToken)
        {
            if (device.RunFails(count) is { } failure)
            {
                throw failure;
            }

            device.Runs.Add(count);
            (int features, int categories) = (network.Definition.FeatureCount, network.Definition.CategoryCount);
            return new BaseOutputs(count, features, categories, inputs.Span[..(count * features)].ToArray(), new float[count * categories]);
        }

        public void Dispose()
        {
        }
    }
}
