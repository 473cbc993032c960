namespace NeuralMarket.Server.Hosting;

/// <summary>The section <c>Server</c>: what this process does and how it is reached.</summary>
public sealed class ServerOptions
{
    public const string Section = "Server";
    public const string DefaultUrl = "http://localhost:5080";

    /// <summary>The address that people and mails use, without a path; for example <c>https://market.example.org</c>.</summary>
    public string PublicUrl { get; set; } = DefaultUrl;

    /// <summary>What this process does, separated by commas: <c>web</c>, <c>worker</c>, <c>mail</c>.</summary>
    public string Roles { get; set; } = "web,worker,mail";

    /// <summary>Redirect http to https and send HSTS. Leave off where a proxy in front does both.</summary>
    public bool RequireHttps { get; set; }

    /// <summary>Addresses or networks (CIDR), separated by commas, whose <c>X-Forwarded-*</c> headers are believed.</summary>
    public string TrustedProxies { get; set; } = "127.0.0.1,::1";

    /// <summary>Write the log as one JSON document a line.</summary>
    public bool JsonLogs { get; set; }

    /// <summary>Changing API calls that one account (or address) may make in a minute.</summary>
    public int WritesPerMinute { get; set; } = 60;

    /// <summary>Packages that one account may send in an hour.</summary>
    public int SubmissionsPerHour { get; set; } = 30;

    /// <summary>Tries to sign in, sign up or reset a password that one address may make in a minute.</summary>
    public int SignInsPerMinute { get; set; } = 20;

    /// <summary>How long running work and requests get to finish when the process is asked to stop, in seconds.</summary>
    public int StopSeconds { get; set; } = 30;

    /// <summary>A bearer token with which a collector outside this machine may read <c>/metrics</c>.</summary>
    public string? MetricsToken { get; set; }

    /// <summary>The address of the account that the first start creates.</summary>
    public string AdministratorEmail { get; set; } = "admin@localhost";

    /// <summary>The folder of the keys that protect cookies and one-time links; <c>keys</c> in the data folder when absent. Web processes share it.</summary>
    public string? KeysFolder { get; set; }

    public ServerRoles ParsedRoles() => ServerRolesText.Parse(Roles, out var roles) ? roles : ServerRoles.None;

    /// <summary>An absolute address of this server for mails and receipts.</summary>
    public Uri Absolute(string path) => new(new Uri(PublicUrl.TrimEnd('/') + "/"), path.TrimStart('/'));
}
