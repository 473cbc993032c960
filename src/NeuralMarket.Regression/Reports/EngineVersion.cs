using System.Reflection;

namespace NeuralMarket.Regression.Reports;

/// <summary>The version of the code that measured, as it stands in every report.</summary>
public static class EngineVersion
{
    /// <summary>For example <c>0.1.0</c>.</summary>
    public static string Current { get; } =
        typeof(EngineVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";
}
