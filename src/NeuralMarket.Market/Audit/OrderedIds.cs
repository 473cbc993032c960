namespace NeuralMarket.Market.Audit;

/// <summary>
/// Version 7 UUIDs that one process hands out in rising order, also within a millisecond: the twelve bits behind the time are a counter (RFC 9562, section 6.2,
/// method 1). What happened in one instant keeps its order when rows are sorted by it.
/// </summary>
public static class OrderedIds
{
    private const int MostInOneMillisecond = 0xFFF;
    private static readonly Lock Taking = new();
    private static long _milliseconds;
    private static int _counter;

    /// <summary>The next one.</summary>
    public static Guid Next()
    {
        (long milliseconds, int counter) = Take(TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds());
        Span<byte> bytes = stackalloc byte[16];
        Guid.CreateVersion7(DateTimeOffset.FromUnixTimeMilliseconds(milliseconds)).TryWriteBytes(bytes, bigEndian: true, out _);
        (bytes[6], bytes[7]) = ((byte)(0x70 | (counter >> 8)), (byte)counter);
        return new Guid(bytes, bigEndian: true);
    }

    private static (long Milliseconds, int Counter) Take(long now)
    {
        lock (Taking)
        {
            if (now > _milliseconds)
            {
                (_milliseconds, _counter) = (now, 0);
            }
            else if (++_counter > MostInOneMillisecond)
            {
                (_milliseconds, _counter) = (_milliseconds + 1, 0);
            }

            return (_milliseconds, _counter);
        }
    }
}
