using NeuralMarket.Format.BaseNetworks;
using NeuralMarket.Inference.Devices;
using NeuralMarket.Inference.Engines;
using NeuralMarket.Inference.Networks;
using NeuralMarket.Inference.Patches;

namespace NeuralMarket.Cli.Commands;

/// <summary>A base network loaded on the machine's devices. One that fails on the way is left for the next, and the caller is told on standard error.</summary>
internal sealed class Engine : IDisposable
{
    private readonly ComputeEngine _devices;

    private Engine(ComputeEngine devices, BaseNetwork network)
    {
        _devices = devices;
        Network = devices.Load(network);
    }

    public IBaseNetworkRunner Network { get; }

    public IPatchRunner Patches => _devices.Patches;

    /// <summary>Opens the best devices.</summary>
    /// <exception cref="UnusableException">There is none.</exception>
    public static Engine Open(BaseNetwork network)
    {
        ComputeEngine devices = ComputeEngine.Create(DeviceChoice.Default, new NetworkRunnerOptions { Notice = Output.Warn }, TimeProvider.System);
        try
        {
            return new Engine(devices, network);
        }
        catch (OpenClException none)
        {
            devices.Dispose();
            throw new UnusableException(CallProblem.Device, none.Message);
        }
    }

    public void Dispose() => _devices.Dispose();
}
