using NeuralMarket.Regression.Reports;

namespace NeuralMarket.Server.Pages.Review;

/// <summary>The model of the partial <c>_Figure</c>: a count with its interval, never a bare percentage.</summary>
/// <param name="Name">The text of <c>ReviewTexts</c> that says what is counted.</param>
/// <param name="Count">How many.</param>
/// <param name="Of">Of how many.</param>
/// <param name="Word">The text that says what they are: right, fired, misled.</param>
/// <param name="Rate">The interval.</param>
public sealed record FigurePart(string Name, int Count, int Of, string Word, Interval Rate);
