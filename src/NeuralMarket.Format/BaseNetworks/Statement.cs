using System.Globalization;
using NeuralMarket.Format.Findings;
using NeuralMarket.Format.Text;

namespace NeuralMarket.Format.BaseNetworks;

/// <summary>One statement of NAME.txt: its keyword and the words behind it, taken one after the other.</summary>
internal sealed class Statement
{
    /// <summary>No number of a network is as great as this.</summary>
    public const int NumberLimit = 100_000;

    private readonly FindingList _findings;
    private readonly Queue<string> _words;

    private Statement(string keyword, IEnumerable<string> words, string where, FindingList findings)
    {
        Keyword = keyword;
        _words = new(words);
        Where = where;
        _findings = findings;
    }

    public string Keyword { get; }

    public string Where { get; }

    /// <summary>Whether anything about this statement was reported.</summary>
    public bool IsBroken { get; private set; }

    /// <summary>Reads a line; <see langword="null"/> when nothing is on it.</summary>
    public static Statement? Parse(TextLine line, string fileName, FindingList findings)
    {
        string where = $"{fileName}:{line.Number.ToString(CultureInfo.InvariantCulture)}";
        string text = line.Text.Split('#')[0];

        // A carriage return ends the line for some readers, even in a comment.
        int control = text.ToList().FindIndex(char.IsControl);
        control = control < 0 ? line.Text.IndexOf('\r') : control;
        if (control >= 0)
        {
            findings.Error(Rules.BaseTextEncoding, where, $"The line holds {Quote.CodePoint(line.Text[control])}.", "Separate words by spaces, and end lines with LF or CRLF.");
            return null;
        }

        string[] words = text.Split([' '], StringSplitOptions.RemoveEmptyEntries);
        return words.Length == 0 ? null : new Statement(words[0], words.Skip(1), where, findings);
    }

    /// <summary>The next word, if there is one.</summary>
    public string? Next() => _words.Count > 0 ? _words.Dequeue() : null;

    /// <summary>The next word, which must be there.</summary>
    public string? RequiredWord(string what)
    {
        string? word = Next();
        if (word is null)
        {
            Report(Rules.BaseOption, $"The statement ends before {what}.", $"Write {what} behind \"{Keyword}\".");
        }

        return word;
    }

    /// <summary>The next word as a whole number, which must be there; <paramref name="minimum"/> when it is not.</summary>
    public int Integer(string what, int minimum)
    {
        if (RequiredWord(what) is not string word)
        {
            return minimum;
        }

        if (word.All(character => character is >= '0' and <= '9') && int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number >= minimum && number < NumberLimit)
        {
            return number;
        }

        Report(Rules.BaseNumber, $"{Quote.Text(word)} is not {what}.", $"Write a whole number from {minimum} to {NumberLimit - 1}.");
        return minimum;
    }

    /// <summary>The next word as a number with or without a fraction, which must be there.</summary>
    public double Number(string what)
    {
        if (RequiredWord(what) is not string word)
        {
            return 0;
        }

        if (IsDecimal(word) && double.TryParse(word, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double number) && Math.Abs(number) < NumberLimit)
        {
            return number;
        }

        Report(Rules.BaseNumber, $"{Quote.Text(word)} is not {what}.", $"Write decimal digits, for example 103.939; it must be below {NumberLimit}.");
        return 0;
    }

    /// <summary>Reads the options that are left, each at most once.</summary>
    /// <param name="known">What to do for each option by its name.</param>
    public void Options(params (string Name, Action Read)[] known)
    {
        HashSet<string> seen = new(StringComparer.Ordinal);
        while (!IsBroken && Next() is string name)
        {
            Action? read = known.FirstOrDefault(option => option.Name == name).Read;
            if (read is null)
            {
                string remedy = known.Length == 0 ? "Leave it out." : $"It can have: {string.Join(", ", known.Select(option => option.Name))}.";
                Report(Rules.BaseOption, $"{Quote.Text(name)} is not an option of \"{Keyword}\".", remedy);
            }
            else if (!seen.Add(name))
            {
                Report(Rules.BaseOption, $"The option \"{name}\" stands twice.", "Keep one of them.");
            }
            else
            {
                read();
            }
        }
    }

    public void Report(string rule, string message, string remedy)
    {
        IsBroken = true;
        _findings.Error(rule, Where, message, remedy);
    }

    // Digits, with at most one point between them and a minus in front; "1e5", "+1", ".5" and "NaN" are not.
    private static bool IsDecimal(string word)
    {
        string[] parts = (word[0] == '-' ? word.Substring(1) : word).Split('.');
        return parts.Length <= 2 && parts.All(part => part.Length > 0 && part.All(character => character is >= '0' and <= '9'));
    }
}
