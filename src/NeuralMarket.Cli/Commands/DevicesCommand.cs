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
        (selection as DeviceChosen)?.Device.Dispose();
        foreach (DeviceConsideration considered in output.IsJson ? [] : selection.Considered)
        {
            Write(considered, output);
        }

        if (selection is NoDevice none)
        {
            output.Line(none.Reason);
        }

        output.Document(new
        {
            chosen = (selection as DeviceChosen)?.Device.Description.Name,
            reason = (selection as NoDevice)?.Reason,
            devices = selection.Considered.Select(considered => new { considered.Chosen, why = considered.Reason, considered.Device }),
        });
        return selection is DeviceChosen ? ExitStatus.Clean : ExitStatus.Unusable;
    }

    private static void Write(DeviceConsideration considered, Output output)
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
        output.Line(considered.Reason, indent: 4);
    }
}
