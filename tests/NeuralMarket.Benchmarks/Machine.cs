using System.Diagnostics;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace NeuralMarket.Benchmarks;

/// <summary>What a figure is worth nothing without, and the machine's two limits: how fast it multiplies and adds, and how fast it reads.</summary>
internal static class Machine
{
    private const int Attempts = 5;

    private static readonly Lazy<double> Rate = new(() => Best(MultiplyAdd));
    private static readonly Lazy<double> Bandwidth = new(MeasureBandwidth);

    public static string Description => $"{Processor}, {Environment.ProcessorCount} threads, {RuntimeInformation.OSDescription}, {RuntimeInformation.FrameworkDescription}";

    /// <summary>Multiplications and additions a second with all threads, each counted.</summary>
    public static double OperationsPerSecond => Rate.Value;

    /// <summary>Bytes a second that all threads read from memory much larger than the caches.</summary>
    public static double BytesPerSecond => Bandwidth.Value;

    /// <summary>Reads some values once with all threads: to be timed beside what must read them, since on a shared machine the rate changes within minutes.</summary>
    public static void Read(float[] values)
    {
        int threads = Environment.ProcessorCount;
        float[] kept = new float[threads];
        Parallel.For(0, threads, thread => kept[thread] = Sum(values.AsSpan(Range(thread, threads, values.Length))));
        GC.KeepAlive(kept);
    }

    private static string Processor => File.Exists("/proc/cpuinfo")
        ? File.ReadLines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))?.Split(':')[^1].Trim() ?? "unknown processor"
        : RuntimeInformation.ProcessArchitecture.ToString();

    private static double Best(Func<double> attempt) => Enumerable.Range(0, Attempts).Max(_ => attempt());

    /// <summary>Twelve chains of multiply-adds on every thread: enough to fill two units of a latency up to six. With the widest vectors that the processor has.</summary>
    private static double MultiplyAdd()
    {
        const int Rounds = 20_000_000;
        bool isWide = Vector512.IsHardwareAccelerated;
        long start = Stopwatch.GetTimestamp();
        float[] kept = new float[Environment.ProcessorCount];
        Parallel.For(0, kept.Length, thread => kept[thread] = isWide ? FusedChains.Wide(Rounds) : FusedChains.Native(Rounds));
        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        GC.KeepAlive(kept);
        return 2.0 * Rounds * FusedChains.Count * (isWide ? Vector512<float>.Count : Vector<float>.Count) * kept.Length / seconds;
    }

    private static double MeasureBandwidth()
    {
        float[] values = new float[64 * 1024 * 1024];
        Array.Fill(values, 1f);
        return Best(() =>
        {
            long start = Stopwatch.GetTimestamp();
            Read(values);
            return (double)values.Length * sizeof(float) / Stopwatch.GetElapsedTime(start).TotalSeconds;
        });
    }

    private static Range Range(int thread, int threads, int length) => (int)((long)length * thread / threads)..(int)((long)length * (thread + 1) / threads);

    private static float Sum(ReadOnlySpan<float> values)
    {
        ReadOnlySpan<Vector<float>> vectors = MemoryMarshal.Cast<float, Vector<float>>(values);
        (Vector<float> a, Vector<float> b, Vector<float> c, Vector<float> d) = (default, default, default, default);
        for (int i = 0; i + 4 <= vectors.Length; i += 4)
        {
            a += vectors[i];
            b += vectors[i + 1];
            c += vectors[i + 2];
            d += vectors[i + 3];
        }

        return Vector.Sum(a + b + c + d);
    }
}
