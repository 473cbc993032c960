namespace NeuralMarket.Inference.Import;

/// <summary>Reads the attributes that convolutions and pools share.</summary>
internal static class WindowReader
{
    private const int Limit = 100_000;

    /// <summary>Reads them; <see langword="null"/> when a problem was reported. <paramref name="kernel"/> is the kernel's size where the weights tell it.</summary>
    public static SlidingWindow? Read(NodeAttributes attributes, Extent? kernel)
    {
        IReadOnlyList<long>? stated = attributes.Integers("kernel_shape");
        Extent? size = stated is null ? kernel : Pair(attributes, "kernel_shape", stated, minimum: 1);
        Extent? stride = Pair(attributes, "strides", attributes.Integers("strides") ?? [1, 1], minimum: 1);
        (Extent Begin, Extent End)? pads = Pads(attributes);
        AutomaticPadding? automatic = Automatic(attributes, ref pads);
        IReadOnlyList<long> dilations = attributes.Integers("dilations") ?? [1, 1];
        if (dilations.Any(dilation => dilation != 1))
        {
            attributes.Refuse("dilations", $"is {string.Join(", ", dilations.Take(4))}.", "Only windows without gaps can be imported.");
            return null;
        }

        if (!attributes.Has("kernel_shape") && kernel is null)
        {
            attributes.Refuse("kernel_shape", "is missing", "Export the model again.");
        }
        else if (kernel is Extent of && size is Extent other && of != other)
        {
            attributes.Refuse("kernel_shape", $"is {other}; the weights have {of}", "Export the model again.");
            return null;
        }

        if (stride is { IsSquare: false })
        {
            attributes.Refuse("strides", $"is {stride}", "Only windows that move by the same number of rows and columns can be imported.");
            return null;
        }

        return size is not null && stride is not null && pads is not null && automatic is not null
            ? new SlidingWindow(size.Value, stride.Value, pads.Value.Begin, pads.Value.End, automatic.Value, attributes.Integer("ceil_mode", 0) != 0)
            : null;
    }

    private static (Extent Begin, Extent End)? Pads(NodeAttributes attributes)
    {
        IReadOnlyList<long> pads = attributes.Integers("pads") ?? [0, 0, 0, 0];
        if (pads.Count == 4 && pads.All(pad => pad is >= 0 and < Limit))
        {
            return (new Extent((int)pads[0], (int)pads[1]), new Extent((int)pads[2], (int)pads[3]));
        }

        attributes.Refuse("pads", $"is {string.Join(", ", pads.Take(4))}", $"Write four numbers from 0 to {Limit - 1}: top, left, bottom, right.");
        return null;
    }

    private static AutomaticPadding? Automatic(NodeAttributes attributes, ref (Extent Begin, Extent End)? pads)
    {
        switch (attributes.Text("auto_pad", "NOTSET"))
        {
            case "NOTSET" or "":
                return AutomaticPadding.None;
            case "VALID":
                pads = (default, default);
                return AutomaticPadding.None;
            case "SAME_UPPER":
                return AutomaticPadding.SameUpper;
            case "SAME_LOWER":
                return AutomaticPadding.SameLower;
            case var other:
                attributes.Refuse("auto_pad", $"is {ImportFindings.Quote(other)}", "Export the model again with paddings in numbers.");
                return null;
        }
    }

    private static Extent? Pair(NodeAttributes attributes, string name, IReadOnlyList<long> values, int minimum)
    {
        if (values.Count == 2 && values.All(value => value >= minimum && value < Limit))
        {
            return new Extent((int)values[0], (int)values[1]);
        }

        attributes.Refuse(name, $"is {string.Join(", ", values.Take(4))}", $"Only images with rows and columns can be imported, with numbers from {minimum} to {Limit - 1}.");
        return null;
    }
}
