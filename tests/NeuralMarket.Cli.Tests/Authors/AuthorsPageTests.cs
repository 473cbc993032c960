using System.Diagnostics;
using System.Text.Json;
using System.Text.RegularExpressions;
using NeuralMarket.Testing;

namespace NeuralMarket.Cli.Tests.Authors;

/// <summary>The authors' page, run as it is written: its Python in Python, its calls with the program.</summary>
public sealed partial class AuthorsPageTests : IDisposable
{
    private const string Python = "/usr/bin/python3";
    private const int TrainingImages = 60;

    /// <summary>Stands in for libraries that are not installed; the page's own code stays as it is.</summary>
    private const string Safetensors = """
        import json
        import struct

        def save(tensors):
            header, buffer = {}, b""
            for name, values in tensors.items():
                data = values.tobytes()
                header[name] = {"dtype": "F32", "shape": list(values.shape), "data_offsets": [len(buffer), len(buffer) + len(data)]}
                buffer += data
            text = json.dumps(header).encode()
            return struct.pack("<Q", len(text)) + text + buffer

        """;

    private const string Torch = """
        import numpy

        class Tensor:
            def __init__(self, values): self.values = values
            def detach(self): return self
            def cpu(self): return self
            def numpy(self): return self.values

        class Linear:
            weight = Tensor(numpy.linspace(-1, 1, 3 * 256, dtype=numpy.float32).reshape(3, 256))
            bias = Tensor(numpy.zeros(3, dtype=numpy.float32))

        def load(path, weights_only): return Linear()

        """;

    private readonly TemporaryFolder _folder = new();
    private readonly string[] _page = File.ReadAllText(Repository.File("src", "NeuralMarket.Cli", "docs", "authors.md")).Split("\n## ");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task TrainingFolderBecomesAPatchThatTellsBoatsApart()
    {
        await PrepareAsync();
        Call features = await CallAsync(Assert.Single(Calls("1a.")));
        Device.SkipWhenAbsent(features);
        Assert.SkipWhen(features.Status == 2 && features.Errors.Contains("OpenCL", StringComparison.Ordinal), "There is no OpenCL device.");
        Assert.True(features.Status == 0, features.Errors);

        await PythonAsync(Code("1a."), Code("2."));

        foreach (string call in Calls("3."))
        {
            Call checkedCall = await CallAsync(call);
            Assert.True(checkedCall.Status == 0, $"{call}: {checkedCall.Output}{checkedCall.Errors}");
        }

        Call test = await CallAsync(Calls("3.")[^1] + " --json");
        JsonElement accuracy = test.Json.GetProperty("accuracy");
        Assert.True(accuracy.GetProperty("value").GetProperty("value").GetDouble() > 0.7, test.Output);
    }

    [Fact]
    public async Task LayerOfPyTorchBecomesAValidPackage()
    {
        await PrepareAsync();

        await PythonAsync(Code("1b."), Code("2."));

        Call lint = await CallAsync(Calls("3.")[0]);
        Assert.True(lint.Status == 0, lint.Output);
    }

    /// <summary>Boats that the last third of the held-out set does not show, the base network, an icon, and libraries where they are missing.</summary>
    private async Task PrepareAsync()
    {
        Assert.SkipUnless(File.Exists(Python), "There is no Python.");
        Assert.SkipUnless(await RunsAsync("import numpy"), "Python has no NumPy.");
        Directory.CreateDirectory(_folder["modules/safetensors"]);
        if (!await RunsAsync("import safetensors.numpy"))
        {
            await File.WriteAllTextAsync(_folder["modules/safetensors/__init__.py"], "", Stop);
            await File.WriteAllTextAsync(_folder["modules/safetensors/numpy.py"], Safetensors, Stop);
        }

        await File.WriteAllTextAsync(_folder["modules/torch.py"], Torch, Stop);
        DemoWorld.Unpack("which-boat-1.1.0", _folder["unpacked"]);
        File.Copy(_folder["unpacked/icon.png"], _folder["icon.png"]);
        Directory.CreateSymbolicLink(_folder["base"], Path.GetDirectoryName(DemoWorld.Base)!);
        Directory.CreateDirectory(_folder["heldout"]);
        File.Copy(Path.Combine(DemoWorld.HeldOut, "map_clsloc.txt"), _folder["heldout/map_clsloc.txt"]);
        File.Copy(Path.Combine(DemoWorld.HeldOut, "is_a.txt"), _folder["heldout/is_a.txt"]);
        foreach ((string tag, string name) in ((string, string)[])[("n80000101", "rowing boat"), ("n80000102", "sailing boat"), ("n80000103", "steamer")])
        {
            Directory.CreateDirectory(_folder[$"training/{name}"]);
            string[] photos = [.. Directory.GetFiles(Path.Combine(DemoWorld.HeldOut, tag)).Order(StringComparer.Ordinal)];
            foreach ((string photo, int i) in photos.Select((photo, i) => (photo, i)))
            {
                File.Copy(photo, _folder[i < TrainingImages ? $"training/{name}/{Path.GetFileName(photo)}" : $"heldout/{Path.GetFileName(photo)}"]);
            }
        }

        foreach (string photo in Directory.GetFiles(DemoWorld.HeldOut, "n800002*_00*.jpg", SearchOption.AllDirectories))
        {
            File.Copy(photo, _folder[$"heldout/{Path.GetFileName(photo)}"]);
        }
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private string Section(string start) => _page.Single(section => section.StartsWith(start, StringComparison.Ordinal));

    private string Code(string section) => string.Concat(PythonBlock().Matches(Section(section)).Select(match => match.Groups[1].Value));

    private string[] Calls(string section) =>
        [.. ShellBlock().Matches(Section(section)).SelectMany(match => match.Groups[1].Value.Split('\n', StringSplitOptions.RemoveEmptyEntries))];

    private Task<Call> CallAsync(string line)
    {
        string[] words = line.Split(' ');
        Assert.Equal("neuralmarket", words[0]);
        return CommandLine.RunAsync(new Surroundings { Folder = _folder.Path }, words[1..]);
    }

    private async Task PythonAsync(params string[] code)
    {
        (int status, string errors) = await StartAsync(string.Concat(code));
        Assert.True(status == 0, errors);
    }

    private async Task<bool> RunsAsync(string code) => (await StartAsync(code)).Status == 0;

    private async Task<(int Status, string Errors)> StartAsync(string code)
    {
        ProcessStartInfo start = new(Python, ["-c", code]) { WorkingDirectory = _folder.Path, RedirectStandardError = true };
        start.Environment["PYTHONPATH"] = _folder["modules"];
        using Process process = Process.Start(start)!;
        string errors = await process.StandardError.ReadToEndAsync(Stop);
        await process.WaitForExitAsync(Stop);
        return (process.ExitCode, errors);
    }

    [GeneratedRegex("```python\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex PythonBlock();

    [GeneratedRegex("```sh\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex ShellBlock();
}
