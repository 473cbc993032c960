using System.CommandLine;
using System.Globalization;
using NeuralMarket.Format.BaseNetworks;
using NeuralMarket.Format.Findings;
using Spectre.Console;

namespace NeuralMarket.Cli.Commands;

/// <summary><c>base check BASE.txt</c>: parses and verifies a base network. <c>base import</c> is in <see cref="BaseImportCommand"/>.</summary>
internal static class BaseCommand
{
    public static Command Create()
    {
        Argument<string> file = new("BASE.txt") { Description = "The network's NAME.txt; NAME.data and the categories stand beside it." };
        Command check = new("check", "Parses and verifies a base network.") { file };
        check.SetAction(parsed => Check(parsed.GetValue(file)!, parsed.Output()));
        return new("base", "Works with base networks.") { check, BaseImportCommand.Create() };
    }

    private static int Check(string path, Output output)
    {
        Reading<BaseNetwork> reading = BaseNetworkFile.Read(path);
        FindingDocument[] findings = FindingDocument.From(reading.Findings);
        FindingDocument.Write(findings, output);

        if (reading.Value is not BaseNetwork network)
        {
            output.Document(new Document(null, null, null, null, null, null, null, false, findings));
            return ExitStatus.No;
        }

        Document document = Describe(network, findings);
        Write(document, network, output);
        output.Document(document);
        return ExitStatus.Clean;
    }

    internal static Document Describe(BaseNetwork network, IReadOnlyList<FindingDocument> findings)
    {
        NetworkDefinition definition = network.Definition;
        return new(definition.Name, network.Identity, definition.FeatureCount, definition.CategoryCount, definition.ParameterCount, Dimensions(definition.Input, flat: false),
            [.. definition.Layers.Select(layer => new LayerDocument(layer.Kind.Split(' ')[0], layer.Kind.Contains(' ', StringComparison.Ordinal) ? layer.Kind.Split(' ')[1] : null, Dimensions(layer.Output, layer is DenseLayer), layer.ParameterCount))], true, findings);
    }

    private static int[] Dimensions(Shape shape, bool flat) => flat ? [shape.Channels] : [shape.Channels, shape.Height, shape.Width];

    internal static void Write(Document document, BaseNetwork network, Output output)
    {
        if (output.IsJson)
        {
            return;
        }

        output.Markup($"[green]valid[/] [bold]{document.Name}[/]");
        output.Line($"identity {document.Sha256}");
        Table table = new Table().Border(TableBorder.Simple).AddColumns("layer", "output", "parameters");
        table.Columns[2].RightAligned();
        foreach (LayerDocument layer in document.Layers ?? [])
        {
            table.AddRow($"{layer.Kind} {layer.Pool}".TrimEnd(), string.Join(" × ", layer.Output), layer.Parameters.ToString("N0", CultureInfo.InvariantCulture));
        }

        output.People.Write(table);
        output.Line(string.Create(CultureInfo.InvariantCulture, $"{document.Parameters:N0} parameters, F = {document.Features}, {document.Categories} categories: {string.Join(", ", network.Categories.Outputs.Take(8).Select(category => category.Name))}{(document.Categories > 8 ? ", …" : "")}"));
    }

    internal sealed record LayerDocument(string Kind, string? Pool, int[] Output, long Parameters);

    /// <summary>All but the findings is null when the network is not valid.</summary>
    internal sealed record Document(string? Name, string? Sha256, int? Features, int? Categories, long? Parameters, int[]? Input, IReadOnlyList<LayerDocument>? Layers, bool Valid, IReadOnlyList<FindingDocument> Findings);
}
