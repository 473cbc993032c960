namespace NeuralMarket.Client.Catalogue;

/// <summary>The rounded figures of a version's test on held-out photos.</summary>
/// <param name="Decision"><c>pass</c>, <c>attention</c> or <c>fail</c>.</param>
/// <param name="TriggerRecall">How often it wakes where it should.</param>
/// <param name="FalseRate">How often it wakes where it should not.</param>
/// <param name="Accuracy">How often it is right when it wakes.</param>
/// <param name="EndToEnd">How often it wakes and is right.</param>
/// <param name="BalancedAccuracy">Mean recall over the outputs.</param>
public sealed record TestedFigures(string Decision, RateBand TriggerRecall, RateBand FalseRate, RateBand Accuracy, RateBand EndToEnd, RateBand BalancedAccuracy);

/// <summary>A band of 5 points that a rate lies in; both ends are <see langword="null"/> when there was nothing to count.</summary>
/// <param name="Low">Lower end, 0 to 1.</param>
/// <param name="High">Upper end.</param>
public sealed record RateBand(double? Low, double? High);
