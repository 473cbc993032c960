namespace NeuralMarket.Inference.Images;

/// <summary>A decoded image: 8-bit RGB, row by row, orientation applied, alpha laid over white (base-network.md, "From an image to the input", step 1).</summary>
/// <param name="Width">Columns.</param>
/// <param name="Height">Rows.</param>
/// <param name="Rgb">[Height, Width, 3].</param>
public sealed record DecodedImage(int Width, int Height, byte[] Rgb);
