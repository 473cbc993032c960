using System.Globalization;
using System.Text;
using NeuralMarket.Format.Findings;
using NeuralMarket.Format.Text;

namespace NeuralMarket.Format.Categories;

/// <summary>Reads and writes <c>map_clsloc.txt</c> in its three uses (specialneurons.md, base-network.md).</summary>
public static class CategoriesText
{
    /// <summary>The greatest size of a package's <c>map_clsloc.txt</c> in bytes (256 KiB).</summary>
    public const int MaximumPatchLength = 256 * 1024;

    /// <summary>The greatest size of a base network's or an image set's <c>map_clsloc.txt</c> in bytes (16 MiB).</summary>
    public const int MaximumLength = 16 * 1024 * 1024;

    internal const string FileName = "map_clsloc.txt";

    /// <summary>A patch's: outputs 1 to K (2 to 1,000), each once; 0 for trigger-only; names unique among outputs after full case folding.</summary>
    public static Reading<CategoryList> ReadPatch(ReadOnlyMemory<byte> text) => Read(text, CategoriesUse.Patch, FileName, MaximumPatchLength);

    /// <summary>A base network's: indexes 1 to N, each exactly once, none 0; names may repeat.</summary>
    public static Reading<CategoryList> ReadBaseNetwork(ReadOnlyMemory<byte> text) => ReadBaseNetwork(text, FileName);

    /// <summary>A labelled image set's: any number of categories from 1; the indexes need only be numbers.</summary>
    public static Reading<CategoryList> ReadImageSet(ReadOnlyMemory<byte> text) => Read(text, CategoriesUse.ImageSet, FileName, MaximumLength);

    /// <summary>The canonical text: rows by tag number, single spaces, underscores for spaces in names, LF after every row.</summary>
    public static byte[] WriteCanonical(CategoryList categories)
    {
        StringBuilder text = new();
        foreach (Category row in categories.OrderBy(row => row.Tag.Number))
        {
            text.Append(row.Tag.ToString()).Append(' ')
                .Append(row.Index.ToString(CultureInfo.InvariantCulture)).Append(' ')
                .Append(row.Name.Replace(' ', '_')).Append('\n');
        }

        return Utf8Text.Encode(text.ToString());
    }

    internal static Reading<CategoryList> ReadBaseNetwork(ReadOnlyMemory<byte> text, string fileName) =>
        Read(text, CategoriesUse.BaseNetwork, fileName, MaximumLength);

    private static Reading<CategoryList> Read(ReadOnlyMemory<byte> bytes, CategoriesUse use, string fileName, int maximumLength)
    {
        FindingList findings = new();
        if (!TryDecode(bytes, fileName, maximumLength, findings, out string text))
        {
            return findings.Finish<CategoryList>(null);
        }

        CategoryRows rows = new(use, fileName, findings);
        foreach (TextLine line in TextLines.Of(text))
        {
            rows.Add(line);
        }

        return rows.Finish();
    }

    private static bool TryDecode(ReadOnlyMemory<byte> bytes, string fileName, int maximumLength, FindingList findings, out string text)
    {
        text = "";
        if (bytes.Length > maximumLength)
        {
            findings.Error(Rules.CategoriesSize, fileName, $"The file has {bytes.Length} bytes; at most {maximumLength} are allowed.", "Leave out categories that the patch neither answers nor needs for its trigger.");
        }
        else if (Utf8Text.HasByteOrderMark(bytes.Span))
        {
            findings.Error(Rules.CategoriesByteOrderMark, fileName, "The file begins with a byte order mark.", "Save it as UTF-8 without BOM.");
        }
        else if (!Utf8Text.TryDecode(bytes.Span, out text, out int invalidAt))
        {
            findings.Error(Rules.CategoriesEncoding, fileName, $"The byte at position {invalidAt} is not UTF-8.", "Save the file as UTF-8.");
        }

        return !findings.HasErrors;
    }
}
