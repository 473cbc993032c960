using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.WebUtilities;
using NeuralMarket.Format.Categories;
using NeuralMarket.Market.Catalogue;
using NeuralMarket.Server.Api.Catalogue;
using NeuralMarket.Server.Portal.Display;

namespace NeuralMarket.Server.Pages.Catalogue;

/// <summary>The catalogue for people: browse, search, sort.</summary>
[AllowAnonymous]
public sealed class BrowseModel(CatalogueQueries catalogue) : PageModel
{
    private const string Address = "/patches";
    private const int Limit = 24;
    private const int MaximumQuery = 200;

    /// <summary>The words that are searched for.</summary>
    public string? Query { get; private set; }

    /// <summary>Only what this category wakes.</summary>
    public string? Trigger { get; private set; }

    /// <summary>Only what is for the base network of this identity.</summary>
    public string? Base { get; private set; }

    /// <summary>The order, as addresses spell it.</summary>
    public string Sort { get; private set; } = "new";

    /// <summary>The orders that there are for this question.</summary>
    public IEnumerable<string> Orders => CatalogueWords.Orders.Keys.Where(order => order != "relevance" || Query is not null);

    /// <summary>One page of patches.</summary>
    public IReadOnlyList<PatchLine> Patches { get; private set; } = [];

    /// <summary>Where the other pages are.</summary>
    public PagerPart Pager { get; private set; } = new(null, null);

    /// <summary>Whether anything narrows the catalogue down.</summary>
    public bool IsFiltered => Query is not null || Trigger is not null || Base is not null;

    /// <summary>What a change of the order keeps.</summary>
    public IEnumerable<(string Name, string Value)> Kept =>
        new[] { ("q", Query), ("trigger", Trigger), ("base", Base) }.Where(pair => pair.Item2 is not null).Select(pair => (pair.Item1, pair.Item2!));

    public async Task<IActionResult> OnGetAsync(string? q, string? trigger, [FromQuery(Name = "base")] string? network, string? sort, string? after, CancellationToken cancellationToken)
    {
        Query = string.IsNullOrWhiteSpace(q) ? null : q.Trim() is var words && words.Length > MaximumQuery ? words[..MaximumQuery] : words;
        Trigger = Tag.TryParse(trigger ?? "", out var tag) ? tag.ToString() : null;
        Base = CatalogueWords.IsIdentity(network) ? network : null;
        Sort = sort is not null && Orders.Contains(sort) ? sort : Query is null ? "new" : "relevance";
        var order = CatalogueWords.Orders[Sort];
        if (!CatalogueCursors.TryRead(after, order, out var cursor))
            return NotFound();

        var page = await catalogue.BrowseAsync(
            new CatalogueFilter { Query = Query, Trigger = Trigger, Base = Base, Sort = order, After = cursor, Limit = Limit }, cancellationToken);
        Patches = page.Items;
        Pager = new(after is null ? null : AddressOf(Trigger, Base), page.Next is null ? null : AddressOf(Trigger, Base, CatalogueCursors.Write(order, page.Next)));
        return Page();
    }

    /// <summary>The address of the same question with another trigger, base network or place.</summary>
    public string AddressOf(string? trigger, string? network, string? after = null) => QueryHelpers.AddQueryString(
        Address,
        new Dictionary<string, string?> { ["q"] = Query, ["trigger"] = trigger, ["base"] = network, ["sort"] = Sort, ["after"] = after }.Where(pair => pair.Value is not null));
}
