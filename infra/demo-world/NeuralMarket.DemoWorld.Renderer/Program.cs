using System.Diagnostics;
using System.Globalization;
using NeuralMarket.DemoWorld.Renderer;
using NeuralMarket.DemoWorld.Renderer.Output;

const string Usage = """
    renderer training FOLDER [--per-coarse 1200] [--threads 2]
    renderer heldout  FOLDER [--threads 2]
    renderer phone    FOLDER [--per-fine 2] [--threads 2]     candidates for sample photos
    renderer icons    FOLDER [--variant 0] [--threads 2]
    renderer sheet    FILE.png [--columns 9] [--threads 2]
    renderer base     FILE.txt                                 the base network's categories
    """;

if (args.Length < 2 || args.Length % 2 != 0)
{
    Console.Error.WriteLine(Usage);
    return 2;
}

var target = args[1];
var clock = Stopwatch.StartNew();
switch (args[0])
{
    case "training":
        var perCoarse = Option("--per-coarse", 1200);
        ImageSet.Training.Write(target, (coarse, _) => perCoarse / coarse.Fine.Count, Threads(), Console.Error);
        break;
    case "heldout":
        ImageSet.HeldOut.Write(target, (coarse, _) => HeldOutPlan.Count(coarse), Threads(), Console.Error);
        break;
    case "phone":
        var perFine = Option("--per-fine", 2);
        ImageSet.Phone.Write(target, (coarse, _) => coarse.Name is "boat" or "lamp" or "fish" ? perFine : 0, Threads(), Console.Error);
        break;
    case "icons":
        Icons.Write(target, Option("--variant", 0), Threads());
        break;
    case "sheet":
        ContactSheet.Write(target, Option("--columns", 9), Threads());
        break;
    case "base":
        CategoryFiles.WriteCoarse(target);
        break;
    default:
        Console.Error.WriteLine(Usage);
        return 2;
}

Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{args[0]}: {clock.Elapsed.TotalSeconds:F1} s"));
return 0;

int Threads() => Option("--threads", 2);

int Option(string name, int fallback)
{
    var at = Array.IndexOf(args, name, 2);
    return at < 0 ? fallback : int.Parse(args[at + 1], CultureInfo.InvariantCulture);
}
