using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using NeuralMarket.Format.BaseNetworks;
using NeuralMarket.Inference.Devices;
using NeuralMarket.Inference.Engines;
using NeuralMarket.Inference.Networks;
using NeuralMarket.Inference.Patches;
using NeuralMarket.Inference.Reference;

namespace NeuralMarket.Market.Regression;

/// <summary>
/// The process's compute device, opened when it is first needed, with the base networks loaded on it. When a device breaks or computes wrongly, the next one
/// takes over; only a process without any working device fails.
/// </summary>
public sealed class InferenceEngine : IDisposable
{
    private readonly ComputeEngine? _engine;
    private readonly Lock _loading = new();
    private readonly Dictionary<string, IBaseNetworkRunner> _references = [];

    /// <summary>Makes the engine; opens nothing yet.</summary>
    public InferenceEngine(IOptions<InferenceOptions> options, TimeProvider time, ILogger<InferenceEngine> log)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.Value.UsesReference)
        {
            Patches = new ReferencePatchRunner();
            return;
        }

        DeviceChoice choice = new() { NameContains = string.IsNullOrWhiteSpace(options.Value.Device) ? null : options.Value.Device };
        _engine = ComputeEngine.Create(choice, new NetworkRunnerOptions { Notice = notice => log.LogWarning("{Notice}", notice) }, time);
        Patches = _engine.Patches;
    }

    /// <summary>Runs patches.</summary>
    /// <remarks>Throws an <see cref="OpenClException"/> when no device is left: the work waits for the operator.</remarks>
    public IPatchRunner Patches { get; }

    /// <summary>The device's name, once one is open.</summary>
    public string DeviceName => _engine?.DeviceName ?? "reference";

    /// <summary>A base network, loaded.</summary>
    /// <exception cref="OpenClException">No device is left: the work waits for the operator.</exception>
    public IBaseNetworkRunner Load(BaseNetwork network)
    {
        ArgumentNullException.ThrowIfNull(network);
        if (_engine is not null)
        {
            return _engine.Load(network);
        }

        lock (_loading)
        {
            if (!_references.TryGetValue(network.Identity, out IBaseNetworkRunner? runner))
            {
                _references[network.Identity] = runner = ReferenceNetworkRunner.Load(network);
            }

            return runner;
        }
    }

    /// <summary>Opens the device now, for the health check; what is wrong otherwise.</summary>
    public string? Problem()
    {
        try
        {
            _engine?.Open();
            return null;
        }
        catch (OpenClException broken)
        {
            return broken.Message;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _engine?.Dispose();
}
