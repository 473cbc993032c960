namespace NeuralMarket.Format.Weights;

/// <summary>The numbers of a tensor: as their file has them, until somebody wants to compute with them.</summary>
internal sealed class TensorValues
{
    private readonly ElementType _type;
    private volatile Encoded? _encoded;
    private volatile float[]? _numbers;

    /// <summary>Takes numbers.</summary>
    public TensorValues(ElementType type, float[] numbers) => (_type, _numbers, Count) = (type, numbers, numbers.Length);

    /// <summary>Takes numbers as they are stored; the bytes must not change.</summary>
    public TensorValues(ElementType type, ReadOnlyMemory<byte> bytes) => (_type, _encoded, Count) = (type, new(bytes), bytes.Length / type.Size());

    /// <summary>How many there are.</summary>
    public int Count { get; }

    /// <summary>Widened to single precision, on first use; exact for all three types.</summary>
    public float[] Numbers
    {
        get
        {
            // Read in this order: the bytes are let go only after the numbers are there.
            Encoded? encoded = _encoded;
            if (_numbers is null && encoded is not null)
            {
                _numbers = ElementEncoding.Read(_type, encoded.Bytes.Span);
                _encoded = null;
            }

            return _numbers!;
        }
    }

    /// <summary>Writes the numbers in their type.</summary>
    public void Write(Span<byte> bytes)
    {
        if (_encoded is Encoded encoded)
        {
            encoded.Bytes.Span.CopyTo(bytes);
        }
        else
        {
            ElementEncoding.Write(_type, _numbers!, bytes);
        }
    }

    private sealed record Encoded(ReadOnlyMemory<byte> Bytes);
}
