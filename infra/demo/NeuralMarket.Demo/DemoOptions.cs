namespace NeuralMarket.Demo;

/// <summary>Where the demo finds what it plays with.</summary>
internal sealed record DemoOptions(Uri Server, string RunFolder, string World, string ServerProgram)
{
    public string Incoming => Path.Combine(RunFolder, "mail", "incoming");

    public string Outgoing => Path.Combine(RunFolder, "mail", "outgoing");

    /// <summary>NAME.txt of the demo world's base network.</summary>
    public string BaseNetwork => Path.Combine(World, "base", "demo-world.txt");

    public string Package(string name) => Path.Combine(World, "patches", name + ".specialneurons");

    public static DemoOptions? Parse(string[] args)
    {
        Dictionary<string, string> given = args.Chunk(2).Where(pair => pair.Length == 2).ToDictionary(pair => pair[0], pair => pair[1]);
        return given.TryGetValue("--server", out string? server) && given.TryGetValue("--run", out string? run)
            && given.TryGetValue("--world", out string? world) && given.TryGetValue("--server-program", out string? program)
            ? new(new Uri(server), run, world, program)
            : null;
    }
}

/// <summary>The demo cannot go on.</summary>
internal sealed class DemoException(string message) : Exception(message);
