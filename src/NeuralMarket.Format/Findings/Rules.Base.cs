namespace NeuralMarket.Format.Findings;

// base-network.md, and what binds a package to its base network.
public static partial class Rules
{
    /// <summary>NAME.txt, NAME.data and the categories file stand side by side.</summary>
    public const string BaseMissingFile = "base.missing-file";

    /// <summary>NAME.txt is at most 64 KiB.</summary>
    public const string BaseTextSize = "base.text-size";

    /// <summary>NAME.txt is UTF-8 without a byte order mark, its lines end in LF or CRLF, words are separated by spaces.</summary>
    public const string BaseTextEncoding = "base.text-encoding";

    /// <summary>A line of NAME.txt is one of the known statements.</summary>
    public const string BaseStatement = "base.statement";

    /// <summary>The statements come in the order network, input, then resize, crop, pixels and categories, then the layers; each of the first six at most once.</summary>
    public const string BaseOrder = "base.order";

    /// <summary>A network's name is 3 to 64 of a-z, 0-9 and -.</summary>
    public const string BaseName = "base.name";

    /// <summary>A statement has its required words and known options, each option once.</summary>
    public const string BaseOption = "base.option";

    /// <summary>A number is written in decimal digits, in its range, and below 100,000.</summary>
    public const string BaseNumber = "base.number";

    /// <summary>The input has 3 channels.</summary>
    public const string BaseInput = "base.input";

    /// <summary>No std is 0.</summary>
    public const string BaseStd = "base.std";

    /// <summary>The categories file is a plain file name beside NAME.txt.</summary>
    public const string BaseCategoriesFile = "base.categories-file";

    /// <summary>A network has 1 to 512 layers; nothing but dense layers follows a dense layer.</summary>
    public const string BaseLayers = "base.layers";

    /// <summary>The last layer, and no other, is a dense layer with softmax and without relu.</summary>
    public const string BaseSoftmax = "base.softmax";

    /// <summary>groups divides the channels that a convolution reads and those that it puts out.</summary>
    public const string BaseGroups = "base.groups";

    /// <summary>The padding of a pool is smaller than its window.</summary>
    public const string BasePad = "base.pad";

    /// <summary>Every layer puts out at least one row and one column.</summary>
    public const string BaseOutputSize = "base.output-size";

    /// <summary>The activations and the parameters of a layer fit into an array of 2,147,483,591 numbers.</summary>
    public const string BaseTooLarge = "base.too-large";

    /// <summary>The last layer is as wide as the categories file has categories.</summary>
    public const string BaseCategoryCount = "base.category-count";

    /// <summary>NAME.data is exactly as long as NAME.txt asks for.</summary>
    public const string BaseDataLength = "base.data-length";

    /// <summary>Every value in NAME.data is finite.</summary>
    public const string BaseFinite = "base.finite";

    /// <summary>A package names the identity of the base network that it is checked against.</summary>
    public const string BaseIdentity = "base.identity";

    /// <summary>The weights of a package have as many columns as the base network has features.</summary>
    public const string BaseFeatures = "base.features";

    private static RuleDescription[] BaseRules =>
    [
        new(BaseMissingFile, "NAME.txt, NAME.data and the categories file stand side by side."),
        new(BaseTextSize, "NAME.txt is at most 64 KiB."),
        new(BaseTextEncoding, "NAME.txt is UTF-8 without a byte order mark, its lines end in LF or CRLF, words are separated by spaces."),
        new(BaseStatement, "A line of NAME.txt is one of the known statements."),
        new(BaseOrder, "The statements come in the order network, input, then resize, crop, pixels and categories, then the layers; each of the first six at most once."),
        new(BaseName, "A network's name is 3 to 64 of a-z, 0-9 and -."),
        new(BaseOption, "A statement has its required words and known options, each option once."),
        new(BaseNumber, "A number is written in decimal digits, in its range, and below 100,000."),
        new(BaseInput, "The input has 3 channels."),
        new(BaseStd, "No std is 0."),
        new(BaseCategoriesFile, "The categories file is a plain file name beside NAME.txt."),
        new(BaseLayers, "A network has 1 to 512 layers; nothing but dense layers follows a dense layer."),
        new(BaseSoftmax, "The last layer, and no other, is a dense layer with softmax and without relu."),
        new(BaseGroups, "groups divides the channels that a convolution reads and those that it puts out."),
        new(BasePad, "The padding of a pool is smaller than its window."),
        new(BaseOutputSize, "Every layer puts out at least one row and one column."),
        new(BaseTooLarge, "The activations and the parameters of a layer fit into an array of 2,147,483,591 numbers."),
        new(BaseCategoryCount, "The last layer is as wide as the categories file has categories."),
        new(BaseDataLength, "NAME.data is exactly as long as NAME.txt asks for."),
        new(BaseFinite, "Every value in NAME.data is finite."),
        new(BaseIdentity, "A package names the identity of the base network that it is checked against."),
        new(BaseFeatures, "The weights of a package have as many columns as the base network has features."),
    ];
}
