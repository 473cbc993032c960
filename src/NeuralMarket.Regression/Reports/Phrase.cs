using System.Globalization;
using NeuralMarket.Regression.Verdicts;

namespace NeuralMarket.Regression.Reports;

/// <summary>How pages write outcomes, counts and intervals.</summary>
public static class Phrase
{
    /// <summary>An outcome as a style's class.</summary>
    public static string Class(Outcome outcome) => outcome switch
    {
        Outcome.Pass => "pass",
        Outcome.Attention => "attention",
        _ => "fail",
    };

    /// <summary>A shape beside every colour, so that no one depends on the colour.</summary>
    public static string Sign(Outcome outcome) => outcome switch
    {
        Outcome.Pass => "<svg class=\"sign\" viewBox=\"0 0 16 16\" role=\"img\" aria-label=\"pass\"><circle cx=\"8\" cy=\"8\" r=\"8\"/><path d=\"M4.5 8.3l2.4 2.4 4.6-5\"/></svg>",
        Outcome.Attention => "<svg class=\"sign\" viewBox=\"0 0 16 16\" role=\"img\" aria-label=\"attention\"><path class=\"body\" d=\"M8 0.8L16 15H0Z\"/><path d=\"M8 6v4M8 12.4v.2\"/></svg>",
        _ => "<svg class=\"sign\" viewBox=\"0 0 16 16\" role=\"img\" aria-label=\"fail\"><path class=\"body\" d=\"M4.7 0h6.6L16 4.7v6.6L11.3 16H4.7L0 11.3V4.7Z\"/><path d=\"M5 5l6 6M11 5l-6 6\"/></svg>",
    };

    /// <summary>A verdict as a heading. Where a check objects that is only recorded, it does not say that all checks agree.</summary>
    public static string Headline(Verdict verdict) => verdict.Decision switch
    {
        Outcome.Pass => Objections(verdict) == 0 ? "Passes every check" : "Passes every check that counts",
        Outcome.Attention => "Needs a person’s attention",
        _ => "Fails",
    };

    /// <summary>What a verdict means.</summary>
    public static string WhatNext(Verdict verdict) => verdict.Decision switch
    {
        Outcome.Pass when Objections(verdict) is > 0 and int objections =>
            $"It does what it claims on these images. {Count(objections, "check")} that {(objections == 1 ? "is" : "are")} only recorded {(objections == 1 ? "objects" : "object")}: read below. A reviewer looks at it all the same.",
        Outcome.Pass => "It does what it claims on these images. A reviewer looks at it all the same.",
        Outcome.Attention => "Nothing rules it out, but the points below are open. A reviewer decides.",
        _ => "It does not do what it claims on these images. The points below say why, and what to change.",
    };

    /// <summary>How many checks object, those included that do not count.</summary>
    private static int Objections(Verdict verdict) => verdict.Reasons.Count(reason => reason.Outcome != Outcome.Pass);

    /// <summary>A check's stable name as people read it: <c>false-rate</c> as <c>False rate</c>.</summary>
    public static string CheckName(string check) =>
        check.Length == 0 ? check : char.ToUpperInvariant(check[0]) + check[1..].Replace('-', ' ');

    /// <summary>How much a check counts, in words.</summary>
    public static string Mode(CheckMode mode) => mode switch
    {
        CheckMode.Shadow => "recorded only",
        CheckMode.Advise => "advises",
        CheckMode.Off => "off",
        _ => "counts",
    };

    /// <summary>A number and its noun, in the plural unless it is one.</summary>
    public static string Count(int count, string noun) => string.Create(CultureInfo.InvariantCulture, $"{count:N0} {noun}{(count == 1 ? "" : "s")}");

    /// <summary>An interval as <c>79–96%</c>, with a digit more where whole points would hide it.</summary>
    public static string Range(Interval interval)
    {
        if (interval is not { Low: { } low, High: { } high })
        {
            return "nothing counted";
        }

        string format = high - low < 0.005 ? "0.00" : high - low < 0.05 ? "0.0" : "0";
        return string.Create(CultureInfo.InvariantCulture, $"{(100 * low).ToString(format, CultureInfo.InvariantCulture)}–{(100 * high).ToString(format, CultureInfo.InvariantCulture)}%");
    }

    /// <summary>A difference of rates as <c>−3 to +27 points</c>.</summary>
    public static string Points(Interval interval) => interval is { Low: { } low, High: { } high }
        ? string.Create(CultureInfo.InvariantCulture, $"{100 * low:+0;−0;0} to {100 * high:+0;−0;0} points")
        : "nothing counted";

    /// <summary>A p-value to three digits; what would be written as 0 is <c>below 0.001</c>.</summary>
    public static string PValue(double? value) => value < 0.001 ? "below 0.001" : Number(value, "0.###");

    /// <summary>An interval behind its estimate, in brackets; nothing when there is none.</summary>
    public static string Between(Interval interval, string format) =>
        interval is { Low: { } low, High: { } high } ? $" ({Number(low, format)} to {Number(high, format)})" : "";

    /// <summary>A number in a format, or <c>unknown</c>.</summary>
    public static string Number(double? value, string format) => value?.ToString(format, CultureInfo.InvariantCulture) ?? "unknown";
}
