using NeuralMarket.Regression.Figures;

namespace NeuralMarket.Regression.Layers;

/// <summary>Two layers laid on each other as well as the order of their rows allows.</summary>
/// <param name="Pairs">Rows that belong together, 0-based positions; as many as the smaller layer has.</param>
/// <param name="Cosine">The cosine of all paired rows, centred, taken as one vector.</param>
public sealed record LayerMatch(IReadOnlyList<(int Tested, int Other)> Pairs, double Cosine)
{
    /// <summary>How far apart the layers are once they are scaled alike, as a share of their size: sqrt(1 − cosine²); 1 when they have nothing in common.</summary>
    public double Distance => Cosine <= 0 ? 1 : Math.Sqrt(Math.Max(0, 1 - (Cosine * Cosine)));

    /// <summary>Finds the pairing with the largest sum of products (Kuhn 1955) and measures it.</summary>
    public static LayerMatch Of(IReadOnlyList<double[]> tested, IReadOnlyList<double[]> other)
    {
        double[,] cost = new double[tested.Count, other.Count];
        for (int i = 0; i < tested.Count; i++)
        {
            for (int j = 0; j < other.Count; j++)
            {
                cost[i, j] = -VectorMath.Dot(tested[i], other[j]);
            }
        }

        (int Tested, int Other)[] pairs = [.. Assignment.Minimal(cost)];
        double[][] left = [.. pairs.Select(pair => (double[])tested[pair.Tested].Clone())];
        double[][] right = [.. pairs.Select(pair => (double[])other[pair.Other].Clone())];
        return new LayerMatch(pairs, CosineOf(left, right));
    }

    /// <summary>The cosine of paired rows once both sides are centred anew (a smaller layer has another mean). Changes the rows.</summary>
    internal static double CosineOf(double[][] left, double[][] right)
    {
        CanonicalLayer.Centre(left);
        CanonicalLayer.Centre(right);
        double scale = Math.Sqrt(left.Sum(row => VectorMath.Dot(row, row)) * right.Sum(row => VectorMath.Dot(row, row)));
        return scale > 0 ? left.Zip(right).Sum(pair => VectorMath.Dot(pair.First, pair.Second)) / scale : 0;
    }
}
