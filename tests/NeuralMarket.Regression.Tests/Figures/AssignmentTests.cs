using CsCheck;
using NeuralMarket.Regression.Figures;

namespace NeuralMarket.Regression.Tests.Figures;

/// <summary>Held to SciPy 1.10.1, <c>scipy.optimize.linear_sum_assignment</c>, and to trying every order.</summary>
public class AssignmentTests
{
    private static readonly double[,] Costs =
    {
        { 7, 53, 183, 439, 863 },
        { 497, 383, 563, 79, 973 },
        { 287, 63, 343, 169, 583 },
        { 627, 343, 773, 959, 943 },
        { 767, 473, 103, 699, 303 },
    };

    [Fact]
    public void AgreesWithSciPyOnASquare() => Assert.Equal([(0, 0), (1, 3), (2, 2), (3, 1), (4, 4)], Assignment.Minimal(Costs));

    [Fact]
    public void AgreesWithSciPyOnFewerRowsThanColumns()
    {
        double[,] costs = new double[3, 5];
        double[,] turned = new double[5, 3];
        for (int i = 0; i < 3; i++)
        {
            for (int j = 0; j < 5; j++)
            {
                costs[i, j] = turned[j, i] = Costs[i, j];
            }
        }

        Assert.Equal([(0, 0), (1, 3), (2, 1)], Assignment.Minimal(costs));
        Assert.Equal([(0, 0), (1, 2), (3, 1)], Assignment.Minimal(turned));
    }

    [Fact]
    public void NoOrderIsCheaper() => Gen.Int[-50, 50].Array2D[5, 5].Sample(values =>
    {
        double[,] costs = new double[5, 5];
        for (int i = 0; i < 25; i++)
        {
            costs[i / 5, i % 5] = values[i / 5, i % 5];
        }

        double found = Assignment.Minimal(costs).Sum(pair => costs[pair.Row, pair.Column]);

        Assert.Equal(Orders(5).Min(order => order.Select((column, row) => costs[row, column]).Sum()), found, 1e-9);
    });

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void ACostThatIsNoNumberIsRefusedRatherThanSearchedForEver(double cost) =>
        Assert.Throws<ArgumentException>(() => Assignment.Minimal(new[,] { { cost, 1 }, { 1, 1 } }));

    private static IEnumerable<int[]> Orders(int count) => count == 1
        ? [[0]]
        : Orders(count - 1).SelectMany(order => Enumerable.Range(0, count).Select(place => (int[])[.. order[..place], count - 1, .. order[place..]]));
}
