using System.Buffers.Text;
using System.Security.Cryptography;
using NeuralMarket.Market.Notifications;
using NeuralMarket.Market.Storage;
using NeuralMarket.Market.Submissions;
using NeuralMarket.Market.Work;

namespace NeuralMarket.Market.Intake;

/// <summary>Received → Validating when the sender is known; → AwaitingConfirmation with a one-time link by mail when not.</summary>
internal sealed class ReceptionStage(SubmissionRoad road, SubmissionMails mails) : ISubmissionStage
{
    public SubmissionState State => SubmissionState.Received;

    public Task RunAsync(MarketDb db, Submission submission, CancellationToken cancellationToken)
    {
        if (submission.SenderProven)
        {
            road.Move(db, submission, SubmissionEvent.Accepted, null);
            return Task.CompletedTask;
        }

        string token = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        submission.ConfirmationTokenHash = AuthorActions.HashOf(token);
        road.Move(db, submission, SubmissionEvent.ConfirmationRequested, null, "Nobody vouched for the mail's sender, so the address was asked.");
        mails.ConfirmationRequested(db, submission, token);
        return Task.CompletedTask;
    }
}
