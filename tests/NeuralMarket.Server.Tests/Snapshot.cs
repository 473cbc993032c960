using System.Text.Encodings.Web;
using System.Text.Json;

namespace NeuralMarket.Server.Tests;

/// <summary>Compares an answer with the one that is checked in. <c>NEURALMARKET_UPDATE_SNAPSHOTS=1</c> writes it anew.</summary>
internal static class Snapshot
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static Task AssertAsync(string name, JsonElement answer) => AssertTextAsync(name, JsonSerializer.Serialize(answer, Indented) + "\n");

    public static async Task AssertTextAsync(string name, string answer)
    {
        var path = Repository.File($"tests/NeuralMarket.Server.Tests/Snapshots/{name}");
        var text = answer.ReplaceLineEndings("\n");
        if (Environment.GetEnvironmentVariable("NEURALMARKET_UPDATE_SNAPSHOTS") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            await File.WriteAllTextAsync(path, text, Http.Stop);
        }

        Assert.Equal((await File.ReadAllTextAsync(path, Http.Stop)).ReplaceLineEndings("\n"), text);
    }
}
