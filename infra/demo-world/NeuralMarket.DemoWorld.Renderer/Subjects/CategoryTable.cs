namespace NeuralMarket.DemoWorld.Renderer.Subjects;

/// <summary>The ten coarse categories in the order of the base network's outputs.</summary>
public static class CategoryTable
{
    public static IReadOnlyList<CoarseCategory> Categories { get; } =
    [
        Boats.Category,
        Houses.Category,
        Mugs.Category,
        Lamps.Category,
        Trees.Category,
        Chairs.Category,
        Fishes.Category,
        Vehicles.Category,
        Mushrooms.Category,
        Fruits.Category,
    ];

    public static string TagText(int tag) => FormattableString.Invariant($"n{tag:D8}");
}
