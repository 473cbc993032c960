namespace NeuralMarket.Server.Portal.Texts;

/// <summary>Names <c>SharedTexts.resx</c>: words of every page, of states, events and shared parts.</summary>
public sealed class SharedTexts;

/// <summary>Names <c>AccountTexts.resx</c>: signing up, signing in, keys.</summary>
public sealed class AccountTexts;

/// <summary>Names <c>SubmissionTexts.resx</c>: the author's pages.</summary>
public sealed class SubmissionTexts;

/// <summary>Names <c>CatalogueTexts.resx</c>: what everybody sees.</summary>
public sealed class CatalogueTexts;

/// <summary>Names <c>AdminTexts.resx</c>: the operator's pages.</summary>
public sealed class AdminTexts;
