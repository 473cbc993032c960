using System.Globalization;

namespace NeuralMarket.Format.Categories;

/// <summary>
/// A category's WordNet-style tag: <c>n</c> and 1 to 9 digits (specialneurons.md, "map_clsloc.txt").
/// Two tags with the same number are the same category, however many leading zeros they are written with.
/// </summary>
/// <param name="Number">The number behind the <c>n</c>, 0 to 999,999,999.</param>
public readonly record struct Tag(int Number) : IComparable<Tag>
{
    /// <summary>Reads a tag; false when it is not <c>n</c> and 1 to 9 ASCII digits.</summary>
    public static bool TryParse(string? text, out Tag tag)
    {
        tag = default;
        if (text is null || text.Length is < 2 or > 10 || text[0] != 'n')
        {
            return false;
        }

        int number = 0;
        for (int i = 1; i < text.Length; i++)
        {
            if (text[i] is < '0' or > '9')
            {
                return false;
            }

            number = (number * 10) + (text[i] - '0');
        }

        tag = new Tag(number);
        return true;
    }

    /// <inheritdoc/>
    public int CompareTo(Tag other) => Number.CompareTo(other.Number);

    /// <summary>The canonical form: <c>n</c> and at least eight digits.</summary>
    public override string ToString() => "n" + Number.ToString("D8", CultureInfo.InvariantCulture);

    /// <summary>Orders by number.</summary>
    public static bool operator <(Tag left, Tag right) => left.Number < right.Number;

    /// <summary>Orders by number.</summary>
    public static bool operator >(Tag left, Tag right) => left.Number > right.Number;

    /// <summary>Orders by number.</summary>
    public static bool operator <=(Tag left, Tag right) => left.Number <= right.Number;

    /// <summary>Orders by number.</summary>
    public static bool operator >=(Tag left, Tag right) => left.Number >= right.Number;
}
