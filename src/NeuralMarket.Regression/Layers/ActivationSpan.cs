namespace NeuralMarket.Regression.Layers;

/// <summary>
/// The directions in which images' activations move: an orthonormal basis by Gram-Schmidt, twice over so that it stays orthogonal (Giraud et al. 2005).
/// What a layer does off the span no held-out image can tell; training on similar images leaves it as it was at the start.
/// </summary>
public sealed class ActivationSpan
{
    // What is left of an activation after this share of its length counts as rounding.
    private const double Independent = 1e-3;

    private readonly List<double[]> _basis = [];

    /// <summary>F.</summary>
    public int Features { get; private init; }

    /// <summary>How many directions it has.</summary>
    public int Rank => _basis.Count;

    /// <summary>Spans activations of F numbers each.</summary>
    public static ActivationSpan Of(int features, IEnumerable<float[]> activations, CancellationToken cancellationToken)
    {
        ActivationSpan span = new() { Features = features };
        foreach (float[] activation in activations)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (span.Rank == features)
            {
                break;
            }

            span.Add(VectorMath.Widen(activation));
        }

        return span;
    }

    /// <summary>What a row has off the span, [F].</summary>
    public double[] Residual(ReadOnlySpan<double> row)
    {
        double[] rest = row.ToArray();
        Project(rest);
        Project(rest);
        return rest;
    }

    private void Add(double[] activation)
    {
        double length = VectorMath.Norm(activation);
        Project(activation);
        Project(activation);
        double rest = VectorMath.Norm(activation);
        if (rest <= Independent * length)
        {
            return;
        }

        for (int i = 0; i < activation.Length; i++)
        {
            activation[i] /= rest;
        }

        _basis.Add(activation);
    }

    private void Project(double[] vector)
    {
        foreach (double[] direction in _basis)
        {
            VectorMath.AddScaled(vector, -VectorMath.Dot(direction, vector), direction);
        }
    }
}
