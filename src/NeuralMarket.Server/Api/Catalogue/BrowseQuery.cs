using FluentValidation;
using Microsoft.AspNetCore.Mvc;
using NeuralMarket.Format.Categories;
using NeuralMarket.Market.Catalogue;
using NeuralMarket.Server.Api.Http;

namespace NeuralMarket.Server.Api.Catalogue;

/// <summary>What to look for in the catalogue.</summary>
internal sealed class BrowseQuery : IPageQuery
{
    /// <summary>The identity of the phone's base network: 64 hex digits.</summary>
    [FromQuery(Name = "base")]
    public string? Base { get; init; }

    /// <summary>The tag of a category that wakes the patch.</summary>
    [FromQuery(Name = "trigger")]
    public string? Trigger { get; init; }

    /// <summary>Words to search for; all must occur.</summary>
    [FromQuery(Name = "q")]
    public string? Text { get; init; }

    /// <summary>new, updated, popular, name, or (with q, and then the default) relevance.</summary>
    [FromQuery(Name = "sort")]
    public string? Sort { get; init; }

    /// <summary>The <c>next</c> of the page before; absent for the first page.</summary>
    [FromQuery(Name = "after")]
    public string? After { get; init; }

    /// <summary>How many at most: 1 to 200, 50 when absent.</summary>
    [FromQuery(Name = "limit")]
    public int? Limit { get; init; }
}

internal sealed class BrowseQueryValidator : AbstractValidator<BrowseQuery>
{
    private const int MaximumText = 200;

    public BrowseQueryValidator()
    {
        Include(new PageRules());
        RuleFor(query => query.Base).Must(CatalogueWords.IsIdentity).WithErrorCode("query.base").OverridePropertyName("base")
            .WithMessage("base is the identity of a base network: 64 lower-case hex digits, as /api/v1/bases lists them.");
        RuleFor(query => query.Trigger).Must(tag => tag is null || Tag.TryParse(tag, out _)).WithErrorCode("query.trigger").OverridePropertyName("trigger")
            .WithMessage("trigger is a category's tag, such as n02121808.");
        RuleFor(query => query.Text).MaximumLength(MaximumText).WithErrorCode("query.q").OverridePropertyName("q")
            .WithMessage($"q has more than {MaximumText} characters.");
        RuleFor(query => query.Sort).Must(sort => sort is null || CatalogueWords.Orders.ContainsKey(sort)).WithErrorCode("query.sort").OverridePropertyName("sort")
            .WithMessage($"sort is one of {string.Join(", ", CatalogueWords.Orders.Keys)}.");
        RuleFor(query => query.Sort).NotEqual("relevance").When(query => string.IsNullOrWhiteSpace(query.Text)).WithErrorCode("query.sort").OverridePropertyName("sort")
            .WithMessage("sort=relevance needs words in q.");
    }
}

/// <summary>The words of catalogue queries.</summary>
internal static class CatalogueWords
{
    public static IReadOnlyDictionary<string, CatalogueOrder> Orders { get; } = new Dictionary<string, CatalogueOrder>(StringComparer.Ordinal)
    {
        ["new"] = CatalogueOrder.New,
        ["updated"] = CatalogueOrder.Updated,
        ["popular"] = CatalogueOrder.Popular,
        ["name"] = CatalogueOrder.Name,
        ["relevance"] = CatalogueOrder.Relevance,
    };

    public static bool IsIdentity(string? text) => text is null || (text.Length == 64 && text.All(char.IsAsciiHexDigitLower));

    /// <summary>The order that is asked for, or the one that suits the question.</summary>
    public static CatalogueOrder OrderOf(BrowseQuery query) =>
        query.Sort is { } sort ? Orders[sort] : string.IsNullOrWhiteSpace(query.Text) ? CatalogueOrder.New : CatalogueOrder.Relevance;
}
