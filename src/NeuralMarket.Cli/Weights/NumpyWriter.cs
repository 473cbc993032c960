using System.Buffers.Binary;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace NeuralMarket.Cli.Weights;

/// <summary>Writes a <c>.npy</c> array of two dimensions row by row; how many rows there are is known at the end.</summary>
internal sealed class NumpyWriter : IDisposable
{
    // Room for any number of rows; a multiple of 64, as the format asks for.
    private const int HeaderLength = 128;
    private readonly FileStream _file;
    private readonly string _type;
    private readonly int? _columns;
    private long _rows;

    private NumpyWriter(string path, string type, int? columns)
    {
        (_type, _columns) = (type, columns);
        _file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None);
        _file.Write(Header());
    }

    /// <summary>[rows, columns] of single-precision numbers.</summary>
    public static NumpyWriter Singles(string path, int columns) => new(path, "<f4", columns);

    /// <summary>[rows] of whole numbers.</summary>
    public static NumpyWriter Integers(string path) => new(path, "<i8", null);

    public void Add(ReadOnlySpan<float> row)
    {
        // Every platform of .NET 10 is little-endian.
        _file.Write(MemoryMarshal.AsBytes(row));
        _rows++;
    }

    public void Add(long number)
    {
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, number);
        _file.Write(bytes);
        _rows++;
    }

    /// <summary>Writes the number of rows into the header.</summary>
    public void Dispose()
    {
        _file.Position = 0;
        _file.Write(Header());
        _file.Dispose();
    }

    private byte[] Header()
    {
        string shape = _columns is int columns ? string.Create(CultureInfo.InvariantCulture, $"({_rows}, {columns})") : string.Create(CultureInfo.InvariantCulture, $"({_rows},)");
        string text = $"{{'descr': '{_type}', 'fortran_order': False, 'shape': {shape}, }}";
        byte[] start = [0x93, .. "NUMPY"u8, 1, 0, HeaderLength - 10, 0];
        return [.. start, .. Encoding.ASCII.GetBytes(text.PadRight(HeaderLength - start.Length - 1)), (byte)'\n'];
    }
}
