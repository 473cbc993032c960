using NeuralMarket.Regression.Figures;
using NeuralMarket.Regression.Reports;

namespace NeuralMarket.Regression.Verdicts.Checks;

/// <summary>The patch must seldom fire on images that it has nothing to say about, by the one-sided 95% upper bound of that rate.</summary>
internal sealed class FalseRateCheck : IRegressionCheck
{
    public string Name => "false-rate";

    public string Meaning => "How often does it wake on photos that it has nothing to say about?";

    public CheckResult Run(CheckContext context)
    {
        TriggerFigures trigger = context.Measurements.Figures.Trigger;
        double limit = context.Options.FalseRate;
        if (trigger.OutOfDomain == 0)
        {
            return new CheckResult(
                Outcome.Attention,
                "No image lies outside of what the patch is for, so nobody knows where it would fire falsely. Add photos of other things.",
                "No held-out image lies outside of what the patch is for. A curator is asked to add some; you need not do anything.");
        }

        double upper = new Proportion(trigger.FalselyFired, trigger.OutOfDomain).UpperBound();
        string measured = $"It fired on {trigger.FalselyFired} of {Wording.Count(trigger.OutOfDomain, "image")} that are not its own: at most {Wording.Percent(upper)} with 95% confidence";
        if (upper <= limit)
        {
            return new CheckResult(Outcome.Pass, $"{measured}.", $"It fires on fewer than {Wording.Percent(limit)} of the images that are not its own.");
        }

        bool fewImages = trigger.FalselyFired <= limit * trigger.OutOfDomain;
        string remedy = fewImages
            ? "That may be the small number of images: add photos of other things."
            : "Raise the trigger's atLeast, lower its top, or take a trigger category out.";
        return new CheckResult(
            Outcome.Attention,
            $"{measured}, above {Wording.Percent(limit)}. {MostOften(context)}{remedy}",
            $"It may fire on more than {Wording.Percent(limit)} of the images that are not its own. {(fewImages ? "A reviewer looks at it." : remedy)}");
    }

    /// <summary>What the photos show on which it fires falsely most often.</summary>
    private static string MostOften(CheckContext context)
    {
        string[] shown =
        [
            .. context.Measurements.Figures.Misfired
                .GroupBy(image => image.TruthName)
                .OrderByDescending(group => group.Count())
                .ThenBy(group => group.Key, StringComparer.Ordinal)
                .Take(3)
                .Select(group => $"{group.Key} ({group.Count()})"),
        ];
        return shown.Length == 0 ? "" : $"Most often on {Wording.List(shown)}. ";
    }
}
