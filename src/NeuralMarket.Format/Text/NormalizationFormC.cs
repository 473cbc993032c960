namespace NeuralMarket.Format.Text;

/// <summary>
/// Unicode Normalization Form C (UAX #15). Own code, because the platforms' functions know different versions of Unicode and one of them throws at U+FFFE:
/// a package that is valid on one machine would not be on another.
/// </summary>
internal static partial class NormalizationFormC
{
    // The first code point that anything composes with or that has a combining class.
    private const int FirstOfInterest = 0x0300;

    // Hangul syllables are composed by arithmetic (Unicode standard, section 3.12).
    private const int SyllableBase = 0xAC00;
    private const int LeadBase = 0x1100;
    private const int VowelBase = 0x1161;
    private const int TrailBase = 0x11A7;
    private const int LeadCount = 19;
    private const int VowelCount = 21;
    private const int TrailCount = 28;

    private static readonly Dictionary<int, byte> ClassOf = Expand();
    private static readonly HashSet<int> NeverThere = [.. Never.SelectMany(run => Enumerable.Range(run.First, run.Count))];
    private static readonly Dictionary<(int First, int Second), int> Composed = Compositions.ToDictionary(entry => (entry.First, entry.Second), entry => entry.Composed);
    private static readonly Dictionary<int, (int First, int Second)> Decomposed = Compositions.ToDictionary(entry => entry.Composed, entry => (entry.First, entry.Second));

    /// <summary>Whether a text without lone surrogates is in this form.</summary>
    public static bool Has(string text)
    {
        if (text.All(character => character < FirstOfInterest))
        {
            return true;
        }

        List<int> codePoints = [];
        for (int i = 0; i < text.Length; i += CodePoints.LengthAt(text, i))
        {
            codePoints.Add(CodePoints.At(text, i));
        }

        if (codePoints.Exists(NeverThere.Contains))
        {
            return false;
        }

        List<int> decomposed = [];
        codePoints.ForEach(codePoint => Decompose(codePoint, decomposed));
        Order(decomposed);
        return Compose(decomposed).SequenceEqual(codePoints);
    }

    private static void Decompose(int codePoint, List<int> target)
    {
        int syllable = codePoint - SyllableBase;
        if (syllable is >= 0 and < LeadCount * VowelCount * TrailCount)
        {
            target.Add(LeadBase + (syllable / (VowelCount * TrailCount)));
            target.Add(VowelBase + (syllable % (VowelCount * TrailCount) / TrailCount));
            if (syllable % TrailCount > 0)
            {
                target.Add(TrailBase + (syllable % TrailCount));
            }
        }
        else if (Decomposed.TryGetValue(codePoint, out (int First, int Second) pair))
        {
            Decompose(pair.First, target);
            target.Add(pair.Second);
        }
        else
        {
            target.Add(codePoint);
        }
    }

    // Sorts each run of combining marks by class, equal ones as they came.
    private static void Order(List<int> codePoints)
    {
        for (int start = 0; start < codePoints.Count;)
        {
            int end = start;
            while (end < codePoints.Count && Class(codePoints[end]) > 0)
            {
                end++;
            }

            if (end - start > 1)
            {
                int[] sorted = [.. codePoints.GetRange(start, end - start).OrderBy(Class)];
                for (int i = 0; i < sorted.Length; i++)
                {
                    codePoints[start + i] = sorted[i];
                }
            }

            start = end + 1;
        }
    }

    private static List<int> Compose(List<int> decomposed)
    {
        List<int> composed = [];
        int starter = -1;
        int lastClass = 0;
        foreach (int codePoint in decomposed)
        {
            int ownClass = Class(codePoint);
            bool adjacent = starter == composed.Count - 1;
            if (starter >= 0 && (adjacent || (lastClass < ownClass && lastClass > 0)) && Pair(composed[starter], codePoint) is int pair)
            {
                composed[starter] = pair;
                continue;
            }

            starter = ownClass == 0 ? composed.Count : starter;
            lastClass = ownClass;
            composed.Add(codePoint);
        }

        return composed;
    }

    private static int? Pair(int first, int second)
    {
        if (first - LeadBase is >= 0 and < LeadCount && second - VowelBase is >= 0 and < VowelCount)
        {
            return SyllableBase + ((((first - LeadBase) * VowelCount) + (second - VowelBase)) * TrailCount);
        }

        int syllable = first - SyllableBase;
        if (syllable is >= 0 and < LeadCount * VowelCount * TrailCount && syllable % TrailCount == 0 && second - TrailBase is > 0 and < TrailCount)
        {
            return first + (second - TrailBase);
        }

        return Composed.TryGetValue((first, second), out int composed) ? composed : null;
    }

    private static int Class(int codePoint) => ClassOf.TryGetValue(codePoint, out byte combiningClass) ? combiningClass : 0;

    private static Dictionary<int, byte> Expand()
    {
        Dictionary<int, byte> classes = [];
        foreach ((int first, int count, byte combiningClass) in CombiningClasses)
        {
            for (int i = 0; i < count; i++)
            {
                classes.Add(first + i, combiningClass);
            }
        }

        return classes;
    }
}
