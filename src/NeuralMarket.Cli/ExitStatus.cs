namespace NeuralMarket.Cli;

/// <summary>The exit statuses of command-line.md.</summary>
internal static class ExitStatus
{
    /// <summary>Done and clean.</summary>
    public const int Clean = 0;

    /// <summary>Done, and the answer is no: findings, failed verdict, rejected.</summary>
    public const int No = 1;

    /// <summary>The call or the environment is wrong: bad arguments, missing file, no OpenCL device, server unreachable.</summary>
    public const int Unusable = 2;
}

/// <summary>The call or the environment is wrong; the message says what and how to mend it.</summary>
internal sealed class UnusableException(string message) : Exception(message);
