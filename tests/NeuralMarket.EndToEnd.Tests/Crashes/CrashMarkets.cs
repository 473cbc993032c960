using NeuralMarket.EndToEnd.Tests.Markets;

namespace NeuralMarket.EndToEnd.Tests.Crashes;

/// <summary>
/// The leases of killed workers run out soon, so that the test does not wait for half a minute after every kill. Checks that take seconds are off: what a
/// regression test finds is not what is tested here.
/// </summary>
internal static class CrashSettings
{
    private static readonly string[] SlowChecks =
        ["backdoor", "base-rows", "calibration", "collateral", "copies", "labels-permuted", "linear-probe", "numerics", "power", "robustness", "similarity", "slices"];

    public static IReadOnlyDictionary<string, string> All { get; } =
        new Dictionary<string, string>(SlowChecks.Select(check => KeyValuePair.Create($"Verdict:Modes:{check}", "Off"))) { ["Work:LeaseSeconds"] = "4" };
}

/// <summary>A market to kill, on SQLite.</summary>
public sealed class EmbeddedCrashMarket : EmbeddedMarket
{
    protected override IReadOnlyDictionary<string, string> ExtraSettings => CrashSettings.All;
}

/// <summary>A market to kill, on PostgreSQL.</summary>
public sealed class PostgresCrashMarket() : MarketFixture(new PostgresStack())
{
    protected override string? MissingReason => PostgresStack.MissingReason;

    protected override IReadOnlyDictionary<string, string> ExtraSettings => CrashSettings.All;
}
