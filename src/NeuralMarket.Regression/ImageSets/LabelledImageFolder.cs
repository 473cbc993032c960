using System.Security.Cryptography;
using NeuralMarket.Format.Categories;
using NeuralMarket.Format.Findings;

namespace NeuralMarket.Regression.ImageSets;

/// <summary>Reads a set of labelled images from a folder (base-network.md, "Sets of labelled images").</summary>
public static class LabelledImageFolder
{
    /// <summary>What the text with the categories is called.</summary>
    public const string CategoriesFile = "map_clsloc.txt";

    /// <summary>What the text with the relations between categories is called; it need not be there.</summary>
    public const string RelationsFile = "is_a.txt";

    /// <summary>What the text with the photos' origins is called; it need not be there.</summary>
    public const string SourcesFile = "sources.json";

    // A set may have any number of categories: every WordNet noun (82,000) with a long name fits well.
    private const long MaximumTextLength = 16 * 1024 * 1024;

    private static readonly HashSet<string> Extensions = new(StringComparer.OrdinalIgnoreCase) { ".jpg", ".jpeg", ".png", ".webp" };

    /// <summary>
    /// Reads the categories, the relations and the names, and hashes the photos. Hidden files and symbolic links are not seen; what else does not
    /// count stands in <see cref="LabelledImageSet.Skipped"/>. The photos are not decoded.
    /// </summary>
    public static async Task<Reading<LabelledImageSet>> ReadAsync(string folder, CancellationToken cancellationToken)
    {
        if (!Directory.Exists(folder))
        {
            return Refused(ImageSetRules.Folder, folder, "There is no such folder.", "Give the folder with the labelled images.");
        }

        (CategoryList? categories, IReadOnlyList<Finding> findings) =
            await ReadTextAsync(Path.Combine(folder, CategoriesFile), CategoriesText.ReadImageSet, cancellationToken).ConfigureAwait(false);
        if (findings.Count == 0 && categories is null)
        {
            return Refused(
                ImageSetRules.CategoriesMissing, CategoriesFile, "The folder has no map_clsloc.txt.", "Add one with a line for each tag: tag, number, name.");
        }

        (IsARelations? relations, IReadOnlyList<Finding> relationFindings) =
            await ReadTextAsync(Path.Combine(folder, RelationsFile), IsARelations.Read, cancellationToken).ConfigureAwait(false);
        (SourceList? sources, IReadOnlyList<Finding> sourceFindings) =
            await ReadTextAsync(Path.Combine(folder, SourcesFile), SourceList.Read, cancellationToken).ConfigureAwait(false);
        Finding[] all = [.. findings, .. relationFindings, .. sourceFindings];
        if (categories is null || all.Any(finding => finding.Severity == Severity.Error))
        {
            return new Reading<LabelledImageSet>(null, all);
        }

        return await ReadImagesAsync(folder, categories, relations ?? IsARelations.None, sources ?? SourceList.None, all, cancellationToken).ConfigureAwait(false);
    }

    private static async Task<Reading<LabelledImageSet>> ReadImagesAsync(
        string folder, CategoryList categories, IsARelations relations, SourceList sources, Finding[] findings, CancellationToken cancellationToken)
    {
        List<LabelledImage> images = [];
        List<SkippedFile> skipped = [];
        foreach (string path in Files(folder))
        {
            string relative = Path.GetRelativePath(folder, path).Replace(Path.DirectorySeparatorChar, '/');
            SkippedFile? reason = Judge(relative, categories, out Tag tag);
            if (reason is null)
            {
                (string? sha256, reason) = await HashAsync(path, relative, cancellationToken).ConfigureAwait(false);
                if (sha256 is not null)
                {
                    images.Add(new LabelledImage(path, relative, sha256, tag, sources.Find(relative)));
                    continue;
                }
            }

            skipped.Add(reason!);
        }

        return images.Count > 0
            ? new Reading<LabelledImageSet>(
                LabelledImageSet.Create(Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder))), categories, relations, images, skipped), [.. findings, .. sources.Unused(images)])
            : Refused(
                ImageSetRules.Empty,
                folder,
                $"No photo in the folder counts; {skipped.Count} files were skipped.",
                "Name photos by tag, underscore and anything else, for example n02123045_1.jpg, with tags of map_clsloc.txt.");
    }

    /// <summary>All files below the folder in the order of their paths, on every machine the same; the texts at the root are not among them.</summary>
    private static IEnumerable<string> Files(string folder)
    {
        EnumerationOptions visible = new() { AttributesToSkip = FileAttributes.Hidden | FileAttributes.System | FileAttributes.ReparsePoint };
        string[] texts = [Path.Combine(folder, CategoriesFile), Path.Combine(folder, RelationsFile), Path.Combine(folder, SourcesFile)];
        Stack<string> open = new([folder]);
        List<string> files = [];
        while (open.Count > 0)
        {
            string current = open.Pop();
            files.AddRange(Directory.EnumerateFiles(current, "*", visible).Where(path => !IsDotted(path) && !texts.Contains(path, StringComparer.Ordinal)));
            foreach (string child in Directory.EnumerateDirectories(current, "*", visible).Where(path => !IsDotted(path)))
            {
                open.Push(child);
            }
        }

        return files.Order(StringComparer.Ordinal);
    }

    // Hidden by name is not hidden by attribute on every platform.
    private static bool IsDotted(string path) => Path.GetFileName(path).StartsWith('.');

    private static SkippedFile? Judge(string relative, CategoryList categories, out Tag tag)
    {
        tag = default;
        string name = relative[(relative.LastIndexOf('/') + 1)..];
        string extension = Path.GetExtension(name);
        if (!Extensions.Contains(extension))
        {
            return new SkippedFile(relative, ImageSetRules.Extension, "The name does not end in .jpg, .jpeg, .png or .webp.");
        }

        string stem = name[..^extension.Length];
        int underscore = stem.IndexOf('_', StringComparison.Ordinal);
        if (underscore < 0 || !Tag.TryParse(stem[..underscore], out tag))
        {
            return new SkippedFile(relative, ImageSetRules.Name, "The name is not a tag, an underscore and anything else, as in n02123045_1.jpg.");
        }

        return categories.Find(tag) is null
            ? new SkippedFile(relative, ImageSetRules.UnknownTag, $"The tag {tag} does not stand in the set's map_clsloc.txt.")
            : null;
    }

    private static async Task<(string? Sha256, SkippedFile? Reason)> HashAsync(string path, string relative, CancellationToken cancellationToken)
    {
        try
        {
            using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16, FileOptions.SequentialScan);
            return (Convert.ToHexStringLower(await SHA256.HashDataAsync(file, cancellationToken).ConfigureAwait(false)), null);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return (null, new SkippedFile(relative, ImageSetRules.Unreadable, $"The file cannot be read: {problem.Message}"));
        }
    }

    /// <summary>Reads one of the root's texts; no value and no finding when the file is absent.</summary>
    private static async Task<(T? Value, IReadOnlyList<Finding> Findings)> ReadTextAsync<T>(
        string path, Func<ReadOnlyMemory<byte>, Reading<T>> read, CancellationToken cancellationToken)
        where T : class
    {
        FileInfo file = new(path);
        if (!file.Exists)
        {
            return (null, []);
        }

        if (file.Length > MaximumTextLength)
        {
            return (null, Refused(
                ImageSetRules.TextTooLong, file.Name, $"The file has {file.Length} bytes; at most {MaximumTextLength} are read.", "Leave out categories without images.").Findings);
        }

        Reading<T> reading = read(await File.ReadAllBytesAsync(path, cancellationToken).ConfigureAwait(false));
        return (reading.Value, reading.Findings);
    }

    private static Reading<LabelledImageSet> Refused(string rule, string where, string message, string remedy) =>
        new(null, [new Finding(rule, Severity.Error, where, message, remedy)]);
}
