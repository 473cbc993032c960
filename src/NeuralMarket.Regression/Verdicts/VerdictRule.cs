using NeuralMarket.Regression.PatchTests;
using NeuralMarket.Regression.Verdicts.Checks;

namespace NeuralMarket.Regression.Verdicts;

/// <summary>Runs the checks and takes the worst of what those say that count (statistics.md, "Verdict").</summary>
public static class VerdictRule
{
    /// <summary>Decides with all checks.</summary>
    public static Verdict Decide(PatchMeasurements measurements, VerdictOptions options) => Decide(measurements, options, RegressionChecks.All);

    /// <summary>Decides with the given checks. A check that breaks is reported as broken: it neither passes nor fails the patch, and a person must look.</summary>
    public static Verdict Decide(PatchMeasurements measurements, VerdictOptions options, IEnumerable<IRegressionCheck> checks)
    {
        CheckContext context = new(measurements, options);
        VerdictReason[] reasons =
        [
            .. checks
                .Where(check => options.ModeOf(check.Name) != CheckMode.Off)
                .Select(check => Run(check, context, options.ModeOf(check.Name)))
                .OrderByDescending(reason => reason.Outcome),
        ];
        Outcome[] counting = [.. reasons.Where(reason => reason.Mode != CheckMode.Shadow).Select(Weight)];
        return new Verdict(counting.Length == 0 ? Outcome.Attention : counting.Max(), reasons);
    }

    private static VerdictReason Run(IRegressionCheck check, CheckContext context, CheckMode mode)
    {
        try
        {
            CheckResult result = check.Run(context);
            return new VerdictReason(check.Name, result.Outcome, result.Message, mode, result.AuthorMessage);
        }
#pragma warning disable CA1031 // Whatever breaks in one check must not cost the figures of all the others.
        catch (Exception problem)
#pragma warning restore CA1031
        {
            return new VerdictReason(
                check.Name,
                Outcome.Attention,
                $"This check broke ({problem.GetType().Name}: {problem.Message}), so it says nothing about the patch. The operator must look at it; a reviewer decides meanwhile.",
                mode,
                "This check broke on our side; it says nothing about your patch. A reviewer decides meanwhile.",
                Broken: true);
        }
    }

    private static Outcome Weight(VerdictReason reason) =>
        reason.Mode == CheckMode.Advise && reason.Outcome == Outcome.Fail ? Outcome.Attention : reason.Outcome;
}
