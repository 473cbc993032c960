using System.Globalization;

namespace NeuralMarket.Regression.Verdicts.Checks;

/// <summary>Numbers and nouns as messages write them.</summary>
internal static class Wording
{
    public static string Percent(double? share) => share is { } value ? (100 * value).ToString("0.#", CultureInfo.InvariantCulture) + "%" : "unknown";

    public static string Count(int count, string noun) => string.Create(CultureInfo.InvariantCulture, $"{count:N0} {noun}{(count == 1 ? "" : "s")}");

    public static string List(IReadOnlyList<string> items) =>
        items.Count <= 1 ? string.Concat(items) : string.Join(", ", items.Take(items.Count - 1)) + " and " + items[^1];
}
