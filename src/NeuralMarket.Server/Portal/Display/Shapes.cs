using Microsoft.AspNetCore.Html;

namespace NeuralMarket.Server.Portal.Display;

/// <summary>The portal's shapes: lines on a field of 24 × 24, in the colour of the text around them.</summary>
public static class Shapes
{
    private static readonly Dictionary<string, string> Lines = new(StringComparer.Ordinal)
    {
        ["pass"] = """<circle cx="12" cy="12" r="9"/><path d="m8 12.3 2.8 2.8L16 9.4"/>""",
        ["attention"] = """<path d="M12 3.6 21.6 20H2.4Z"/><path d="M12 10v4.4m0 2.7v.1"/>""",
        ["fail"] = """<path d="M8.3 3h7.4L21 8.3v7.4L15.7 21H8.3L3 15.7V8.3Z"/><path d="m9.2 9.2 5.6 5.6m0-5.6-5.6 5.6"/>""",
        ["work"] = """<path d="M21 12a9 9 0 1 1-4.8-8"/>""",
        ["clock"] = """<circle cx="12" cy="12" r="9"/><path d="M12 7v5.2l3.2 2"/>""",
        ["eye"] = """<path d="M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12Z"/><circle cx="12" cy="12" r="2.8"/>""",
        ["stop"] = """<circle cx="12" cy="12" r="9"/><path d="M8 12h8"/>""",
        ["dot"] = """<circle cx="12" cy="12" r="4" fill="currentColor"/>""",
        ["todo"] = """<circle cx="12" cy="12" r="9" stroke-dasharray="3 3.3"/>""",
        ["file"] = """<path d="M6 2.5h8l5 5v14H6Z"/><path d="M14 2.5v5h5"/>""",
        ["upload"] = """<path d="M12 16V4m0 0L7 9m5-5 5 5M4 16v4h16v-4"/>""",
        ["download"] = """<path d="M12 4v12m0 0-5-5m5 5 5-5M4 17v3h16v-3"/>""",
        ["copy"] = """<rect x="9" y="9" width="11" height="11" rx="2"/><path d="M5 15H4V4h11v1"/>""",
        ["check"] = """<path d="m5 12.5 4.5 4.5L19 7.5"/>""",
        ["cross"] = """<path d="m6 6 12 12M18 6 6 18"/>""",
        ["person"] = """<circle cx="12" cy="8" r="4"/><path d="M4 21c.6-4.4 3.6-6.5 8-6.5s7.4 2.1 8 6.5"/>""",
        ["talk"] = """<path d="M4 4.5h16v11h-9L6.5 19.500v-4H4Z"/>""",
        ["box"] = """<path d="m12 2.8 8.5 4.600v9.200L12 21.2 3.5 16.600V7.400Z"/><path d="M3.5 7.4 12 12l8.5-4.600M12 12v9.2"/>""",
        ["search"] = """<circle cx="10.5" cy="10.5" r="6.5"/><path d="m15.5 15.5 5 5"/>""",
        ["mail"] = """<rect x="3" y="5" width="18" height="14" rx="2"/><path d="m3.5 6.5 8.5 7 8.5-7"/>""",
        ["key"] = """<circle cx="8" cy="15.5" r="4.5"/><path d="m11.2 12.3 8.3-8.300m-3 3 2.8 2.800m-5.8.2 2 2"/>""",
        ["photo"] = """<rect x="3" y="4.5" width="18" height="15" rx="2"/><circle cx="8.5" cy="10" r="1.8"/><path d="m4 18 5.5-5 3.5 3 3-2.5 4.5 4"/>""",
    };

    /// <summary>The names of all shapes.</summary>
    public static IReadOnlyCollection<string> Names => Lines.Keys;

    /// <summary>A shape, hidden from readers of the screen: the words beside it say the same.</summary>
    public static HtmlString Of(string name, string css = "shape") => new(
        $"""<svg class="{css}" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true">{Lines[name]}</svg>""");

    /// <summary>The shape of an event on a timeline.</summary>
    public static string OfEvent(string action) => action switch
    {
        "received" or "resubmitted" => "file",
        "foundValid" or "passedToReview" or "approve" or "publish" or "confirmed" or "relisted" => "pass",
        "foundInvalid" or "nameTaken" or "requestChanges" or "overdue" or "unlisted" or "workFailed" => "attention",
        "testFailed" or "reject" or "revoked" or "workGivenUp" => "fail",
        "claimed" => "eye",
        "assigned" => "person",
        "replied" or "appealed" => "talk",
        "imagesMissing" or "imagesArrived" or "imagesOverdue" => "photo",
        "confirmationRequested" => "mail",
        "testPostponed" => "clock",
        "withdraw" or "deadlinePassed" => "stop",
        _ => "dot",
    };

    /// <summary>The tone of an event on a timeline.</summary>
    public static Tone ToneOfEvent(string action) => OfEvent(action) switch
    {
        "pass" => Tone.Pass,
        "attention" => Tone.Attention,
        "fail" => Tone.Fail,
        _ => Tone.Plain,
    };
}
