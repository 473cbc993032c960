using System.Globalization;
using NeuralMarket.Format.Categories;
using NeuralMarket.Format.Triggers;

namespace NeuralMarket.Format.Packages;

/// <summary>Says in words when a patch wakes.</summary>
public static class TriggerText
{
    private const int MostNames = 5;

    /// <summary>A phrase behind "The patch" or "It": <c>wakes when the base network's first guess is shark or ray</c>.</summary>
    /// <param name="package">The package.</param>
    /// <param name="readOutputs">What the trigger reads: the base network's categories or the parent's; when absent, all of the patch's categories are named.</param>
    public static string Describe(PatchPackage package, CategoryList? readOutputs = null)
    {
        Trigger trigger = package.Manifest.Trigger;
        string whose = trigger.On is ParentReference on ? $"the patch {on.Patch} {on.Versions} wakes and its" : "the base network's";
        string guess = trigger.Top == 1 ? "first guess is" : $"first {trigger.Top.ToString(CultureInfo.InvariantCulture)} guesses include";
        string sure = trigger.AtLeast > 0
            ? $", and it gives {(package.Categories.Count == 1 ? "it" : "them")} at least {(trigger.AtLeast * 100).ToString("0.##", CultureInfo.InvariantCulture)}% in all"
            : "";
        return $"wakes when {whose} {guess} {Names(package, readOutputs)}{sure}";
    }

    private static string Names(PatchPackage package, CategoryList? readOutputs)
    {
        string[] names =
        [
            .. package.Categories
                .Where(row => readOutputs is null || package.Manifest.Trigger.On is not null || readOutputs.Find(row.Tag) is not null)
                .Select(row => readOutputs?.Find(row.Tag)?.Name ?? row.Name)
                .Distinct(StringComparer.Ordinal),
        ];
        if (names.Length == 0)
        {
            return "none of its categories";
        }

        return names.Length switch
        {
            1 => names[0],
            <= MostNames => string.Join(", ", names.Take(names.Length - 1)) + " or " + names[names.Length - 1],
            _ => string.Join(", ", names.Take(MostNames)) + $" or one of {(names.Length - MostNames).ToString(CultureInfo.InvariantCulture)} more",
        };
    }
}
