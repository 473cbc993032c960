using System.Collections.Frozen;
using System.Globalization;
using System.Text;

namespace NeuralMarket.Market.Names;

/// <summary>
/// Which characters look like which: the confusables of Unicode Technical Standard #39 (Unicode 15.0, © Unicode, Inc., under the Unicode License), for text after
/// NFKC. <c>confusables.py</c> beside this file writes the table, <c>confusables.txt</c>.
/// </summary>
internal static class Confusables
{
    private static readonly FrozenDictionary<int, string> Table = Load();

    /// <summary>Appends what a character looks like, in small letters; the character itself when it looks like nothing else.</summary>
    public static void Append(StringBuilder text, Rune character)
    {
        if (Table.TryGetValue(character.Value, out string? target))
        {
            text.Append(target);
            return;
        }

        Rune small = Rune.ToLowerInvariant(character);
        text.Append(small != character && Table.TryGetValue(small.Value, out target) ? target : small.ToString());
    }

    private static FrozenDictionary<int, string> Load()
    {
        using Stream resource = typeof(Confusables).Assembly.GetManifestResourceStream("Names/confusables.txt")!;
        using StreamReader reader = new(resource);
        return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(' ')).ToFrozenDictionary(
            parts => Number(parts[0]),
            parts => string.Concat(parts.Skip(1).Select(part => char.ConvertFromUtf32(Number(part)))));
    }

    private static int Number(string hexadecimal) => int.Parse(hexadecimal, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
}
