using Google.Protobuf;

namespace NeuralMarket.Inference.Import;

/// <summary>
/// Walks a model's wire format without building anything from it. The numbers of the tensors take as much memory as they take in the file; everything else can
/// take many times more (an empty message has two bytes there and a hundred here), so it is counted first.
/// </summary>
internal sealed class ModelStructure
{
    private const int MaximumMessages = 200_000;
    private const long MaximumOtherBytes = 32 << 20;

    private static readonly Message External = new([1, 2]);
    private static readonly Message Tensor = new([1, 2, 5, 7, 8, 14]) { Parts = { [13] = External } };
    private static readonly Message Attribute = new([1, 2, 3, 4, 7, 8, 20]) { Parts = { [5] = Tensor } };
    private static readonly Message Node = new([1, 2, 3, 4, 7]) { Parts = { [5] = Attribute } };
    private static readonly Message Dimension = new([1, 2]);
    private static readonly Message TensorShape = new([]) { Parts = { [1] = Dimension } };
    private static readonly Message TensorType = new([1]) { Parts = { [2] = TensorShape } };
    private static readonly Message Type = new([]) { Parts = { [1] = TensorType } };
    private static readonly Message Value = new([1]) { Parts = { [2] = Type } };
    private static readonly Message Graph = new([]) { Parts = { [1] = Node, [5] = Tensor, [11] = Value, [12] = Value } };
    private static readonly Message OperatorSet = new([1, 2]);
    private static readonly Message Model = new([1]) { Parts = { [7] = Graph, [8] = OperatorSet } };

    private readonly CodedInputStream _input;
    private int _messages;
    private long _otherBytes;

    private ModelStructure(CodedInputStream input) => _input = input;

    private bool IsExcessive => _messages > MaximumMessages || _otherBytes > MaximumOtherBytes;

    /// <summary>Says what is too much; <see langword="null"/> when nothing is.</summary>
    /// <exception cref="InvalidProtocolBufferException">The bytes are no message.</exception>
    /// <exception cref="InvalidDataException">They end early.</exception>
    public static string? Measure(Stream file)
    {
        using CodedInputStream input = new(file, leaveOpen: true);
        ModelStructure structure = new(input);
        structure.Walk(Model, file.Length);
        return !structure.IsExcessive ? null
            : structure._messages > MaximumMessages ? $"The model has more than {MaximumMessages} nodes, attributes and tensors."
            : $"Names, shapes and attributes of the model have more than {MaximumOtherBytes} bytes.";
    }

    private void Walk(Message message, long end)
    {
        while (_input.Position < end && !IsExcessive)
        {
            uint tag = _input.ReadTag();
            int field = WireFormat.GetTagFieldNumber(tag);
            if (tag == 0)
            {
                throw new InvalidDataException("The file became shorter while it was read.");
            }

            if (WireFormat.GetTagWireType(tag) == WireFormat.WireType.LengthDelimited && message.Parts.TryGetValue(field, out Message? part))
            {
                _messages++;
                long partEnd = ReadLength(end);
                Walk(part, partEnd);
            }
            else
            {
                Skip(message.Small.Contains(field));
            }
        }
    }

    private long ReadLength(long end)
    {
        int length = _input.ReadLength();
        long partEnd = _input.Position + length;
        return length < 0 || partEnd > end ? throw new InvalidDataException("A message is longer than the one around it.") : partEnd;
    }

    private void Skip(bool isSmall)
    {
        long start = _input.Position;
        _input.SkipLastField();
        _otherBytes += isSmall ? _input.Position - start : 0;
    }

    /// <summary>What a message can hold, by field number. A field of neither kind holds a tensor's numbers, or is not read.</summary>
    /// <param name="Small">Names, whole numbers and the like: they can take more memory than they take in the file.</param>
    private sealed record Message(int[] Small)
    {
        /// <summary>The messages in it.</summary>
        public Dictionary<int, Message> Parts { get; } = [];
    }
}
