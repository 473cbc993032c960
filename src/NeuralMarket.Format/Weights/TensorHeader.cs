using System.Buffers.Binary;
using System.Globalization;
using System.Text.Json;
using NeuralMarket.Format.Findings;
using NeuralMarket.Format.Json;
using NeuralMarket.Format.Text;

namespace NeuralMarket.Format.Weights;

/// <summary>One tensor as the header describes it; offsets are bytes from the buffer's start.</summary>
internal sealed record Tensor(string Name, ElementType ElementType, long[] Shape, long Begin, long End);

/// <summary>The header of a safetensors file: eight bytes of length, JSON, padding; then the buffer with the numbers.</summary>
internal sealed record TensorHeader(Tensor Weight, Tensor Bias, int BufferStart)
{
    private static readonly JsonRuleCodes Codes =
        new(Safetensors.FileName, Rules.WeightsJson, Rules.WeightsJson, Rules.WeightsJson, Rules.WeightsKeyRepeated);

    public ElementType ElementType => Weight.ElementType;

    /// <summary>K.</summary>
    public int Outputs => (int)Weight.Shape[0];

    /// <summary>F.</summary>
    public int Features => (int)Weight.Shape[1];

    /// <summary>Reads the header and holds it to the file's length; <see langword="null"/> when a rule is broken.</summary>
    public static TensorHeader? Read(ReadOnlyMemory<byte> file, FindingList findings)
    {
        if (!TryFindHeader(file.Span, findings, out int length))
        {
            return null;
        }

        ReadOnlyMemory<byte> text = file.Slice(Safetensors.HeaderLengthSize, length);
        using JsonDocument? json = StrictJson.ReadObject(text, Codes, findings);
        if (json is null || !HasPaddingOfSpaces(text.Span, findings))
        {
            return null;
        }

        TensorHeaderReader reader = new(findings);
        (Tensor Weight, Tensor Bias)? tensors = reader.Read(json.RootElement, file.Length - Safetensors.HeaderLengthSize - length);
        return tensors is var (weight, bias) ? new TensorHeader(weight, bias, Safetensors.HeaderLengthSize + length) : null;
    }

    /// <summary>The canonical header with its length in front (specialneurons.md, "The canonical package").</summary>
    public static byte[] WriteCanonical(PatchWeights weights)
    {
        int size = weights.ElementType.Size();
        long biasEnd = (long)weights.Outputs * size;
        long weightEnd = biasEnd + ((long)weights.Outputs * weights.Features * size);
        CanonicalJson json = new CanonicalJson().BeginObject();
        Write(json, "bias", weights.ElementType, [weights.Outputs], 0, biasEnd);
        Write(json, "weight", weights.ElementType, [weights.Outputs, weights.Features], biasEnd, weightEnd);
        string text = json.EndObject().ToString();
        byte[] padded = Utf8Text.Encode(text.PadRight((text.Length + 7) / 8 * 8));
        byte[] header = new byte[Safetensors.HeaderLengthSize + padded.Length];
        BinaryPrimitives.WriteInt64LittleEndian(header, padded.Length);
        padded.CopyTo(header, Safetensors.HeaderLengthSize);
        return header;
    }

    private static void Write(CanonicalJson json, string name, ElementType type, long[] shape, long begin, long end)
    {
        json.Key(name).BeginObject().Key("dtype").Text(type.ToString()).Key("shape").BeginArray();
        foreach (long dimension in shape)
        {
            json.Number(dimension);
        }

        json.EndArray().Key("data_offsets").BeginArray().Number(begin).Number(end).EndArray().EndObject();
    }

    private static bool TryFindHeader(ReadOnlySpan<byte> file, FindingList findings, out int length)
    {
        length = 0;
        ulong declared = file.Length < Safetensors.HeaderLengthSize ? ulong.MaxValue : BinaryPrimitives.ReadUInt64LittleEndian(file);
        if (file.Length < Safetensors.HeaderLengthSize || declared > (ulong)(file.Length - Safetensors.HeaderLengthSize))
        {
            Report(findings, "The file ends inside its header.");
        }
        else if (declared > Safetensors.MaximumHeaderLength)
        {
            Report(findings, $"The header has {declared.ToString(CultureInfo.InvariantCulture)} bytes; at most {Safetensors.MaximumHeaderLength} are allowed.");
        }
        else if (declared == 0 || file[Safetensors.HeaderLengthSize] != '{')
        {
            Report(findings, "The header does not begin with {.");
        }

        length = findings.HasErrors ? 0 : (int)declared;
        return !findings.HasErrors;
    }

    // JSON allows tabs and line ends there, too; safetensors does not.
    private static bool HasPaddingOfSpaces(ReadOnlySpan<byte> text, FindingList findings)
    {
        int end = text.LastIndexOf((byte)'}') + 1;
        foreach (byte padding in text.Slice(end))
        {
            if (padding != ' ')
            {
                Report(findings, "The header is padded with something else than spaces.");
                return false;
            }
        }

        return true;
    }

    private static void Report(FindingList findings, string message) =>
        findings.Error(Rules.WeightsHeader, Safetensors.FileName, message, "Save the weights with the safetensors library.");
}
