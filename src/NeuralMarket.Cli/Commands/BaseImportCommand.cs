using System.CommandLine;
using NeuralMarket.Cli.Files;
using NeuralMarket.Format.BaseNetworks;
using NeuralMarket.Format.Findings;
using NeuralMarket.Inference.Import;

namespace NeuralMarket.Cli.Commands;

/// <summary><c>base import MODEL.onnx --name NAME --categories map_clsloc.txt -o DIR</c>: makes a base network of an ONNX image classifier.</summary>
internal static class BaseImportCommand
{
    private static readonly Argument<string> Model = new("MODEL.onnx") { Description = "An ONNX image classifier that reads [batch, 3, height, width]." };
    private static readonly Option<string> Name = new("--name") { Description = "The base network's name: 3 to 64 of a-z, 0-9 and -.", HelpName = "NAME", Required = true };
    private static readonly Option<string> Categories = new("--categories") { Description = "A line for every output of the network.", HelpName = "map_clsloc.txt", Required = true };
    private static readonly Option<string> Folder = new("--output", "-o") { Description = "The folder that NAME.txt, NAME.data and map_clsloc.txt go into.", HelpName = "DIR", Required = true };

    private static readonly Option<string[]> Pixels = new("--pixels")
    {
        Description = "From bytes to input values, as in the text file: bgr mean 103.939 116.779 123.68. Default: rgb, as they are.",
        HelpName = "WORDS",
        AllowMultipleArgumentsPerToken = true,
    };

    private static readonly Option<string> Resize = new("--resize") { Description = "Scale the shorter side of an image to this many pixels first. Default: the larger of the input's height and width.", HelpName = "PIXELS" };

    private static readonly Option<CategoryOrder> Order = new("--order")
    {
        Description = "How the network puts out the categories: in ascending order of their tags, or as their file numbers them. Automatic: as numbered, if 1 to N, but by tags for the ILSVRC development kit's file.",
        DefaultValueFactory = _ => CategoryOrder.Automatic,
    };

    public static Command Create()
    {
        Command command = new("import", "Makes a base network of an ONNX image classifier.") { Model, Name, Categories, Folder, Pixels, Resize, Order };
        command.SetAction((parsed, cancellationToken) => Task.FromResult(Run(
            new OnnxImportRequest(InputFile.Existing(parsed.GetValue(Model)!), parsed.GetValue(Name)!, InputFile.Existing(parsed.GetValue(Categories)!), FolderOf(parsed))
            {
                Pixels = parsed.GetValue(Pixels) is { Length: > 0 } words ? string.Join(' ', words) : null,
                Resize = parsed.GetValue(Resize),
                Order = parsed.GetValue(Order),
            },
            parsed.Output(),
            cancellationToken)));
        return command;
    }

    private static string FolderOf(ParseResult parsed)
    {
        string folder = parsed.GetValue(Folder)!;
        return folder.Length > 0 && !File.Exists(folder) ? folder : throw new UnusableException(CallProblem.Output, $"The output must be a folder, not \"{folder}\".");
    }

    private static int Run(OnnxImportRequest request, Output output, CancellationToken cancellationToken)
    {
        Reading<OnnxImportResult> reading = OnnxImport.Run(request, cancellationToken);
        if (reading.Findings.FirstOrDefault(finding => finding.Rule == OnnxRules.Target) is Finding occupied)
        {
            throw new UnusableException(CallProblem.Output, $"{occupied.Message} {occupied.Remedy}");
        }

        FindingDocument[] findings = FindingDocument.From(reading.Findings);
        FindingDocument.Write(findings, output);
        if (reading.Value is not OnnxImportResult result)
        {
            output.Line($"{request.ModelPath} cannot be imported; nothing was written.");
            output.Document(new BaseCommand.Document(null, null, null, null, null, null, null, false, findings));
            return ExitStatus.No;
        }

        BaseNetwork network = result.Network;
        BaseCommand.Document document = BaseCommand.Describe(network, findings);
        BaseCommand.Write(document, network, output);
        string order = result.Order == CategoryOrder.Tags ? "tags" : "indexes";
        output.Line($"Categories: {(order == "tags" ? "in ascending order of their tags" : "as their file numbers them")}; the first is {network.Categories.Outputs[0].Tag} {network.Categories.Outputs[0].Name}. If the network puts them out otherwise, give --order.");
        output.Line($"Written: {string.Join(", ", Files(network))}");
        output.Document(new
        {
            document.Name,
            document.Sha256,
            document.Features,
            document.Categories,
            document.Parameters,
            document.Input,
            document.Layers,
            document.Valid,
            categoryOrder = order,
            files = Files(network),
            document.Findings,
        });
        return ExitStatus.Clean;
    }

    private static string[] Files(BaseNetwork network) => [network.TextPath, network.DataPath, network.CategoriesPath];
}
