using System.Text;
using NeuralMarket.Testing;

namespace NeuralMarket.EndToEnd.Tests.Crashes;

/// <summary>How a submission comes, and what must have become of it in the end.</summary>
/// <param name="Number">From 0.</param>
/// <param name="Package">Its file; no two are the same.</param>
/// <param name="ByMail">Whether it is mailed.</param>
/// <param name="IsProven">Whether its sender is vouched for.</param>
/// <param name="State">Where it must end.</param>
/// <param name="Transitions">The transitions that must be in the audit log, each once.</param>
/// <param name="Mails">The kinds of mail that it causes, each once.</param>
internal sealed record PlannedSubmission(int Number, byte[] Package, bool ByMail, bool IsProven, string State, string[] Transitions, string[] Mails)
{
    private const int All = 50;

    public string FileName => $"crash-{Number}.specialneurons";

    public bool IsApproved => State == "Published";

    /// <summary>The patch that it publishes.</summary>
    public string PatchId => $"crash-{Number}";

    /// <summary>Fifty of all kinds, in an order that mixes them.</summary>
    public static IReadOnlyList<PlannedSubmission> Plan(Random random)
    {
        List<PlannedSubmission> all = [.. Enumerable.Range(0, All).Select(Create)];
        random.Shuffle(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(all));
        return all;
    }

    private static PlannedSubmission Create(int number) => (number % 10) switch
    {
        0 => Published(number, byMail: false),
        1 => Published(number, byMail: true),
        2 => new(number, Boat(number), false, true, "AwaitingReview", ["accepted", "foundValid", "passedToReview"], ["review", "assigned"]),
        3 => new(number, DemoPackages.Make("which-fish-1.0.0", $"crash-{number}", "1.0.0"), false, true, "AwaitingImages", ["accepted", "foundValid", "imagesMissing"], ["images"]),
        4 or 5 or 6 => new(number, Encoding.UTF8.GetBytes($"This is no package, number {number}."), false, true, "Invalid", ["accepted", "foundInvalid"], ["invalid"]),
        _ => new(number, Boat(number), true, false, "AwaitingConfirmation", ["confirmationRequested"], ["confirm"]),
    };

    private static PlannedSubmission Published(int number, bool byMail) => new(
        number, Boat(number), byMail, true, "Published",
        ["accepted", "foundValid", "passedToReview", "claimed", "approve", "publish"],
        byMail ? ["receipt", "review", "assigned", "published"] : ["review", "assigned", "published"]);

    private static byte[] Boat(int number) => DemoPackages.Make("which-boat-1.0.0", $"crash-{number}", "1.0.0");
}
