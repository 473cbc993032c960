using FluentValidation;
using NeuralMarket.Market.Notifications;

namespace NeuralMarket.Market.Intake.Mail;

/// <summary>Where mailed packages come in (section <c>Mail:Incoming</c>).</summary>
public sealed class IncomingMailOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Mail:Incoming";

    /// <summary><c>maildir</c>, <c>imap</c> or <c>none</c>.</summary>
    public string Source { get; set; } = "maildir";

    /// <summary>For <c>maildir</c>: the folder; <c>mail/incoming</c> in the data folder when absent.</summary>
    public string? Maildir { get; set; }

    /// <summary>For <c>imap</c>: the server.</summary>
    public string? Host { get; set; }

    /// <summary>For <c>imap</c>: its port.</summary>
    public int Port { get; set; } = 993;

    /// <summary>For <c>imap</c>.</summary>
    public MailSecurity Security { get; set; } = MailSecurity.Tls;

    /// <summary>For <c>imap</c>: the user.</summary>
    public string? User { get; set; }

    /// <summary>For <c>imap</c>: the user's password.</summary>
    public string? Password { get; set; }

    /// <summary>For <c>imap</c>: where new messages are.</summary>
    public string Folder { get; set; } = "INBOX";

    /// <summary>For <c>imap</c>: where messages go that were taken in; made when it is not there.</summary>
    public string ProcessedFolder { get; set; } = "Processed";

    /// <summary>Seconds between two looks for new messages.</summary>
    public double PollSeconds { get; set; } = 10;

    /// <summary>
    /// The names (authserv-id, RFC 8601) under which our own mail servers write their Authentication-Results. Only these are believed. They must remove
    /// such headers from messages that come in, as RFC 8601, section 5, asks.
    /// </summary>
    public IList<string> TrustedAuthenticationServers { get; init; } = [];

    /// <summary>Larger messages are not read: two packages of the greatest size in base64.</summary>
    public long MostBytes { get; set; } = 110L * 1024 * 1024;

    /// <summary>Whether messages are fetched from a server.</summary>
    public bool IsImap => string.Equals(Source, "imap", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether messages come in at all.</summary>
    public bool IsOn => !string.Equals(Source, "none", StringComparison.OrdinalIgnoreCase);
}

/// <summary>Checks <see cref="IncomingMailOptions"/>.</summary>
public sealed class IncomingMailOptionsRules : AbstractValidator<IncomingMailOptions>
{
    /// <summary>Lists the rules.</summary>
    public IncomingMailOptionsRules()
    {
        RuleFor(options => options.Source).Must(name => name is "maildir" or "imap" or "none").WithMessage("Mail:Incoming:Source is \"maildir\", \"imap\" or \"none\".");
        RuleFor(options => options.Host).NotEmpty().When(options => options.IsImap).WithMessage("Mail:Incoming:Host is missing; \"imap\" needs it.");
        RuleFor(options => options.User).NotEmpty().When(options => options.IsImap).WithMessage("Mail:Incoming:User is missing; \"imap\" needs it.");
        RuleFor(options => options.Port).InclusiveBetween(1, 65_535).WithMessage("Mail:Incoming:Port is 1 to 65535.");
        RuleFor(options => options.Security).IsInEnum().WithMessage("Mail:Incoming:Security is None, StartTls or Tls.");
        RuleFor(options => options.PollSeconds).InclusiveBetween(0.05, 3600).WithMessage("Mail:Incoming:PollSeconds is 0.05 to 3600.");
        RuleFor(options => options.MostBytes).InclusiveBetween(1, 1L << 30).WithMessage("Mail:Incoming:MostBytes is at most 1 GiB.");
    }
}
