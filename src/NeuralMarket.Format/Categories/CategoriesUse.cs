namespace NeuralMarket.Format.Categories;

/// <summary>What a <c>map_clsloc.txt</c> belongs to; the rules for indexes and names differ.</summary>
internal enum CategoriesUse
{
    Patch,
    BaseNetwork,
    ImageSet,
}
