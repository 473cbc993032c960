namespace NeuralMarket.EndToEnd.Tests.Markets;

/// <summary>The demo world's files: base network, held-out images, packages, photos of a phone.</summary>
public static class DemoWorld
{
    public const string BaseName = "demo-world";

    public static string Folder { get; } = Repository.Path("infra/demo-world/world");

    /// <summary>NAME.txt of the base network.</summary>
    public static string BaseNetwork => Path.Combine(Folder, "base", "demo-world.txt");

    public static string HeldOut => Path.Combine(Folder, "heldout");

    /// <summary>Photos that a phone takes, and <c>answers.json</c>.</summary>
    public static string Phone => Path.Combine(Folder, "phone");

    /// <summary>The path of a package, for example <c>which-boat-1.0.0</c>.</summary>
    public static string PackagePath(string name) => Path.Combine(Folder, "patches", name + ".specialneurons");
}
