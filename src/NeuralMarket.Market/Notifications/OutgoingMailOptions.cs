using FluentValidation;
using MimeKit;

namespace NeuralMarket.Market.Notifications;

/// <summary>How mails leave (section <c>Mail:Outgoing</c>).</summary>
public sealed class OutgoingMailOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Mail:Outgoing";

    /// <summary><c>maildir</c> writes them into a folder, <c>smtp</c> sends them.</summary>
    public string Transport { get; set; } = "maildir";

    /// <summary>For <c>maildir</c>: the folder; <c>mail/outgoing</c> in the data folder when absent.</summary>
    public string? Maildir { get; set; }

    /// <summary>For <c>smtp</c>: the server.</summary>
    public string? Host { get; set; }

    /// <summary>For <c>smtp</c>: its port.</summary>
    public int Port { get; set; } = 587;

    /// <summary>For <c>smtp</c>.</summary>
    public MailSecurity Security { get; set; } = MailSecurity.StartTls;

    /// <summary>For <c>smtp</c>: the user, when the server asks for one.</summary>
    public string? User { get; set; }

    /// <summary>For <c>smtp</c>: the user's password.</summary>
    public string? Password { get; set; }

    /// <summary>Whom mails come from, and whom answers go to.</summary>
    public string From { get; set; } = "NeuralMarket <market@localhost>";

    /// <summary>After so many tries a mail is given up.</summary>
    public int MostAttempts { get; set; } = 12;

    /// <summary>Whether it is SMTP.</summary>
    public bool IsSmtp => string.Equals(Transport, "smtp", StringComparison.OrdinalIgnoreCase);
}

/// <summary>How a connection to a mail server is protected.</summary>
public enum MailSecurity
{
    /// <summary>Not at all; for servers on the same machine.</summary>
    None,

    /// <summary>TLS after a plain greeting; without it nothing is said.</summary>
    StartTls,

    /// <summary>TLS from the first byte.</summary>
    Tls,
}

/// <summary>Checks <see cref="OutgoingMailOptions"/>.</summary>
public sealed class OutgoingMailOptionsRules : AbstractValidator<OutgoingMailOptions>
{
    /// <summary>Lists the rules.</summary>
    public OutgoingMailOptionsRules()
    {
        RuleFor(options => options.Transport).Must(name => name is "maildir" or "smtp").WithMessage("Mail:Outgoing:Transport is \"maildir\" or \"smtp\".");
        RuleFor(options => options.Host).NotEmpty().When(options => options.IsSmtp).WithMessage("Mail:Outgoing:Host is missing; \"smtp\" needs it.");
        RuleFor(options => options.Port).InclusiveBetween(1, 65_535).WithMessage("Mail:Outgoing:Port is 1 to 65535.");
        RuleFor(options => options.Security).IsInEnum().WithMessage("Mail:Outgoing:Security is None, StartTls or Tls.");
        RuleFor(options => options.From).Must(from => MailboxAddress.TryParse(from, out _)).WithMessage("Mail:Outgoing:From is not a mail address.");
        RuleFor(options => options.MostAttempts).InclusiveBetween(1, 100).WithMessage("Mail:Outgoing:MostAttempts is 1 to 100.");
    }
}
