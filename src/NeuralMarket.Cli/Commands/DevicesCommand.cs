using System.CommandLine;
using System.Globalization;
using NeuralMarket.Inference.Devices;
using Spectre.Console;

namespace NeuralMarket.Cli.Commands;

/// <summary><c>devices</c>: OpenCL platforms and devices, which one would be used and why.</summary>
internal static class DevicesCommand
{
    public static Command Create()
    {
        Option<bool> json = CommonOptions.Json();
        Command command = new("devices", "Lists OpenCL devices, and says which one would be used and why.") { json };
        command.SetAction(parsed => Run(new Output(parsed.GetValue(json))));
        return command;
    }

    private static int Run(Output output)
    {
        DeviceSelection selection = ComputeDevices.Choose(DeviceChoice.Default);
        (selection as DeviceChosen)?.Device.Dispose();
        if (!output.IsJson)
        {
            Write(selection, output);
        }

        output.Document(new
        {
            chosen = (selection as DeviceChosen)?.Device.Description.Name,
            reason = (selection as NoDevice)?.Reason,
            devices = selection.Considered.Select(considered => new { considered.Chosen, why = considered.Reason, considered.Device }),
        });
        return selection is DeviceChosen ? ExitStatus.Clean : ExitStatus.Unusable;
    }

    private static void Write(DeviceSelection selection, Output output)
    {
        Table table = new Table().Border(TableBorder.Simple).AddColumns("", "device", "platform", "type", "memory", "units", "driver", "why");
        foreach (DeviceConsideration considered in selection.Considered)
        {
            ComputeDeviceDescription device = considered.Device;
            string memory = string.Create(CultureInfo.InvariantCulture, $"{device.MemoryBytes / 1073741824.0:F1} GiB");
            table.AddRow(new[] { considered.Chosen ? "→" : "", device.Name, device.Platform, device.Type.ToString(), memory, device.ComputeUnits.ToString(CultureInfo.InvariantCulture), device.Driver, considered.Reason }.Select(Markup.Escape).ToArray());
        }

        output.People.Write(table);
        if (selection is NoDevice none)
        {
            output.Line(none.Reason);
        }
    }
}
