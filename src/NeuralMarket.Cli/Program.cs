using System.CommandLine;
using NeuralMarket.Cli;
using NeuralMarket.Cli.Commands;

RootCommand root = new("Packs, checks, tests and submits neural patches.")
{
    CommonOptions.Json,
    LintCommand.Create(),
    PackCommand.Create(),
    CanonicalCommand.Create(),
    InspectCommand.Create(),
    BaseCommand.Create(),
    ClassifyCommand.Create(),
    FeaturesCommand.Create(),
    TestCommand.Create(),
    DevicesCommand.Create(),
    SubmitCommand.Create(),
    StatusCommand.Create(),
    ImagesCommand.Create(),
    CompletionCommand.Create(),
};
return await Invocation.RunAsync(root, args);
