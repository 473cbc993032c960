using NeuralMarket.Server.Access;

namespace NeuralMarket.Server.Hosting;

internal static class ServerRegistration
{
    public static WebApplicationBuilder AddServer(this WebApplicationBuilder builder)
    {
        builder.Configuration.AddEnvironmentVariables("NEURALMARKET__");
        builder.Services.AddAuthentication();
        builder.Services.AddAccess();
        builder.Services.AddRazorPages();
        return builder;
    }

    public static WebApplication UseServer(this WebApplication app)
    {
        app.UseStaticFiles();
        app.UseRouting();
        app.UseAuthentication();
        app.UseAuthorization();
        app.MapRazorPages();
        return app;
    }
}
