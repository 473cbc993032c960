using System.Globalization;
using System.Text;
using NeuralMarket.Format.Triggers;

namespace NeuralMarket.Market.Publication;

/// <summary>Writes versions so that their ordinal text order is SemVer's precedence (SemVer 2.0.0, section 11).</summary>
public static class VersionOrder
{
    /// <summary>The key of a version.</summary>
    public static string KeyOf(SemanticVersion version)
    {
        StringBuilder key = new();
        key.Append(CultureInfo.InvariantCulture, $"{version.Major:D10}.{version.Minor:D10}.{version.Patch:D10}");
        if (version.PreRelease.Count == 0)
        {
            return key.Append('~').ToString(); // A release comes after all of its pre-releases.
        }

        foreach (string identifier in version.PreRelease)
        {
            // Numeric identifiers come before others, by number; a longer list comes after its prefix.
            bool numeric = identifier.All(char.IsAsciiDigit);
            key.Append(numeric ? "!0" : "!1").Append(numeric ? identifier.PadLeft(64, '0') : identifier);
        }

        return key.ToString();
    }
}
