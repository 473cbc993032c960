using System.Globalization;
using System.Text;
using NeuralMarket.DemoWorld.Renderer.Subjects;

namespace NeuralMarket.DemoWorld.Renderer.Output;

/// <summary>The text files beside the pictures.</summary>
public static class CategoryFiles
{
    /// <summary>The base network's own categories, in its output order.</summary>
    public static void WriteCoarse(string path)
    {
        var text = new StringBuilder();
        for (var i = 0; i < CategoryTable.Categories.Count; i++)
            Line(text, CategoryTable.Categories[i].Tag, i + 1, CategoryTable.Categories[i].Name);
        File.WriteAllText(path, text.ToString());
    }

    /// <summary>All categories, and which fine one is which coarse one.</summary>
    public static void WriteLabels(string folder)
    {
        var categories = new StringBuilder();
        var parents = new StringBuilder();
        var index = 0;
        foreach (var coarse in CategoryTable.Categories)
        {
            Line(categories, coarse.Tag, 0, coarse.Name);
            for (var fine = 0; fine < coarse.Fine.Count; fine++)
            {
                Line(categories, coarse.FineTag(fine), ++index, coarse.Fine[fine].Name);
                parents.Append(CategoryTable.TagText(coarse.FineTag(fine))).Append(' ').Append(CategoryTable.TagText(coarse.Tag)).Append('\n');
            }
        }

        File.WriteAllText(Path.Combine(folder, "map_clsloc.txt"), categories.ToString());
        File.WriteAllText(Path.Combine(folder, "is_a.txt"), parents.ToString());
    }

    private static void Line(StringBuilder text, int tag, int index, string name) =>
        text.Append(CultureInfo.InvariantCulture, $"{CategoryTable.TagText(tag)} {index} {name.Replace(' ', '_')}\n");
}
