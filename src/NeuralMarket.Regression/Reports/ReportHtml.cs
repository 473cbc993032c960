namespace NeuralMarket.Regression.Reports;

/// <summary>A report as one self-contained HTML page: the verdict first, then plots, each with the table behind it.</summary>
public static class ReportHtml
{
    /// <summary>Writes the page.</summary>
    public static string Write(RegressionReport report) => throw new NotImplementedException();
}
