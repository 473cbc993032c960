using System.Numerics;

namespace NeuralMarket.DemoWorld.Renderer.Randomness;

/// <summary>
/// SplitMix64 (Steele, Lea, Flood 2014): the same seed draws the same picture on every machine,
/// which the runtime's own generator does not promise across versions.
/// </summary>
public sealed class RandomSource(ulong seed)
{
    private const ulong GoldenGamma = 0x9E3779B97F4A7C15;
    private ulong _state = seed;

    /// <summary>An independent stream for one image of one category of one set.</summary>
    public static RandomSource For(ulong setSeed, int tag, int index)
    {
        var mixed = Mix(setSeed + GoldenGamma);
        mixed = Mix(mixed ^ ((ulong)(uint)tag * GoldenGamma));
        return new RandomSource(Mix(mixed ^ ((ulong)(uint)index * 0xD1B54A32D192ED03)));
    }

    public float Unit() => (NextBits() >> 40) * (1f / (1 << 24));

    public float Between(float low, float high) => low + ((high - low) * Unit());

    public int Below(int count) => (int)(NextBits() % (ulong)count);

    /// <summary>From <paramref name="low"/> to <paramref name="high"/>, both included.</summary>
    public int Whole(int low, int high) => low + Below(high - low + 1);

    public bool Chance(float probability) => Unit() < probability;

    public float Sign() => Chance(0.5f) ? 1 : -1;

    public T Pick<T>(params ReadOnlySpan<T> choices) => choices[Below(choices.Length)];

    /// <summary>Mean 0, standard deviation 1 (Box and Muller).</summary>
    public float Normal()
    {
        var radius = MathF.Sqrt(-2 * MathF.Log(1 - Unit()));
        return radius * MathF.Cos(2 * MathF.PI * Unit());
    }

    public Vector3 Offset(float reach) => new(Between(-reach, reach), Between(-reach, reach), Between(-reach, reach));

    private ulong NextBits() => Mix(_state += GoldenGamma);

    private static ulong Mix(ulong value)
    {
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }
}
