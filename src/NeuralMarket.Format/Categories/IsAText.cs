using NeuralMarket.Format.Findings;
using NeuralMarket.Format.Text;

namespace NeuralMarket.Format.Categories;

/// <summary>Reads <c>is_a.txt</c> (base-network.md, "Sets of labelled images").</summary>
internal static class IsAText
{
    public const string FileName = "is_a.txt";
    private const int MaximumLength = 16 * 1024 * 1024;
    private static readonly char[] Separators = [' ', '\t'];

    public static Reading<IsARelations> Read(ReadOnlyMemory<byte> bytes)
    {
        FindingList findings = new();
        List<(Tag Child, Tag Parent)> pairs = [];
        if (TryDecode(bytes, findings, out string text))
        {
            foreach (TextLine line in TextLines.Of(text))
            {
                AddPair(line, pairs, findings);
            }

            CheckForCycle(pairs, findings);
        }

        return findings.Finish(new IsARelations(pairs));
    }

    private static bool TryDecode(ReadOnlyMemory<byte> bytes, FindingList findings, out string text)
    {
        text = "";
        if (bytes.Length > MaximumLength)
        {
            findings.Error(Rules.IsASize, FileName, $"The file has {bytes.Length} bytes; at most {MaximumLength} are allowed.", "Keep only the pairs that the image set needs.");
            return false;
        }

        int invalidAt = 0;
        if (Utf8Text.HasByteOrderMark(bytes.Span) || !Utf8Text.TryDecode(bytes.Span, out text, out invalidAt))
        {
            findings.Error(Rules.IsAEncoding, FileName, $"The byte at position {invalidAt} is a byte order mark or not UTF-8.", "Save the file as UTF-8 without BOM.");
            return false;
        }

        return true;
    }

    private static void AddPair(TextLine line, List<(Tag Child, Tag Parent)> pairs, FindingList findings)
    {
        string[] words = line.Text.Split(Separators, StringSplitOptions.RemoveEmptyEntries);
        if (words.Length == 0)
        {
            return;
        }

        if (words.Length == 2 && Tag.TryParse(words[0], out Tag child) && Tag.TryParse(words[1], out Tag parent))
        {
            pairs.Add((child, parent));
            return;
        }

        findings.Error(Rules.IsALine, $"{FileName}:{line.Number}", $"{Quote.Text(line.Text)} is not a pair of tags.", "Write the child's tag, a space and the parent's tag, for example n01484850 n01482330.");
    }

    // Takes away, again and again, the categories that have no parents left; what then remains leads into a cycle (Kahn's algorithm).
    private static void CheckForCycle(List<(Tag Child, Tag Parent)> pairs, FindingList findings)
    {
        ILookup<Tag, Tag> childrenOf = pairs.ToLookup(pair => pair.Parent, pair => pair.Child);
        Dictionary<Tag, int> parentsLeft = pairs.GroupBy(pair => pair.Child).ToDictionary(group => group.Key, group => group.Count());
        Queue<Tag> open = new(pairs.Select(pair => pair.Parent).Distinct().Where(tag => !parentsLeft.ContainsKey(tag)));
        while (open.Count > 0)
        {
            foreach (Tag child in childrenOf[open.Dequeue()])
            {
                if (--parentsLeft[child] == 0)
                {
                    parentsLeft.Remove(child);
                    open.Enqueue(child);
                }
            }
        }

        if (parentsLeft.Count > 0)
        {
            Tag example = OnCycle(pairs, parentsLeft);
            findings.Error(Rules.IsACycle, FileName, $"The category {example} is its own ancestor.", "Remove one of the pairs on the way from it to itself.");
        }
    }

    // Every remaining category has a remaining parent: going up from any of them ends on a cycle.
    private static Tag OnCycle(List<(Tag Child, Tag Parent)> pairs, Dictionary<Tag, int> remaining)
    {
        Dictionary<Tag, Tag> parentOf = pairs.Where(pair => remaining.ContainsKey(pair.Parent)).GroupBy(pair => pair.Child)
            .ToDictionary(group => group.Key, group => group.First().Parent);
        HashSet<Tag> passed = [];
        Tag current = remaining.Keys.Min();
        while (passed.Add(current))
        {
            current = parentOf[current];
        }

        return current;
    }
}
