using Microsoft.EntityFrameworkCore;
using NeuralMarket.Format.Findings;
using NeuralMarket.Format.Manifests;
using NeuralMarket.Market.Names;
using NeuralMarket.Market.Storage;
using NeuralMarket.Market.Submissions;

namespace NeuralMarket.Market.Validation;

/// <summary>Tells reviewers when an id or a title could be taken for another author's, or for the market's own. Advice alone: people decide.</summary>
internal static class NameAdvice
{
    private const int Shown = 3;

    /// <summary>Compares a submission's names with those of all patches that others have published.</summary>
    public static async Task<IReadOnlyList<Finding>> CheckAsync(MarketDb db, Submission submission, Manifest manifest, CancellationToken cancellationToken)
    {
        List<Finding> advice = [];
        Reserved(advice, "id", manifest.Id);
        Reserved(advice, "title", manifest.Title);
        var others = await db.Patches.Where(patch => patch.OwnerId != submission.AuthorId).SelectMany(patch => patch.Versions, (patch, version) => new { PatchId = patch.Id, version.Title }).Distinct().ToListAsync(cancellationToken);
        Alike(advice, "id", manifest.Id, others.Select(other => other.PatchId));
        Alike(advice, "title", manifest.Title, others.Select(other => other.Title));
        return advice;
    }

    private static void Reserved(List<Finding> advice, string key, string name)
    {
        if (ReservedNames.Find(name) is string word)
        {
            advice.Add(new($"submission.{key}-reserved", Severity.Warning, $"manifest.json: $.{key}", $"The {key} \"{name}\" could be taken for the market's own (\"{word}\").", "Choose another, unless the patch is the market's."));
        }
    }

    private static void Alike(List<Finding> advice, string key, string name, IEnumerable<string> others)
    {
        string[] alike = [.. others.Distinct(StringComparer.Ordinal).Where(other => LookAlikes.Compare(name, other) != Likeness.None).Order(StringComparer.Ordinal).Take(Shown)];
        if (alike.Length > 0)
        {
            advice.Add(new($"submission.{key}-look-alike", Severity.Warning, $"manifest.json: $.{key}", $"The {key} \"{name}\" could be taken for another author's: {string.Join(", ", alike)}.", "Choose one that nobody mistakes for it."));
        }
    }
}
