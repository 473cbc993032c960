using NeuralMarket.Format.BaseNetworks;
using NeuralMarket.Inference.Devices;
using NeuralMarket.Inference.Engines;
using NeuralMarket.Inference.Networks;
using NeuralMarket.Inference.Patches;

namespace NeuralMarket.Cli.Commands;

/// <summary>A base network loaded on the machine's devices. One that fails on the way is left for the next, and the caller is told on standard error.</summary>
internal sealed class Engine : IDisposable
{
    // So much takes about as long to read and hash as devices take to open.
    private const long LargeBytes = 64 << 20;

    private readonly ComputeEngine _devices = ComputeEngine.Create(DeviceChoice.Default, new NetworkRunnerOptions { Notice = Output.Warn }, TimeProvider.System);
    private IBaseNetworkRunner? _network;

    private Engine()
    {
    }

    public IBaseNetworkRunner Network => _network ?? throw new InvalidOperationException("No network is loaded.");

    public IPatchRunner Patches => _devices.Patches;

    /// <summary>Begins to open the best devices, if the network is so large that it takes a while to read.</summary>
    /// <param name="basePath">The network's NAME.txt; it need not be there, nor be a path.</param>
    public static Engine BeginFor(string basePath)
    {
        Engine engine = new();
        string data = Path.ChangeExtension(basePath, ".data");
        if (File.Exists(data) && new FileInfo(data).Length >= LargeBytes)
        {
            engine._devices.OpenAhead();
        }

        return engine;
    }

    /// <summary>Loads the network.</summary>
    /// <exception cref="UnusableException">There is no device.</exception>
    public void Load(BaseNetwork network)
    {
        try
        {
            _network = _devices.Load(network);
        }
        catch (OpenClException none)
        {
            throw new UnusableException(CallProblem.Device, none.Message);
        }
    }

    public void Dispose() => _devices.Dispose();
}
