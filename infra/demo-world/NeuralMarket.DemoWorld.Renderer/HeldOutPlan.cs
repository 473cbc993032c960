using NeuralMarket.DemoWorld.Renderer.Subjects;

namespace NeuralMarket.DemoWorld.Renderer;

/// <summary>
/// How many held-out pictures a category gets: many where a patch is tested, few elsewhere, and for one category too few to
/// decide, so that the market has to ask for more.
/// </summary>
public static class HeldOutPlan
{
    private static readonly Dictionary<string, int> PerFineCategory = new()
    {
        ["boat"] = 200,
        ["lamp"] = 180,
        ["fish"] = 8,
    };

    public static int Count(CoarseCategory coarse) => PerFineCategory.GetValueOrDefault(coarse.Name, 36);
}
