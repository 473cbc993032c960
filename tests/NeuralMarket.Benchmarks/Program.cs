using System.Globalization;
using NeuralMarket.Benchmarks;
using NeuralMarket.Inference.Devices;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
bool quick = args.Contains("--quick");
string? only = args.FirstOrDefault(argument => !argument.StartsWith('-'));

if (only == PackageBenchmarks.Name)
{
    PackageBenchmarks.Run(quick ? 5 : 25);
    return 0;
}

switch (ComputeDevices.Choose(DeviceChoice.Default))
{
    case DeviceChosen chosen:
        using (ComputeDevice device = chosen.Device)
        {
            Console.WriteLine($"Command: dotnet run -c Release --project tests/NeuralMarket.Benchmarks -- {string.Join(' ', args)}");
            Console.WriteLine($"Machine: {Machine.Description}");
            Console.WriteLine($"Device: {device.Description.Name}, {device.Description.OpenClVersion}");
            Console.WriteLine("Medians of interleaved runs; ratio = competitor's time / ours, median of the pairs (above 1: ours is faster).");
            Console.WriteLine();
            Console.WriteLine($"{"workload",-34}{"ours ms",10}{"competitor ms",15}{"ratio",8}  competitor");
            foreach (Workload workload in Workloads.All(device, quick).Where(workload => only is null || workload.Name.Contains(only, StringComparison.OrdinalIgnoreCase)))
            {
                Console.WriteLine(Duel.Run(workload, quick ? 7 : 25));
            }
        }

        return 0;
    case NoDevice none:
        await Console.Error.WriteLineAsync(none.Reason);
        return 1;
    default:
        throw new InvalidOperationException();
}
