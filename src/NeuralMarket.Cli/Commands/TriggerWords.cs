using System.Globalization;
using NeuralMarket.Format.Categories;
using NeuralMarket.Format.Packages;
using NeuralMarket.Format.Triggers;

namespace NeuralMarket.Cli.Commands;

/// <summary>A trigger as a sentence for its author.</summary>
internal static class TriggerWords
{
    private const int MostNames = 6;

    /// <summary>A phrase behind "It": <c>wakes when great white shark, tiger shark or hammerhead is the top answer</c>.</summary>
    /// <param name="package">The patch.</param>
    /// <param name="network">The base network's categories; without them nobody can say which of the patch's categories it knows.</param>
    public static string Describe(PatchPackage package, CategoryList? network)
    {
        Trigger trigger = package.Manifest.Trigger;
        (string names, bool several, string note) = Names(package, network);
        string whose = trigger.On is ParentReference on ? $"the patch {on.Patch} {on.Versions} wakes and " : "";
        string place = trigger.Top == 1 ? "is the top answer" : string.Create(CultureInfo.InvariantCulture, $"is among the top {trigger.Top} answers");
        string share = trigger.AtLeast > 0
            ? string.Create(CultureInfo.InvariantCulture, $" with at least {trigger.AtLeast * 100:0.##}%{(several ? " for all of them together" : "")}")
            : "";
        return $"wakes when {whose}{names} {place}{share}{note}";
    }

    private static (string Names, bool Several, string Note) Names(PatchPackage package, CategoryList? network)
    {
        if (package.Manifest.Trigger.On is null && network is not null)
        {
            Category[] known = [.. package.Categories.Where(row => network.Find(row.Tag) is not null)];
            return known.Length == 0
                ? ("none of its categories, which this base network does not know,", false, "")
                : (List([.. known.Select(row => network.Find(row.Tag)!.Name)]), known.Length > 1, "");
        }

        // Rows with index 0 are there for triggering alone; an output triggers, too, when the network knows its tag.
        string[] triggers = [.. package.Categories.Where(row => row.Index == 0).Select(row => row.Name)];
        string[] outputs = [.. package.Categories.Where(row => row.Index > 0).Select(row => row.Name)];
        return triggers.Length == 0
            ? (List(outputs), true, " (those of them that the network knows)")
            : (List(triggers), triggers.Length > 1, " (its own outputs count as well where the network knows them)");
    }

    private static string List(string[] names) => names.Length switch
    {
        1 => names[0],
        <= MostNames => string.Join(", ", names[..^1]) + " or " + names[^1],
        _ => string.Join(", ", names[..MostNames]) + string.Create(CultureInfo.InvariantCulture, $" or one of {names.Length - MostNames} more"),
    };
}
