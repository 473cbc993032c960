using NetVips;

namespace NeuralMarket.DemoWorld.Renderer.Output;

/// <summary>Writes RGB bytes, row by row, as a picture file without metadata.</summary>
public static class ImageFile
{
    public static void WriteJpeg(string path, byte[] rgb, int width, int height, int quality)
    {
        using var image = Wrap(rgb, width, height);
        image.Jpegsave(path, q: quality, optimizeCoding: true, keep: Enums.ForeignKeep.None);
    }

    public static void WritePng(string path, byte[] rgb, int width, int height)
    {
        using var image = Wrap(rgb, width, height);
        image.Pngsave(path, compression: 9, filter: Enums.ForeignPngFilter.All, keep: Enums.ForeignKeep.None);
    }

    /// <summary>A third of the size, at the price of 256 colours.</summary>
    public static void WritePalettePng(string path, byte[] rgb, int width, int height)
    {
        using var image = Wrap(rgb, width, height);
        image.Pngsave(path, compression: 9, palette: true, dither: 0.4, keep: Enums.ForeignKeep.None);
    }

    private static Image Wrap(byte[] rgb, int width, int height)
    {
        using var raw = Image.NewFromMemory(rgb, width, height, 3, Enums.BandFormat.Uchar);
        return raw.Copy(interpretation: Enums.Interpretation.Srgb);
    }
}
