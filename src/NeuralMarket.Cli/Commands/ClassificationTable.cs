using System.Globalization;
using Spectre.Console;

namespace NeuralMarket.Cli.Commands;

/// <summary>Classified images for the terminal: a row an image, a line a patch that woke.</summary>
internal static class ClassificationTable
{
    private const int LongestImage = 34;
    private const int Columns = 80;

    public static void Write(IReadOnlyList<Classification> images, string network, Output output)
    {
        if (output.IsJson)
        {
            return;
        }

        Table table = new Table().Border(TableBorder.Simple).AddColumns("image", Output.Cell(network), "patches");
        foreach (Classification image in images.Where(image => image.Error is null))
        {
            PatchAnswer[] awake = [.. image.Patches!.Where(patch => patch.Fired)];
            table.AddRow(
                Output.Cell(End(image.Image)),
                Output.Cell($"{image.Base!.Name} {Percent(image.Base.Probabilities.Max())}"),
                awake.Length == 0 ? (image.Patches!.Count == 0 ? "" : "[grey]all asleep[/]") : string.Join('\n', awake.Select(patch => Output.Cell($"{patch.Name} {Percent(patch.Confidence)} ({patch.Id})"))));
        }

        if (table.Rows.Count > 0)
        {
            output.People.Write(table);
        }

        foreach (Classification image in images.Where(image => image.Error is not null))
        {
            output.Markup($"[red]✗[/] {image.Image}");
            output.Line(image.Error!, indent: 4);
        }
    }

    /// <summary>How fast it went, from files to answers.</summary>
    public static void WriteRate(int images, TimeSpan time, string device, Output output)
    {
        if (!output.IsJson)
        {
            string rate = string.Create(CultureInfo.InvariantCulture, $"{images} {(images == 1 ? "image" : "images")} in {time.TotalSeconds:F1} s, {images / time.TotalSeconds:F1} images/s on ");
            output.Line(rate + Start(device, Columns - rate.Length));
        }
    }

    private static string Start(string text, int longest) => text.Length <= longest ? text : text[..(longest - 1)] + "…";

    // The end of a path says more than its beginning.
    private static string End(string path) => path.Length <= LongestImage ? path : "…" + path[^(LongestImage - 1)..];

    private static string Percent(float value) => string.Create(CultureInfo.InvariantCulture, $"{value * 100:F0}%");
}
