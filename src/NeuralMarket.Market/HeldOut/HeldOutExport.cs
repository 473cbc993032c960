using System.Security.Cryptography;
using System.Text.Json;
using NeuralMarket.Format.Categories;
using NeuralMarket.Format.Findings;
using NeuralMarket.Market.Storage.Blobs;
using NeuralMarket.Regression.ImageSets;

namespace NeuralMarket.Market.HeldOut;

/// <summary>Writes a version of a set as a folder that can be imported again, here or elsewhere, to the same hash.</summary>
public sealed class HeldOutExport(HeldOutVersions versions, IBlobStore blobs)
{
    private const int HashDigitsInName = 16;
    private static readonly JsonSerializerOptions Indented = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    /// <summary>Writes the folder, whole or not at all.</summary>
    /// <param name="set">The set.</param>
    /// <param name="reference">The version: its number, or eight or more digits with which its hash begins; the latest when absent.</param>
    /// <param name="folder">A folder that is not there yet.</param>
    /// <param name="progress">Told the number of photos written.</param>
    /// <param name="cancellationToken">Stops.</param>
    /// <returns>The version, or why not.</returns>
    /// <exception cref="IOException">A photo's stored file is missing or damaged.</exception>
    public async Task<Reading<HeldOutVersion>> WriteAsync(HeldOutSet set, string? reference, string folder, IProgress<int>? progress, CancellationToken cancellationToken)
    {
        if (await versions.FindAsync(set, reference, cancellationToken) is not HeldOutVersion version)
        {
            return Refused(CurationRules.UnknownVersion, reference ?? set.Name, $"The set {set.Name} has no such version, or more than one.", "images versions lists them.");
        }

        if (Path.Exists(folder))
        {
            return Refused(CurationRules.FolderTaken, folder, "There is something here already.", "Name a folder that is not there yet.");
        }

        string part = $"{Path.TrimEndingDirectorySeparator(folder)}.part";
        if (Directory.Exists(part))
        {
            Directory.Delete(part, recursive: true); // Of an export that was cut off, perhaps of another version.
        }

        Directory.CreateDirectory(part);
        await WriteAsync(version, part, progress, cancellationToken);
        Directory.Move(part, folder);
        return new(version, []);
    }

    private async Task WriteAsync(HeldOutVersion version, string folder, IProgress<int>? progress, CancellationToken cancellationToken)
    {
        await File.WriteAllTextAsync(Path.Combine(folder, LabelledImageFolder.CategoriesFile), version.CategoriesText, cancellationToken);
        if (version.RelationsText.Length > 0)
        {
            await File.WriteAllTextAsync(Path.Combine(folder, LabelledImageFolder.RelationsFile), version.RelationsText, cancellationToken);
        }

        SortedDictionary<string, ImageSource> sources = new(StringComparer.Ordinal);
        int done = 0;
        foreach (HeldOutImage image in await versions.ImagesAsync(version, cancellationToken))
        {
            string name = $"{new Tag(image.Tag)}_{image.Sha256[..HashDigitsInName]}{Path.GetExtension(image.FileName).ToLowerInvariant()}";
            byte[] content = await blobs.ReadAllAsync(image.BlobName, cancellationToken);
            if (Convert.ToHexStringLower(SHA256.HashData(content)) != image.Sha256)
            {
                throw new IOException($"The stored photo {image.Sha256} is damaged.");
            }

            await File.WriteAllBytesAsync(Path.Combine(folder, name), content, cancellationToken);
            sources[name] = new ImageSource(image.Source, image.License, image.FileName);
            progress?.Report(++done);
        }

        await File.WriteAllTextAsync(Path.Combine(folder, LabelledImageFolder.SourcesFile), JsonSerializer.Serialize(sources, Indented) + "\n", cancellationToken);
    }

    private static Reading<HeldOutVersion> Refused(string rule, string place, string message, string remedy) => new(null, [new Finding(rule, Severity.Error, place, message, remedy)]);
}
