using NeuralMarket.Format.Packages;
using NeuralMarket.Regression.Reports;

namespace NeuralMarket.Regression.PatchTests;

/// <summary>Everything that was measured of a patch; what checks look at.</summary>
/// <param name="Package">The patch.</param>
/// <param name="Observations">Image by image.</param>
/// <param name="Figures">The report, still without a verdict.</param>
public sealed record PatchMeasurements(PatchPackage Package, IReadOnlyList<ImageObservation> Observations, RegressionReport Figures);
