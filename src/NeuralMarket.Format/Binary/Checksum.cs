namespace NeuralMarket.Format.Binary;

/// <summary>The checksums of ZIP and PNG.</summary>
internal static class Checksum
{
    private const uint AdlerModulus = 65_521;

    // The most bytes whose sums cannot overflow 32 bits (RFC 1950, section 9).
    private const int AdlerRun = 5_552;

    /// <summary>CRC-32 as ZIP and PNG have it (ISO 3309).</summary>
    public static uint Crc32(ReadOnlySpan<byte> bytes) => System.IO.Hashing.Crc32.HashToUInt32(bytes);

    /// <summary>Adler-32 (RFC 1950, section 8.2).</summary>
    public static uint Adler32(ReadOnlySpan<byte> bytes)
    {
        uint low = 1;
        uint high = 0;
        while (bytes.Length > 0)
        {
            int run = Math.Min(bytes.Length, AdlerRun);
            foreach (byte value in bytes.Slice(0, run))
            {
                low += value;
                high += low;
            }

            (low, high) = (low % AdlerModulus, high % AdlerModulus);
            bytes = bytes.Slice(run);
        }

        return (high << 16) | low;
    }
}
