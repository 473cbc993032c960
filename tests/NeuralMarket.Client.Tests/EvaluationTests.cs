using CsCheck;
using NeuralMarket.Format.Triggers;
using NeuralMarket.Format.Weights;

namespace NeuralMarket.Client.Tests;

/// <summary>What phones compute, against the plain definitions in double precision.</summary>
public sealed class EvaluationTests
{
    private const double Tolerance = 1e-6;

    private static readonly Gen<(PatchWeights Weights, float[] Features)> Layers =
        from outputs in Gen.Int[2, 8]
        from features in Gen.Int[1, 40]
        from scale in Gen.Int[-3, 4].Select(power => MathF.Pow(10, power))
        from weight in Gen.Float[-1, 1].Select(value => value * scale).Array[outputs * features]
        from bias in Gen.Float[-1, 1].Select(value => value * scale).Array[outputs]
        from input in Gen.Float[0, 50].Array[features]
        select (new PatchWeights(ElementType.F32, outputs, features, weight, bias), input);

    [Fact]
    public void LayerAgreesWithItsDefinition() => Layers.Sample(sample =>
    {
        (PatchWeights weights, float[] features) = sample;
        var actual = new float[weights.Outputs];
        int answer = PatchEvaluation.Evaluate(weights, features, actual);
        double[] expected = Softmax([.. Enumerable.Range(0, weights.Outputs).Select(k => weights.Bias[k] + Enumerable.Range(0, weights.Features).Reverse().Sum(i => (double)weights.Row(k)[i] * features[i]))]);

        Assert.All(actual, (value, k) => Assert.InRange(value, expected[k] - Tolerance, expected[k] + Tolerance));
        Assert.All(actual, (value, k) => Assert.True(value < actual[answer] || (value == actual[answer] && k >= answer)));
        Assert.InRange(actual.Sum(value => (double)value), 1 - 1e-5, 1 + 1e-5);
    });

    [Fact]
    public void EqualOutputsAreAnsweredByTheLowestIndex()
    {
        var probabilities = new float[3];

        Assert.Equal(1, PatchEvaluation.Evaluate(new PatchWeights(ElementType.F32, 3, 1, [1, 2, 2], [0, 0, 0]), [1], probabilities));
    }

    [Fact]
    public void EnormousLogitsStayFinite()
    {
        var probabilities = new float[2];

        Assert.Equal(0, PatchEvaluation.Evaluate(new PatchWeights(ElementType.F32, 2, 1, [float.MaxValue, float.MinValue], [0, 0]), [float.MaxValue], probabilities));
        Assert.Equal(new float[] { 1, 0 }, probabilities);
    }

    [Fact]
    public void TriggerAgreesWithItsDefinition() =>
        (from count in Gen.Int[1, 12]
         from outputs in Gen.Int[0, 6].Select(value => value / 8f).Array[count] // few values, many ties
         from positions in Gen.Shuffle(Enumerable.Range(0, count).ToArray()).SelectMany(order => Gen.Int[1, count].Select(many => order[..many]))
         from top in Gen.Int[1, 14]
         from atLeast in Gen.Int[0, 8].Select(value => value / 8.0)
         select (outputs, positions, top, atLeast)).Sample(sample =>
         {
             (float[] outputs, int[] positions, int top, double atLeast) = sample;
             int[] ranked = [.. Enumerable.Range(0, outputs.Length).OrderByDescending(i => outputs[i]).ThenBy(i => i).Take(top)];
             bool expected = ranked.Intersect(positions).Any() && positions.Sum(i => (double)outputs[i]) >= atLeast;

             Assert.Equal(expected, TriggerEvaluation.Evaluate(new Trigger(top, atLeast, null), outputs, positions).Fired);
         });

    private static double[] Softmax(double[] logits)
    {
        double most = logits.Max();
        double sum = logits.Sum(logit => Math.Exp(logit - most));
        return [.. logits.Select(logit => Math.Exp(logit - most) / sum)];
    }
}
