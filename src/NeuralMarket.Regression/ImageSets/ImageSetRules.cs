namespace NeuralMarket.Regression.ImageSets;

/// <summary>The stable codes for what is wrong with a set of labelled images or a file in it.</summary>
public static class ImageSetRules
{
    /// <summary>The folder does not exist or cannot be listed.</summary>
    public const string Folder = "images.folder";

    /// <summary>The root has no map_clsloc.txt.</summary>
    public const string CategoriesMissing = "images.categories-missing";

    /// <summary>A text file at the root is far too long to be read.</summary>
    public const string TextTooLong = "images.text-length";

    /// <summary>sources.json cannot be read.</summary>
    public const string Sources = "images.sources";

    /// <summary>sources.json names a photo that does not count or is not there.</summary>
    public const string SourceWithoutPhoto = "images.source-without-photo";

    /// <summary>No photo in the folder counts.</summary>
    public const string Empty = "images.empty";

    /// <summary>The name is not a tag, an underscore and anything else.</summary>
    public const string Name = "images.name";

    /// <summary>The name does not end in .jpg, .jpeg, .png or .webp.</summary>
    public const string Extension = "images.extension";

    /// <summary>The tag does not stand in the set's map_clsloc.txt.</summary>
    public const string UnknownTag = "images.unknown-tag";

    /// <summary>The file cannot be read.</summary>
    public const string Unreadable = "images.unreadable";
}
