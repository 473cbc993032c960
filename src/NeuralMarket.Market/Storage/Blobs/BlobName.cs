using System.Text.RegularExpressions;

namespace NeuralMarket.Market.Storage.Blobs;

/// <summary>Names of blobs: words joined by slashes, none of which can lead out of a folder.</summary>
internal static partial class BlobName
{
    /// <summary>The name itself.</summary>
    /// <exception cref="ArgumentException">It is none; names are made by us, so this is a bug.</exception>
    public static string Check(string name) =>
        name.Length <= 512 && Form().IsMatch(name) ? name : throw new ArgumentException($"\"{name}\" is not the name of a blob.", nameof(name));

    [GeneratedRegex(@"\A[A-Za-z0-9_][A-Za-z0-9._-]*(/[A-Za-z0-9_][A-Za-z0-9._-]*)*\z")]
    private static partial Regex Form();
}
