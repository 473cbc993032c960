using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using NeuralMarket.Regression.PatchTests;
using NeuralMarket.Regression.Reports;
using NeuralMarket.Regression.Verdicts.Checks;

namespace NeuralMarket.Regression.Verdicts;

/// <summary>Names everything that a check's answer depends on, so that an answer can be looked up instead of worked out again.</summary>
public static class CheckKey
{
    /// <summary>SHA-256, lower-case hex, of what all checks have in common: engine, device, package, base network, exact set, other version, known layers, thresholds.</summary>
    public static string OfMeasurements(PatchMeasurements measurements, VerdictOptions options)
    {
        ArgumentNullException.ThrowIfNull(measurements);
        ArgumentNullException.ThrowIfNull(options);
        RegressionReport figures = measurements.Figures;
        StringBuilder text = new();
        text.Append(CultureInfo.InvariantCulture, $"{figures.Engine} {figures.Device}\n{figures.Patch.Sha256} {figures.Base.Sha256} {figures.Images.SetHash} {figures.Against?.Version}\n");
        foreach (string known in measurements.KnownLayers.Select(layer => $"{layer.Id} {layer.Version} {layer.SameAuthor} {layer.DeclaredFork}").Order(StringComparer.Ordinal))
        {
            text.Append(CultureInfo.InvariantCulture, $"{known}\n");
        }

        text.Append(JsonSerializer.Serialize(options with { Modes = new Dictionary<string, CheckMode>() }, VerdictOptionsContext.Default.VerdictOptions));
        return Hash(text.ToString());
    }

    /// <summary>The key of one check's answer.</summary>
    /// <param name="check">The check.</param>
    /// <param name="measurementsKey">What <see cref="OfMeasurements"/> gave.</param>
    public static string Of(IRegressionCheck check, string measurementsKey)
    {
        ArgumentNullException.ThrowIfNull(check);
        return Hash($"{check.Name} {check.Version.ToString(CultureInfo.InvariantCulture)} {measurementsKey}");
    }

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}

/// <summary>Generated serialisation of the thresholds, for the key alone.</summary>
[System.Text.Json.Serialization.JsonSerializable(typeof(VerdictOptions))]
internal sealed partial class VerdictOptionsContext : System.Text.Json.Serialization.JsonSerializerContext;
