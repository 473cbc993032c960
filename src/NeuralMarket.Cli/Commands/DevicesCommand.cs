using System.CommandLine;
using System.Globalization;
using NeuralMarket.Inference.Devices;

namespace NeuralMarket.Cli.Commands;

/// <summary><c>devices</c>: OpenCL platforms and devices, which would be used and why.</summary>
internal static class DevicesCommand
{
    public static Command Create()
    {
        Command command = new("devices", "Lists OpenCL devices, and says which would be used and why.");
        command.SetAction(parsed => Run(parsed.Output()));
        return command;
    }

    private static int Run(Output output)
    {
        DeviceSelection selection = ComputeDevices.ChooseSeveral(DeviceChoice.Default);
        IReadOnlyDictionary<ComputeDeviceDescription, DeviceSpeed> speeds = Measure(selection);
        foreach (DeviceConsideration considered in output.IsJson ? [] : selection.Considered)
        {
            Write(considered, speeds.GetValueOrDefault(considered.Device), output);
        }

        if (selection is NoDevice none)
        {
            output.Line(none.Reason);
        }

        ComputeDeviceDescription? best = (selection as DeviceChosen)?.Device.Description;
        output.Document(new
        {
            chosen = best?.Name,
            reason = (selection as NoDevice)?.Reason,
            speed = best is null ? null : speeds.GetValueOrDefault(best),
            devices = selection.Considered.Select(considered => new { considered.Chosen, why = considered.Reason, considered.Device, speed = speeds.GetValueOrDefault(considered.Device) }),
        });
        return selection is DeviceChosen ? ExitStatus.Clean : ExitStatus.Unusable;
    }

    private static Dictionary<ComputeDeviceDescription, DeviceSpeed> Measure(DeviceSelection selection)
    {
        Dictionary<ComputeDeviceDescription, DeviceSpeed> speeds = [];
        foreach (ComputeDevice device in (selection as DeviceChosen)?.Devices ?? [])
        {
            using (device)
            {
                speeds[device.Description] = DeviceSpeed.Measure(device);
            }
        }

        return speeds;
    }

    private static void Write(DeviceConsideration considered, DeviceSpeed? speed, Output output)
    {
        ComputeDeviceDescription device = considered.Device;
        if (considered.Chosen)
        {
            output.Markup($"[green]→[/] [bold]{device.Name}[/]  would be used");
        }
        else
        {
            output.Markup($"  [bold]{device.Name}[/]  would not be used");
        }

        output.Line(string.Create(CultureInfo.InvariantCulture, $"{device.Type.ToString().ToUpperInvariant()}, {device.ComputeUnits} compute units, {device.MemoryBytes / 1073741824.0:F1} GiB of memory"), indent: 4);
        output.Line($"{device.Platform}, driver {device.Driver}", indent: 4);
        if (speed is not null)
        {
            output.Line(string.Create(CultureInfo.InvariantCulture, $"measured: {speed.GigaflopsPerSecond:F0} GFLOP/s, {speed.GigabytesPerSecond:F0} GB/s read from memory"), indent: 4);
        }

        output.Line(considered.Reason, indent: 4);
    }
}
