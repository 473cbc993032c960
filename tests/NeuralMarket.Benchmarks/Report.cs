using System.Text.Encodings.Web;
using System.Text.Json;
using NeuralMarket.Inference.Devices;

namespace NeuralMarket.Benchmarks;

/// <summary>Shows tables: line by line for people, or one JSON document at the end.</summary>
internal sealed class Report
{
    private const int NameWidth = 52;

    private static readonly JsonSerializerOptions Format = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly bool _json;
    private readonly Dictionary<string, object> _document;

    public Report(string[] arguments, DeviceChosen chosen, bool json)
    {
        _json = json;
        ComputeDeviceDescription device = chosen.Device.Description;
        _document = new()
        {
            ["command"] = $"dotnet run -c Release --project tests/NeuralMarket.Benchmarks -- {string.Join(' ', arguments)}",
            ["machine"] = Machine.Description,
            ["device"] = $"{device.Name}, {device.OpenClVersion}, driver {device.Driver}",
            ["deviceReason"] = chosen.Considered.Single(one => one.Chosen).Reason,
            ["gigaflopsPerSecond"] = Math.Round(Machine.OperationsPerSecond / 1e9, 1),
            ["gigabytesPerSecond"] = Math.Round(Machine.BytesPerSecond / 1e9, 1),
        };
        if (!json)
        {
            foreach ((string name, object value) in _document)
            {
                Console.WriteLine($"{name}: {value}");
            }

            Console.WriteLine("Medians of interleaved runs, each after a pause of 150 ms; ratio: the other's time / ours, median of the pairs (above 1: ours is faster).");
        }
    }

    /// <summary>Measures a table and shows it.</summary>
    public async Task WriteAsync(Table table)
    {
        List<object> lines = [];
        bool first = true;
        await foreach (Line line in table.Measure())
        {
            lines.Add(new { name = line.Name, values = line.Values.ToDictionary(value => value.Column, value => Math.Round(value.Value, 4)), remark = line.Remark });
            if (!_json)
            {
                WriteLine(table, line, first);
            }

            first = false;
        }

        _document[table.Name] = lines;
    }

    /// <summary>Ends the report.</summary>
    public void End()
    {
        if (_json)
        {
            Console.WriteLine(JsonSerializer.Serialize(_document, Format));
        }
    }

    private static void WriteLine(Table table, Line line, bool first)
    {
        if (first)
        {
            Console.WriteLine();
            Console.WriteLine($"{table.Name}: {table.Title}");
            Console.WriteLine(new string(' ', NameWidth) + string.Concat(line.Values.Select(value => $"{value.Column,17}")));
        }

        Console.WriteLine($"{line.Name.PadRight(NameWidth)}{string.Concat(line.Values.Select(value => $"{value.Value,17:F2}"))}  {line.Remark}");
    }
}
