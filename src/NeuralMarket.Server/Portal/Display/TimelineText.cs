using System.Text.RegularExpressions;
using NeuralMarket.Market.Submissions;

namespace NeuralMarket.Server.Portal.Display;

/// <summary>What a timeline says beneath an event.</summary>
public static partial class TimelineText
{
    /// <summary>The entry's detail where it adds to the event's own words; a file's name without its length and hash, which the list of files shows.</summary>
    public static string? DetailOf(TimelineEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        return entry.Action switch
        {
            "received" or "resubmitted" => FileFacts().Replace(entry.Detail, ""),
            "assigned" or "claimed" or "released" or "confirmed" or "confirmationRequested" or "imagesOverdue" or "overdue" or "deadlinePassed" or "foundInvalid" => null,
            _ => entry.Detail.Length > 0 ? entry.Detail : null,
        };
    }

    [GeneratedRegex(", [0-9]+ bytes, SHA-256 [0-9a-f]{64}$")]
    private static partial Regex FileFacts();
}
