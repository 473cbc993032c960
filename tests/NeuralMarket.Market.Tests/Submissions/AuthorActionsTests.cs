using Microsoft.EntityFrameworkCore;
using NeuralMarket.Market.Storage;
using NeuralMarket.Market.Submissions;
using NeuralMarket.Market.Tests.Harness;

namespace NeuralMarket.Market.Tests.Submissions;

public sealed class AuthorActionsTests(Databases databases)
{
    [Fact]
    public async Task TheMailedTokenConfirmsAndNoOtherDoes()
    {
        await using var market = await TestMarket.CreateAsync(databases, Databases.Sqlite);
        var author = await market.PersonAsync("Ada");
        var submission = await market.SubmissionAsync(author, SubmissionState.Received, change: row => row.ConfirmationTokenHash = null);
        await market.DoAsync<MarketDb>(db => db.Submissions.ExecuteUpdateAsync(row => row.SetProperty(x => x.SenderProven, false)));
        await market.AdvanceAsync(submission.Id);
        Assert.Equal(SubmissionState.AwaitingConfirmation, (await market.FindAsync(submission.Id)).State);
        var mail = Assert.Single(await market.MailsAsync());
        var token = mail.TextBody.Split("token=")[1].Split('\n')[0];

        Assert.IsType<ActionOutcome.NotFound>(await ConfirmAsync(market, submission.Id, token[..^1] + (token[^1] == 'A' ? 'B' : 'A')));
        Assert.IsType<ActionOutcome.NotFound>(await ConfirmAsync(market, Guid.CreateVersion7(), token));
        Assert.IsType<ActionOutcome.NotFound>(await ConfirmAsync(market, submission.Id, ""));
        Assert.IsType<ActionOutcome.Done>(await ConfirmAsync(market, submission.Id, token));
        Assert.Equal(SubmissionState.Validating, (await market.FindAsync(submission.Id)).State);
        Assert.IsType<ActionOutcome.Done>(await ConfirmAsync(market, submission.Id, token)); // opened twice
        Assert.DoesNotContain(market.Log.Lines, line => line.Contains(token, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(29, true)]
    [InlineData(31, false)]
    public async Task ARejectionMayBeAppealedAgainstForThirtyDays(int days, bool allowed)
    {
        await using var market = await TestMarket.CreateAsync(databases, Databases.Sqlite);
        var author = await market.PersonAsync("Ada");
        var submission = await market.SubmissionAsync(author, SubmissionState.Rejected);
        market.Time.Advance(TimeSpan.FromDays(days));
        var outcome = await market.DoAsync((AuthorActions actions) => actions.AppealAsync(author.Id, submission.Id, "Look again.", TestMarket.Stop));
        Assert.Equal(allowed, outcome is ActionOutcome.Done);
        Assert.Equal(allowed ? SubmissionState.AwaitingReview : SubmissionState.Rejected, (await market.FindAsync(submission.Id)).State);
    }

    [Theory]
    [InlineData(SubmissionState.AwaitingConfirmation, true)]
    [InlineData(SubmissionState.Invalid, true)]
    [InlineData(SubmissionState.Testing, true)]
    [InlineData(SubmissionState.AwaitingImages, true)]
    [InlineData(SubmissionState.Failed, true)]
    [InlineData(SubmissionState.AwaitingReview, true)]
    [InlineData(SubmissionState.ChangesRequested, true)]
    [InlineData(SubmissionState.InReview, false)]
    [InlineData(SubmissionState.Published, false)]
    [InlineData(SubmissionState.Withdrawn, false)]
    public async Task AnAuthorMayTakeItBackWhileItWaits(SubmissionState state, bool allowed)
    {
        await using var market = await TestMarket.CreateAsync(databases, Databases.Sqlite);
        (var ada, var ben) = (await market.PersonAsync("Ada"), await market.PersonAsync("Ben"));
        var submission = await market.SubmissionAsync(ada, state);
        Assert.IsType<ActionOutcome.NotFound>(await market.DoAsync((AuthorActions actions) => actions.WithdrawAsync(ben.Id, submission.Id, TestMarket.Stop)));
        var outcome = await market.DoAsync((AuthorActions actions) => actions.WithdrawAsync(ada.Id, submission.Id, TestMarket.Stop));
        Assert.Equal(allowed, outcome is ActionOutcome.Done);
        Assert.Equal(allowed ? SubmissionState.Withdrawn : state, (await market.FindAsync(submission.Id)).State);
    }

    private static Task<ActionOutcome> ConfirmAsync(TestMarket market, Guid submission, string token) =>
        market.DoAsync((AuthorActions actions) => actions.ConfirmAsync(submission, token, TestMarket.Stop));
}
