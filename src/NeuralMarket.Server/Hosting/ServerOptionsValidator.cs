using System.Net;
using FluentValidation;

namespace NeuralMarket.Server.Hosting;

/// <summary>Every message names the key and says what to write instead.</summary>
internal sealed class ServerOptionsValidator : AbstractValidator<ServerOptions>
{
    public ServerOptionsValidator()
    {
        RuleFor(options => options.PublicUrl).Must(BeAnOrigin).WithMessage(
            "Server:PublicUrl must be an http or https address without a path, such as https://market.example.org.");
        RuleFor(options => options.Roles).Must(roles => ServerRolesText.Parse(roles, out _)).WithMessage(
            "Server:Roles is '{PropertyValue}'. Name one or more of web, worker and mail, separated by commas.");
        RuleFor(options => options.TrustedProxies).Must(BeNetworks).WithMessage(
            "Server:TrustedProxies must be IP addresses or networks such as 10.0.0.0/8, separated by commas; empty trusts nobody.");
        RuleFor(options => options.WritesPerMinute).InclusiveBetween(1, 100_000).WithMessage(
            "Server:WritesPerMinute must be between 1 and 100000.");
        RuleFor(options => options.SubmissionsPerHour).InclusiveBetween(1, 100_000).WithMessage(
            "Server:SubmissionsPerHour must be between 1 and 100000.");
        RuleFor(options => options.SignInsPerMinute).InclusiveBetween(1, 100_000).WithMessage(
            "Server:SignInsPerMinute must be between 1 and 100000.");
        RuleFor(options => options.StopSeconds).InclusiveBetween(1, 600).WithMessage(
            "Server:StopSeconds must be between 1 and 600.");
        RuleFor(options => options.MetricsToken).MinimumLength(16).When(options => options.MetricsToken is not null).WithMessage(
            "Server:MetricsToken must have at least 16 characters; leave it out to allow this machine alone.");
        RuleFor(options => options.AdministratorEmail).EmailAddress().WithMessage(
            "Server:AdministratorEmail must be an email address.");
    }

    private static bool BeAnOrigin(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri)
        && (uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps)
        && uri.AbsolutePath == "/" && uri.Query.Length == 0 && uri.Fragment.Length == 0 && uri.UserInfo.Length == 0;

    private static bool BeNetworks(string text) =>
        text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .All(word => IPAddress.TryParse(word, out _) || IPNetwork.TryParse(word, out _));
}
