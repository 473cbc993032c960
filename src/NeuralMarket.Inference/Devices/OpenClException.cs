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

    /// <summary>Whether the device or the host had no memory left: fewer images at once may fit.</summary>
    public bool IsOutOfMemory => InnerException is OutOfMemoryException
        || (Silk.NET.OpenCL.ErrorCodes)Code is Silk.NET.OpenCL.ErrorCodes.MemObjectAllocationFailure or Silk.NET.OpenCL.ErrorCodes.OutOfResources or Silk.NET.OpenCL.ErrorCodes.OutOfHostMemory;

    /// <summary>OpenCL's error code; 0 when there is none.</summary>
    public int Code { get; }
}
