using System.Reflection;

namespace NeuralMarket.Fuzzing;

/// <summary>How often each branch of the instrumented code ran, in AFL's eight classes, and which of that was new.</summary>
internal sealed unsafe class Coverage
{
    private const int Size = 64 * 1024;
    // By name: a program that mentions the type passes for instrumented already.
    private static readonly Type Trace = Assembly.Load("SharpFuzz.Common").GetType("SharpFuzz.Common.Trace", throwOnError: true)!;
    private static readonly FieldInfo PreviousLocation = Trace.GetField("PrevLocation")!;
    private static readonly object Nowhere = 0;

    private readonly byte* _counts;
    private readonly byte[] _seen = new byte[Size];

    public Coverage()
    {
        _counts = (byte*)System.Runtime.InteropServices.NativeMemory.AllocZeroed(Size);
        Trace.GetField("SharedMem")!.SetValue(null, Pointer.Box(_counts, typeof(byte*)));
    }

    /// <summary>How many branches ever ran.</summary>
    public int Branches => _seen.Count(classes => classes != 0);

    public void Clear()
    {
        new Span<byte>(_counts, Size).Clear();
        PreviousLocation.SetValue(null, Nowhere);
    }

    /// <summary>Takes the last run into account; true when it did something new.</summary>
    public bool Learn()
    {
        bool isNew = false;
        ReadOnlySpan<byte> counts = new(_counts, Size);
        for (int next; (next = counts.IndexOfAnyExcept((byte)0)) >= 0; counts = counts[(next + 1)..])
        {
            int place = Size - counts.Length + next;
            byte hit = Class(counts[next]);
            isNew |= (_seen[place] & hit) == 0;
            _seen[place] |= hit;
        }

        return isNew;
    }

    private static byte Class(byte count) => count switch
    {
        1 => 1,
        2 => 2,
        3 => 4,
        < 8 => 8,
        < 16 => 16,
        < 32 => 32,
        < 128 => 64,
        _ => 128,
    };
}
