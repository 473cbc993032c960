using System.Numerics;
using System.Runtime.Intrinsics;

namespace NeuralMarket.Benchmarks;

/// <summary>Independent chains of multiply-adds, written out so that each stays in a register of its own.</summary>
internal static class FusedChains
{
    /// <summary>How many there are.</summary>
    public const int Count = 12;

    /// <summary>As wide as the runtime prefers.</summary>
    public static float Native(int rounds)
    {
        Vector<float> x = new(0.5f);
        Vector<float> y = new(0.1f);
        (Vector<float> a, Vector<float> b, Vector<float> c, Vector<float> d) = (x, x, x, x);
        (Vector<float> e, Vector<float> f, Vector<float> g, Vector<float> h) = (x, x, x, x);
        (Vector<float> i, Vector<float> j, Vector<float> k, Vector<float> l) = (x, x, x, x);
        for (int round = 0; round < rounds; round++)
        {
            a = Vector.FusedMultiplyAdd(a, x, y);
            b = Vector.FusedMultiplyAdd(b, x, y);
            c = Vector.FusedMultiplyAdd(c, x, y);
            d = Vector.FusedMultiplyAdd(d, x, y);
            e = Vector.FusedMultiplyAdd(e, x, y);
            f = Vector.FusedMultiplyAdd(f, x, y);
            g = Vector.FusedMultiplyAdd(g, x, y);
            h = Vector.FusedMultiplyAdd(h, x, y);
            i = Vector.FusedMultiplyAdd(i, x, y);
            j = Vector.FusedMultiplyAdd(j, x, y);
            k = Vector.FusedMultiplyAdd(k, x, y);
            l = Vector.FusedMultiplyAdd(l, x, y);
        }

        return Vector.Sum(a + b + c + d + e + f + g + h + i + j + k + l);
    }

    /// <summary>512 bits wide.</summary>
    public static float Wide(int rounds)
    {
        Vector512<float> x = Vector512.Create(0.5f);
        Vector512<float> y = Vector512.Create(0.1f);
        (Vector512<float> a, Vector512<float> b, Vector512<float> c, Vector512<float> d) = (x, x, x, x);
        (Vector512<float> e, Vector512<float> f, Vector512<float> g, Vector512<float> h) = (x, x, x, x);
        (Vector512<float> i, Vector512<float> j, Vector512<float> k, Vector512<float> l) = (x, x, x, x);
        for (int round = 0; round < rounds; round++)
        {
            a = Vector512.FusedMultiplyAdd(a, x, y);
            b = Vector512.FusedMultiplyAdd(b, x, y);
            c = Vector512.FusedMultiplyAdd(c, x, y);
            d = Vector512.FusedMultiplyAdd(d, x, y);
            e = Vector512.FusedMultiplyAdd(e, x, y);
            f = Vector512.FusedMultiplyAdd(f, x, y);
            g = Vector512.FusedMultiplyAdd(g, x, y);
            h = Vector512.FusedMultiplyAdd(h, x, y);
            i = Vector512.FusedMultiplyAdd(i, x, y);
            j = Vector512.FusedMultiplyAdd(j, x, y);
            k = Vector512.FusedMultiplyAdd(k, x, y);
            l = Vector512.FusedMultiplyAdd(l, x, y);
        }

        return Vector512.Sum(a + b + c + d + e + f + g + h + i + j + k + l);
    }
}
