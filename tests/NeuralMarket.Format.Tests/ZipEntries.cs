using System.IO.Compression;

namespace NeuralMarket.Format.Tests;

/// <summary>Reads a ZIP file with another implementation than the product's.</summary>
internal static class ZipEntries
{
    public static Dictionary<string, byte[]> Read(byte[] file)
    {
        using ZipArchive archive = new(new MemoryStream(file), ZipArchiveMode.Read);
        return archive.Entries.ToDictionary(entry => entry.FullName, Content);
    }

    private static byte[] Content(ZipArchiveEntry entry)
    {
        using Stream stream = entry.Open();
        using MemoryStream content = new();
        stream.CopyTo(content);
        return content.ToArray();
    }
}
