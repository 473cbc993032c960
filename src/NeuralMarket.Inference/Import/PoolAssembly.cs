using NeuralMarket.Format.BaseNetworks;

namespace NeuralMarket.Inference.Import;

/// <summary>Lays pools on a stack of layers: none of them makes a negative value of values that are not.</summary>
internal sealed class PoolAssembly(LayerStack stack)
{
    // A few bytes of a hostile model must not become a file of gigabytes.
    private const int MaximumEqualWeights = 1 << 24;

    /// <summary>Lays a pool; what covers the whole input is a global average.</summary>
    public bool Add(PoolOperation pool)
    {
        if (!stack.CheckSpatial(pool))
        {
            return false;
        }

        Extent size = new(stack.Shape.Height, stack.Shape.Width);
        (Extent begin, Extent end) = pool.Window.PaddingsFor(size);
        bool isPadded = begin != default || end != default;
        if (pool.Kind == PoolKind.Average && pool.Window.Kernel == size && !isPadded)
        {
            return AddGlobalAverage();
        }

        if (!pool.Window.Kernel.IsSquare)
        {
            return stack.Refuse(pool, OnnxRules.Attribute, $"Its windows are {pool.Window.Kernel}.", "Only square windows can be imported.");
        }

        if (stack.Slide(pool, pool.Window) is not (int pad, Extent output))
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
            return stack.Refuse(pool, OnnxRules.Attribute, $"Its padding {pad} is not smaller than its window {window}.", "Export the model again.");
        }

        string kind = pool.Kind == PoolKind.Max ? "max" : "average";
        stack.Push(new PoolStep($"pool {kind} {window} stride {pool.Window.Stride.Height}{(pad > 0 ? $" pad {pad}" : "")}", pool.Kind == PoolKind.Max), stack.Shape with { Height = output.Height, Width = output.Width }, keepsSign: true);
        return true;
    }

    /// <summary>An average that counts the padding as zeros is a convolution with equal weights, channel by channel.</summary>
    private bool AddPaddedAverage(PoolOperation pool, int pad, Extent output)
    {
        if (pool.Window.RoundsUp && pool.Window.OutputFor(new Extent(stack.Shape.Height, stack.Shape.Width)) != (pool.Window with { RoundsUp = false }).OutputFor(new Extent(stack.Shape.Height, stack.Shape.Width)))
        {
            return stack.Refuse(pool, OnnxRules.Attribute, "Its last windows reach beyond the padding, which it counts.", "Export the model with ceil_mode 0 or count_include_pad 0.");
        }

        int window = pool.Window.Kernel.Height;
        if ((long)stack.Shape.Channels * window * window > MaximumEqualWeights)
        {
            return stack.Refuse(pool, OnnxRules.Size, $"Its windows of {window} × {window} with counted padding would need too many weights.", "Export the model with count_include_pad 0.");
        }

        ConvolutionShape shape = new(window, pool.Window.Stride.Height, pad, stack.Shape.Channels, CoversInput: false);
        stack.Push(
            new WeightedStep(pool.Place, new EqualWeights(stack.Shape.Channels, window * window, (float)(1.0 / (window * window))), shape, new double[stack.Shape.Channels]),
            stack.Shape with { Height = output.Height, Width = output.Width },
            keepsSign: true);
        return true;
    }

    /// <summary>Lays a global average.</summary>
    public bool Add(GlobalAverageOperation average)
    {
        if (!stack.CheckSpatial(average) || !AddGlobalAverage())
        {
            return false;
        }

        stack.IsFlat |= average.Flattens;
        return true;
    }

    private bool AddGlobalAverage()
    {
        stack.Push(new PoolStep("pool global-average", isMaximum: false), new Shape(stack.Shape.Channels, 1, 1), keepsSign: true);
        return true;
    }
}
