using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NeuralMarket.Format.Findings;
using NeuralMarket.Market.Accounts;
using NeuralMarket.Market.Notifications;
using NeuralMarket.Market.Review;
using NeuralMarket.Market.Submissions;
using NeuralMarket.Regression.Tests.Reports;

namespace NeuralMarket.Server.Tests.Portal;

/// <summary>Every link of every mail leads to a page.</summary>
public sealed partial class MailLinkTests(ServerFixture server)
{
    [Fact]
    public async Task EveryLinkOfEveryMailAboutSubmissionsLeadsToAPage()
    {
        var author = await PortalBrowser.OfAsync(server, "Ada");
        var reviewer = await PortalBrowser.OfAsync(server, "Rita", Roles.Reviewer);
        var package = await File.ReadAllBytesAsync(Repository.File("infra/demo-world/world/patches/which-boat-1.0.0.specialneurons"), Http.Stop);
        var id = await server.AddSubmissionAsync(author.AccountId, SubmissionState.AwaitingReview, package: package);
        await server.Seed.PublishAsync(new SeededVersion("cat-or-dog", "1.1.0", "mails"));
        await WriteMailsAsync(id, reviewer.AccountId);

        var mails = await server.InDatabaseAsync(db => db.OutgoingMails.Where(row => row.SubmissionId == id).ToListAsync(Http.Stop));
        Assert.Equal(typeof(SubmissionMails).GetMethods().Count(method => method.DeclaringType == typeof(SubmissionMails)), mails.Count);
        foreach (var mail in mails)
        {
            // The address of the review's own pages is the reviewers'.
            var reader = mail.UniqueKey.Contains(":assigned:", StringComparison.Ordinal) ? reviewer : author;
            await OpenLinksAsync(reader, mail);
        }
    }

    [Fact]
    public async Task EveryLinkOfEveryMailAboutAccountsLeadsToAPage()
    {
        var author = await PortalBrowser.OfAsync(server, "Ada");
        var email = await server.InScopeAsync(async services =>
        {
            var account = await services.GetRequiredService<Market.Storage.MarketDb>().Users.SingleAsync(row => row.Id == author.AccountId, Http.Stop);
            var links = services.GetRequiredService<IAccountLinks>();
            var mails = services.GetRequiredService<AccountMails>();
            foreach (var kind in Enum.GetValues<AccountMail>())
            {
                mails.Add(account, kind, kind switch
                {
                    AccountMail.ConfirmEmail => links.ConfirmEmail(account.Id, "a+token/with=signs"),
                    AccountMail.ChoosePassword => links.SetPassword(account.Id, "a+token/with=signs"),
                    _ => links.SignIn(),
                });
            }

            await services.GetRequiredService<Market.Storage.MarketDb>().SaveChangesAsync(Http.Stop);
            return account.Email!;
        });
        var written = await server.InDatabaseAsync(db => db.OutgoingMails.Where(row => row.ToAddress == email).ToListAsync(Http.Stop));
        Assert.Equal(Enum.GetValues<AccountMail>().Length, written.Count);
        foreach (var mail in written)
            await OpenLinksAsync(PortalBrowser.Stranger(server), mail);
    }

    private static async Task OpenLinksAsync(PortalBrowser reader, OutgoingMail mail)
    {
        var links = Link().Matches(mail.TextBody);
        Assert.NotEmpty(links);
        foreach (Match link in links)
        {
            Assert.StartsWith("http://market.test/", link.Value, StringComparison.Ordinal);
            await reader.ReadAsync(new Uri(link.Value).PathAndQuery);
        }
    }

    private Task<int> WriteMailsAsync(Guid id, Guid reviewerId) => server.InScopeAsync(async services =>
    {
        var db = services.GetRequiredService<Market.Storage.MarketDb>();
        var mails = services.GetRequiredService<SubmissionMails>();
        var submission = await db.Submissions.Include(row => row.Author).SingleAsync(row => row.Id == id, Http.Stop);
        var reviewer = await db.Users.SingleAsync(row => row.Id == reviewerId, Http.Stop);
        var report = SampleReport.Create().ForAuthor();
        var decision = new ReviewDecision { SubmissionId = id, AttemptNumber = 1, ReviewerId = reviewerId, Kind = DecisionKind.RequestChanges, Reasons = ["icon"], Text = "Please." };
        mails.Receipt(db, submission, submission.Author!, null);
        mails.ConfirmationRequested(db, submission, "the-token");
        mails.FoundInvalid(db, submission, [new Finding("icon.square", Severity.Error, "icon.png", "Not square.", "Crop it.")]);
        mails.TestFailed(db, submission, report);
        mails.TestPostponed(db, submission, "Enough for today.", SubmissionSeed.Day);
        mails.ImagesMissing(db, submission);
        mails.PassedToReview(db, submission, report);
        mails.Assigned(db, submission, reviewer, SubmissionSeed.Day);
        mails.Decided(db, submission, decision);
        mails.Expired(db, submission);
        mails.Published(db, submission, "cat-or-dog");
        return await db.SaveChangesAsync(Http.Stop);
    });

    [GeneratedRegex(@"https?://\S+")]
    private static partial Regex Link();
}
