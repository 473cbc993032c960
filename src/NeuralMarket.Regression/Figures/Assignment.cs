namespace NeuralMarket.Regression.Figures;

/// <summary>The assignment problem: each row to a column of its own, at the least cost in all.</summary>
public static class Assignment
{
    /// <summary>
    /// The Hungarian method with shortest augmenting paths (Kuhn 1955; Jonker and Volgenant 1987), O(n²m). With unequal sides the smaller one is assigned
    /// in full.
    /// </summary>
    /// <param name="cost">[rows, columns], finite.</param>
    /// <returns>Pairs of 0-based positions, by row.</returns>
    /// <exception cref="ArgumentException">A cost is not finite: the search would never end.</exception>
    public static IReadOnlyList<(int Row, int Column)> Minimal(double[,] cost)
    {
        ArgumentNullException.ThrowIfNull(cost);
        if (cost.Cast<double>().Any(value => !double.IsFinite(value)))
        {
            throw new ArgumentException("Every cost must be finite.", nameof(cost));
        }

        (int rows, int columns) = (cost.GetLength(0), cost.GetLength(1));
        if (rows <= columns)
        {
            return Solve(rows, columns, (row, column) => cost[row, column]);
        }

        return [.. Solve(columns, rows, (row, column) => cost[column, row]).Select(pair => (pair.Column, pair.Row)).Order()];
    }

    /// <summary>Rows are put in one after the other; each augments along the cheapest alternating path. Positions count from 1, 0 is the free row.</summary>
    private static List<(int Row, int Column)> Solve(int rows, int columns, Func<int, int, double> cost)
    {
        double[] rowPotential = new double[rows + 1];
        double[] columnPotential = new double[columns + 1];
        int[] rowOf = new int[columns + 1];
        for (int row = 1; row <= rows; row++)
        {
            int[] before = new int[columns + 1];
            int end = ShortestPath(row, rowOf, before, rowPotential, columnPotential, cost);
            while (end != 0)
            {
                rowOf[end] = rowOf[before[end]];
                end = before[end];
            }
        }

        return [.. Enumerable.Range(1, columns).Where(column => rowOf[column] > 0).Select(column => (rowOf[column] - 1, column - 1)).Order()];
    }

    private static int ShortestPath(int start, int[] rowOf, int[] before, double[] rowPotential, double[] columnPotential, Func<int, int, double> cost)
    {
        double[] distance = [.. Enumerable.Repeat(double.PositiveInfinity, rowOf.Length)];
        bool[] used = new bool[rowOf.Length];
        rowOf[0] = start;
        int column = 0;
        do
        {
            used[column] = true;
            (int row, double least, int next) = (rowOf[column], double.PositiveInfinity, 0);
            for (int j = 1; j < rowOf.Length; j++)
            {
                if (used[j])
                {
                    continue;
                }

                double reduced = cost(row - 1, j - 1) - rowPotential[row] - columnPotential[j];
                if (reduced < distance[j])
                {
                    (distance[j], before[j]) = (reduced, column);
                }

                if (distance[j] < least)
                {
                    (least, next) = (distance[j], j);
                }
            }

            for (int j = 0; j < rowOf.Length; j++)
            {
                if (used[j])
                {
                    rowPotential[rowOf[j]] += least;
                    columnPotential[j] -= least;
                }
                else
                {
                    distance[j] -= least;
                }
            }

            column = next;
        }
        while (rowOf[column] != 0);

        return column;
    }
}
