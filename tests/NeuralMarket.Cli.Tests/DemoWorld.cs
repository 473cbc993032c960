namespace NeuralMarket.Cli.Tests;

/// <summary>The small world that the product ships.</summary>
internal static class DemoWorld
{
    public static string Folder { get; } = Repository.File("infra", "demo-world", "world");

    public static string Base { get; } = Path.Combine(Folder, "base", "demo-world.txt");

    public static string HeldOut { get; } = Path.Combine(Folder, "heldout");

    /// <summary>A package by name and version.</summary>
    public static string Package(string name) => Path.Combine(Folder, "patches", name + ".specialneurons");

    /// <summary>A photo that is in no set.</summary>
    public static string Photo(string name) => Path.Combine(Folder, "phone", name);

    /// <summary>A package's entries, unpacked into a folder.</summary>
    public static void Unpack(string package, string folder) => System.IO.Compression.ZipFile.ExtractToDirectory(Package(package), folder);
}
