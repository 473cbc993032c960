using NeuralMarket.Format.BaseNetworks;

namespace NeuralMarket.Inference.Import;

/// <summary>
/// Lays operations one on top of the other as a base network's layers. Whatever changes the activations by channel alone is folded into the layer before it, in
/// double precision; where there is none to fold into, it becomes a 1 × 1 convolution with as many groups as channels, which is the same.
/// </summary>
internal sealed class NetworkAssembly(Shape input, long batch, ImportFindings findings)
{
    // A few bytes of a hostile model must not become a file of gigabytes.
    private const int MaximumEqualWeights = 1 << 24;

    private readonly List<NetworkStep> _steps = [];
    private Shape _shape = input;
    private readonly long _batch = batch;
    private bool _isFlat;
    private bool _isBehindDense;
    private bool _isNonNegative;
    private bool _isEnded;

    /// <summary>Assembles a network's layers; <see langword="null"/> when problems were reported.</summary>
    public static IReadOnlyList<NetworkStep>? Assemble(OperationChain chain, ImportFindings findings)
    {
        NetworkAssembly assembly = new(chain.Input, chain.Batch, findings);
        foreach (Operation operation in chain.Operations)
        {
            // Behind a layer without a shape nothing can be checked any more.
            if (!assembly.TryAdd(operation))
            {
                return null;
            }
        }

        assembly.Finish();
        return findings.HasErrors ? null : assembly._steps;
    }

    private bool TryAdd(Operation operation)
    {
        if (_isEnded && operation is not (FlattenOperation or ReshapeOperation or IdentityOperation))
        {
            return Refuse(operation, OnnxRules.Place, "It stands behind the softmax.", "Export the classifier without what follows its probabilities.");
        }

        return operation switch
        {
            ConvolutionOperation convolution => Add(convolution),
            DenseOperation dense => Add(dense),
            ChannelScaleOperation scale => Add(scale),
            ReluOperation relu => Add(relu),
            PoolOperation pool => Add(pool),
            GlobalAverageOperation average => Add(average),
            FlattenOperation flatten => Add(flatten),
            ReshapeOperation reshape => Add(reshape),
            SoftmaxOperation softmax => Add(softmax),
            IdentityOperation => true,
            _ => throw new InvalidOperationException($"There is no operation {operation.GetType()}."),
        };
    }

    private bool Add(ConvolutionOperation convolution)
    {
        if (!CheckSpatial(convolution))
        {
            return false;
        }

        if (convolution.InputsPerGroup * (long)convolution.Groups != _shape.Channels)
        {
            return Refuse(convolution, OnnxRules.Shape, $"Its weights read {convolution.InputsPerGroup} channels in each of {convolution.Groups} groups; its input has {_shape.Channels}.", "Export the model again.");
        }

        if (Slide(convolution, convolution.Window) is not (int pad, Extent output))
        {
            return false;
        }

        bool covers = convolution.Groups == 1 && pad == 0 && output == new Extent(1, 1) && convolution.Window.Kernel == new Extent(_shape.Height, _shape.Width);
        ConvolutionShape shape = new(convolution.Window.Kernel.Height, convolution.Window.Stride.Height, pad, convolution.Groups, covers);
        double[] biases = convolution.Biases?.ToArray() ?? new double[convolution.Outputs];
        Push(new WeightedStep(convolution.Place, new StoredWeights(convolution.Weights), shape, biases), new Shape(convolution.Outputs, output.Height, output.Width));
        return true;
    }

    private bool Add(DenseOperation dense)
    {
        if (!_isFlat || dense.Inputs != _shape.Count)
        {
            return Refuse(dense, OnnxRules.Shape, $"Its weights read {dense.Inputs} values; its input is {ShapeText}.", _isFlat ? "Export the model again." : "Put a Flatten before it.");
        }

        double[] biases = dense.Biases?.ToArray() ?? new double[dense.Outputs];
        WeightedStep step = new(dense.Place, dense.IsOutputFirst ? new StoredWeights(dense.Weights) : new TransposedWeights(dense.Weights), null, biases);
        Array.Fill(step.Factors, dense.Factor);
        Push(step, new Shape(dense.Outputs, 1, 1));
        _isBehindDense = true;
        return true;
    }

    private bool Add(ChannelScaleOperation scale)
    {
        long channels = _isFlat ? _shape.Count : _shape.Channels;
        bool fitsRank = scale.Rank is null || scale.Rank == (_isFlat ? 1 : 3);
        if (!scale.IsForAll && (!fitsRank || scale.Factors.Length != channels))
        {
            return Refuse(scale, OnnxRules.Shape, $"It has {scale.Factors.Length} numbers; its input is {ShapeText}.", "Export the model again.");
        }

        if (_steps.LastOrDefault() is WeightedStep { Activation: DenseActivation.None } last && last.Outputs == channels)
        {
            last.Scale(scale.Factors, scale.Offsets);
            _isNonNegative = false;
            return true;
        }

        if (Depthwise(scale) is not WeightedStep own)
        {
            return false;
        }

        own.Scale(scale.Factors, scale.Offsets);
        Push(own, _shape);
        return true;
    }

    private bool Add(ReluOperation relu)
    {
        if (_isNonNegative)
        {
            return true;
        }

        // The largest of a window does not change when negative values become 0 before rather than behind.
        NetworkStep? last = _steps.LastOrDefault(step => step is not PoolStep { IsMaximum: true });
        WeightedStep? target = last as WeightedStep;
        if (target is null)
        {
            target = Depthwise(relu);
            if (target is null)
            {
                return false;
            }

            Push(target, _shape);
        }

        target.Activation = DenseActivation.Relu;
        _isNonNegative = true;
        return true;
    }

    private bool Add(PoolOperation pool)
    {
        if (!CheckSpatial(pool))
        {
            return false;
        }

        Extent size = new(_shape.Height, _shape.Width);
        (Extent begin, Extent end) = pool.Window.PaddingsFor(size);
        bool isPadded = begin != default || end != default;
        if (pool.Kind == PoolKind.Average && pool.Window.Kernel == size && !isPadded)
        {
            return AddGlobalAverage();
        }

        if (!pool.Window.Kernel.IsSquare)
        {
            return Refuse(pool, OnnxRules.Attribute, $"Its windows are {pool.Window.Kernel}.", "Only square windows can be imported.");
        }

        if (Slide(pool, pool.Window) is not (int pad, Extent output))
        {
            return false;
        }

        int window = pool.Window.Kernel.Height;
        if (pool.CountsPadding && isPadded)
        {
            return AddPaddedAverage(pool, pad, output);
        }

        if (pad >= window)
        {
            return Refuse(pool, OnnxRules.Attribute, $"Its padding {pad} is not smaller than its window {window}.", "Export the model again.");
        }

        string kind = pool.Kind == PoolKind.Max ? "max" : "average";
        bool wasNonNegative = _isNonNegative;
        Push(new PoolStep($"pool {kind} {window} stride {pool.Window.Stride.Height}{(pad > 0 ? $" pad {pad}" : "")}", pool.Kind == PoolKind.Max), _shape with { Height = output.Height, Width = output.Width });
        _isNonNegative = wasNonNegative;
        return true;
    }

    /// <summary>An average that counts the padding as zeros is a convolution with equal weights, channel by channel.</summary>
    private bool AddPaddedAverage(PoolOperation pool, int pad, Extent output)
    {
        if (pool.Window.RoundsUp && pool.Window.OutputFor(new Extent(_shape.Height, _shape.Width)) != (pool.Window with { RoundsUp = false }).OutputFor(new Extent(_shape.Height, _shape.Width)))
        {
            return Refuse(pool, OnnxRules.Attribute, "Its last windows reach beyond the padding, which it counts.", "Export the model with ceil_mode 0 or count_include_pad 0.");
        }

        int window = pool.Window.Kernel.Height;
        if ((long)_shape.Channels * window * window > MaximumEqualWeights)
        {
            return Refuse(pool, OnnxRules.Size, $"Its windows of {window} × {window} with counted padding would need too many weights.", "Export the model with count_include_pad 0.");
        }

        bool wasNonNegative = _isNonNegative;
        ConvolutionShape shape = new(window, pool.Window.Stride.Height, pad, _shape.Channels, CoversInput: false);
        Push(
            new WeightedStep(pool.Place, new EqualWeights(_shape.Channels, window * window, (float)(1.0 / (window * window))), shape, new double[_shape.Channels]),
            _shape with { Height = output.Height, Width = output.Width });
        _isNonNegative = wasNonNegative;
        return true;
    }

    private bool Add(GlobalAverageOperation average) => CheckSpatial(average) && AddGlobalAverage();

    private bool AddGlobalAverage()
    {
        bool wasNonNegative = _isNonNegative;
        Push(new PoolStep("pool global-average", isMaximum: false), new Shape(_shape.Channels, 1, 1));
        _isNonNegative = wasNonNegative;
        return true;
    }

    private bool Add(FlattenOperation flatten)
    {
        int rank = _isFlat ? 2 : 4;
        if (flatten.Axis != 1 && flatten.Axis != 1 - rank)
        {
            return Refuse(flatten, OnnxRules.Attribute, $"It flattens from axis {flatten.Axis}.", "Flatten everything behind the batch (axis 1).");
        }

        _isFlat = true;
        return true;
    }

    private bool Add(ReshapeOperation reshape)
    {
        long[] old = _isFlat ? [_shape.Count] : [_shape.Channels, _shape.Height, _shape.Width];
        long[] sizes = [.. reshape.Dimensions.Skip(1)];
        for (int i = 0; i < sizes.Length; i++)
        {
            // 0 keeps the size at the same place; the first of all is the batch.
            sizes[i] = sizes[i] == 0 && i < old.Length ? old[i] : sizes[i];
        }

        long known = ConstantTensor.Product(sizes.Where(size => size > 0));
        sizes = [.. sizes.Select(size => size == -1 && known > 0 ? _shape.Count / known : size)];
        bool keepsBatch = reshape.Dimensions[0] is 0 or -1 || reshape.Dimensions[0] == _batch;
        bool isFlat = keepsBatch && sizes.SequenceEqual([_shape.Count]);
        bool isSpatial = keepsBatch && sizes.SequenceEqual([_shape.Channels, _shape.Height, _shape.Width]) && (!_isFlat || _shape is { Height: 1, Width: 1 });
        if (!isFlat && !isSpatial)
        {
            return Refuse(reshape, OnnxRules.Shape, $"It makes {ConstantTensor.Text(reshape.Dimensions)} of {ShapeText}.", "Reshape to batch × values, or flatten with Flatten.");
        }

        _isFlat = isFlat;
        return true;
    }

    private bool Add(SoftmaxOperation softmax)
    {
        int rank = _isFlat ? 2 : 4;
        long axis = softmax.Axis < 0 ? softmax.Axis + rank : softmax.Axis;
        if (axis != 1 || _shape is not { Height: 1, Width: 1 })
        {
            return Refuse(softmax, OnnxRules.Attribute, $"It runs along axis {softmax.Axis} of {ShapeText}.", "Softmax must run along the categories (axis 1).");
        }

        _isEnded = true;
        if (_steps.LastOrDefault() is WeightedStep { Activation: DenseActivation.None } last && (last.Convolution is null or { CoversInput: true }))
        {
            last.Activation = DenseActivation.Softmax;
            return true;
        }

        return Refuse(softmax, OnnxRules.Softmax, "It does not stand behind a dense layer.", EndRemedy);
    }

    private void Finish()
    {
        if (_steps.LastOrDefault() is not WeightedStep { Activation: not DenseActivation.Relu } last || last.Convolution is { CoversInput: false })
        {
            findings.Error(OnnxRules.Softmax, null, "The network does not end in a dense layer.", EndRemedy);
            return;
        }

        last.BecomeDense();
        if (!_isEnded)
        {
            last.Activation = DenseActivation.Softmax;
            findings.Warning(OnnxRules.Softmax, last.Place, "The model ends in sums without softmax; the base network got one.", "Nothing, when the network was trained to put out the categories' logits.");
        }
    }

    private const string EndRemedy = "Patches stand on what the last dense layer reads: choose a network that ends in a dense layer with softmax.";

    private string ShapeText => _isFlat ? $"{_shape.Count} values" : $"{_shape.Channels} × {_shape.Height} × {_shape.Width}";

    private void Push(NetworkStep step, Shape output)
    {
        _steps.Add(step);
        _shape = output;
        _isNonNegative = false;
    }

    /// <summary>A layer that puts out each channel as it is, to fold something into.</summary>
    private WeightedStep? Depthwise(Operation operation)
    {
        if (_isBehindDense || (_isFlat && _shape is not { Height: 1, Width: 1 }))
        {
            Refuse(operation, OnnxRules.Place, "There is no layer before it that it could be folded into.", "Put it directly behind a convolution or a dense layer.");
            return null;
        }

        ConvolutionShape shape = new(Kernel: 1, Stride: 1, Pad: 0, Groups: _shape.Channels, CoversInput: false);
        return new WeightedStep(operation.Place, new EqualWeights(_shape.Channels, 1, 1), shape, new double[_shape.Channels]);
    }

    private bool CheckSpatial(Operation operation) => _isFlat || _isBehindDense
        ? Refuse(operation, OnnxRules.Place, "It stands behind a dense layer or a Flatten.", "Convolutions and pools come before the dense layers.")
        : true;

    private (int Pad, Extent Output)? Slide(Operation operation, SlidingWindow window)
    {
        Extent size = new(_shape.Height, _shape.Width);
        (Extent begin, Extent end) = window.PaddingsFor(size);
        if (window.OutputFor(size) is not Extent output)
        {
            Refuse(operation, OnnxRules.Shape, $"Its window {window.Kernel} does not fit into {size} with the paddings {begin} and {end}.", "Export the model again.");
            return null;
        }

        if (window.PadFor(size) is int pad)
        {
            return (pad, output);
        }

        Refuse(
            operation,
            OnnxRules.Attribute,
            $"Its paddings, {begin} in front and {end} behind{(window.RoundsUp ? ", rounded up" : "")}, make {output} of {size}, which equal paddings on all sides, rounded down, do not.",
            "Choose a variant of the network with equal paddings, or another input size.");
        return null;
    }

    private bool Refuse(Operation operation, string rule, string message, string remedy)
    {
        findings.Error(rule, operation.Place, message, remedy);
        return false;
    }
}
