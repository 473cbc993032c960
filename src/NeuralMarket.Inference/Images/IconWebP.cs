using System.Runtime.CompilerServices;
using NetVips;
using NeuralMarket.Format.Icons;

namespace NeuralMarket.Inference.Images;

/// <summary>
/// Encodes icons as lossless WebP without any metadata: what phones see is what the PNG shows, in fewer bytes. The same pixels give the same bytes, as long as
/// the encoder keeps its version; no hash hangs on them. The colour of pixels that are wholly transparent is not kept, because nobody sees it.
/// </summary>
public static class IconWebP
{
    private const int Channels = 4;

    /// <summary>The WebP file.</summary>
    public static byte[] Write(Icon icon)
    {
        ArgumentNullException.ThrowIfNull(icon);
        RuntimeHelpers.RunClassConstructor(typeof(ImageDecoder).TypeHandle); // Sets libvips up for this process.
        using Image samples = Image.NewFromMemoryCopy<byte>(icon.Rgba, icon.Side, icon.Side, Channels, Enums.BandFormat.Uchar);
        using Image image = samples.Copy(interpretation: Enums.Interpretation.Srgb);
        return image.WebpsaveBuffer(lossless: true, keep: Enums.ForeignKeep.None);
    }
}
