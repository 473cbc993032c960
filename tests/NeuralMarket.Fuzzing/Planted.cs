namespace NeuralMarket.Fuzzing;

/// <summary>A crash behind eight comparisons, one byte each: blind chance needs 2⁶⁴ tries, coverage a few thousand. Proves that the fuzzer sees what runs.</summary>
internal static class Planted
{
    public static void Read(byte[] input)
    {
        if (input.Length > 7 && input[0] == (byte)'N')
        {
            if (input[1] == (byte)'E')
            {
                if (input[2] == (byte)'U')
                {
                    if (input[3] == (byte)'R')
                    {
                        Last(input);
                    }
                }
            }
        }
    }

    private static void Last(byte[] input)
    {
        if (input[4] == (byte)'A')
        {
            if (input[5] == (byte)'L')
            {
                if (input[6] == 0x80)
                {
                    if (input[7] == 0xC3)
                    {
                        throw new InvalidOperationException("Planted.");
                    }
                }
            }
        }
    }
}
