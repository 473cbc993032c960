using Microsoft.Extensions.Localization;
using NeuralMarket.Market.Submissions;
using NeuralMarket.Server.Portal.Display;
using NeuralMarket.Server.Portal.Texts;

namespace NeuralMarket.Server.Pages.Review;

/// <summary>Says why the desk did not do what a reviewer asked for, and what to do.</summary>
public static class RefusalText
{
    /// <summary>The notice for an outcome; what was typed stays on the page.</summary>
    public static NoticePart Of(ActionOutcome refused, IStringLocalizer<ReviewTexts> texts)
    {
        ArgumentNullException.ThrowIfNull(texts);
        return refused switch
        {
            ActionOutcome.Conflict => new(Tone.Attention, texts["Refused.Conflict"], texts["Refused.Conflict.Next"]),
            ActionOutcome.NotAllowed refusal when texts[$"Refused.{refusal.Code}"] is { ResourceNotFound: false } title =>
                new(Tone.Attention, title, texts[$"Refused.{refusal.Code}.Next"]),
            ActionOutcome.NotAllowed refusal => new(Tone.Attention, texts["Refused.Other"], refusal.Message),
            _ => new(Tone.Attention, texts["Refused.Gone"], texts["Refused.Gone.Next"]),
        };
    }
}
