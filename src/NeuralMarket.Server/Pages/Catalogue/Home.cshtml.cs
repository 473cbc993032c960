using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace NeuralMarket.Server.Pages.Catalogue;

/// <summary>Says what this is.</summary>
[AllowAnonymous]
public sealed class HomeModel : PageModel;
