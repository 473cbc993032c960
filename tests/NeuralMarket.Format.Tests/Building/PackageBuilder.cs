using System.Text.Json.Nodes;
using NeuralMarket.Format.Packages;

namespace NeuralMarket.Format.Tests.Building;

/// <summary>Builds a package that is valid until a part of it is changed: an entry's content, its header, any range of bytes.</summary>
internal sealed class PackageBuilder
{
    public const string Identity = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

    public JsonObject Manifest { get; } = new()
    {
        ["format"] = 1,
        ["id"] = "shark-above-water",
        ["version"] = "1.2.0",
        ["title"] = "Sharks above water",
        ["base"] = new JsonObject { ["name"] = "vgg16-imagenet", ["sha256"] = Identity },
    };

    /// <summary>The manifest's text, when it is not to be made from <see cref="Manifest"/>.</summary>
    public byte[]? ManifestBytes { get; set; }

    public string Categories { get; set; } = "n01484850 1 great_white_shark\nn01491361 2 tiger_shark\nn01494475 0 hammerhead\n";

    public byte[]? CategoriesBytes { get; set; }

    public TensorBuilder Weights { get; } = new();

    public PngBuilder Icon { get; } = new();

    public byte[]? IconBytes { get; set; }

    public byte[]? Readme { get; set; }

    public byte[]? License { get; set; }

    /// <summary>Changes the archive before it is written.</summary>
    public Action<ZipBuilder> Archive { get; set; } = _ => { };

    /// <summary>Changes the finished file.</summary>
    public Func<byte[], byte[]> Break { get; set; } = bytes => bytes;

    public Dictionary<string, byte[]> Entries()
    {
        Dictionary<string, byte[]> entries = new()
        {
            ["manifest.json"] = ManifestBytes ?? Bytes.Utf8(Manifest.ToJsonString()),
            ["map_clsloc.txt"] = CategoriesBytes ?? Bytes.Utf8(Categories),
            ["weights.safetensors"] = Weights.Build(),
            ["icon.png"] = IconBytes ?? Icon.Build(),
        };
        if (Readme is not null)
        {
            entries["README.md"] = Readme;
        }

        if (License is not null)
        {
            entries["LICENSE"] = License;
        }

        return entries;
    }

    public byte[] Build()
    {
        ZipBuilder archive = new();
        foreach ((string name, byte[] content) in Entries())
        {
            archive.Parts.Add(new ZipPart(name, content));
        }

        Archive(archive);
        return Break(archive.Build());
    }

    public PackageReading Read() => PackageReader.Read(Build());

    /// <summary>A builder with a change.</summary>
    public static PackageBuilder With(Action<PackageBuilder> change)
    {
        PackageBuilder builder = new();
        change(builder);
        return builder;
    }
}
