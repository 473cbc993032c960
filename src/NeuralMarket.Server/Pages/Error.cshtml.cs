using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace NeuralMarket.Server.Pages;

/// <summary>
/// Shown instead of what is not there, not allowed or broke. It is run in the place of the request that failed, whatever its method was, so
/// it asks for no token.
/// </summary>
[AllowAnonymous]
[IgnoreAntiforgeryToken]
[ResponseCache(NoStore = true)]
public sealed class ErrorModel : PageModel
{
    private static readonly HashSet<string> Known = ["400", "403", "404", "405", "413", "429", "500"];

    /// <summary>Which of the texts fits.</summary>
    public string Kind { get; private set; } = "500";

    /// <summary>Finds the request in the log.</summary>
    public string RequestId => HttpContext.TraceIdentifier;

    /// <summary>Chooses the text; asked for directly, it is a page that is not there.</summary>
    public void OnGet(int? status)
    {
        var broke = HttpContext.Features.Get<IExceptionHandlerFeature>() is not null;
        var inPlaceOfAnother = broke || HttpContext.Features.Get<IStatusCodeReExecuteFeature>() is not null;
        var code = broke ? Response.StatusCode : inPlaceOfAnother ? status ?? StatusCodes.Status500InternalServerError : StatusCodes.Status404NotFound;
        Response.StatusCode = code;
        var text = code.ToString(System.Globalization.CultureInfo.InvariantCulture);
        Kind = Known.Contains(text) ? text : code >= StatusCodes.Status500InternalServerError ? "500" : "400";
    }

    /// <summary>The same for a form that failed.</summary>
    public void OnPost(int? status) => OnGet(status);
}
