using System.Diagnostics;

namespace NeuralMarket.Cli.Tests.Contract;

public sealed class CompletionTests
{
    [Theory]
    [InlineData("bash")]
    [InlineData("zsh")]
    [InlineData("fish")]
    [InlineData("pwsh")]
    public async Task EveryShellGetsItsScript(string shell)
    {
        Call call = await CommandLine.RunAsync("completion", shell);

        Assert.Equal(0, call.Status);
        Assert.Contains("[suggest:", call.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task BashCompletesCommandsAndOptions()
    {
        Assert.SkipUnless(File.Exists("/bin/bash"), "There is no bash.");
        Assert.Equal("lint", await CompleteAsync("li"));
        Assert.Equal("--explain", await CompleteAsync("lint --e"));
        Assert.Equal("check", await CompleteAsync("base ch"));
    }

    private static async Task<string> CompleteAsync(string typed)
    {
        const string script = """
            eval "$("$1" completion bash)"
            COMP_LINE="$1 $2"
            COMP_POINT=${#COMP_LINE}
            COMP_WORDS=("$1" $2)
            COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
            _neuralmarket
            echo "${COMPREPLY[*]}"
            """;
        using Process bash = Process.Start(new ProcessStartInfo("/bin/bash", ["-c", script, "bash", CommandLine.Program, typed]) { RedirectStandardOutput = true })!;
        string answer = await bash.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await bash.WaitForExitAsync(TestContext.Current.CancellationToken);
        return answer.Trim();
    }
}
