using CsCheck;
using NeuralMarket.Regression.Figures;

namespace NeuralMarket.Regression.Tests.Figures;

public class BetaDistributionTests
{
    /// <summary>For whole a and b, I_x(a, b) is the upper tail of a binomial distribution (DLMF 8.17.5): summed here term by term.</summary>
    [Fact]
    public void AgreesWithTheBinomialTail() => (from n in Gen.Int[1, 60] from a in Gen.Int[1, n] from x in Gen.Double[0.001, 0.999] select (n, a, x)).Sample(@case =>
    {
        (int n, int a, double x) = @case;
        double tail = 0;
        for (int k = a; k <= n; k++)
        {
            tail += Choose(n, k) * Math.Pow(x, k) * Math.Pow(1 - x, n - k);
        }

        Assert.Equal(tail, BetaDistribution.Cumulative(x, a, n - a + 1), 1e-10);
    });

    [Fact]
    public void TheQuantileUndoesTheDistribution() =>
        Gen.Select(Gen.Double[0.001, 0.999], Gen.Double[0.5, 2000], Gen.Double[0.5, 2000]).Sample((p, a, b) =>
            Assert.Equal(p, BetaDistribution.Cumulative(BetaDistribution.Quantile(p, a, b), a, b), 1e-9));

    private static double Choose(int n, int k)
    {
        double value = 1;
        for (int i = 1; i <= k; i++)
        {
            value *= (double)(n - k + i) / i;
        }

        return value;
    }
}
