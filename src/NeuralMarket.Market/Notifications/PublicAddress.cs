namespace NeuralMarket.Market.Notifications;

/// <summary>Where people reach the portal (section <c>Server</c>); links in mails start with it.</summary>
public sealed class PublicAddress
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Server";

    /// <summary>For example <c>https://market.example</c>.</summary>
    public string PublicUrl { get; set; } = "http://localhost:5080";

    /// <summary>A link to a page.</summary>
    public string Link(string path) => $"{PublicUrl.TrimEnd('/')}/{path}";
}
