using NeuralMarket.Format.Findings;

namespace NeuralMarket.Format.Categories;

/// <summary>Reads and writes <c>map_clsloc.txt</c> in its three uses (specialneurons.md, base-network.md).</summary>
public static class CategoriesText
{
    /// <summary>A patch's: outputs 1 to K (2 to 1,000), each once; 0 for trigger-only; names unique among outputs after full case folding.</summary>
    public static Reading<CategoryList> ReadPatch(ReadOnlyMemory<byte> text) => throw new NotImplementedException();

    /// <summary>A base network's: indexes 1 to N, each exactly once, none 0; names may repeat.</summary>
    public static Reading<CategoryList> ReadBaseNetwork(ReadOnlyMemory<byte> text) => throw new NotImplementedException();

    /// <summary>A labelled image set's: any number of categories from 1; the indexes need only be numbers.</summary>
    public static Reading<CategoryList> ReadImageSet(ReadOnlyMemory<byte> text) => throw new NotImplementedException();

    /// <summary>The canonical text: rows by tag number, single spaces, underscores for spaces in names, LF after every row.</summary>
    public static byte[] WriteCanonical(CategoryList categories) => throw new NotImplementedException();
}
