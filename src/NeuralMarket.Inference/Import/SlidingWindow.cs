namespace NeuralMarket.Inference.Import;

/// <summary>Rows and columns of something.</summary>
internal readonly record struct Extent(int Height, int Width)
{
    public bool IsSquare => Height == Width;

    public override string ToString() => $"{Height} × {Width}";
}

/// <summary>How ONNX pads an input by itself (<c>auto_pad</c>).</summary>
internal enum AutomaticPadding
{
    /// <summary>Not: the paddings are given.</summary>
    None,

    /// <summary>As many outputs as input / stride, rounded up; what is odd goes behind.</summary>
    SameUpper,

    /// <summary>As many outputs as input / stride, rounded up; what is odd goes in front.</summary>
    SameLower,
}

/// <summary>How a kernel or a pool's window moves, as ONNX states it.</summary>
internal sealed record SlidingWindow(Extent Kernel, Extent Stride, Extent Begin, Extent End, AutomaticPadding Automatic, bool RoundsUp)
{
    /// <summary>The paddings for an input of this size.</summary>
    public (Extent Begin, Extent End) PaddingsFor(Extent input)
    {
        if (Automatic == AutomaticPadding.None)
        {
            return (Begin, End);
        }

        (int top, int bottom) = Same(input.Height, Kernel.Height, Stride.Height);
        (int left, int right) = Same(input.Width, Kernel.Width, Stride.Width);
        return (new Extent(top, left), new Extent(bottom, right));
    }

    /// <summary>What ONNX puts out for an input of this size; <see langword="null"/> when the window does not fit.</summary>
    public Extent? OutputFor(Extent input)
    {
        (Extent begin, Extent end) = PaddingsFor(input);
        return Slid(input.Height + begin.Height + end.Height, Kernel.Height, Stride.Height, RoundsUp) is int height
            && Slid(input.Width + begin.Width + end.Width, Kernel.Width, Stride.Width, RoundsUp) is int width
                ? new Extent(height, width)
                : null;
    }

    /// <summary>
    /// The same padding on all four sides with which a base network's layer, which rounds down, has the same windows as ONNX; <see langword="null"/> when there is
    /// none. The windows begin at the padding in front, so it can be no other; whether the one behind differs does not matter when the number of windows is the same.
    /// </summary>
    public int? PadFor(Extent input)
    {
        (Extent begin, _) = PaddingsFor(input);
        bool same = begin.IsSquare
            && OutputFor(input) is Extent output
            && Slid(input.Height + (2 * begin.Height), Kernel.Height, Stride.Height, roundsUp: false) == output.Height
            && Slid(input.Width + (2 * begin.Width), Kernel.Width, Stride.Width, roundsUp: false) == output.Width;
        return same ? begin.Height : null;
    }

    private (int Begin, int End) Same(int input, int kernel, int stride)
    {
        int outputs = (input + stride - 1) / stride;
        int total = Math.Max(((outputs - 1) * stride) + kernel - input, 0);
        int begin = Automatic == AutomaticPadding.SameUpper ? total / 2 : total - (total / 2);
        return (begin, total - begin);
    }

    private static int? Slid(int padded, int kernel, int stride, bool roundsUp) =>
        padded < kernel ? null : ((padded - kernel + (roundsUp ? stride - 1 : 0)) / stride) + 1;
}
