using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using Microsoft.Extensions.WebEncoders;
using Microsoft.Net.Http.Headers;
using NeuralMarket.Server.Api.Http;
using NeuralMarket.Server.Portal.Display;

namespace NeuralMarket.Server.Portal;

/// <summary>The portal: server-drawn pages, one stylesheet, one script.</summary>
internal static class PortalRegistration
{
    /// <summary>The language of the pages; their numbers and dates are written in it whatever the machine's own is.</summary>
    public static CultureInfo Culture { get; } = CultureInfo.GetCultureInfo("en");

    public static IServiceCollection AddPortal(this IServiceCollection services)
    {
        services.AddLocalization();
        services.AddScoped<ReviewCount>();
        services.AddSingleton<Words>();

        // The market's own rules judge what people type; the framework's would say the same in other words.
        services.AddRazorPages()
            .AddMvcOptions(mvc => mvc.SuppressImplicitRequiredAttributeForNonNullableReferenceTypes = true)
            .AddViewOptions(views => views.HtmlHelperOptions.ClientValidationEnabled = false);
        // Names and texts in any script are written as they are, in UTF-8; what HTML needs escaped still is.
        services.Configure<WebEncoderOptions>(encoder => encoder.TextEncoderSettings = new TextEncoderSettings(UnicodeRanges.All));
        services.Configure<RouteOptions>(routes => routes.LowercaseUrls = true);
        return services;
    }

    public static IApplicationBuilder UsePortalFiles(this IApplicationBuilder app) => app.UseStaticFiles(new StaticFileOptions
    {
        // Pages name their files with a version made from the content: such an address never changes its meaning.
        OnPrepareResponse = response => response.Context.Response.Headers[HeaderNames.CacheControl] =
            response.Context.Request.Query.ContainsKey("v") ? Caching.Immutable : "no-cache",
    });

    public static IApplicationBuilder UsePortalCulture(this IApplicationBuilder app) =>
        app.UseRequestLocalization(options =>
        {
            options.DefaultRequestCulture = new(Culture);
            options.SupportedCultures = options.SupportedUICultures = [Culture];
            options.RequestCultureProviders.Clear();
        });
}
