using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;
using NeuralMarket.Market.Catalogue;

namespace NeuralMarket.Server.Pages.Catalogue;

/// <summary>Says what this is, and shows what is new.</summary>
[AllowAnonymous]
public sealed class HomeModel(CatalogueQueries catalogue) : PageModel
{
    private const int Limit = 6;

    /// <summary>The latest patches.</summary>
    public IReadOnlyList<PatchLine> Newest { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken cancellationToken) =>
        Newest = (await catalogue.BrowseAsync(new CatalogueFilter { Limit = Limit }, cancellationToken)).Items;
}
