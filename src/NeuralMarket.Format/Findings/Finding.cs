namespace NeuralMarket.Format.Findings;

/// <summary>How much a <see cref="Finding"/> weighs: an error makes what was read invalid, a warning does not.</summary>
public enum Severity
{
    /// <summary>The rule is broken; what was read is invalid.</summary>
    Error,

    /// <summary>Allowed, but likely not what the author meant.</summary>
    Warning,
}

/// <summary>One thing that a check has to say about a file (command-line.md, <c>lint --json</c>).</summary>
/// <param name="Rule">The stable rule code, for example <c>icon.square</c>; one of <see cref="Rules"/>.</param>
/// <param name="Severity">Whether it makes the file invalid.</param>
/// <param name="Where">The place: an entry's name, with line or JSON path where there is one (<c>map_clsloc.txt:3</c>, <c>manifest.json: $.base.sha256</c>).</param>
/// <param name="Message">What is wrong, in a plain sentence with the offending value.</param>
/// <param name="Remedy">What the author can do about it.</param>
public sealed record Finding(string Rule, Severity Severity, string Where, string Message, string Remedy);
