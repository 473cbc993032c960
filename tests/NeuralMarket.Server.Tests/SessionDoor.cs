using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using NeuralMarket.Server.Access;

namespace NeuralMarket.Server.Tests;

/// <summary>Two addresses of the tests alone that do what the portal's pages do: sign in, and hand out an antiforgery token.</summary>
public sealed class SessionDoor : IStartupFilter
{
    public const string SignIn = "/tests/sign-in";
    public const string Token = "/tests/token";

    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Use((context, rest) => context.Request.Path.Value switch
        {
            SignIn => SignInAsync(context),
            Token => TokenAsync(context),
            _ => rest(context),
        });
        next(app);
    };

    private static async Task SignInAsync(HttpContext context)
    {
        var form = await context.Request.ReadFormAsync();
        var outcome = await context.RequestServices.GetRequiredService<PortalSessions>()
            .SignInAsync(form["email"].ToString(), form["password"].ToString(), remember: false, context.RequestAborted);
        await context.Response.WriteAsync(outcome.ToString());
    }

    private static async Task TokenAsync(HttpContext context)
    {
        context.User = (await context.AuthenticateAsync()).Principal ?? context.User;
        await context.Response.WriteAsync(context.RequestServices.GetRequiredService<IAntiforgery>().GetAndStoreTokens(context).RequestToken!);
    }
}
