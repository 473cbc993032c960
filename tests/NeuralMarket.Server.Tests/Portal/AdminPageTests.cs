using Microsoft.EntityFrameworkCore;
using NeuralMarket.Market.Accounts;
using NeuralMarket.Market.Audit;
using NeuralMarket.Market.Notifications;
using NeuralMarket.Market.Submissions;

namespace NeuralMarket.Server.Tests.Portal;

public sealed class AdminPageTests(ServerFixture server)
{
    [Fact]
    public async Task RoleIsGrantedAndTakenAwayWithAButton()
    {
        var admin = await PortalBrowser.OfAsync(server, "Otto", Roles.Admin);
        var person = await PortalBrowser.OfAsync(server, "Rita <Reviewer>");
        var page = await PageOfAsync(admin, person.AccountId);
        Assert.Contains("Rita &lt;Reviewer&gt;", await admin.ReadAsync(page), StringComparison.Ordinal);

        await admin.SendAsync(page, new() { ["id"] = person.AccountId.ToString(), ["role"] = "+reviewer" }, "/admin/people");
        Assert.True(await HasAsync(person.AccountId));
        await admin.SendAsync(page, new() { ["id"] = person.AccountId.ToString(), ["role"] = "-reviewer" }, "/admin/people");
        Assert.False(await HasAsync(person.AccountId));
        Assert.Contains("A role was taken away", await admin.ReadAsync("/admin/audit"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task StuckWorkIsShownAndTriedAgain()
    {
        var admin = await PortalBrowser.OfAsync(server, "Otto", Roles.Admin);
        var author = await PortalBrowser.OfAsync(server, "Ada");
        var submission = await server.AddSubmissionAsync(author.AccountId, SubmissionState.Testing);
        await server.InDatabaseAsync(async db =>
        {
            db.AuditEntries.Add(new AuditEntry { At = DateTimeOffset.UtcNow, SubmissionId = submission, Action = "workGivenUp", Detail = "Testing: the device is on fire", UniqueKey = $"{submission}:stuck" });
            await db.SaveChangesAsync(Http.Stop);
            return await db.Submissions.Where(row => row.Id == submission).ExecuteUpdateAsync(set => set.SetProperty(row => row.WorkAttempts, 12), Http.Stop);
        });
        var page = await admin.ReadAsync("/admin");
        Assert.Contains("the device is on fire", page, StringComparison.Ordinal);
        Assert.Contains("Given up", page, StringComparison.Ordinal);
        Assert.DoesNotContain("the device is on fire", await author.ReadAsync($"/submissions/{submission}"), StringComparison.Ordinal);

        await admin.SendAsync("/admin", new() { ["id"] = submission.ToString() }, "/admin?handler=Submission");
        var row = await server.InDatabaseAsync(db => db.Submissions.SingleAsync(known => known.Id == submission, Http.Stop));
        Assert.NotNull(row.WorkDueAt);
        Assert.DoesNotContain("the device is on fire", await admin.ReadAsync("/admin"), StringComparison.Ordinal);
        Assert.Contains("the device is on fire", await admin.ReadAsync($"/admin/audit?submission={submission}"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task MailThatWasGivenUpIsTriedAgain()
    {
        var admin = await PortalBrowser.OfAsync(server, "Otto", Roles.Admin);
        var mail = new OutgoingMail { UniqueKey = $"{Guid.NewGuid()}", ToAddress = "away@example.org", Subject = "Nobody home", TextBody = "", CreatedAt = SubmissionSeed.Day, DueAt = SubmissionSeed.Day, Attempts = 9, FailedAt = SubmissionSeed.Day, LastError = "550 no such mailbox" };
        await server.InDatabaseAsync(db =>
        {
            db.OutgoingMails.Add(mail);
            return db.SaveChangesAsync(Http.Stop);
        });
        Assert.Contains("550 no such mailbox", await admin.ReadAsync("/admin"), StringComparison.Ordinal);
        await admin.SendAsync("/admin", new() { ["id"] = mail.Id.ToString() }, "/admin?handler=Mail");
        Assert.Null(await server.InDatabaseAsync(db => db.OutgoingMails.Where(row => row.Id == mail.Id).Select(row => row.FailedAt).SingleAsync(Http.Stop)));
    }

    private static async Task<string> PageOfAsync(PortalBrowser admin, Guid account)
    {
        for (var page = "/admin/people"; ;)
        {
            var html = await admin.ReadAsync(page);
            if (html.Contains(account.ToString(), StringComparison.Ordinal))
                return page;
            page = System.Text.RegularExpressions.Regex.Match(html, "/admin/people\\?after=[^\"]+").Value;
        }
    }

    private Task<bool> HasAsync(Guid account) => server.InDatabaseAsync(db => db.UserRoles.AnyAsync(row => row.UserId == account, Http.Stop));
}
