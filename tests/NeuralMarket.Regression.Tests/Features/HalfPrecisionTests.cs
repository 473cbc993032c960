using System.Globalization;
using CsCheck;
using NeuralMarket.Format.Weights;
using NeuralMarket.Inference.Reference;
using NeuralMarket.Regression.Features;

namespace NeuralMarket.Regression.Tests.Features;

public sealed class HalfPrecisionTests : IDisposable
{
    private const int F = 64;
    private const int N = 3;
    private static readonly string Identity = new('a', 64);
    private static readonly FeatureStoreOptions Half = new() { Precision = FeaturePrecision.Half };
    private readonly string _folder = Directory.CreateTempSubdirectory("half").FullName;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <summary>Features of any size come back within one part in 2,048 of the largest, or of themselves; probabilities to the last bit.</summary>
    [Fact]
    public void FeaturesAreRoundedAndProbabilitiesAreNot()
    {
        using FeatureStore store = FeatureStore.Open(_folder, Identity, F, N, Half);
        int image = 0;
        Gen.Select(Gen.Float[-1, 1].Array[F], Gen.Int[-20, 30], Gen.Float[0, 1].Array[N]).Sample(
            (unit, exponent, probabilities) =>
            {
                float[] features = [.. unit.Select(value => MathF.ScaleB(value, exponent))];
                string key = (++image).ToString("x64", CultureInfo.InvariantCulture);
                Write(store, key, features, probabilities);
                Assert.True(store.TryFind(key, out FeatureRecord record));
                Assert.Equal(probabilities, record.Probabilities.ToArray());
                float[] read = record.Features.ToArray();
                float floor = MathF.ScaleB(1, -25 + Math.Max(0, exponent - 15));
                Assert.All(features.Zip(read), pair => Assert.InRange(Math.Abs(pair.First - pair.Second), 0, Math.Max(floor, Math.Abs(pair.First) / 2048)));
            },
            iter: 100,
            threads: 1);
    }

    /// <summary>Half the room, and answers that hardly differ: the effect that the README states, on features and layers as photos give them.</summary>
    [Fact]
    public void AnswersAgreeAndProbabilitiesMoveByLittle()
    {
        Random random = new(5);
        const int Images = 2000;
        float[] exact = [.. Enumerable.Range(0, Images * F).Select(_ => Math.Max(0, (3 * random.NextSingle()) - 1))];
        PatchWeights layer = new(ElementType.F32, 5, F, [.. Enumerable.Range(0, 5 * F).Select(_ => random.NextSingle() - 0.5f)], new float[5]);
        float[] rounded = new float[exact.Length];
        using (FeatureStore store = FeatureStore.Open(_folder, Identity, F, N, Half))
        {
            WriteAll(store, exact);
            for (int i = 0; i < Images; i++)
            {
                Assert.True(store.TryFind(Key(i), out FeatureRecord record));
                record.CopyFeatures(rounded.AsSpan(i * F, F));
            }
        }

        using ReferencePatchRunner runner = new();
        PrecisionEffect effect = PrecisionEffect.Of(runner.Run(layer, exact, Images, Cancellation), runner.Run(layer, rounded, Images, Cancellation));

        Assert.Equal(Images, effect.Images);
        Assert.InRange(effect.Agreement, 0.998, 1);
        Assert.InRange(effect.LargestDifference, 1e-7, 3e-3);
    }

    [Fact]
    public async Task AStoreForThirtyTwoBitsDoesNotHandOutRoundedNumbers()
    {
        using (FeatureStore half = FeatureStore.Open(_folder, Identity, F, N, Half))
        {
            Write(half, Key(1), new float[F], new float[N]);
        }

        using FeatureStore exact = FeatureStore.Open(_folder, Identity, F, N);
        Assert.Equal(0, exact.Count);
        Write(exact, Key(2), new float[F], new float[N]);
        Assert.Empty(exact.Inspect(Cancellation).Unreadable);
        await exact.CompactAsync(Cancellation);
        using FeatureStore again = FeatureStore.Open(_folder, Identity, F, N, Half);

        Assert.True(again.TryFind(Key(1), out _));
        Assert.True(again.TryFind(Key(2), out _));
    }

    private static string Key(int image) => (image + 1).ToString("x64", CultureInfo.InvariantCulture);

    private static void WriteAll(FeatureStore store, float[] features)
    {
        using FeatureWriter writer = store.BeginWriteAsync(Cancellation).GetAwaiter().GetResult();
        for (int i = 0; i < features.Length / F; i++)
        {
            writer.Append(Key(i), features.AsSpan(i * F, F), new float[N]);
        }
    }

    private static void Write(FeatureStore store, string key, float[] features, float[] probabilities)
    {
        using FeatureWriter writer = store.BeginWriteAsync(Cancellation).GetAwaiter().GetResult();
        writer.Append(key, features, probabilities);
    }
}
