using NeuralMarket.Regression.PatchTests;
using NeuralMarket.Regression.Reports;

namespace NeuralMarket.Regression.Retests;

/// <summary>One patch of a catalogue that is to be tested again.</summary>
/// <param name="Name">For progress and logs, for example <c>which-boat 1.1.0</c>.</param>
/// <param name="Request">The test.</param>
public sealed record RetestItem(string Name, PatchTestRequest Request);

/// <summary>How a patch did when it was tested again.</summary>
/// <param name="Name">The patch.</param>
/// <param name="Key">What was tested on what; done once, it need not be done again.</param>
/// <param name="Report">The new report; <see langword="null"/> when it could not be tested.</param>
/// <param name="Problem">Why it could not.</param>
/// <param name="NowFails">Whether it fails now: a task for a reviewer, never a reason to pull it.</param>
public sealed record RetestResult(string Name, string Key, RegressionReport? Report, string? Problem, bool NowFails);

/// <summary>How far a re-test has come.</summary>
/// <param name="Done">Patches that are done, those of an earlier run included.</param>
/// <param name="Total">All of them.</param>
/// <param name="Failing">Patches that fail now.</param>
public sealed record RetestProgress(int Done, int Total, int Failing);
