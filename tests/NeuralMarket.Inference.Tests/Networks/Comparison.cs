using NeuralMarket.Inference.Networks;

namespace NeuralMarket.Inference.Tests.Networks;

/// <summary>How close two runners must be: the direction of the features, and the probabilities.</summary>
internal static class Comparison
{
    /// <summary>
    /// Of random networks' features, relative L2. VGG16's must be, and are, within 1e-5; networks as narrow as these average fewer rounding errors, and with tiles of
    /// 6 × 6 outputs one in some 1,500 is beyond that (1.1e-5). A kernel that reads a wrong value is off by far more.
    /// </summary>
    private const double Difference = 3e-5;

    public static void Close(BaseOutputs expected, BaseOutputs actual)
    {
        Assert.Equal((expected.Count, expected.FeatureCount, expected.CategoryCount), (actual.Count, actual.FeatureCount, actual.CategoryCount));
        for (int image = 0; image < expected.Count; image++)
        {
            SameDirection(expected.FeaturesOf(image), actual.FeaturesOf(image));
            Within(1e-4, expected.ProbabilitiesOf(image), actual.ProbabilitiesOf(image));
        }
    }

    public static void Within(double tolerance, ReadOnlySpan<float> expected, ReadOnlySpan<float> actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.InRange(actual[i], expected[i] - tolerance, expected[i] + tolerance);
        }
    }

    private static void SameDirection(ReadOnlySpan<float> expected, ReadOnlySpan<float> actual)
    {
        (double product, double a, double b, double difference) = (0, 0, 0, 0);
        for (int i = 0; i < expected.Length; i++)
        {
            product += (double)expected[i] * actual[i];
            a += (double)expected[i] * expected[i];
            b += (double)actual[i] * actual[i];
            difference += Math.Pow(expected[i] - actual[i], 2);
        }

        // Activations lie near 1; what cancellation leaves next to nothing of is compared with that, and has no direction worth comparing.
        double scale = Math.Max(a, expected.Length);
        Assert.True(a < 1e-4 * expected.Length || product / Math.Sqrt(a * b) >= 0.99999, $"The cosine of the features is {product / Math.Sqrt(a * b)}.");
        Assert.True(difference <= Difference * Difference * scale, $"The features differ by {Math.Sqrt(difference / scale)} of their length.");
    }
}
