using NeuralMarket.Format.Findings;
using NeuralMarket.Format.Manifests;

namespace NeuralMarket.Format.BaseNetworks;

/// <summary>The six statements before the layers: network, input, then resize, crop, pixels and categories in any order.</summary>
internal sealed class NetworkHead(FindingList findings, string fileName)
{
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);
    private string? _name;
    private Shape? _input;
    private int? _resize;
    private PixelEncoding _pixels = new(ChannelOrder.Rgb, 1, [0, 0, 0], [1, 1, 1]);
    private string _categories = "map_clsloc.txt";

    /// <summary>Takes a statement that is no layer.</summary>
    public void Add(Statement statement, bool layersHaveBegun)
    {
        if (statement.Keyword is not ("network" or "input" or "resize" or "crop" or "pixels" or "categories"))
        {
            statement.Report(Rules.BaseStatement, $"{Quote.Text(statement.Keyword)} is not a statement.", "Check its spelling; a comment begins with #.");
            return;
        }

        CheckPlace(statement, layersHaveBegun);
        if (statement.IsBroken)
        {
            return;
        }

        switch (statement.Keyword)
        {
            case "network":
                ReadName(statement);
                break;
            case "input":
                ReadInput(statement);
                break;
            case "resize":
                _resize = statement.Integer("the length of the shorter side in pixels", 1);
                break;
            case "crop":
                ReadCrop(statement);
                break;
            case "pixels":
                ReadPixels(statement);
                break;
            default:
                ReadCategories(statement);
                break;
        }

        statement.Options();
    }

    /// <summary>What the first layer reads; reported when the statement is missing.</summary>
    public Shape? InputOrReport(Statement layer)
    {
        if (!_seen.Contains("input"))
        {
            layer.Report(Rules.BaseOrder, "A layer stands before \"input\".", "Begin the file with \"network\" and \"input\".");
        }

        return _input;
    }

    /// <summary>Reports required statements that never came.</summary>
    public void ReportMissing()
    {
        foreach (string keyword in new[] { "network", "input" }.Where(keyword => !_seen.Contains(keyword)))
        {
            findings.Error(Rules.BaseOrder, fileName, $"The statement \"{keyword}\" is missing.", "Begin the file with \"network\" and \"input\".");
        }
    }

    /// <summary>The definition, once nothing was reported.</summary>
    public NetworkDefinition Finish(IReadOnlyList<Layer> layers)
    {
        Shape input = _input!.Value;
        return new(_name!, input, _resize ?? Math.Max(input.Height, input.Width), _pixels, _categories, layers);
    }

    private void CheckPlace(Statement statement, bool layersHaveBegun)
    {
        if (!_seen.Add(statement.Keyword))
        {
            statement.Report(Rules.BaseOrder, $"\"{statement.Keyword}\" stands twice.", "Keep one of them.");
            return;
        }

        bool inPlace = statement.Keyword switch
        {
            "network" => _seen.Count == 1,
            "input" => _seen.Count == 2 && _seen.Contains("network"),
            _ => _seen.Contains("network") && _seen.Contains("input"),
        };
        if (!inPlace || layersHaveBegun)
        {
            statement.Report(Rules.BaseOrder, $"\"{statement.Keyword}\" does not stand here.", "Write network, input, then resize, crop, pixels and categories, then the layers.");
        }
    }

    private void ReadName(Statement statement)
    {
        _name = statement.RequiredWord("the network's name");
        if (_name is not null && !NameRules.IsNetworkName(_name))
        {
            statement.Report(Rules.BaseName, $"{Quote.Text(_name)} is not a network's name.", "Use 3 to 64 of a-z, 0-9 and -.");
        }
    }

    private void ReadInput(Statement statement)
    {
        int channels = statement.Integer("the number of channels", 1);
        int height = statement.IsBroken ? 1 : statement.Integer("the height in pixels", 1);
        int width = statement.IsBroken ? 1 : statement.Integer("the width in pixels", 1);
        if (!statement.IsBroken && channels != 3)
        {
            statement.Report(Rules.BaseInput, $"The input has {channels} channels.", "Write 3: red, green and blue.");
        }

        Shape shape = new(channels, height, width);
        if (!statement.IsBroken && shape.Count > LayerStack.MaximumCount)
        {
            statement.Report(Rules.BaseTooLarge, $"The input has {shape.Count} values.", "Describe a smaller network.");
        }

        _input = statement.IsBroken ? null : shape;
    }

    private static void ReadCrop(Statement statement)
    {
        if (statement.RequiredWord("\"center\"") is string word && word != "center")
        {
            statement.Report(Rules.BaseOption, $"{Quote.Text(word)} is not a way to crop.", "Write \"crop center\".");
        }
    }

    private void ReadPixels(Statement statement)
    {
        ChannelOrder order = ChannelOrder.Rgb;
        double scale = 1;
        double[] mean = [0, 0, 0];
        double[] deviation = [1, 1, 1];
        bool orderSeen = false;
        Action Order(ChannelOrder named) => () =>
        {
            if (orderSeen)
            {
                statement.Report(Rules.BaseOption, "Two channel orders are given.", "Keep one of them.");
            }

            (order, orderSeen) = (named, true);
        };
        statement.Options(
            ("rgb", Order(ChannelOrder.Rgb)),
            ("bgr", Order(ChannelOrder.Bgr)),
            ("scale", () => scale = statement.Number("a scale")),
            ("mean", () => mean = Three(statement, "a mean")),
            ("std", () => deviation = Three(statement, "a standard deviation")));
        if (!statement.IsBroken && deviation.Contains(0))
        {
            statement.Report(Rules.BaseStd, "A standard deviation is 0.", "Leave \"std\" out, or write what the network was trained with.");
        }

        _pixels = new(order, scale, mean, deviation);
    }

    private static double[] Three(Statement statement, string what)
    {
        double[] numbers = new double[3];
        for (int i = 0; i < numbers.Length && !statement.IsBroken; i++)
        {
            numbers[i] = statement.Number(what);
        }

        return numbers;
    }

    private void ReadCategories(Statement statement)
    {
        if (statement.RequiredWord("the name of the categories file") is not string name)
        {
            return;
        }

        _categories = name;
        if (name is "." or ".." || name.IndexOfAny(['/', '\\', ':']) >= 0)
        {
            statement.Report(Rules.BaseCategoriesFile, $"{Quote.Text(name)} is not a plain file name.", "Put the file beside this one and write its name alone.");
        }
    }
}
