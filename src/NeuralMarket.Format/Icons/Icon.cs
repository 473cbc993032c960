namespace NeuralMarket.Format.Icons;

/// <summary>A decoded trigger icon.</summary>
/// <param name="Side">Width and height in pixels, 64 to 1,024.</param>
/// <param name="Rgba">Side · side · 4 bytes: red, green, blue, straight alpha; row by row.</param>
public sealed record Icon(int Side, byte[] Rgba);
