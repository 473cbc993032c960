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
        new(
            BaseMissingFile,
            "NAME.txt, NAME.data and the categories file stand side by side.",
            "vgg16-imagenet.txt without vgg16-imagenet.data beside it.",
            "Put NAME.txt, NAME.data and the categories file side by side, and name NAME.txt."),
        new(
            BaseTextSize,
            "NAME.txt is at most 64 KiB.",
            "A text file with 70 KiB of comments.",
            "Remove comments."),
        new(
            BaseTextEncoding,
            "NAME.txt is UTF-8 without a byte order mark, its lines end in LF or CRLF, words are separated by spaces.",
            "Words separated by tabs.",
            "Save it as UTF-8 without BOM; separate words by spaces, end lines with LF or CRLF."),
        new(
            BaseStatement,
            "A line of NAME.txt is one of the known statements.",
            "\"conv2d 64 kernel 3\"",
            "Check its spelling; a comment begins with #."),
        new(
            BaseOrder,
            "The statements come in the order network, input, then resize, crop, pixels and categories, then the layers; each of the first six at most once.",
            "\"resize 256\" behind the first layer.",
            "Write network, input, then resize, crop, pixels and categories, then the layers."),
        new(
            BaseName,
            "A network's name is 3 to 64 of a-z, 0-9 and -.",
            "\"network VGG16\"",
            "Use 3 to 64 of a-z, 0-9 and -."),
        new(
            BaseOption,
            "A statement has its required words and known options, each option once.",
            "\"conv 64 relu\": the kernel is missing; \"stride 1 stride 2\": twice.",
            "Write the options of the specification's table, each once."),
        new(
            BaseNumber,
            "A number is written in decimal digits, in its range, and below 100,000.",
            "\"conv 100000 kernel 3\", \"scale 1e-2\".",
            "Write decimal digits; the number must be below 100,000."),
        new(
            BaseInput,
            "The input has 3 channels.",
            "\"input 1 28 28\"",
            "Write 3 channels: red, green and blue."),
        new(
            BaseStd,
            "No std is 0.",
            "\"pixels std 0 1 1\"",
            "Leave \"std\" out, or write what the network was trained with."),
        new(
            BaseCategoriesFile,
            "The categories file is a plain file name beside NAME.txt.",
            "\"categories ../map_clsloc.txt\"",
            "Put the file beside NAME.txt and write its name alone."),
        new(
            BaseLayers,
            "A network has 1 to 512 layers; nothing but dense layers follows a dense layer.",
            "\"conv 64 kernel 3\" behind \"dense 4096 relu\".",
            "Describe every layer in a statement of its own, dense layers last."),
        new(
            BaseSoftmax,
            "The last layer, and no other, is a dense layer with softmax and without relu.",
            "A network that ends with \"dense 1000\" alone.",
            "End the file with, for example, \"dense 1000 softmax\"."),
        new(
            BaseGroups,
            "groups divides the channels that a convolution reads and those that it puts out.",
            "\"conv 64 kernel 3 groups 5\"",
            "Write a number that divides the channels on both sides."),
        new(
            BasePad,
            "The padding of a pool is smaller than its window.",
            "\"pool max 2 stride 2 pad 2\"",
            "Make the padding smaller than the window."),
        new(
            BaseOutputSize,
            "Every layer puts out at least one row and one column.",
            "A window of 7 over 4 × 4 pixels without padding.",
            "Check sizes and paddings of the layers up to there."),
        new(
            BaseTooLarge,
            "The activations and the parameters of a layer fit into an array of 2,147,483,591 numbers.",
            "\"dense 99999\" over 3 × 9,999 × 9,999 values.",
            "Describe a smaller network."),
        new(
            BaseCategoryCount,
            "The last layer is as wide as the categories file has categories.",
            "1,001 categories for \"dense 1000 softmax\".",
            "Export the categories that the network was trained with."),
        new(
            BaseDataLength,
            "NAME.data is exactly as long as NAME.txt asks for.",
            "A NAME.data from another version of the network.",
            "Export text and parameters together."),
        new(
            BaseFinite,
            "Every value in NAME.data is finite.",
            "A NaN among the weights of the second layer.",
            "Export the parameters again."),
        new(
            BaseIdentity,
            "A package names the identity of the base network that it is checked against.",
            "A patch for vgg16-imagenet checked against alexnet-imagenet.",
            "Train the patch on this network, or check it against its own."),
        new(
            BaseFeatures,
            "The weights of a package have as many columns as the base network has features.",
            "256 columns of weights for a network with 4,096 features.",
            "Train the patch on what the network's last dense layer reads."),
    ];
}
