namespace NeuralMarket.Inference.Devices;

/// <summary>Runs every kernel on fixed small inputs and compares with the plain C# reference: a device is trusted only after this.</summary>
public static class KnownAnswerCheck
{
    /// <summary>Checks a device.</summary>
    /// <returns><see langword="null"/> when every kernel gave the known answer; otherwise what was wrong, in a plain sentence.</returns>
    /// <exception cref="OpenClException">The device or its driver broke.</exception>
    public static string? Run(ComputeDevice device) => throw new NotImplementedException();
}
