using ICSharpCode.SharpZipLib.Checksum;

namespace NeuralMarket.Format.Binary;

/// <summary>CRC-32 as ZIP and PNG have it (ISO 3309).</summary>
internal static class Checksum
{
    public static uint Crc32(ReadOnlyMemory<byte> bytes)
    {
        Crc32 crc = new();
        crc.Update(Segments.Of(bytes));
        return (uint)crc.Value;
    }
}
