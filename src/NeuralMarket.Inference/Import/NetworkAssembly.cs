using NeuralMarket.Format.BaseNetworks;

namespace NeuralMarket.Inference.Import;

/// <summary>
/// Lays operations one on top of the other as a base network's layers. Whatever changes the activations by channel alone is folded into the layer before it, in
/// double precision; where there is none to fold into, it becomes a 1 × 1 convolution with as many groups as channels, which is the same.
/// </summary>
internal sealed class NetworkAssembly
{
    private const string EndRemedy = "Patches stand on what the last dense layer reads: choose a network that ends in a dense layer with softmax.";

    private readonly LayerStack _stack;
    private readonly PoolAssembly _pools;
    private readonly ImportFindings _findings;
    private readonly long _batch;

    private NetworkAssembly(Shape input, long batch, ImportFindings findings)
    {
        (_batch, _findings) = (batch, findings);
        _stack = new LayerStack(input, findings);
        _pools = new PoolAssembly(_stack);
    }

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
        return findings.HasErrors ? null : assembly._stack.Steps;
    }

    private bool TryAdd(Operation operation)
    {
        if (_stack.IsEnded && operation is not (FlattenOperation or ReshapeOperation or IdentityOperation))
        {
            return _stack.Refuse(operation, OnnxRules.Place, "It stands behind the softmax.", "Export the classifier without what follows its probabilities.");
        }

        return operation switch
        {
            ConvolutionOperation convolution => Add(convolution),
            DenseOperation dense => Add(dense),
            ChannelScaleOperation scale => Add(scale),
            ReluOperation relu => Add(relu),
            PoolOperation pool => _pools.Add(pool),
            GlobalAverageOperation average => _pools.Add(average),
            FlattenOperation flatten => Add(flatten),
            ReshapeOperation reshape => Add(reshape),
            SoftmaxOperation softmax => Add(softmax),
            IdentityOperation => true,
            _ => throw new InvalidOperationException($"There is no operation {operation.GetType()}."),
        };
    }

    private bool Add(ConvolutionOperation convolution)
    {
        if (!_stack.CheckSpatial(convolution))
        {
            return false;
        }

        if (convolution.InputsPerGroup * (long)convolution.Groups != _stack.Shape.Channels)
        {
            return _stack.Refuse(convolution, OnnxRules.Shape, $"Its weights read {convolution.InputsPerGroup} channels in each of {convolution.Groups} groups; its input has {_stack.Shape.Channels}.", "Export the model again.");
        }

        if (_stack.Slide(convolution, convolution.Window) is not (int pad, Extent output))
        {
            return false;
        }

        bool covers = convolution.Groups == 1 && pad == 0 && output == new Extent(1, 1) && convolution.Window.Kernel == new Extent(_stack.Shape.Height, _stack.Shape.Width);
        ConvolutionShape shape = new(convolution.Window.Kernel.Height, convolution.Window.Stride.Height, pad, convolution.Groups, covers);
        double[] biases = convolution.Biases?.ToArray() ?? new double[convolution.Outputs];
        _stack.Push(new WeightedStep(convolution.Place, new StoredWeights(convolution.Weights), shape, biases), new Shape(convolution.Outputs, output.Height, output.Width));
        return true;
    }

    private bool Add(DenseOperation dense)
    {
        if (!_stack.IsFlat || dense.Inputs != _stack.Shape.Count)
        {
            return _stack.Refuse(dense, OnnxRules.Shape, $"Its weights read {dense.Inputs} values; its input is {_stack.ShapeText}.", _stack.IsFlat ? "Export the model again." : "Put a Flatten before it.");
        }

        double[] biases = dense.Biases?.ToArray() ?? new double[dense.Outputs];
        WeightedStep step = new(dense.Place, dense.IsOutputFirst ? new StoredWeights(dense.Weights) : new TransposedWeights(dense.Weights), null, biases);
        Array.Fill(step.Factors, dense.Factor);
        _stack.Push(step, new Shape(dense.Outputs, 1, 1));
        _stack.IsBehindDense = true;
        return true;
    }

    private bool Add(ChannelScaleOperation scale)
    {
        long channels = _stack.IsFlat ? _stack.Shape.Count : _stack.Shape.Channels;
        bool fitsRank = scale.Rank is null || scale.Rank == (_stack.IsFlat ? 1 : 3);
        if (!scale.IsForAll && (!fitsRank || scale.Factors.Length != channels))
        {
            return _stack.Refuse(scale, OnnxRules.Shape, $"It has {scale.Factors.Length} numbers; its input is {_stack.ShapeText}.", "Export the model again.");
        }

        if (_stack.Top is WeightedStep { Activation: DenseActivation.None } last && last.Outputs == channels)
        {
            last.Scale(scale.Factors, scale.Offsets);
            _stack.IsNonNegative = false;
            return true;
        }

        if (_stack.Depthwise(scale) is not WeightedStep own)
        {
            return false;
        }

        own.Scale(scale.Factors, scale.Offsets);
        _stack.Push(own, _stack.Shape);
        return true;
    }

    private bool Add(ReluOperation relu)
    {
        if (_stack.IsNonNegative)
        {
            return true;
        }

        // The largest of a window does not change when negative values become 0 before rather than behind.
        NetworkStep? last = _stack.Steps.LastOrDefault(step => step is not PoolStep { IsMaximum: true });
        WeightedStep? target = last as WeightedStep;
        if (target is null)
        {
            target = _stack.Depthwise(relu);
            if (target is null)
            {
                return false;
            }

            _stack.Push(target, _stack.Shape);
        }

        target.Activation = DenseActivation.Relu;
        _stack.IsNonNegative = true;
        return true;
    }

    private bool Add(FlattenOperation flatten)
    {
        int rank = _stack.IsFlat ? 2 : 4;
        if (flatten.Axis != 1 && flatten.Axis != 1 - rank)
        {
            return _stack.Refuse(flatten, OnnxRules.Attribute, $"It flattens from axis {flatten.Axis}.", "Flatten everything behind the batch (axis 1).");
        }

        _stack.IsFlat = true;
        return true;
    }

    private bool Add(ReshapeOperation reshape)
    {
        long[] old = _stack.IsFlat ? [_stack.Shape.Count] : [_stack.Shape.Channels, _stack.Shape.Height, _stack.Shape.Width];
        long[] sizes = [.. reshape.Dimensions.Skip(1)];
        for (int i = 0; i < sizes.Length; i++)
        {
            // 0 keeps the size at the same place; the first of all is the batch.
            sizes[i] = sizes[i] == 0 && i < old.Length ? old[i] : sizes[i];
        }

        long known = ConstantTensor.Product(sizes.Where(size => size > 0));
        sizes = [.. sizes.Select(size => size == -1 && known > 0 ? _stack.Shape.Count / known : size)];
        bool keepsBatch = reshape.Dimensions[0] is 0 or -1 || reshape.Dimensions[0] == _batch;
        bool isFlat = keepsBatch && sizes.SequenceEqual([_stack.Shape.Count]);
        bool isSpatial = keepsBatch && sizes.SequenceEqual([_stack.Shape.Channels, _stack.Shape.Height, _stack.Shape.Width]) && (!_stack.IsFlat || _stack.Shape is { Height: 1, Width: 1 });
        if (!isFlat && !isSpatial)
        {
            return _stack.Refuse(reshape, OnnxRules.Shape, $"It makes {ConstantTensor.Text(reshape.Dimensions)} of {_stack.ShapeText}.", "Reshape to batch × values, or flatten with Flatten.");
        }

        _stack.IsFlat = isFlat;
        return true;
    }

    private bool Add(SoftmaxOperation softmax)
    {
        int rank = _stack.IsFlat ? 2 : 4;
        long axis = softmax.Axis < 0 ? softmax.Axis + rank : softmax.Axis;
        if (axis != 1 || _stack.Shape is not { Height: 1, Width: 1 })
        {
            return _stack.Refuse(softmax, OnnxRules.Attribute, $"It runs along axis {softmax.Axis} of {_stack.ShapeText}.", "Softmax must run along the categories (axis 1).");
        }

        _stack.IsEnded = true;
        if (_stack.Top is WeightedStep { Activation: DenseActivation.None } last && (last.Convolution is null or { CoversInput: true }))
        {
            last.Activation = DenseActivation.Softmax;
            return true;
        }

        return _stack.Refuse(softmax, OnnxRules.Softmax, "It does not stand behind a dense layer.", EndRemedy);
    }

    private void Finish()
    {
        if (_stack.Top is not WeightedStep { Activation: not DenseActivation.Relu } last || last.Convolution is { CoversInput: false })
        {
            _findings.Error(OnnxRules.Softmax, null, "The network does not end in a dense layer.", EndRemedy);
            return;
        }

        last.BecomeDense();
        if (!_stack.IsEnded)
        {
            last.Activation = DenseActivation.Softmax;
            _findings.Warning(OnnxRules.Softmax, last.Place, "The model ends in sums without softmax; the base network got one.", "Nothing, when the network was trained to put out the categories' logits.");
        }
    }
}
