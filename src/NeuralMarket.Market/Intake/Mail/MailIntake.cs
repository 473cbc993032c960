using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using MimeKit;
using NeuralMarket.Market.Accounts;
using NeuralMarket.Market.Notifications;
using NeuralMarket.Market.Storage;
using NeuralMarket.Market.Submissions;
using NeuralMarket.Market.Work;

namespace NeuralMarket.Market.Intake.Mail;

/// <summary>
/// Takes packages out of one message. Every file is taken in once, in one transaction with the note of it. Who wrote from a proven address of an account
/// gets answers; who did not is asked to confirm, once, and gets nothing else: answers to forged mails would reach people who never wrote.
/// </summary>
public sealed class MailIntake(
    MarketDb db, SubmissionIntake intake, SubmissionMails submissionMails, IntakeMails answers, UserManager<Account> users, MailComposer composer,
    IOptions<IncomingMailOptions> options, IWorkQueue work, TimeProvider time, ILogger<MailIntake> log)
{
    private const int MostPackages = 10;

    /// <summary>So many submissions of one address may wait for its owner's word.</summary>
    private const int MostUnconfirmed = 5;

    /// <summary>Takes in whatever a message holds.</summary>
    public async Task TakeInAsync(FetchedMessage fetched, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(fetched);
        MailboxAddress? from = MessageFacts.Sender(fetched.Headers);
        if (from is null || MessageFacts.IsAutomatic(fetched) || string.Equals(from.Address, composer.Address, StringComparison.OrdinalIgnoreCase))
        {
            await NoteAsync(fetched.Headers, "ignored", cancellationToken);
            return;
        }

        Account? account = await users.FindByEmailAsync(from.Address);
        bool proven = account?.EmailConfirmed == true && SenderProof.IsProven(fetched.Headers, from.Address, options.Value.TrustedAuthenticationServers);
        Sender sender = new(from, account, proven, fetched.Headers[HeaderId.MessageId] is { } id ? MimeKit.Utils.MimeUtils.ParseMessageId(id) : null);
        IReadOnlyList<MimePart> packages = fetched.Message is null ? [] : MessageFacts.Packages(fetched.Message);
        if (fetched.Message is null || packages.Count is 0 or > MostPackages)
        {
            await AnswerAsync(fetched, sender, packages.Count, cancellationToken);
            return;
        }

        for (int i = 0; i < packages.Count; i++)
        {
            await TakeInAsync(fetched.Message, packages[i], MessageFacts.Key(fetched.Headers, i), sender, cancellationToken);
        }
    }

    private async Task TakeInAsync(MimeMessage message, MimePart part, string key, Sender sender, CancellationToken cancellationToken)
    {
        if (await db.ReceivedMails.AnyAsync(row => row.Key == key, cancellationToken))
        {
            return;
        }

        if (!sender.Proven && await IsAskedEnoughAsync(sender.Account, cancellationToken))
        {
            db.ReceivedMails.Add(new ReceivedMail { Key = key, ReceivedAt = time.GetUtcNow(), Outcome = "askedEnough" });
            await db.SaveChangesAsync(cancellationToken);
            return;
        }

        Account author = sender.Account ?? await NewAccountAsync(sender.From);
        await using Stream content = part.Content!.Open();
        IntakeOutcome outcome = await intake.ReceiveAsync(
            new IncomingPackage
            {
                AuthorId = author.Id,
                FileName = part.FileName!,
                Content = content,
                Channel = SubmissionChannel.Mail,
                SenderProven = sender.Proven,
                Description = MessageFacts.Description(message),
                ForSubmission = sender.Proven ? await AnsweredAsync(message, author.Id, cancellationToken) : null,
                AddToTransaction = (context, submission) =>
                {
                    context.ReceivedMails.Add(new ReceivedMail { Key = key, ReceivedAt = time.GetUtcNow(), Outcome = "received", SubmissionId = submission.Id });
                    if (sender.Proven)
                    {
                        submissionMails.Receipt(context, submission, author, sender.MessageId);
                    }
                },
            },
            cancellationToken);
        log.LogInformation("A mailed package from account {AccountId} was taken in: {Outcome}", author.Id, outcome.GetType().Name);
        await FinishAsync(outcome, key, part.FileName!, sender, cancellationToken);
    }

    // What was taken in is noted already; what was not, or was known, is noted here.
    private async Task FinishAsync(IntakeOutcome outcome, string key, string fileName, Sender sender, CancellationToken cancellationToken)
    {
        if (outcome is IntakeOutcome.Received { Receipt.AlreadyKnown: false })
        {
            work.WakeOutbox();
            return;
        }

        if (sender.Proven && outcome is IntakeOutcome.Refused refused)
        {
            answers.Refused(sender.From, fileName, refused, key, sender.MessageId);
        }
        else if (sender.Proven && outcome is IntakeOutcome.Received known)
        {
            answers.AlreadyKnown(sender.From, fileName, known.Receipt, key, sender.MessageId);
        }

        db.ReceivedMails.Add(new ReceivedMail { Key = key, ReceivedAt = time.GetUtcNow(), Outcome = outcome is IntakeOutcome.Received ? "known" : "refused" });
        await db.SaveChangesAsync(cancellationToken);
        work.WakeOutbox();
    }

    private async Task AnswerAsync(FetchedMessage fetched, Sender sender, int packages, CancellationToken cancellationToken)
    {
        string key = MessageFacts.Key(fetched.Headers, 0);
        if (sender.Proven && !await db.ReceivedMails.AnyAsync(row => row.Key == key, cancellationToken))
        {
            answers.NotReadable(sender.From, fetched.Message is null, packages, MostPackages, key, sender.MessageId);
        }

        await NoteAsync(fetched.Headers, "nothingToTakeIn", cancellationToken);
        work.WakeOutbox();
    }

    private async Task NoteAsync(HeaderList headers, string outcome, CancellationToken cancellationToken)
    {
        string key = MessageFacts.Key(headers, 0);
        if (!await db.ReceivedMails.AnyAsync(row => row.Key == key, cancellationToken))
        {
            db.ReceivedMails.Add(new ReceivedMail { Key = key, ReceivedAt = time.GetUtcNow(), Outcome = outcome });
            await db.SaveChangesAsync(cancellationToken);
        }
    }

    /// <summary>Whether an address has enough questions to answer already: else forged mails could make us flood somebody's mailbox.</summary>
    private async Task<bool> IsAskedEnoughAsync(Account? account, CancellationToken cancellationToken) =>
        account is not null
        && await db.Submissions.CountAsync(
            row => row.AuthorId == account.Id && !row.SenderProven && (row.State == SubmissionState.Received || row.State == SubmissionState.AwaitingConfirmation),
            cancellationToken) >= MostUnconfirmed;

    /// <summary>The submission that a mail answers, when it waits for another file of this author.</summary>
    private async Task<Guid?> AnsweredAsync(MimeMessage message, Guid authorId, CancellationToken cancellationToken)
    {
        if (composer.RowOf(message.InReplyTo) is not { } row)
        {
            return null;
        }

        Submission? submission = await db.Submissions.AsNoTracking()
            .Where(submission => submission.AuthorId == authorId && db.OutgoingMails.Any(mail => mail.Id == row && mail.SubmissionId == submission.Id))
            .SingleOrDefaultAsync(cancellationToken);
        return submission is not null && SubmissionTransitions.Next(submission.State, SubmissionEvent.Resubmitted) is not null ? submission.Id : null;
    }

    /// <summary>An account that nobody can sign in to until its address is confirmed.</summary>
    private async Task<Account> NewAccountAsync(MailboxAddress from)
    {
        Account account = new()
        {
            Id = Guid.CreateVersion7(),
            UserName = from.Address,
            Email = from.Address,
            DisplayName = MessageFacts.DisplayName(from),
            CreatedAt = time.GetUtcNow(),
        };
        IdentityResult created = await users.CreateAsync(account);
        return created.Succeeded
            ? account
            : await users.FindByEmailAsync(from.Address) ?? throw new InvalidOperationException($"No account could be made for a sender: {string.Join(", ", created.Errors.Select(error => error.Code))}");
    }

    private sealed record Sender(MailboxAddress From, Account? Account, bool Proven, string? MessageId);
}
