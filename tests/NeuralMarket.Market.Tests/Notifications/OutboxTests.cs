using System.Globalization;
using MimeKit;
using NeuralMarket.Market.Notifications;
using NeuralMarket.Market.Storage;
using NeuralMarket.Market.Tests.Harness;

namespace NeuralMarket.Market.Tests.Notifications;

public sealed class OutboxTests(Databases databases)
{
    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task AMailIsSentOnceHoweverManySendersThereAre(string database)
    {
        await using var market = await TestMarket.CreateAsync(databases, database);
        await WriteAsync(market, 30);

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => market.SendMailAsync()));

        Assert.Equal(30, market.Post.Sent.Count);
        Assert.Equal(30, market.Post.Sent.Select(mail => mail.MessageId).Distinct().Count());
        Assert.All(await market.MailsAsync(), mail => Assert.Equal((TestMarket.Start, 1, null), (mail.SentAt, mail.Attempts, mail.LeaseUntil)));
    }

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task ASecondMailOfTheSameTransitionIsNotWritten(string database)
    {
        await using var market = await TestMarket.CreateAsync(databases, database);
        await WriteAsync(market, 1);
        await Assert.ThrowsAnyAsync<Microsoft.EntityFrameworkCore.DbUpdateException>(() => WriteAsync(market, 1));
    }

    [Fact]
    public async Task WhatCannotBeSentIsTriedEverLaterAndGivenUpInTheEnd()
    {
        await using var market = await TestMarket.CreateAsync(databases, Databases.Sqlite);
        await WriteAsync(market, 1);
        market.Post.Answer = _ => new Delivery.TryAgain("421 Too busy");

        List<double> pauses = [];
        while ((await market.MailsAsync()).Single() is { FailedAt: null } mail)
        {
            pauses.Add((mail.DueAt - market.Time.GetUtcNow()).TotalSeconds);
            market.Time.SetUtcNow(mail.DueAt);
            await market.SendMailAsync();
        }

        Assert.Equal(12, pauses.Count);
        Assert.Equal(0, pauses[0]);
        Assert.All(pauses.Skip(1).Index(), pause => Assert.InRange(pause.Item, Math.Min(10 * Math.Pow(2, pause.Index), 14_400), Math.Min(12.5 * Math.Pow(2, pause.Index), 14_400)));
        var after = (await market.MailsAsync()).Single();
        Assert.Equal((12, "421 Too busy", null), (after.Attempts, after.LastError, after.SentAt));
        Assert.Contains(market.Log.Lines, line => line.StartsWith("Error", StringComparison.Ordinal) && line.Contains("given up after 12 tries", StringComparison.Ordinal));
    }

    [Fact]
    public async Task WhatIsRefusedForGoodIsNotTriedAgain()
    {
        await using var market = await TestMarket.CreateAsync(databases, Databases.Sqlite);
        await WriteAsync(market, 1);
        market.Post.Answer = _ => new Delivery.Refused("550 No such user");

        await market.SendMailAsync();
        market.Time.Advance(TimeSpan.FromDays(1));
        await market.SendMailAsync();

        var mail = (await market.MailsAsync()).Single();
        Assert.Equal((1, TestMarket.Start, "550 No such user"), (mail.Attempts, mail.FailedAt, mail.LastError));
    }

    [Fact]
    public async Task AMailThatBreaksTheSenderHoldsUpNobodyAndIsGivenUp()
    {
        await using var market = await TestMarket.CreateAsync(databases, Databases.Sqlite, null, ("Mail:Outgoing:MostAttempts", "2"));
        await WriteAsync(market, 5);
        market.Post.Answer = mail => mail.Subject == "Mail 0" ? throw new FormatException("What is this?") : null;

        await market.SendMailAsync();
        Assert.Equal(4, market.Post.Sent.Count);

        market.Time.Advance(TimeSpan.FromMinutes(1));
        await market.SendMailAsync();
        Assert.Equal("What is this?", Assert.Single(await market.MailsAsync(), mail => mail.FailedAt is not null).LastError);
    }

    [Fact]
    public async Task ASenderThatDiesLeavesALeaseThatRunsOut()
    {
        await using var market = await TestMarket.CreateAsync(databases, Databases.Sqlite);
        await WriteAsync(market, 1);
        using var dies = new CancellationTokenSource();
        market.Post.Answer = _ =>
        {
            dies.Cancel();
            throw new OperationCanceledException(dies.Token);
        };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => market.DoAsync<IOutbox>(outbox => outbox.SendDueAsync(dies.Token)));
        market.Post.Answer = _ => null;

        market.Time.Advance(TimeSpan.FromSeconds(29));
        await market.SendMailAsync();
        Assert.Empty(market.Post.Sent);

        market.Time.Advance(TimeSpan.FromSeconds(2));
        await market.SendMailAsync();
        Assert.Single(market.Post.Sent);
    }

    [Fact]
    public async Task ASubjectCannotSmuggleAHeaderIn()
    {
        await using var market = await TestMarket.CreateAsync(databases, Databases.Sqlite);
        await market.DoAsync<MarketDb>(async db =>
        {
            db.OutgoingMails.Add(Mail("smuggled", "Hello\r\nBcc: everybody@elsewhere.test\r\n\r\nbuy"));
            await db.SaveChangesAsync(TestMarket.Stop);
        });
        await market.SendMailAsync();

        var text = market.Post.Sent.Single().ToString();
        var read = await MimeMessage.LoadAsync(new MemoryStream(System.Text.Encoding.UTF8.GetBytes(text)), TestMarket.Stop);
        Assert.Empty(read.Bcc);
        Assert.Equal("ada@people.test", Assert.Single(read.To.Mailboxes).Address);
        Assert.DoesNotContain("buy", read.TextBody, StringComparison.Ordinal);
    }

    [Fact]
    public async Task MailsSayThatAMachineWroteThem()
    {
        await using var market = await TestMarket.CreateAsync(databases, Databases.Sqlite);
        await market.DoAsync<MarketDb>(async db =>
        {
            db.OutgoingMails.AddRange(Mail("a", "News"), Mail("b", "Answer", "asked@people.test"));
            await db.SaveChangesAsync(TestMarket.Stop);
        });
        await market.SendMailAsync();

        var sent = market.Post.Sent.ToDictionary(mail => mail.Subject!);
        Assert.Equal("auto-generated", sent["News"].Headers[HeaderId.AutoSubmitted]);
        Assert.Equal("auto-replied", sent["Answer"].Headers[HeaderId.AutoSubmitted]);
        Assert.Equal("asked@people.test", sent["Answer"].InReplyTo);
    }

    private static Task WriteAsync(TestMarket market, int count) => market.DoAsync<MarketDb>(async db =>
    {
        db.OutgoingMails.AddRange(Enumerable.Range(0, count).Select(i => Mail($"key:{i}", string.Create(CultureInfo.InvariantCulture, $"Mail {i}"))));
        await db.SaveChangesAsync(TestMarket.Stop);
    });

    private static OutgoingMail Mail(string key, string subject, string? inReplyTo = null) => new()
    {
        UniqueKey = key,
        ToAddress = "ada@people.test",
        ToName = "Ada",
        Subject = subject,
        TextBody = "Text.",
        HtmlBody = "<p>Text.</p>",
        InReplyTo = inReplyTo,
        CreatedAt = TestMarket.Start,
        DueAt = TestMarket.Start,
    };
}
