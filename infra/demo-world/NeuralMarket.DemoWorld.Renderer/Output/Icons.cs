using NeuralMarket.DemoWorld.Renderer.Randomness;
using NeuralMarket.DemoWorld.Renderer.Rendering;
using NeuralMarket.DemoWorld.Renderer.Subjects;

namespace NeuralMarket.DemoWorld.Renderer.Output;

/// <summary>A portrait of each fine category as <c>TAG.png</c>, 256 pixels a side.</summary>
public static class Icons
{
    private const int Side = 256;
    private const ulong Seed = 0x69636F6E;

    public static void Write(string folder, int variant, int threads)
    {
        Directory.CreateDirectory(folder);
        var work = CategoryTable.Categories.SelectMany(c => Enumerable.Range(0, c.Fine.Count).Select(fine => (c, fine)));
        Parallel.ForEach(work, new ParallelOptions { MaxDegreeOfParallelism = threads }, item =>
        {
            var (category, fine) = item;
            var r = RandomSource.For(Seed, category.FineTag(fine), variant);
            var picture = Picture.Render(SceneDirector.Portrait(category, fine, r), Side, Side);
            var bytes = Sensor.Ideal.Expose(picture, r);
            ImageFile.WritePng(Path.Combine(folder, CategoryTable.TagText(category.FineTag(fine)) + ".png"), bytes, Side, Side);
        });
    }
}
