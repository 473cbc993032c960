using System.Diagnostics;
using System.IO.Compression;
using NeuralMarket.Testing;

namespace NeuralMarket.Cli.Tests.Contract;

public sealed class ToolPackageTests
{
    [Fact]
    public async Task ProgramIsPackedAsADotnetToolThatRuns()
    {
        using TemporaryFolder folder = new();
        string configuration = new DirectoryInfo(Path.GetDirectoryName(CommandLine.Program)!).Parent!.Name;
        await DotnetAsync("pack", Repository.File("src", "NeuralMarket.Cli"), "--no-build", "-c", configuration, "-o", folder.Path, "-v", "quiet", "-nologo");
        string package = Assert.Single(Directory.GetFiles(folder.Path, "NeuralMarket.Cli.*.nupkg"));
        await ZipFile.ExtractToDirectoryAsync(package, folder["unpacked"], TestContext.Current.CancellationToken);

        string settings = Assert.Single(Directory.GetFiles(folder["unpacked"], "DotnetToolSettings.xml", SearchOption.AllDirectories));
        Assert.Contains("Name=\"neuralmarket\"", await File.ReadAllTextAsync(settings, TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.True(File.Exists(folder["unpacked/README.md"]));
        string answer = await DotnetAsync("exec", Path.Combine(Path.GetDirectoryName(settings)!, "neuralmarket.dll"), "lint", DemoWorld.Package("which-boat-1.1.0"));
        Assert.Contains("valid", answer, StringComparison.Ordinal);
    }

    private static async Task<string> DotnetAsync(params string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo("dotnet", arguments) { RedirectStandardOutput = true, WorkingDirectory = Repository.Root })!;
        string output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(process.ExitCode == 0, output);
        return output;
    }
}
