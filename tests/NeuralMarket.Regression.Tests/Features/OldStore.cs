using System.IO.Compression;

namespace NeuralMarket.Regression.Tests.Features;

/// <summary>A store's one file as it was written before there were segments: F = 5, N = 3, generation 2, the images 1, 2 and 3.</summary>
internal static class OldStore
{
    private const string Packed =
        "eNrz83VzdQwxMGRlYGBgBuJVBAATAwLEtwrEMeAHjIxAQgGHpNaBAg0GhgZ7BoYOIJ4AxDOAeAEQN+xnYCgA4oT9DKNgKAMmfPHfcX3ZCyDlwMDAAsQcQMwDxAJAzHCAgeEHMO4/jMb/0AbM+OLfN+x1ATD6gfHtAsQeQOwDxAFA7ACMfxsgtjgwGoSDGwAAN+IyUQ==";

    /// <summary>The file, and half of a record behind it.</summary>
    public static byte[] WithTornTail()
    {
        using ZLibStream content = new(new MemoryStream(Convert.FromBase64String(Packed)), CompressionMode.Decompress);
        using MemoryStream file = new();
        content.CopyTo(file);
        return [.. file.ToArray(), .. new byte[256]];
    }
}
