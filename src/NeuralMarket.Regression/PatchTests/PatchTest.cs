using NeuralMarket.Format.Findings;
using NeuralMarket.Regression.Reports;

namespace NeuralMarket.Regression.PatchTests;

/// <summary>The regression test of one patch version, from stored features alone: the base network does not run.</summary>
public static class PatchTest
{
    /// <summary>Tests a patch.</summary>
    /// <returns>The report, or findings (<see cref="PatchTestRules"/>) that say why the patch cannot be tested here.</returns>
    /// <exception cref="ArgumentException">The options are not usable; see <see cref="Verdicts.VerdictOptions.Problems"/>.</exception>
    public static Reading<RegressionReport> Run(PatchTestRequest request, CancellationToken cancellationToken) => throw new NotImplementedException();
}
