using NeuralMarket.Format.BaseNetworks;

namespace NeuralMarket.Inference.Images;

/// <summary>Where a network's cut lies in an image resized for it (base-network.md, steps 2 and 3). 64 bits: a long strip can grow beyond 2³¹.</summary>
/// <param name="ResizedWidth">Columns after the resize.</param>
/// <param name="ResizedHeight">Rows after the resize.</param>
/// <param name="Left">The cut's first column.</param>
/// <param name="Top">The cut's first row.</param>
internal readonly record struct CentreCut(long ResizedWidth, long ResizedHeight, long Left, long Top)
{
    /// <summary>The cut, or what does not fit.</summary>
    public static (CentreCut Cut, ImageProblem? Problem) For(int width, int height, NetworkDefinition network)
    {
        (long shorter, long longer, long size) = (Math.Min(width, height), Math.Max(width, height), network.Resize);
        long grown = ((2 * longer * size) + shorter) / (2 * shorter);
        (long resizedWidth, long resizedHeight) = width <= height ? (size, grown) : (grown, size);
        (int cutWidth, int cutHeight) = (network.Input.Width, network.Input.Height);
        if (resizedWidth < cutWidth || resizedHeight < cutHeight)
        {
            return (default, new ImageProblem(
                ImageRules.Cut, $"Resized it has {resizedWidth} × {resizedHeight} pixels, less than the {cutWidth} × {cutHeight} that {network.Name} cuts out."));
        }

        return (new CentreCut(resizedWidth, resizedHeight, (resizedWidth - cutWidth) / 2, (resizedHeight - cutHeight) / 2), null);
    }
}
