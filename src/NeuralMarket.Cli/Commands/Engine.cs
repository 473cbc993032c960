using NeuralMarket.Format.BaseNetworks;
using NeuralMarket.Inference.Devices;
using NeuralMarket.Inference.Networks;
using NeuralMarket.Inference.Patches;

namespace NeuralMarket.Cli.Commands;

/// <summary>An open device with a base network loaded on it.</summary>
internal sealed class Engine : IDisposable
{
    private readonly ComputeDevice _device;

    private Engine(ComputeDevice device, BaseNetwork network)
    {
        _device = device;
        Network = OpenClNetworkRunner.Load(device, network, NetworkRunnerOptions.Default);
        Patches = new OpenClPatchRunner(device);
    }

    public IBaseNetworkRunner Network { get; }

    public IPatchRunner Patches { get; }

    /// <summary>Opens the best device.</summary>
    /// <exception cref="UnusableException">There is none.</exception>
    public static Engine Open(BaseNetwork network)
    {
        DeviceSelection selection = ComputeDevices.Choose(DeviceChoice.Default);
        return selection is DeviceChosen chosen
            ? new Engine(chosen.Device, network)
            : throw new UnusableException(CallProblem.Device, ((NoDevice)selection).Reason);
    }

    public void Dispose()
    {
        Patches.Dispose();
        Network.Dispose();
        _device.Dispose();
    }
}
