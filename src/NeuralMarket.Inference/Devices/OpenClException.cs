namespace NeuralMarket.Inference.Devices;

/// <summary>The device, its driver or its compiler failed: broken infrastructure, not bad input.</summary>
public sealed class OpenClException : Exception
{
    /// <summary>Says what failed.</summary>
    public OpenClException(string message)
        : base(message)
    {
    }

    /// <summary>Says what failed, and why.</summary>
    public OpenClException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Says nothing more.</summary>
    public OpenClException()
    {
    }

    internal OpenClException(string call, int code)
        : base($"OpenCL: {call} failed with {(Silk.NET.OpenCL.ErrorCodes)code} ({code}).") => Code = code;

    /// <summary>OpenCL's error code; 0 when there is none.</summary>
    public int Code { get; }
}
