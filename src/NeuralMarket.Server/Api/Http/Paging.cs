using FluentValidation;
using Microsoft.AspNetCore.Mvc;

namespace NeuralMarket.Server.Api.Http;

/// <summary>Which part of a list is asked for.</summary>
public sealed class PageQuery
{
    public const int DefaultLimit = 50;
    public const int MaximumLimit = 200;

    /// <summary>The <c>next</c> of the page before; absent for the first page.</summary>
    [FromQuery(Name = "after")]
    public string? After { get; init; }

    /// <summary>How many at most: 1 to 200, 50 when absent.</summary>
    [FromQuery(Name = "limit")]
    public int? Limit { get; init; }

    public int EffectiveLimit() => Limit ?? DefaultLimit;
}

/// <summary>One page of a list.</summary>
/// <param name="Items">In the list's order.</param>
/// <param name="Next">Give it as <c>after</c> for the next page; absent on the last one.</param>
public sealed record PageDocument<T>(IReadOnlyList<T> Items, string? Next);

internal sealed class PageQueryValidator : AbstractValidator<PageQuery>
{
    public PageQueryValidator()
    {
        RuleFor(page => page.Limit).InclusiveBetween(1, PageQuery.MaximumLimit)
            .WithErrorCode("query.limit").WithName("limit")
            .WithMessage($"limit is {{PropertyValue}}; it must be between 1 and {PageQuery.MaximumLimit}.");
        RuleFor(page => page.After).MaximumLength(512)
            .WithErrorCode("query.after").WithName("after")
            .WithMessage("after is not a cursor of this list; leave it out to begin at the start.");
    }
}
