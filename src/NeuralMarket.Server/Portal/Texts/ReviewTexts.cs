namespace NeuralMarket.Server.Portal.Texts;

/// <summary>Names <c>ReviewTexts.resx</c>: the reviewers' pages.</summary>
public sealed class ReviewTexts;
