using Microsoft.AspNetCore.DataProtection;
using NeuralMarket.Market;
using NeuralMarket.Market.Intake.Mail;
using NeuralMarket.Market.Storage;
using NeuralMarket.Server.Access;
using NeuralMarket.Server.Api;
using NeuralMarket.Server.Portal;

namespace NeuralMarket.Server.Hosting;

/// <summary>Puts the program together: configuration, services by role, and the way of a request.</summary>
internal static class ServerHost
{
    /// <summary>What every environment variable of the market begins with: <c>NEURALMARKET__Section__Key</c>.</summary>
    private const string VariablePrefix = "NEURALMARKET__";

    /// <summary>The server, ready to run.</summary>
    public static WebApplication Build(string[] args)
    {
        var builder = CreateBuilder(args);
        var options = builder.AddServer();
        return builder.Build().UseServer(options);
    }

    /// <summary>Files and settings of the program lie beside it, wherever it is started from.</summary>
    public static WebApplicationBuilder CreateBuilder(string[] args)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
        builder.Configuration.AddEnvironmentVariables(VariablePrefix).AddCommandLine(args);
        return builder;
    }

    /// <summary>Registers what the roles of <c>Server:Roles</c> need.</summary>
    public static ServerOptions AddServer(this WebApplicationBuilder builder)
    {
        var options = builder.AddEveryRole();
        var roles = options.ParsedRoles();
        if (roles.HasFlag(ServerRoles.Worker))
            builder.Services.AddMarketWorkers(builder.Configuration);
        if (roles.HasFlag(ServerRoles.Mail))
            builder.Services.AddMarketMailIntake(builder.Configuration);
        if (roles.HasFlag(ServerRoles.Web))
            builder.AddWeb();
        builder.AddDefaultAddress();
        builder.Services.AddTelemetry().AddHealth(roles);
        return options;
    }

    /// <summary>Registers what every role and the operator's commands need: settings, the market's services, accounts, keys.</summary>
    public static ServerOptions AddEveryRole(this WebApplicationBuilder builder)
    {
        var options = builder.Configuration.GetSection(ServerOptions.Section).Get<ServerOptions>() ?? new();
        builder.Services.AddCheckedOptions<ServerOptions, ServerOptionsValidator>(ServerOptions.Section);
        builder.AddLogs(options);
        builder.Services.AddMarket(builder.Configuration);
        builder.Services.AddAccess();
        builder.AddSharedKeys(options);
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(options.StopSeconds));
        return options;
    }

    /// <summary>Listens where <c>Server:PublicUrl</c> points by default, when nothing else is said.</summary>
    private static void AddDefaultAddress(this WebApplicationBuilder builder)
    {
        string[] addresses = ["urls", "http_ports", "https_ports"];
        if (addresses.All(key => string.IsNullOrEmpty(builder.Configuration[key])) && !builder.Configuration.GetSection("Kestrel:Endpoints").Exists())
            builder.WebHost.UseUrls(ServerOptions.DefaultUrl);
    }

    private static void AddWeb(this WebApplicationBuilder builder)
    {
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = UploadLimits.Default;
        });
        builder.Services.AddApi();
        builder.Services.AddRateLimits();
        builder.Services.AddPortal();
    }

    private static void AddLogs(this WebApplicationBuilder builder, ServerOptions options)
    {
        if (!options.JsonLogs)
            return;
        builder.Logging.ClearProviders();
        builder.Logging.AddJsonConsole(console =>
        {
            console.IncludeScopes = true;
            console.UseUtcTimestamp = true;
            console.TimestampFormat = "yyyy-MM-ddTHH:mm:ss.fffZ";
        });
    }

    /// <summary>The keys that protect cookies and one-time links outlive a restart, and the operator's commands share them.</summary>
    private static void AddSharedKeys(this WebApplicationBuilder builder, ServerOptions options)
    {
        var market = builder.Configuration.GetSection(MarketOptions.Section).Get<MarketOptions>() ?? new();
        var folder = options.KeysFolder ?? Path.Combine(market.DataFolder, "keys");
        builder.Services.AddDataProtection()
            .SetApplicationName("NeuralMarket")
            .PersistKeysToFileSystem(Directory.CreateDirectory(folder));
    }
}
