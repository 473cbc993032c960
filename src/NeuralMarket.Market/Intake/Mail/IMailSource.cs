using MimeKit;

namespace NeuralMarket.Market.Intake.Mail;

/// <summary>A message as it lies in the mailbox.</summary>
/// <param name="Headers">Its headers.</param>
/// <param name="Message">All of it; <see langword="null"/> when it is larger than we read, or no message at all.</param>
/// <param name="SizeBytes">How large it is.</param>
public sealed record FetchedMessage(HeaderList Headers, MimeMessage? Message, long SizeBytes);

/// <summary>A mailbox.</summary>
public interface IMailSource
{
    /// <summary>
    /// Gives every new message to <paramref name="handle"/>, one after the other, and puts each away that was handled. One that was not, or during whose
    /// handling the process dies, is given again the next time.
    /// </summary>
    Task FetchAsync(Func<FetchedMessage, CancellationToken, Task<bool>> handle, CancellationToken cancellationToken);
}
