using System.Buffers.Binary;
using NeuralMarket.Cli.Files;

namespace NeuralMarket.Cli.Weights;

/// <summary>How numbers are stored.</summary>
internal enum NumberType
{
    F16,
    BF16,
    F32,
    F64,
}

/// <summary>A tensor that lies in a file; its numbers are read when they are wanted.</summary>
/// <param name="File">The file.</param>
/// <param name="Name">Its name in the file; empty in a file that holds one.</param>
/// <param name="TypeName">Its type as the file names it.</param>
/// <param name="Type">Its type; <see langword="null"/> when it is not one of floating-point numbers.</param>
/// <param name="Shape">Its dimensions, ones left out.</param>
/// <param name="Offset">Where its numbers begin, in bytes from the file's start.</param>
internal sealed record StoredTensor(string File, string Name, string TypeName, NumberType? Type, long[] Shape, long Offset)
{
    // The numbers of the largest legal package, in its smallest type.
    private const long MostNumbers = 32 * 1024 * 1024 / 2;

    /// <summary>Whether the first dimension runs fastest (Fortran order).</summary>
    public bool IsColumnMajor { get; init; }

    /// <summary>Whether the most significant byte comes first.</summary>
    public bool IsBigEndian { get; init; }

    /// <summary>For people: <c>classifier.6.weight [3, 4096] F32</c>.</summary>
    public string Description => $"{(Name.Length == 0 ? Path.GetFileName(File) : Name)} [{string.Join(", ", Shape)}] {TypeName}";

    /// <summary>The numbers row by row, in single precision; exact but for F64.</summary>
    /// <exception cref="WeightsSourceException">They are no floating-point numbers, too many, or the file ends before them.</exception>
    public float[] Read()
    {
        NumberType type = Type ?? throw new WeightsSourceException(File, $"{Description}: its numbers are not floating-point.", "Save the layer as float32 or float16.");
        long count = Shape.Aggregate(1L, (product, dimension) => product > MostNumbers ? product : product * dimension);
        if (count > MostNumbers)
        {
            throw new WeightsSourceException(File, $"{Description}: it has more numbers than a package may hold.", "Take the last layer alone.");
        }

        byte[] bytes = ReadBytes(count * SizeOf(type));
        var numbers = new float[count];
        for (int i = 0; i < numbers.Length; i++)
        {
            numbers[i] = Number(type, bytes.AsSpan(i * SizeOf(type), SizeOf(type)));
        }

        return IsColumnMajor && Shape.Length == 2 ? Transposed(numbers, (int)Shape[1], (int)Shape[0]) : numbers;
    }

    /// <summary>[rows, columns] to [columns, rows].</summary>
    public static float[] Transposed(float[] numbers, int rows, int columns)
    {
        var turned = new float[numbers.Length];
        for (int row = 0; row < rows; row++)
        {
            for (int column = 0; column < columns; column++)
            {
                turned[(column * rows) + row] = numbers[(row * columns) + column];
            }
        }

        return turned;
    }

    private byte[] ReadBytes(long length)
    {
        using FileStream file = InputFile.Open(File);
        if (!file.CanSeek || Offset + length > file.Length)
        {
            throw new WeightsSourceException(File, $"{Description}: the file ends before its numbers do.", "Save the file again.");
        }

        file.Position = Offset;
        var bytes = new byte[length];
        file.ReadExactly(bytes);
        return bytes;
    }

    private static int SizeOf(NumberType type) => type switch { NumberType.F64 => 8, NumberType.F32 => 4, _ => 2 };

    private float Number(NumberType type, Span<byte> bytes)
    {
        if (IsBigEndian)
        {
            bytes.Reverse();
        }

        return type switch
        {
            NumberType.F64 => (float)BinaryPrimitives.ReadDoubleLittleEndian(bytes),
            NumberType.F32 => BinaryPrimitives.ReadSingleLittleEndian(bytes),
            NumberType.F16 => (float)BinaryPrimitives.ReadHalfLittleEndian(bytes),
            _ => BitConverter.Int32BitsToSingle(BinaryPrimitives.ReadUInt16LittleEndian(bytes) << 16),
        };
    }
}
