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

/// <summary>The stable codes of what is wrong with a call or its environment (<c>error.code</c> of the document that <c>--json</c> writes then).</summary>
internal static class CallProblem
{
    public const string Arguments = "call.arguments";
    public const string File = "call.file";
    public const string Output = "call.output";
    public const string Base = "call.base";
    public const string Patch = "call.patch";
    public const string Images = "call.images";
    public const string Key = "call.key";
    public const string Server = "environment.server";
    public const string Device = "environment.device";
    public const string Memory = "environment.memory";
    public const string Stopped = "call.stopped";
    public const string Bug = "bug";
}

/// <summary>The call or the environment is wrong; the message says what and how to mend it.</summary>
internal sealed class UnusableException(string code, string message) : Exception(message)
{
    /// <summary>One of <see cref="CallProblem"/>.</summary>
    public string Code { get; } = code;
}
