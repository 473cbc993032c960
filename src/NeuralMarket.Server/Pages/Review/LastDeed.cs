using Microsoft.AspNetCore.Mvc.ViewFeatures;

namespace NeuralMarket.Server.Pages.Review;

/// <summary>What the reviewer did on the page before, said once on the next one.</summary>
/// <param name="Key">A text of <c>ReviewTexts</c>: <c>Done.approve</c>, <c>Done.request-changes</c>, <c>Done.reject</c>, <c>Done.release</c>.</param>
/// <param name="Name">What it was done to.</param>
public sealed record LastDeed(string Key, string Name)
{
    private const string KeyEntry = "Review.Done";
    private const string NameEntry = "Review.Name";

    /// <summary>Keeps it for the next page.</summary>
    public void Keep(ITempDataDictionary kept) => (kept[KeyEntry], kept[NameEntry]) = (Key, Name);

    /// <summary>Takes what was kept; <see langword="null"/> when nothing was.</summary>
    public static LastDeed? Take(ITempDataDictionary kept) => kept[KeyEntry] is string key && kept[NameEntry] is string name ? new(key, name) : null;
}
