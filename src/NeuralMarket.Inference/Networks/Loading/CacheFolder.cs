namespace NeuralMarket.Inference.Networks.Loading;

/// <summary>Where the user's caches lie by default.</summary>
internal static class CacheFolder
{
    /// <summary>The platform's folder for caches (XDG Base Directory: <c>XDG_CACHE_HOME</c>, else <c>~/.cache</c>); <see langword="null"/> when there is none, as for a service without a home.</summary>
    public static string? Default
    {
        get
        {
            string? caches = Environment.GetEnvironmentVariable("XDG_CACHE_HOME");
            if (string.IsNullOrEmpty(caches))
            {
                string home = Environment.GetFolderPath(OperatingSystem.IsWindows() ? Environment.SpecialFolder.LocalApplicationData : Environment.SpecialFolder.UserProfile);
                caches = home.Length == 0 ? "" : OperatingSystem.IsWindows() ? home : Path.Combine(home, OperatingSystem.IsMacOS() ? "Library/Caches" : ".cache");
            }

            return Path.IsPathFullyQualified(caches) ? Path.Combine(caches, "neuralmarket", "weights") : null;
        }
    }
}
