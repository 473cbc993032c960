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
        new(IconPng, "The icon is a PNG file, whole and with its chunks in order."),
        new(IconCrc, "Every chunk's CRC is right."),
        new(IconCriticalChunk, "There is no unknown critical chunk."),
        new(IconAnimated, "The icon is not animated."),
        new(IconSquare, "The icon is square."),
        new(IconSide, "The icon has 64 to 1,024 pixels a side."),
        new(IconDepth, "The bit depth is 8."),
        new(IconColorType, "The icon is greyscale, palette or RGB, with or without alpha."),
        new(IconPalette, "A palette icon has a palette, and no pixel lies beyond it."),
        new(IconTransparency, "tRNS fits the colour type."),
        new(IconData, "The image data hold exactly the pixels."),
        new(IconTrailingData, "Nothing follows IEND."),
        new(IconBlank, "The icon shows something: laid over white or over black, at least two pixels differ."),
    ];
}
