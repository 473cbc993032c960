using NeuralMarket.Testing;

namespace NeuralMarket.Format.Tests.Kit;

internal static class Kit
{
    /// <summary>The kit's folder; the test is skipped without it.</summary>
    public static string Require()
    {
        Assert.SkipUnless(KitFolder.Path is not null, "The kit is not beside the repository.");
        return KitFolder.Path!;
    }
}
