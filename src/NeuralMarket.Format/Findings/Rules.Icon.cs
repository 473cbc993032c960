namespace NeuralMarket.Format.Findings;

// specialneurons.md, "icon.png".
public static partial class Rules
{
    /// <summary>The icon is a PNG file, whole and with its chunks in order.</summary>
    public const string IconPng = "icon.png";

    /// <summary>Every chunk's CRC is right.</summary>
    public const string IconCrc = "icon.crc";

    /// <summary>There is no unknown critical chunk.</summary>
    public const string IconCriticalChunk = "icon.critical-chunk";

    /// <summary>The icon is not animated.</summary>
    public const string IconAnimated = "icon.animated";

    /// <summary>The icon is square.</summary>
    public const string IconSquare = "icon.square";

    /// <summary>The icon has 64 to 1,024 pixels a side.</summary>
    public const string IconSide = "icon.side";

    /// <summary>The bit depth is 8.</summary>
    public const string IconDepth = "icon.bit-depth";

    /// <summary>The icon is greyscale, palette or RGB, with or without alpha.</summary>
    public const string IconColorType = "icon.color-type";

    /// <summary>A palette icon has a palette, and no pixel lies beyond it.</summary>
    public const string IconPalette = "icon.palette";

    /// <summary>tRNS fits the colour type.</summary>
    public const string IconTransparency = "icon.transparency";

    /// <summary>The image data hold exactly the pixels.</summary>
    public const string IconData = "icon.data";

    /// <summary>Nothing follows IEND.</summary>
    public const string IconTrailingData = "icon.trailing-data";

    /// <summary>The icon shows something: laid over white or over black, at least two pixels differ.</summary>
    public const string IconBlank = "icon.blank";

    private static RuleDescription[] IconRules =>
    [
        new(
            IconPng,
            "The icon is a PNG file, whole and with its chunks in order.",
            "A JPEG renamed to icon.png, or a download that stopped half-way.",
            "Save the icon as PNG."),
        new(
            IconCrc,
            "Every chunk's CRC is right.",
            "A byte of the file changed after it was saved.",
            "Save the icon again."),
        new(
            IconCriticalChunk,
            "There is no unknown critical chunk.",
            "A chunk ABCD, whose capital A says that readers must understand it.",
            "Save the icon as a plain PNG."),
        new(
            IconAnimated,
            "The icon is not animated.",
            "An animated PNG with three frames.",
            "Save one frame as a still PNG."),
        new(
            IconSquare,
            "The icon is square.",
            "An icon of 300 × 200 pixels.",
            "Crop it, or add a transparent border, until it is square."),
        new(
            IconSide,
            "The icon has 64 to 1,024 pixels a side.",
            "An icon of 32 × 32 or 2,048 × 2,048 pixels.",
            "Scale it, for example to 256 × 256."),
        new(
            IconDepth,
            "The bit depth is 8.",
            "A PNG with 16 bits a channel, or a black and white one with 1.",
            "Save it with 8 bits a channel."),
        new(
            IconColorType,
            "The icon is greyscale, palette or RGB, with or without alpha.",
            "A header with the colour type 5, which PNG does not have.",
            "Save the icon as a plain PNG."),
        new(
            IconPalette,
            "A palette icon has a palette, and no pixel lies beyond it.",
            "A pixel with the colour 200 over a palette of 16.",
            "Save the icon again as PNG, or as RGB."),
        new(
            IconTransparency,
            "tRNS fits the colour type.",
            "Six bytes of tRNS, which RGB needs, in a greyscale icon.",
            "Save the icon with an alpha channel."),
        new(
            IconData,
            "The image data hold exactly the pixels.",
            "Rows for 255 lines of a picture of 256, or a byte too much.",
            "Save the icon again as PNG."),
        new(
            IconTrailingData,
            "Nothing follows IEND.",
            "A ZIP file appended to the picture.",
            "Save the icon again as PNG."),
        new(
            IconBlank,
            "The icon shows something: laid over white or over black, at least two pixels differ.",
            "A picture in one colour, or a fully transparent one.",
            "Draw something that tells the patch from others at a glance."),
    ];
}
