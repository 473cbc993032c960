using System.CommandLine;
using System.Globalization;
using NeuralMarket.Inference.Devices;

namespace NeuralMarket.Cli.Commands;

/// <summary><c>devices</c>: OpenCL platforms and devices, which one would be used and why.</summary>
internal static class DevicesCommand
{
    public static Command Create()
    {
        Command command = new("devices", "Lists OpenCL devices, and says which one would be used and why.");
        command.SetAction(parsed => Run(parsed.Output()));
        return command;
    }

    private static int Run(Output output)
    {
        DeviceSelection selection = ComputeDevices.Choose(DeviceChoice.Default);
        DeviceSpeed? speed = Measure(selection);
        foreach (DeviceConsideration considered in output.IsJson ? [] : selection.Considered)
        {
            Write(considered, considered.Chosen ? speed : null, output);
        }

        if (selection is NoDevice none)
        {
            output.Line(none.Reason);
        }

        output.Document(new
        {
            chosen = (selection as DeviceChosen)?.Device.Description.Name,
            reason = (selection as NoDevice)?.Reason,
            speed,
            devices = selection.Considered.Select(considered => new { considered.Chosen, why = considered.Reason, considered.Device }),
        });
        return selection is DeviceChosen ? ExitStatus.Clean : ExitStatus.Unusable;
    }

    private static DeviceSpeed? Measure(DeviceSelection selection)
    {
        if (selection is not DeviceChosen chosen)
        {
            return null;
        }

        using ComputeDevice device = chosen.Device;
        return DeviceSpeed.Measure(device);
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
