using System.Globalization;
using NeuralMarket.Benchmarks;
using NeuralMarket.Inference.Devices;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
if (args is [Starts.ChildArgument, string text, string cache])
{
    return Starts.FirstImage(text, cache);
}

bool quick = args.Contains("--quick");
string[] wanted = [.. args.Where(argument => !argument.StartsWith('-'))];

if (wanted is [PackageBenchmarks.Name])
{
    PackageBenchmarks.Run(quick ? 5 : 25);
    return 0;
}

switch (ComputeDevices.Choose(DeviceChoice.Default))
{
    case DeviceChosen chosen:
        using (ComputeDevice device = chosen.Device)
        {
            IReadOnlyList<Table> tables = new Tables(device, quick).All;
            if (wanted.Except(tables.Select(table => table.Name)).FirstOrDefault() is { } unknown)
            {
                await Console.Error.WriteLineAsync($"There is no table {unknown}; there are {string.Join(", ", tables.Select(table => table.Name))}.");
                return 2;
            }

            Report report = new(args, chosen, args.Contains("--json"));
            foreach (Table table in tables.Where(table => wanted.Length == 0 || wanted.Contains(table.Name)))
            {
                await report.WriteAsync(table);
            }

            report.End();
        }

        return 0;
    case NoDevice none:
        await Console.Error.WriteLineAsync(none.Reason);
        return 1;
    default:
        throw new InvalidOperationException();
}
