using System.Buffers.Binary;
using System.Runtime.InteropServices;
using NeuralMarket.Inference.Import.Schema;
using static NeuralMarket.Inference.Import.Schema.TensorProto.Types;

namespace NeuralMarket.Inference.Import;

/// <summary>A constant of the model whose type, shape and length were checked. Its numbers are read when they are needed.</summary>
internal sealed class ConstantTensor
{
    private const int MaximumRank = 8;

    private readonly TensorProto _proto;
    private readonly ExternalRegion? _external;

    private ConstantTensor(TensorProto proto, long[] dimensions, ExternalRegion? external) =>
        (_proto, Dimensions, _external) = (proto, dimensions, external);

    /// <summary>Its shape; empty for a single number.</summary>
    public IReadOnlyList<long> Dimensions { get; }

    /// <summary>Its name, quoted.</summary>
    public string Place => $"constant {ImportFindings.Quote(_proto.Name)}";

    /// <summary>How many numbers it has.</summary>
    public int Count => (int)Product(Dimensions);

    /// <summary>Whether its numbers are of a floating-point type; otherwise they are whole.</summary>
    public bool IsFloating => IsFloatingType((DataType)_proto.DataType);

    /// <summary>Checks a constant of a model in <paramref name="folder"/>; <see langword="null"/> when a problem was reported.</summary>
    public static ConstantTensor? Check(TensorProto proto, string folder, ImportFindings findings)
    {
        string place = $"constant {ImportFindings.Quote(proto.Name)}";
        DataType type = (DataType)proto.DataType;
        if (WidthOf(type) is not int width)
        {
            findings.Error(OnnxRules.Tensor, place, $"Its type is {Name(type)}.", "Export the weights as FLOAT.");
            return null;
        }

        long count = proto.Dims.Count > MaximumRank || proto.Dims.Any(size => size < 0) ? -1 : Product(proto.Dims);
        if (count is < 0 or > int.MaxValue / sizeof(double))
        {
            findings.Error(OnnxRules.Tensor, place, $"Its shape is {Text(proto.Dims)}.", "Check the exporter; no layer has so many parameters.");
            return null;
        }

        if (proto.DataLocation == DataLocation.External)
        {
            ExternalRegion? region = ExternalRegion.Find(proto, folder, count * width, place, findings);
            return region is null ? null : new ConstantTensor(proto, [.. proto.Dims], region);
        }

        long present = proto.RawData.Length > 0 ? proto.RawData.Length : ListLength(proto, type) * width;
        if (present == count * width)
        {
            return new ConstantTensor(proto, [.. proto.Dims], null);
        }

        findings.Error(OnnxRules.Tensor, place, $"Its shape {Text(proto.Dims)} needs {count * width} bytes; it has {present}.", "Export the model again.");
        return null;
    }

    /// <summary>Its numbers in single precision, in their order; a view without a copy where the file holds just that.</summary>
    /// <exception cref="IOException">An external file cannot be read.</exception>
    public ReadOnlySpan<float> Singles()
    {
        if ((DataType)_proto.DataType != DataType.Float || !BitConverter.IsLittleEndian)
        {
            return Array.ConvertAll(Doubles(), value => (float)value);
        }

        return _external is not null || _proto.RawData.Length > 0 ? MemoryMarshal.Cast<byte, float>(Bytes()) : _proto.FloatData.ToArray();
    }

    /// <summary>Its numbers in double precision, which holds every floating-point type.</summary>
    /// <exception cref="IOException">An external file cannot be read.</exception>
    public double[] Doubles()
    {
        ReadOnlySpan<byte> bytes = Bytes();
        double[] values = new double[Count];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = (DataType)_proto.DataType switch
            {
                DataType.Float => bytes.IsEmpty ? _proto.FloatData[i] : BinaryPrimitives.ReadSingleLittleEndian(bytes[(i * sizeof(float))..]),
                DataType.Double => bytes.IsEmpty ? _proto.DoubleData[i] : BinaryPrimitives.ReadDoubleLittleEndian(bytes[(i * sizeof(double))..]),
                DataType.Float16 => (double)BitConverter.UInt16BitsToHalf(HalfWord(bytes, i)),
                DataType.Bfloat16 => BitConverter.Int32BitsToSingle(HalfWord(bytes, i) << 16),
                _ => Whole(bytes, i),
            };
        }

        return values;
    }

    /// <summary>Its whole numbers.</summary>
    public long[] Integers()
    {
        byte[] bytes = Bytes().ToArray();
        return [.. Enumerable.Range(0, Count).Select(i => Whole(bytes, i))];
    }

    /// <summary>A shape for people: <c>64 × 3 × 3 × 3</c>.</summary>
    public static string Text(IEnumerable<long> dimensions)
    {
        string text = string.Join(" × ", dimensions.Take(MaximumRank));
        return text.Length == 0 ? "a single number" : text;
    }

    /// <summary>Whether numbers of this type can be a network's parameters or activations.</summary>
    public static bool IsFloatingType(DataType type) => type is DataType.Float or DataType.Double or DataType.Float16 or DataType.Bfloat16;

    /// <summary>A type's name as ONNX writes it, or its number.</summary>
    public static string Name(DataType type) => Enum.IsDefined(type) ? type.ToString().ToUpperInvariant() : $"unknown ({(int)type})";

    /// <summary>The product of a shape's sizes; −1 when it is beyond every limit.</summary>
    public static long Product(IEnumerable<long> dimensions)
    {
        long product = 1;
        bool isEmpty = false;
        foreach (long size in dimensions)
        {
            isEmpty |= size == 0;
            product = size == 0 ? product : product > int.MaxValue / size ? -1 : product * size;
            if (product < 0)
            {
                return -1;
            }
        }

        return isEmpty ? 0 : product;
    }

    private static int? WidthOf(DataType type) => type switch
    {
        DataType.Float or DataType.Int32 => 4,
        DataType.Double or DataType.Int64 => 8,
        DataType.Float16 or DataType.Bfloat16 => 2,
        DataType.Bool => 1,
        _ => null,
    };

    private static long ListLength(TensorProto proto, DataType type) => type switch
    {
        DataType.Float => proto.FloatData.Count,
        DataType.Double => proto.DoubleData.Count,
        DataType.Int64 => proto.Int64Data.Count,
        _ => proto.Int32Data.Count,
    };

    private ReadOnlySpan<byte> Bytes() => _external is null ? _proto.RawData.Span : _external.Read();

    private ushort HalfWord(ReadOnlySpan<byte> bytes, int i) =>
        bytes.IsEmpty ? (ushort)_proto.Int32Data[i] : BinaryPrimitives.ReadUInt16LittleEndian(bytes[(i * sizeof(ushort))..]);

    private long Whole(ReadOnlySpan<byte> bytes, int i) => (DataType)_proto.DataType switch
    {
        DataType.Int64 => bytes.IsEmpty ? _proto.Int64Data[i] : BinaryPrimitives.ReadInt64LittleEndian(bytes[(i * sizeof(long))..]),
        DataType.Bool when !bytes.IsEmpty => bytes[i],
        _ => bytes.IsEmpty ? _proto.Int32Data[i] : BinaryPrimitives.ReadInt32LittleEndian(bytes[(i * sizeof(int))..]),
    };
}
