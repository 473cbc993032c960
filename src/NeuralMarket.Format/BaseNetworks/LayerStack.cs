using NeuralMarket.Format.Findings;

namespace NeuralMarket.Format.BaseNetworks;

/// <summary>Resolves layer statements to layers with shapes, one on top of the other.</summary>
internal sealed class LayerStack(Shape? input)
{
    /// <summary>The greatest length of an array in .NET.</summary>
    public const long MaximumCount = 2_147_483_591;

    private readonly List<Layer> _layers = [];
    private bool _isBroken = input is null;

    public IReadOnlyList<Layer> Layers => _layers;

    /// <summary>How many statements came, broken ones too.</summary>
    public int StatementCount { get; private set; }

    /// <summary>Whether every statement became a layer.</summary>
    public bool IsWhole => !_isBroken;

    private Shape Top => _layers.Count == 0 ? input!.Value : _layers[_layers.Count - 1].Output;

    /// <summary>Adds a layer. Behind a broken one no shape is known any more, so only the first broken layer is reported.</summary>
    public void Add(Statement statement)
    {
        StatementCount++;
        if (_isBroken)
        {
            return;
        }

        CheckPlace(statement);
        Layer? layer = statement.IsBroken ? null : statement.Keyword switch
        {
            "conv" => Convolution(statement),
            "pool" => Pool(statement),
            _ => Dense(statement),
        };
        if (layer is not null && !statement.IsBroken)
        {
            CheckSize(layer, statement);
        }

        _isBroken |= statement.IsBroken;
        if (!_isBroken)
        {
            _layers.Add(layer!);
        }
    }

    private void CheckPlace(Statement statement)
    {
        if (_layers.LastOrDefault() is not DenseLayer last)
        {
            return;
        }

        if (last.Activation == DenseActivation.Softmax)
        {
            statement.Report(Rules.BaseSoftmax, "A layer follows the softmax.", "Put softmax on the last layer alone.");
        }
        else if (statement.Keyword != "dense")
        {
            statement.Report(Rules.BaseLayers, "A convolution or pool stands behind a dense layer.", "Put dense layers last.");
        }
    }

    private ConvolutionLayer Convolution(Statement statement)
    {
        (int kernel, int stride, int pad, int groups, bool relu) = (0, 1, 0, 1, false);
        int channels = statement.Integer("the number of output channels", 1);
        statement.Options(
            ("kernel", () => kernel = statement.Integer("a kernel size", 1)),
            ("stride", () => stride = statement.Integer("a stride", 1)),
            ("pad", () => pad = statement.Integer("a padding", 0)),
            ("groups", () => groups = statement.Integer("a number of groups", 1)),
            ("relu", () => relu = true));
        Require(statement, kernel > 0, "kernel");
        if (!statement.IsBroken && (Top.Channels % groups != 0 || channels % groups != 0))
        {
            statement.Report(Rules.BaseGroups, $"{groups} groups do not divide {Top.Channels} input and {channels} output channels.", "Write a number that divides both.");
        }

        return new(Top, Slide(statement, channels, kernel, stride, pad), kernel, stride, pad, groups, relu);
    }

    private Layer? Pool(Statement statement)
    {
        switch (statement.RequiredWord("\"max\", \"average\" or \"global-average\""))
        {
            case "max":
                return Window(statement, PoolKind.Max);
            case "average":
                return Window(statement, PoolKind.Average);
            case "global-average":
                statement.Options();
                return new GlobalAveragePoolLayer(Top, new Shape(Top.Channels, 1, 1));
            case string other:
                statement.Report(Rules.BaseOption, $"{Quote.Text(other)} is not a kind of pool.", "Write \"max\", \"average\" or \"global-average\".");
                return null;
            default:
                return null;
        }
    }

    private PoolLayer Window(Statement statement, PoolKind kind)
    {
        (int stride, int pad) = (0, 0);
        int window = statement.Integer("a window size", 1);
        statement.Options(
            ("stride", () => stride = statement.Integer("a stride", 1)),
            ("pad", () => pad = statement.Integer("a padding", 0)));
        Require(statement, stride > 0, "stride");
        if (!statement.IsBroken && pad >= window)
        {
            statement.Report(Rules.BasePad, $"The padding {pad} is not smaller than the window {window}.", "Make it smaller.");
        }

        return new(Top, Slide(statement, Top.Channels, window, stride, pad), kind, window, stride, pad);
    }

    private DenseLayer Dense(Statement statement)
    {
        (bool relu, bool softmax) = (false, false);
        int width = statement.Integer("the layer's width", 1);
        statement.Options(("relu", () => relu = true), ("softmax", () => softmax = true));
        if (relu && softmax)
        {
            statement.Report(Rules.BaseSoftmax, "The layer has both relu and softmax.", "Keep one of them.");
        }

        return new(Top, new Shape(width, 1, 1), softmax ? DenseActivation.Softmax : relu ? DenseActivation.Relu : DenseActivation.None);
    }

    private static void Require(Statement statement, bool given, string option)
    {
        if (!statement.IsBroken && !given)
        {
            statement.Report(Rules.BaseOption, $"The option \"{option}\" is missing.", $"Write \"{option}\" and its number.");
        }
    }

    // Output sizes round down.
    private Shape Slide(Statement statement, int channels, int window, int stride, int pad)
    {
        if (statement.IsBroken)
        {
            return default;
        }

        int height = Top.Height + (2 * pad) - window;
        int width = Top.Width + (2 * pad) - window;
        if (height < 0 || width < 0)
        {
            statement.Report(Rules.BaseOutputSize, $"A window of {window} does not fit into {Top.Height} × {Top.Width} with a padding of {pad}.", "Check sizes and paddings of the layers up to here.");
            return default;
        }

        return new(channels, (height / stride) + 1, (width / stride) + 1);
    }

    private static void CheckSize(Layer layer, Statement statement)
    {
        // A convolution can ask for more weights than 64 bits can count.
        double weights = layer is ConvolutionLayer c ? (double)c.Output.Channels * (c.Input.Channels / c.Groups) * c.Kernel * c.Kernel : layer.WeightCount;
        if (layer.Output.Count > MaximumCount || weights > MaximumCount)
        {
            statement.Report(Rules.BaseTooLarge, $"The layer has {weights:0} weights and puts out {layer.Output.Count} values; {MaximumCount} are the most.", "Describe a smaller network.");
        }
    }
}
