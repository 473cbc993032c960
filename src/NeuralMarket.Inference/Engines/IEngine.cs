using NeuralMarket.Format.BaseNetworks;
using NeuralMarket.Inference.Devices;
using NeuralMarket.Inference.Networks;
using NeuralMarket.Inference.Patches;

namespace NeuralMarket.Inference.Engines;

/// <summary>One open device as <see cref="ComputeEngine"/> sees it.</summary>
internal interface IEngine : IDisposable
{
    /// <summary>For messages.</summary>
    string Name { get; }

    IPatchRunner Patches { get; }

    IBaseNetworkRunner Load(BaseNetwork network, NetworkRunnerOptions options);

    /// <summary>Computes the known answers again.</summary>
    /// <returns><see langword="null"/>, or what was wrong.</returns>
    string? Check();

    /// <summary>Passes the device over for a while.</summary>
    void Quarantine(string reason);
}

/// <summary>Opens the devices that are left and worth it, best first.</summary>
internal interface IEngineSource
{
    /// <exception cref="OpenClException">There is none; the message says why not each.</exception>
    IReadOnlyList<IEngine> Open();
}

/// <summary>The machine's OpenCL devices.</summary>
internal sealed class OpenClEngines(Func<DeviceSelection> choose) : IEngineSource
{
    public OpenClEngines(DeviceChoice choice)
        : this(() => ComputeDevices.ChooseSeveral(choice))
    {
    }

    public IReadOnlyList<IEngine> Open() => choose() switch
    {
        DeviceChosen chosen => [.. chosen.Devices.Select(device => new OpenClEngine(device))],
        NoDevice none => throw new OpenClException(none.Reason),
        _ => throw new InvalidOperationException(),
    };

    private sealed class OpenClEngine(ComputeDevice device) : IEngine
    {
        public string Name => device.Description.Name;

        public IPatchRunner Patches { get; } = new OpenClPatchRunner(device);

        public IBaseNetworkRunner Load(BaseNetwork network, NetworkRunnerOptions options) => OpenClNetworkRunner.Load(device, network, options);

        public string? Check() => KnownAnswerCheck.Run(device);

        public void Quarantine(string reason) => Devices.Quarantine.Shared.Add(device.Description, reason);

        public void Dispose()
        {
            Patches.Dispose();
            device.Dispose();
        }
    }
}
