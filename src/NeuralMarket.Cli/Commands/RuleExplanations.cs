using NeuralMarket.Format.Findings;
using NeuralMarket.Inference.Import;

namespace NeuralMarket.Cli.Commands;

/// <summary><c>lint --explain RULE</c>: what a rule asks for, how it is broken, and how that is mended.</summary>
internal static class RuleExplanations
{
    private const string Everything = "all";

    private static IEnumerable<RuleDescription> All => Rules.All.Concat(OtherRules.All).Concat(OnnxRules.All);

    /// <summary>Shows one rule, or the list of all.</summary>
    public static int Explain(string code, Output output)
    {
        if (code == Everything)
        {
            foreach (RuleDescription rule in output.IsJson ? [] : All)
            {
                output.Line($"{rule.Code,-28} {rule.Explanation}");
            }

            output.Document(All.Select(Document));
            return ExitStatus.Clean;
        }

        RuleDescription known = All.FirstOrDefault(rule => rule.Code == code)
            ?? throw new UnusableException(CallProblem.Arguments, $"There is no rule {code}.{Suggest(code)} \"neuralmarket lint --explain all\" lists them.");
        output.Markup($"[bold]{known.Code}[/]");
        output.Line(known.Explanation, indent: 2);
        output.Line($"Broken by: {known.Example}", indent: 2);
        output.Line($"Remedy:    {known.Remedy}", indent: 2);
        output.Document(Document(known));
        return ExitStatus.Clean;
    }

    private static object Document(RuleDescription rule) => new { rule = rule.Code, rule.Explanation, rule.Example, rule.Remedy };

    private static string Suggest(string code)
    {
        string[] near = [.. All.Select(rule => rule.Code).Where(known => known.Contains(code, StringComparison.OrdinalIgnoreCase)).Take(4)];
        return near.Length == 0 ? "" : $" Did you mean {string.Join(", ", near)}?";
    }
}
