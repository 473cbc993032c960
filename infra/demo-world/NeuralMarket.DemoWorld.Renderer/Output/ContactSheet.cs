using NeuralMarket.DemoWorld.Renderer.Randomness;
using NeuralMarket.DemoWorld.Renderer.Rendering;
using NeuralMarket.DemoWorld.Renderer.Subjects;

namespace NeuralMarket.DemoWorld.Renderer.Output;

/// <summary>One picture with snapshots of every fine category: a row for each coarse one.</summary>
public static class ContactSheet
{
    private const int Tile = 64;
    private const int Gap = 2;
    private const ulong Seed = 0x73686565;

    public static void Write(string path, int columns, int threads)
    {
        var rows = CategoryTable.Categories.Count;
        int width = (columns * (Tile + Gap)) + Gap, height = (rows * (Tile + Gap)) + Gap;
        var sheet = new byte[width * height * 3];
        Array.Fill(sheet, (byte)255);
        Parallel.For(0, rows * columns, new ParallelOptions { MaxDegreeOfParallelism = threads }, i =>
        {
            int row = i / columns, column = i % columns;
            var category = CategoryTable.Categories[row];
            var fine = column * category.Fine.Count / columns;
            var r = RandomSource.For(Seed, category.FineTag(fine), column);
            var picture = Picture.Render(SceneDirector.Snapshot(category, fine, r), Tile, Tile);
            var bytes = Sensor.Draw(r).Expose(picture, r);
            for (var y = 0; y < Tile; y++)
            {
                var at = ((((row * (Tile + Gap)) + Gap + y) * width) + (column * (Tile + Gap)) + Gap) * 3;
                bytes.AsSpan(y * Tile * 3, Tile * 3).CopyTo(sheet.AsSpan(at));
            }
        });
        ImageFile.WritePalettePng(path, sheet, width, height);
    }
}
