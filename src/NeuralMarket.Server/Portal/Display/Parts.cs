using NeuralMarket.Market.Submissions;

namespace NeuralMarket.Server.Portal.Display;

/// <summary>Model of the partial <c>_Empty</c>: a list without anything in it says why, and what to do.</summary>
/// <param name="Shape">A shape of <see cref="Shapes"/>.</param>
/// <param name="Title">What is not there.</param>
/// <param name="Text">Why, or what it will be once it is.</param>
/// <param name="Action">What to do, on a button; absent when there is nothing to do.</param>
/// <param name="Address">Where the button leads.</param>
public sealed record EmptyPart(string Shape, string Title, string Text, string? Action = null, string? Address = null);

/// <summary>Model of the partial <c>_Notice</c>: what happened, what it means, what to do next.</summary>
/// <param name="Tone">How grave it is.</param>
/// <param name="Title">What happened, in a sentence.</param>
/// <param name="Text">What it means and what to do.</param>
public sealed record NoticePart(Tone Tone, string Title, string? Text = null);

/// <summary>Model of the partial <c>_Pager</c>: lists are read forward from a cursor.</summary>
/// <param name="First">The address of the first page; absent on it.</param>
/// <param name="Next">The address of the next page; absent on the last.</param>
public sealed record PagerPart(string? First, string? Next);

/// <summary>Model of the partial <c>_Timeline</c>.</summary>
/// <param name="Entries">What happened, the oldest first; shown the newest first.</param>
public sealed record TimelinePart(IReadOnlyList<TimelineEntry> Entries);

/// <summary>Model of the partial <c>_Findings</c>: message, remedy, place and rule of each.</summary>
/// <param name="Findings">What validation says.</param>
public sealed record FindingsPart(IReadOnlyList<SubmissionFinding> Findings);
