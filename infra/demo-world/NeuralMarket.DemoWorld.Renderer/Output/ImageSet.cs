using System.Globalization;
using NeuralMarket.DemoWorld.Renderer.Randomness;
using NeuralMarket.DemoWorld.Renderer.Rendering;
using NeuralMarket.DemoWorld.Renderer.Subjects;

namespace NeuralMarket.DemoWorld.Renderer.Output;

/// <summary>How a set of labelled pictures is drawn. Sizes are of the shorter and the longer side, in pixels.</summary>
public sealed record ImageSet(ulong Seed, (int Low, int High) Shorter, float LongestAspect, (int Low, int High) Quality)
{
    public static ImageSet Training { get; } = new(0x7261696E, (60, 76), 1.35f, (70, 95));

    public static ImageSet HeldOut { get; } = new(0x68656C64, (60, 76), 1.35f, (80, 93));

    public static ImageSet Phone { get; } = new(0x70686F6E, (480, 480), 1.34f, (90, 90));

    /// <summary>Writes <c>FOLDER/TAG/TAG_0000.jpg</c> and so on; the counts are by fine tag.</summary>
    public void Write(string folder, Func<CoarseCategory, int, int> count, int threads, TextWriter log)
    {
        var work = new List<(CoarseCategory Coarse, int Fine, int Index)>();
        foreach (var coarse in CategoryTable.Categories)
        {
            for (var fine = 0; fine < coarse.Fine.Count; fine++)
            {
                var images = count(coarse, fine);
                if (images == 0)
                    continue;
                Directory.CreateDirectory(Path.Combine(folder, CategoryTable.TagText(coarse.FineTag(fine))));
                for (var i = 0; i < images; i++)
                    work.Add((coarse, fine, i));
            }
        }

        CategoryFiles.WriteLabels(folder);
        var done = 0;
        Parallel.ForEach(work, new ParallelOptions { MaxDegreeOfParallelism = threads }, item =>
        {
            WriteOne(folder, item.Coarse, item.Fine, item.Index);
            var now = Interlocked.Increment(ref done);
            if (now % 1000 == 0)
                log.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{now} of {work.Count}"));
        });
    }

    private void WriteOne(string folder, CoarseCategory coarse, int fine, int index)
    {
        var tag = coarse.FineTag(fine);
        var r = RandomSource.For(Seed, tag, index);
        var shorter = r.Whole(Shorter.Low, Shorter.High);
        var longer = (int)(shorter * r.Between(1, LongestAspect));
        var (width, height) = r.Chance(0.6f) ? (longer, shorter) : (shorter, longer);
        var picture = Picture.Render(SceneDirector.Snapshot(coarse, fine, r), width, height);
        var bytes = Sensor.Draw(r).Expose(picture, r);
        var name = string.Create(CultureInfo.InvariantCulture, $"{CategoryTable.TagText(tag)}_{index:D4}.jpg");
        ImageFile.WriteJpeg(Path.Combine(folder, CategoryTable.TagText(tag), name), bytes, width, height, r.Whole(Quality.Low, Quality.High));
    }
}
