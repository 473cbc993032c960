using NeuralMarket.Format.Weights;
using NeuralMarket.Regression.Layers;

namespace NeuralMarket.Regression.PatchTests;

/// <summary>One image answered by plain C# in double precision, beside what the device said.</summary>
/// <param name="Image">The image and the device's answer.</param>
/// <param name="Logits">weight · features + bias, [K].</param>
/// <param name="HalfLogits">The same with weights and biases rounded to 16 bits (IEEE 754 binary16), as phones may keep them, [K].</param>
internal sealed record ReferenceAnswer(ImageObservation Image, double[] Logits, double[] HalfLogits)
{
    private const int MostLabelled = 1500;
    private const int MostOthers = 500;

    public int Answer => Largest(Logits);

    public int HalfAnswer => Largest(HalfLogits);

    /// <summary>Answers some images of each kind, so that it costs the same on any set.</summary>
    public static IReadOnlyList<ReferenceAnswer> Of(PatchMeasurements measurements, CancellationToken cancellationToken)
    {
        if (measurements.Activations is not { } read)
        {
            return [];
        }

        PatchWeights weights = measurements.Package.Weights;
        double[][] rows = [.. Enumerable.Range(0, weights.Outputs).Select(k => VectorMath.Widen(weights.Row(k)))];
        double[][] halves = [.. rows.Select(row => (double[])[.. row.Select(Half)])];
        List<ReferenceAnswer> answers = [];
        foreach (ImageObservation image in Chosen(measurements.Observations))
        {
            cancellationToken.ThrowIfCancellationRequested();
            double[] features = VectorMath.Widen(read(image));
            answers.Add(new ReferenceAnswer(
                image,
                [.. rows.Select((row, k) => VectorMath.Dot(row, features) + weights.Bias[k])],
                [.. halves.Select((row, k) => VectorMath.Dot(row, features) + Half(weights.Bias[k]))]));
        }

        return answers;
    }

    private static IEnumerable<ImageObservation> Chosen(IReadOnlyList<ImageObservation> images) =>
        PatchMeasurements.Evenly([.. images.Where(image => image.Answered)], MostLabelled)
            .Concat(PatchMeasurements.Evenly([.. images.Where(image => !image.Answered)], MostOthers));

    private static double Half(double value) => (double)(System.Half)value;

    private static int Largest(double[] values) => Array.IndexOf(values, values.Max());
}
