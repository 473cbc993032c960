namespace NeuralMarket.Inference.Networks.Loading;

/// <summary>
/// Where the user's caches lie by default: below the platform's folder for caches (XDG Base Directory: <c>XDG_CACHE_HOME</c>, else <c>~/.cache</c>);
/// <see langword="null"/> when there is none, as for a service without a home.
/// </summary>
internal static class CacheFolder
{
    /// <summary>Weights in the kernels' order.</summary>
    public static string? Weights => Below("weights");

    /// <summary>What was measured on devices.</summary>
    public static string? Tuning => Below("tuning");

    private static string? Below(string folder)
    {
        string? caches = Environment.GetEnvironmentVariable("XDG_CACHE_HOME");
        if (string.IsNullOrEmpty(caches))
        {
            string home = Environment.GetFolderPath(OperatingSystem.IsWindows() ? Environment.SpecialFolder.LocalApplicationData : Environment.SpecialFolder.UserProfile);
            caches = home.Length == 0 ? "" : OperatingSystem.IsWindows() ? home : Path.Combine(home, OperatingSystem.IsMacOS() ? "Library/Caches" : ".cache");
        }

        return Path.IsPathFullyQualified(caches) ? Path.Combine(caches, "neuralmarket", folder) : null;
    }
}
