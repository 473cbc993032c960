namespace NeuralMarket.Market.Regression;

/// <summary>What networks and patches run on (section <c>Inference</c>).</summary>
public sealed class InferenceOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Inference";

    /// <summary>Part of the name of the OpenCL device to use; absent for the best; <c>reference</c> for plain C# (slow, for tests and repairs).</summary>
    public string? Device { get; set; }

    /// <summary>Whether plain C# was asked for.</summary>
    public bool UsesReference => string.Equals(Device, "reference", StringComparison.OrdinalIgnoreCase);
}
