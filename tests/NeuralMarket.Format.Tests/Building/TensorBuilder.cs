namespace NeuralMarket.Format.Tests.Building;

/// <summary>Writes a safetensors file: right unless told otherwise.</summary>
internal sealed class TensorBuilder
{
    public int Outputs { get; set; } = 2;

    public int Features { get; set; } = 3;

    public string Type { get; set; } = "F32";

    /// <summary>The header; made from the above when absent.</summary>
    public string? Header { get; set; }

    /// <summary>What the header says its length is; its length when absent.</summary>
    public long? HeaderLength { get; set; }

    /// <summary>The numbers' bytes, bias first; small numbers when absent.</summary>
    public byte[]? Data { get; set; }

    public int ElementSize => Type == "F32" ? 4 : 2;

    public int BiasLength => Outputs * ElementSize;

    public int Length => BiasLength + (Outputs * Features * ElementSize);

    public string RightHeader =>
        $$$"""{"bias":{"dtype":"{{{Type}}}","shape":[{{{Outputs}}}],"data_offsets":[0,{{{BiasLength}}}]},"weight":{"dtype":"{{{Type}}}","shape":[{{{Outputs}}},{{{Features}}}],"data_offsets":[{{{BiasLength}}},{{{Length}}}]}}""";

    /// <summary>The numbers' bytes, every one of them finite in all three types.</summary>
    public byte[] RightData => [.. Enumerable.Range(0, Length).Select(i => (byte)(i % ElementSize == ElementSize - 1 ? 0x3C : i % 251))];

    public byte[] Build()
    {
        byte[] header = Bytes.Utf8(Header ?? RightHeader);
        return [.. Bytes.Long(HeaderLength ?? header.Length), .. header, .. Data ?? RightData];
    }
}
