using NeuralMarket.Regression.Figures;
using NeuralMarket.Regression.Verdicts;

namespace NeuralMarket.Regression.Reports;

/// <summary>Coarsens reports for authors, so that repeated attempts tell little about the held-out photos.</summary>
internal static class AuthorReportWriter
{
    private const int BandsInOne = 20;

    public static AuthorReport Write(RegressionReport report) => new(
        report.Patch,
        report.Verdict.Decision,
        [
            .. report.Verdict.Reasons
                .Where(reason => reason.Mode != CheckMode.Shadow)
                .Select(reason => new AuthorReason(reason.Check, reason.Outcome, reason.AuthorMessage ?? reason.Message)),
        ],
        BandOf(report.Trigger.Recall.Value),
        BandOf(report.Trigger.FalseRate.Value),
        BandOf(report.Accuracy.Value.Value),
        BandOf(report.EndToEnd.Value.Value),
        BandOf(report.BalancedAccuracy),
        [.. report.Categories.Select(category => new AuthorCategory(category.Tag, category.Name, category.Support / 10 * 10, BandOf(category.Recall.Value)))],
        report.Against is { } against ? new AuthorComparison(against.Version, ChangeOf(against)) : null);

    private static Band BandOf(double? rate)
    {
        if (rate is not { } value)
        {
            return new Band(null, null);
        }

        // Counts such as 13 of 20 are to fall on the band's edge exactly, whatever the division's last bit is.
        int band = Math.Min((int)Math.Floor((value * BandsInOne) + 1e-9), BandsInOne - 1);
        return new Band((double)band / BandsInOne, (band + 1.0) / BandsInOne);
    }

    private static Change ChangeOf(AgainstFigures against)
    {
        PairedComparison comparison = new(against.OnlyThisRight, against.OnlyThatRight, against.Images);
        double difference = comparison.Difference ?? 0;
        return Math.Abs(difference) <= comparison.StandardError ? Change.Same : difference > 0 ? Change.Better : Change.Worse;
    }
}
