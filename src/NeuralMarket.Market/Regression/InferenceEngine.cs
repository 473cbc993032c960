using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using NeuralMarket.Format.BaseNetworks;
using NeuralMarket.Inference.Devices;
using NeuralMarket.Inference.Networks;
using NeuralMarket.Inference.Patches;
using NeuralMarket.Inference.Reference;

namespace NeuralMarket.Market.Regression;

/// <summary>
/// The process's compute device, opened when it is first needed, with the base networks loaded on it. A device that breaks is let go of, so that the next
/// try opens it, or another one, anew.
/// </summary>
public sealed class InferenceEngine(IOptions<InferenceOptions> options, ILogger<InferenceEngine> log) : IDisposable
{
    private readonly Lock _opening = new();
    private readonly Dictionary<string, IBaseNetworkRunner> _networks = [];
    private ComputeDevice? _device;
    private IPatchRunner? _patches;

    /// <summary>A base network, loaded.</summary>
    /// <exception cref="NoDeviceException">There is no usable device; the work waits for the operator.</exception>
    public IBaseNetworkRunner Load(BaseNetwork network)
    {
        lock (_opening)
        {
            if (!_networks.TryGetValue(network.Identity, out IBaseNetworkRunner? runner))
            {
                runner = options.Value.UsesReference ? ReferenceNetworkRunner.Load(network) : OpenClNetworkRunner.Load(OpenDevice(), network, NetworkRunnerOptions.Default);
                _networks[network.Identity] = runner;
            }

            return runner;
        }
    }

    /// <summary>Runs patches.</summary>
    /// <exception cref="NoDeviceException">There is no usable device; the work waits for the operator.</exception>
    public IPatchRunner Patches
    {
        get
        {
            lock (_opening)
            {
                return _patches ??= options.Value.UsesReference ? new ReferencePatchRunner() : new OpenClPatchRunner(OpenDevice());
            }
        }
    }

    /// <summary>The device's name, once one is open.</summary>
    public string DeviceName => _device?.Description.Name ?? (options.Value.UsesReference ? "reference" : "none");

    /// <summary>Opens the device now, for the health check; what is wrong otherwise.</summary>
    public string? Problem()
    {
        try
        {
            _ = Patches;
            return null;
        }
        catch (Exception broken) when (broken is NoDeviceException or OpenClException)
        {
            return broken.Message;
        }
    }

    /// <summary>Lets go of a device that broke.</summary>
    public void Reset()
    {
        lock (_opening)
        {
            foreach (IBaseNetworkRunner runner in _networks.Values)
            {
                runner.Dispose();
            }

            _networks.Clear();
            _patches?.Dispose();
            _patches = null;
            _device?.Dispose();
            _device = null;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => Reset();

    private ComputeDevice OpenDevice()
    {
        if (_device is not null)
        {
            return _device;
        }

        DeviceSelection selection = ComputeDevices.Choose(new DeviceChoice { NameContains = string.IsNullOrWhiteSpace(options.Value.Device) ? null : options.Value.Device });
        if (selection is not DeviceChosen chosen)
        {
            throw new NoDeviceException(((NoDevice)selection).Reason);
        }

        log.LogInformation("Opened the compute device {Device} of {Platform}", chosen.Device.Description.Name, chosen.Device.Description.Platform);
        return _device = chosen.Device;
    }
}

/// <summary>There is no usable compute device.</summary>
public sealed class NoDeviceException(string message) : Exception(message);
