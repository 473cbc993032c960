using System.Globalization;
using NeuralMarket.Format.Findings;
using NeuralMarket.Format.Text;

namespace NeuralMarket.Format.Categories;

/// <summary>Reads the lines of a <c>map_clsloc.txt</c> one by one, then holds the rows against each other.</summary>
internal sealed class CategoryRows(CategoriesUse use, string fileName, FindingList findings)
{
    private static readonly char[] Separators = [' ', '\t'];

    private readonly List<Category> _rows = [];
    private readonly Dictionary<Tag, int> _lineOfTag = [];
    private readonly Dictionary<int, int> _lineOfIndex = [];
    private readonly Dictionary<string, int> _lineOfName = new(StringComparer.Ordinal);

    // Whether every line gave an index; without that, a gap would only be a consequence of another finding.
    private bool _allIndexesKnown = true;

    public void Add(TextLine line)
    {
        string text = line.Text.TrimEnd(Separators);
        if (text.Length == 0)
        {
            return;
        }

        if (text[0] is ' ' or '\t')
        {
            findings.Error(Rules.CategoriesIndent, Where(line.Number), "The line begins with white space.", "Begin it with the tag.");
            text = text.TrimStart(Separators);
        }

        AddRow(line.Number, text);
    }

    public Reading<CategoryList> Finish()
    {
        if (use != CategoriesUse.ImageSet && _allIndexesKnown)
        {
            CheckIndexes();
        }

        if (use != CategoriesUse.Patch && _rows.Count == 0 && !findings.HasErrors)
        {
            findings.Error(Rules.CategoriesCount, fileName, "The file has no categories.", "Add a line for every category.");
        }

        return findings.Finish(findings.HasErrors ? null : new CategoryList(_rows));
    }

    private void AddRow(int line, string text)
    {
        string tagText = TakeWord(ref text);
        string indexText = TakeWord(ref text);
        if (text.Length == 0)
        {
            findings.Error(Rules.CategoriesLine, Where(line), "The line does not hold a tag, an output index and a display name.", "Write it like this: n01484850 1 great_white_shark.");
            _allIndexesKnown = false;
            return;
        }

        bool tagRead = ReadTag(line, tagText, out Tag tag);
        bool indexRead = ReadIndex(line, indexText, out int index);
        _allIndexesKnown &= indexRead;
        string name = text.Replace('_', ' ');
        CheckName(line, name);
        CheckNameIsUnique(line, name, indexRead ? index : 0);
        if (tagRead && indexRead)
        {
            _rows.Add(new Category(tag, index, name));
        }
    }

    private string Where(int line) => $"{fileName}:{line}";

    private static string TakeWord(ref string text)
    {
        int end = text.IndexOfAny(Separators);
        string word = end < 0 ? text : text.Substring(0, end);
        text = end < 0 ? "" : text.Substring(end).TrimStart(Separators);
        return word;
    }

    private bool ReadTag(int line, string text, out Tag tag)
    {
        if (!Tag.TryParse(text, out tag))
        {
            findings.Error(Rules.CategoriesTag, Where(line), $"{Quote.Text(text)} is not a tag.", "A tag is the letter n and 1 to 9 digits, for example n01484850.");
            return false;
        }

        if (_lineOfTag.TryGetValue(tag, out int first))
        {
            findings.Error(Rules.CategoriesTagRepeated, Where(line), $"The category {tag} already stands in line {first}.", "Keep one of the two lines.");
            return false;
        }

        _lineOfTag.Add(tag, line);
        return true;
    }

    private bool ReadIndex(int line, string text, out int index)
    {
        if (!TryParseIndex(text, out index))
        {
            findings.Error(Rules.CategoriesIndex, Where(line), $"{Quote.Text(text)} is not an output index.", "Write it in decimal digits without leading zeros: 1 for the first output, 2 for the second; 0 for a category that only triggers.");
            return false;
        }

        if (use == CategoriesUse.ImageSet)
        {
            return true;
        }

        if (index == 0)
        {
            return use == CategoriesUse.Patch || Refuse(Rules.CategoriesIndexZero, line, "A base network's category has the output index 0.", "Count the outputs from 1.");
        }

        if (_lineOfIndex.TryGetValue(index, out int first))
        {
            return Refuse(Rules.CategoriesIndexRepeated, line, $"The output index {index} already stands in line {first}.", "Give every output its own index.");
        }

        _lineOfIndex.Add(index, line);
        return true;
    }

    private bool Refuse(string rule, int line, string message, string remedy)
    {
        findings.Error(rule, Where(line), message, remedy);
        return false;
    }

    private bool TryParseIndex(string text, out int index)
    {
        index = 0;
        if (text.Length == 0 || text.Any(character => character is < '0' or > '9'))
        {
            return false;
        }

        if (use == CategoriesUse.ImageSet)
        {
            // Only that it is a number matters; one beyond the range is kept as the greatest.
            index = int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : int.MaxValue;
            return true;
        }

        return (text.Length == 1 || text[0] != '0') && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out index);
    }

    private void CheckName(int line, string name)
    {
        int length = CodePoints.Count(name);
        if (length > 80)
        {
            findings.Error(Rules.CategoriesNameLength, Where(line), $"The display name has {length} characters; at most 80 are allowed.", "Shorten it.");
        }

        if (name[0] == ' ' || name[name.Length - 1] == ' ')
        {
            findings.Error(Rules.CategoriesNameEnds, Where(line), $"The display name {Quote.Text(name)} begins or ends with a space or an underscore.", "Remove it.");
        }

        int forbidden = TextRules.FirstForbidden(name, allowLineFeedAndTab: false);
        if (forbidden >= 0)
        {
            findings.Error(Rules.CategoriesNameCharacters, Where(line), $"The display name holds {TextRules.Kind(forbidden)} ({Quote.CodePoint(forbidden)}).", "Remove it.");
        }
        else if (!TextRules.IsNormalized(name))
        {
            findings.Error(Rules.CategoriesNameNormalized, Where(line), $"The display name {Quote.Text(name)} is not in Unicode Normalization Form C.", "Save it with composed characters (NFC).");
        }
    }

    private void CheckNameIsUnique(int line, string name, int index)
    {
        if (use != CategoriesUse.Patch || index == 0)
        {
            return;
        }

        string folded = CaseFolding.Fold(name);
        if (_lineOfName.TryGetValue(folded, out int first))
        {
            findings.Error(Rules.CategoriesNameRepeated, Where(line), $"The display name {Quote.Text(name)} already stands in line {first}, upper and lower case aside.", "Give every output its own name.");
        }
        else
        {
            _lineOfName.Add(folded, line);
        }
    }

    private void CheckIndexes()
    {
        int outputs = _lineOfIndex.Count;
        if (use == CategoriesUse.Patch && outputs is < 2 or > 1000)
        {
            findings.Error(Rules.CategoriesCount, fileName, $"The patch has {outputs} outputs; it must have 2 to 1,000.", "Give every category that the patch answers an index from 1; categories that only trigger have 0.");
        }

        int missing = Enumerable.Range(1, outputs).FirstOrDefault(index => !_lineOfIndex.ContainsKey(index));
        if (missing > 0)
        {
            findings.Error(Rules.CategoriesIndexGap, fileName, $"The file has {outputs} outputs, but no line with the output index {missing}.", $"Number the outputs from 1 to {outputs} in the order of the weights' rows.");
        }
    }
}
