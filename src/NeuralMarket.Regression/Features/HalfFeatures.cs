using System.Numerics.Tensors;

namespace NeuralMarket.Regression.Features;

/// <summary>Features in 16 bits. An exponent, the same for all features of an image, keeps large ones from overflowing.</summary>
internal static class HalfFeatures
{
    /// <summary>Rounds to the nearest.</summary>
    /// <returns>The exponent: a feature is its half times two to the power of it. 0 unless a feature is larger than halves can be.</returns>
    public static int Write(ReadOnlySpan<float> features, Span<Half> halves)
    {
        float largest = 0;
        foreach (float feature in features)
        {
            largest = float.IsFinite(feature) ? Math.Max(largest, Math.Abs(feature)) : largest;
        }

        int exponent = 0;
        while (MathF.ScaleB(largest, -exponent) > (float)Half.MaxValue)
        {
            exponent++;
        }

        for (int i = 0; i < features.Length; i++)
        {
            halves[i] = (Half)MathF.ScaleB(features[i], -exponent);
        }

        return exponent;
    }

    public static void Read(ReadOnlySpan<Half> halves, int exponent, Span<float> features)
    {
        features = features[..halves.Length];
        TensorPrimitives.ConvertToSingle(halves, features);
        if (exponent != 0)
        {
            TensorPrimitives.Multiply(features, MathF.ScaleB(1, exponent), features);
        }
    }
}
