namespace NeuralMarket.Market.Notifications;

/// <summary>Sends the mails that transitions left in the outbox.</summary>
public interface IOutbox
{
    /// <summary>Sends what is due. Any number of processes may call it at once.</summary>
    Task SendDueAsync(CancellationToken cancellationToken);
}
