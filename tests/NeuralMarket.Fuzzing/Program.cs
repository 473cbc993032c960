using System.Globalization;
using NeuralMarket.Fuzzing;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
switch (args)
{
    case ["instrument", string folder]:
        Instrumentation.CopyTo(folder);
        return 0;
    case [string name, string minutes, string findings] when FuzzTarget.All.FirstOrDefault(target => target.Name == name) is FuzzTarget target:
        return new FuzzLoop(target, findings).Run(TimeSpan.FromMinutes(double.Parse(minutes, CultureInfo.InvariantCulture)));
    default:
        await Console.Error.WriteLineAsync($"NeuralMarket.Fuzzing instrument FOLDER | TARGET MINUTES FINDINGS, where TARGET is one of {string.Join(' ', FuzzTarget.All.Select(target => target.Name))}");
        return 2;
}
