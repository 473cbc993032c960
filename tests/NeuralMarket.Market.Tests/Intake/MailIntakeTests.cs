using System.Text;
using Microsoft.EntityFrameworkCore;
using NeuralMarket.Market.Accounts;
using NeuralMarket.Market.Intake.Mail;
using NeuralMarket.Market.Tests.Harness;

namespace NeuralMarket.Market.Tests.Intake;

/// <summary>Mails as bytes, honest and hostile ones, read as a mailbox gives them.</summary>
public sealed class MailIntakeTests(Databases databases)
{
    private const string Proof = "Authentication-Results: mx.market.test; dmarc=pass header.from=people.test\r\n";
    private const long MostBytes = 8 * 1024 * 1024;

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task TheSameMailTakenInByTwoAtOnceIsOneSubmission(string database)
    {
        await using var market = await TestMarket.CreateAsync(databases, database);
        var author = await market.PersonAsync("Ada");
        var mail = Mail(author, Proof, Attachment("boat.specialneurons", "AQID"));

        await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => TryTakeInAsync(market, mail)));
        await TakeInAsync(market, mail);

        Assert.Equal(1, await market.ReadAsync(db => db.Submissions.CountAsync(TestMarket.Stop)));
        Assert.Equal("We have your package", Assert.Single(await market.MailsAsync()).Subject);
    }

    [Fact]
    public async Task WhatTheAuthorWroteDescribesThePatchWithoutQuotesAndSignature()
    {
        await using var market = await TestMarket.CreateAsync(databases, Databases.Sqlite);
        var author = await market.PersonAsync("Ada");
        await TakeInAsync(market, Mail(author, Proof, Attachment("boat.specialneurons", "AQID"), "Tells boats apart.\r\n> What does it do?\r\n\r\nSince 2026.\r\n-- \r\nAda, Harbour 1\r\n"));
        Assert.Equal("Tells boats apart.\n\nSince 2026.", (await market.ReadAsync(db => db.Submissions.SingleAsync(TestMarket.Stop))).Description);
    }

    [Fact]
    public async Task TwoFromHeadersProveNothing()
    {
        await using var market = await TestMarket.CreateAsync(databases, Databases.Sqlite);
        var author = await market.PersonAsync("Ada");
        await TakeInAsync(market, Mail(author, Proof + "From: eve@elsewhere.test\r\n", Attachment("boat.specialneurons", "AQID")));
        Assert.Equal(0, await market.ReadAsync(db => db.Submissions.CountAsync(TestMarket.Stop)));
        Assert.Empty(await market.MailsAsync());
    }

    [Fact]
    public async Task AnAddressIsNotAskedWithoutEnd()
    {
        await using var market = await TestMarket.CreateAsync(databases, Databases.Sqlite);
        var author = await market.PersonAsync("Ada");
        for (var i = 0; i < 9; i++)
            await TakeInAsync(market, Mail(author, "", Attachment("boat.specialneurons", Convert.ToBase64String([1, 2, (byte)i]))));
        Assert.Equal(5, await market.ReadAsync(db => db.Submissions.CountAsync(TestMarket.Stop)));
    }

    [Fact]
    public async Task OurOwnMailsAreNotTakenIn()
    {
        await using var market = await TestMarket.CreateAsync(databases, Databases.Sqlite);
        await TakeInAsync(market, Encoding.ASCII.GetBytes($"{Proof}From: market@market.test\r\nSubject: Loop\r\nMessage-ID: <l@market.test>\r\n\r\nHello"));
        Assert.Equal("ignored", Assert.Single(await market.ReadAsync(db => db.ReceivedMails.ToListAsync(TestMarket.Stop))).Outcome);
        Assert.Empty(await market.MailsAsync());
    }

    [Theory]
    [InlineData("Content-Type: multipart/report; report-type=delivery-status; boundary=part\r\n")]
    [InlineData("Auto-Submitted: auto-replied\r\n")]
    [InlineData("Return-Path: <>\r\n")]
    [InlineData("Precedence: bulk\r\n")]
    [InlineData("List-Id: <boats.people.test>\r\n")]
    public async Task WhatMachinesWriteIsNotAnswered(string header)
    {
        await using var market = await TestMarket.CreateAsync(databases, Databases.Sqlite);
        var author = await market.PersonAsync("Ada");
        await TakeInAsync(market, Encoding.ASCII.GetBytes(
            $"{Proof}{header}From: Ada <{author.Email}>\r\nSubject: Undelivered\r\nMessage-ID: <b@people.test>\r\n\r\n--part\r\nContent-Type: text/plain\r\n\r\nNo such mailbox.\r\n--part--\r\n"));
        Assert.Equal("ignored", Assert.Single(await market.ReadAsync(db => db.ReceivedMails.ToListAsync(TestMarket.Stop))).Outcome);
        Assert.Empty(await market.MailsAsync());
    }

    [Fact]
    public async Task MorePackagesThanAPersonSendsAreNotTakenIn()
    {
        await using var market = await TestMarket.CreateAsync(databases, Databases.Sqlite);
        var author = await market.PersonAsync("Ada");
        await TakeInAsync(market, Mail(author, Proof, string.Concat(Enumerable.Range(0, 11).Select(i => Attachment($"{i}.specialneurons", "AQID")))));
        Assert.Equal(0, await market.ReadAsync(db => db.Submissions.CountAsync(TestMarket.Stop)));
        Assert.Equal("There were too many packages in your mail", Assert.Single(await market.MailsAsync()).Subject);
    }

    [Fact]
    public async Task AMailBeyondTheLimitIsAnsweredFromItsHeadersAlone()
    {
        await using var market = await TestMarket.CreateAsync(databases, Databases.Sqlite);
        var author = await market.PersonAsync("Ada");
        await TakeInAsync(market, Mail(author, Proof, Attachment("boat.specialneurons", new string('A', (int)MostBytes))));
        Assert.Equal("Your mail was too large", Assert.Single(await market.MailsAsync()).Subject);
    }

    [Fact]
    public async Task AMailOfCountlessPartsIsNotParsed()
    {
        await using var market = await TestMarket.CreateAsync(databases, Databases.Sqlite);
        var author = await market.PersonAsync("Ada");
        var bomb = Mail(author, Proof, string.Concat(Enumerable.Repeat("--part\r\n\r\n\r\n", 500_000)));

        Assert.Null((await MessageReader.ReadAsync(new MemoryStream(bomb), MostBytes, TestMarket.Stop)).Message);
        await TakeInAsync(market, bomb);
        Assert.Equal("Your mail was too large", Assert.Single(await market.MailsAsync()).Subject);
    }

    [Fact]
    public async Task PartsInPartsInPartsEndSomewhere()
    {
        await using var market = await TestMarket.CreateAsync(databases, Databases.Sqlite);
        var author = await market.PersonAsync("Ada");
        StringBuilder nested = new();
        for (var depth = 0; depth < 4_000; depth++)
            nested.Append("--part").Append(depth == 0 ? "" : depth - 1).Append("\r\nContent-Type: multipart/mixed; boundary=\"part").Append(depth).Append("\"\r\n\r\n");
        await TakeInAsync(market, Mail(author, Proof, nested.ToString()));
        Assert.Equal("There was no package in your mail", Assert.Single(await market.MailsAsync()).Subject);
    }

    [Fact]
    public async Task AHugeTextIsNotDecodedWhole()
    {
        await using var market = await TestMarket.CreateAsync(databases, Databases.Sqlite);
        var author = await market.PersonAsync("Ada");
        await TakeInAsync(market, Mail(author, Proof, Attachment("boat.specialneurons", "AQID"), new string('x', 4 * 1024 * 1024)));
        Assert.Equal(4_000, (await market.ReadAsync(db => db.Submissions.SingleAsync(TestMarket.Stop))).Description!.Length);
    }

    [Theory]
    [InlineData("Content-Type: application/octet-stream; name=\"../../etc/boat.specialneurons\"\r\nContent-Transfer-Encoding: base64\r\n\r\n!!!! not base64 ????\r\n")]
    [InlineData("Content-Type: text/plain; charset=no-such-charset\r\nContent-Disposition: attachment; filename*=utf-8''b%C3%A4%00r.specialneurons\r\nContent-Transfer-Encoding: x-unknown\r\n\r\nabc\r\n")]
    [InlineData("Content-Type: ;;;;\r\nContent-Disposition: attachment; filename=\"boat.specialneurons\r\n\r\nabc\r\n")]
    [InlineData("Content-Type: message/rfc822\r\n\r\nContent-Type: message/rfc822\r\n\r\nContent-Type: multipart/mixed; boundary=part\r\n\r\n--part--\r\n")]
    [InlineData("Content-Type: message/partial; id=1; number=1; total=1000000\r\n\r\nabc\r\n")]
    [InlineData("Content-Type: message/external-body; access-type=local-file; name=\"/etc/passwd\"\r\n\r\n")]
    [InlineData("\0\0\0\u0001\u0002")]
    public async Task DamagedAndMaliciousPartsDoNotBreakTheIntake(string part)
    {
        await using var market = await TestMarket.CreateAsync(databases, Databases.Sqlite);
        var author = await market.PersonAsync("Ada");
        await TakeInAsync(market, Mail(author, Proof, "--part\r\n" + part));
        Assert.Single(await market.ReadAsync(db => db.ReceivedMails.ToListAsync(TestMarket.Stop)));
        Assert.All(await market.ReadAsync(db => db.Attempts.ToListAsync(TestMarket.Stop)), attempt => Assert.DoesNotContain('/', attempt.FileName));
    }

    [Theory]
    [InlineData("")]
    [InlineData("\r\n\r\n")]
    [InlineData("no header at all")]
    [InlineData("From: \r\n\r\n")]
    [InlineData("From: <>\r\n\r\n")]
    [InlineData("From: a@b, c@d\r\n\r\n")]
    [InlineData("From: =?utf-8?b?////?= <ada@people.test>\r\n\r\n")]
    [InlineData("From: undisclosed-recipients:;\r\n\r\n")]
    public async Task WhatIsNoMailIsIgnored(string text)
    {
        await using var market = await TestMarket.CreateAsync(databases, Databases.Sqlite);
        await TakeInAsync(market, Encoding.UTF8.GetBytes(text));
        Assert.Empty(await market.MailsAsync());
        Assert.Equal(0, await market.ReadAsync(db => db.Submissions.CountAsync(TestMarket.Stop)));
    }

    [Fact]
    public async Task RandomBytesNeverBreakTheIntake()
    {
        await using var market = await TestMarket.CreateAsync(databases, Databases.Sqlite);
        var author = await market.PersonAsync("Ada");
        var good = Mail(author, Proof, Attachment("boat.specialneurons", "AQID"));
        var random = new Random(20260304);
        for (var round = 0; round < 300; round++)
        {
            var bad = (byte[])good.Clone();
            for (var change = random.Next(1, 12); change > 0; change--)
                bad[random.Next(bad.Length)] = (byte)random.Next(256);
            await TakeInAsync(market, bad);
        }
    }

    private static async Task TakeInAsync(TestMarket market, byte[] mail)
    {
        var fetched = await MessageReader.ReadAsync(new MemoryStream(mail), MostBytes, TestMarket.Stop);
        await market.DoAsync<MailIntake>(intake => intake.TakeInAsync(fetched, TestMarket.Stop));
    }

    /// <summary>Whoever comes second may fail: the mail stays in its box then, and is looked at again.</summary>
    private static async Task TryTakeInAsync(TestMarket market, byte[] mail)
    {
        try
        {
            await TakeInAsync(market, mail);
        }
        catch (DbUpdateException)
        {
            // It stays in the mailbox.
        }
    }

    private static byte[] Mail(Account author, string headers, string parts, string text = "Hello.") => Encoding.Latin1.GetBytes(
        $"{headers}From: {author.DisplayName} <{author.Email}>\r\nTo: submit@market.test\r\nSubject: A patch\r\nMessage-ID: <{Guid.NewGuid():N}@people.test>\r\nMIME-Version: 1.0\r\n"
        + $"Content-Type: multipart/mixed; boundary=part\r\n\r\n--part\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n{text}\r\n{parts}--part--\r\n");

    private static string Attachment(string name, string base64) =>
        $"--part\r\nContent-Type: application/octet-stream\r\nContent-Disposition: attachment; filename=\"{name}\"\r\nContent-Transfer-Encoding: base64\r\n\r\n{base64}\r\n";
}
