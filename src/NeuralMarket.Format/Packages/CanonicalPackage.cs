namespace NeuralMarket.Format.Packages;

/// <summary>Builds the canonical package (specialneurons.md): the same content gives the same bytes on every machine.</summary>
public static class CanonicalPackage
{
    /// <summary>Writes the canonical file.</summary>
    public static byte[] Write(PatchPackage package) => throw new NotImplementedException();
}
