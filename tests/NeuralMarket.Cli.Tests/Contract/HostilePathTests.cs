using System.Diagnostics;
using System.Text.Json;
using NeuralMarket.Testing;

namespace NeuralMarket.Cli.Tests.Contract;

/// <summary>Whatever a path leads to: a sentence of our own, never an exception's text (<see cref="CommandLine"/> looks for that in every call).</summary>
public sealed class HostilePathTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    public static TheoryData<string> Calls => new("lint", "inspect", "canonical", "base check", "test", "classify", "submit");

    [Theory]
    [MemberData(nameof(Calls))]
    public async Task FolderIsNoFile(string command) => await RefusedAsync(command, _folder.Path, 2);

    [Theory]
    [MemberData(nameof(Calls))]
    public async Task FileThatIsNotThereIsAWrongCall(string command) => await RefusedAsync(command, _folder["nothing"], 2);

    [Theory]
    [MemberData(nameof(Calls))]
    public async Task EmptyPathIsAWrongCall(string command) => await RefusedAsync(command, "", 2);

    [Theory]
    [MemberData(nameof(Calls))]
    public async Task PathThatIsTooLongIsAWrongCall(string command) => await RefusedAsync(command, new string('x', 5_000), 2);

    [Theory]
    [MemberData(nameof(Calls))]
    public async Task EmptyFileGetsAnAnswer(string command)
    {
        await File.WriteAllBytesAsync(_folder["empty.txt"], [], TestContext.Current.CancellationToken);
        await RefusedAsync(command, _folder["empty.txt"], 1);
    }

    [Theory]
    [MemberData(nameof(Calls))]
    public async Task DeviceThatHoldsNothingGetsAnAnswer(string command)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There is no /dev/null on Windows.");
        await RefusedAsync(command, "/dev/null", 1);
    }

    [Theory]
    [MemberData(nameof(Calls))]
    public async Task DeviceThatNeverEndsGetsAnAnswer(string command)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There is no /dev/zero on Windows.");
        await RefusedAsync(command, "/dev/zero", 1);
    }

    [Fact]
    public async Task PipeIntoWhichNobodyWritesIsAWrongCall()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such pipes.");
        using (Process make = Process.Start("mkfifo", _folder["pipe"]))
        {
            await make.WaitForExitAsync(TestContext.Current.CancellationToken);
        }

        await RefusedAsync("lint", _folder["pipe"], 2);
    }

    [Theory]
    [MemberData(nameof(Calls))]
    public async Task NameOfQuotesAndLineEndsIsTakenAsGiven(string command)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows allows no such name.");
        string name = _folder["a 'b' \"c\"\n\u001b[31md\te@.txt"];
        await File.WriteAllTextAsync(name, "no package", TestContext.Current.CancellationToken);
        Call call = await RefusedAsync(command, name, 1);
        if (command is "lint" or "classify")
        {
            Assert.Equal(name, call.Json[0].GetProperty(command == "lint" ? "file" : "image").GetString());
        }

        Call people = await CommandLine.RunAsync(Arguments(command, name));
        Assert.DoesNotContain("\u001b", people.Output + people.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task FileBeyondTheLimitIsRefusedWithItsHash()
    {
        string large = _folder["large.specialneurons"];
        using (FileStream file = File.Create(large))
        {
            file.SetLength((40L * 1024 * 1024) + 1);
        }

        Call call = await CommandLine.RunAsync("lint", large, "--json");

        Assert.Equal(1, call.Status);
        Assert.Equal("container.size", call.Json[0].GetProperty("findings")[0].GetProperty("rule").GetString());
        Assert.Matches("^[0-9a-f]{64}$", call.Json[0].GetProperty("sha256").GetString());
    }

    [Theory]
    [InlineData("canonical")]
    [InlineData("pack")]
    public async Task PlaceThatCannotBeWrittenIsAWrongCall(string command)
    {
        DemoWorld.Unpack("which-boat-1.0.0", _folder["unpacked"]);
        string source = command == "pack" ? _folder["unpacked"] : DemoWorld.Package("which-boat-1.0.0");
        foreach (string place in (string[])[_folder.Path, _folder["no/such/folder/x.specialneurons"], ""])
        {
            Call call = await CommandLine.RunAsync(command, source, "-o", place, "--json");
            Assert.Equal(2, call.Status);
            Assert.Equal("call.output", call.ErrorCode);
        }
    }

    private static async Task<Call> RefusedAsync(string command, string path, int status)
    {
        // A file that cannot be a base network was found wanting; one that cannot be a package, too; what nobody can read is a wrong call.
        Call call = await CommandLine.RunAsync([.. Arguments(command, path), "--json"]);
        Assert.Equal(status, call.Status);
        Assert.NotEqual(JsonValueKind.Undefined, call.Json.ValueKind);
        return call;
    }

    private static string[] Arguments(string command, string path) => command switch
    {
        "base check" => ["base", "check", path],
        "canonical" => ["canonical", path, "-o", Path.Combine(Path.GetTempPath(), "never-written.specialneurons")],
        "test" => ["test", path, "--base", DemoWorld.Base, "--images", DemoWorld.HeldOut],
        "classify" => ["classify", path, "--base", DemoWorld.Base],
        "submit" => ["submit", path, "--server", "http://127.0.0.1:9"],
        _ => [command, path],
    };
}
