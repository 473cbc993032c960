using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using MimeKit;
using NeuralMarket.EndToEnd.Tests.Mail;
using NeuralMarket.EndToEnd.Tests.Markets;
using NeuralMarket.Testing;

namespace NeuralMarket.EndToEnd.Tests.Road;

/// <summary>Packages that come by mail, on every stack.</summary>
public abstract partial class MailRoadTests(MarketFixture market)
{
    private readonly MarketFixture _market = market.OrSkip();
    private static int _patches;

    [Fact]
    public async Task AProvenSendersPackageIsTakenInAndReceiptAndResultAreMailed()
    {
        using var author = await _market.CreatePersonAsync("Ada Author");
        var mail = Mails.Proven(author, "Tells kinds of boat apart.", ("boat.specialneurons", NewBoat()));
        await _market.DeliverAsync(mail);

        var submission = await OnlySubmissionOfAsync(author);
        await author.WaitForAsync(submission, "awaitingReview");
        var receipt = await _market.WaitForMailAsync(author, "We have your package");
        Assert.Equal(mail.MessageId, receipt.InReplyTo);
        Assert.Equal("auto-replied", receipt.Headers[HeaderId.AutoSubmitted]);
        await _market.WaitForMailAsync(author, "waits for a reviewer");
    }

    [Fact]
    public async Task AnUnprovenSenderIsAskedAndTheLinkLetsTheSubmissionPass()
    {
        using var author = await _market.CreatePersonAsync("Ada Author");
        await _market.DeliverAsync(Mails.Unproven(author.Name, author.Email, "It was me.", ("boat.specialneurons", NewBoat())));

        var submission = await OnlySubmissionOfAsync(author);
        await author.WaitForAsync(submission, "awaitingConfirmation");
        var question = await _market.WaitForMailAsync(author, "Please confirm your submission");
        Assert.Single(_market.MailsTo(author.Email)); // And nothing else: it may not have been the author who wrote.

        await ConfirmAsync(author, submission, question);
        await author.WaitForAsync(submission, "awaitingReview");
    }

    [Fact]
    public async Task AStrangersFirstMailMakesAnAccountThatWaitsForItsOwnersWord()
    {
        var address = string.Create(CultureInfo.InvariantCulture, $"stranger{Interlocked.Increment(ref _patches)}@elsewhere.example");
        await _market.DeliverAsync(Mails.Unproven("Stella Stranger", address, "Hello.", ("boat.specialneurons", NewBoat())));

        var accounts = await Travel.UntilAsync(
            () => _market.InDatabaseAsync(db => db.Users.AsNoTracking().Where(row => row.Email == address).ToListAsync(Travel.Stop)), rows => rows.Count == 1, "the account");
        Assert.False(accounts[0].EmailConfirmed);
        await Travel.UntilAsync(() => Task.FromResult(_market.MailsTo(address)), mails => mails.Count == 1, "the question");
    }

    [Fact]
    public async Task EveryAttachmentOfAMailIsASubmissionOfItsOwn()
    {
        using var author = await _market.CreatePersonAsync("Ada Author");
        await _market.DeliverAsync(Mails.Proven(
            author, "Three.", ("one.specialneurons", NewBoat()), ("two.specialneurons", DemoPackages.Read("fruit-basket-1.0.0")), ("three.SPECIALNEURONS", NewBoat()), ("notes.txt", [1, 2, 3])));

        var submissions = await SubmissionsOfAsync(author, 3);
        Assert.Equal(["one.specialneurons", "three.SPECIALNEURONS", "two.specialneurons"], submissions.Select(row => row.FileName).Order(StringComparer.Ordinal));
        await author.WaitForAsync(submissions.Single(row => row.FileName == "two.specialneurons").Id, "invalid");
        await author.WaitForAsync(submissions.Single(row => row.FileName == "one.specialneurons").Id, "awaitingReview");
        await author.WaitForAsync(submissions.Single(row => row.FileName == "three.SPECIALNEURONS").Id, "awaitingReview");
    }

    [Fact]
    public async Task AMailWithoutAPackageIsAnswered()
    {
        using var author = await _market.CreatePersonAsync("Ada Author");
        await _market.DeliverAsync(Mails.Proven(author, "Where is it?", ("boat.zip", [1, 2, 3])));
        await _market.WaitForMailAsync(author, "There was no package in your mail");
    }

    [Fact]
    public async Task TheSameMailTwiceIsTakenInOnce()
    {
        using var author = await _market.CreatePersonAsync("Ada Author");
        var mail = Mails.Proven(author, "Twice.", ("boat.specialneurons", NewBoat()));
        await _market.DeliverAsync(mail);
        await _market.DeliverAsync(mail);
        var last = Mails.Proven(author, "Without a package, and the last.");
        await _market.DeliverAsync(last);

        await _market.WaitForMailAsync(author, "There was no package in your mail");
        var submission = await OnlySubmissionOfAsync(author);
        await author.WaitForAsync(submission, "awaitingReview");
        await _market.WaitForMailAsync(author, "waits for a reviewer");
        Assert.Equal(3, _market.MailsTo(author.Email).Count); // receipt, no package, waits for a reviewer
    }

    [Fact]
    public async Task WhatMachinesWriteIsNotAnswered()
    {
        using var author = await _market.CreatePersonAsync("Ada Author");
        foreach (var (header, value) in ((string, string)[])[("Auto-Submitted", "auto-replied"), ("Precedence", "bulk"), ("List-Id", "<patches.example>"), ("Return-Path", "<>")])
        {
            var mail = Mails.Proven(author, "I am on holiday.", ("boat.specialneurons", NewBoat()));
            mail.Headers.Add(header, value);
            await _market.DeliverAsync(mail);
        }

        var bounce = Mails.Proven(author, "Your mail could not be delivered.");
        bounce.Body = new MultipartReport("delivery-status", new TextPart("plain") { Text = "550" });
        await _market.DeliverAsync(bounce);
        await _market.DeliverAsync(Mails.Proven(author, "A person writes, without a package."));

        await _market.WaitForMailAsync(author, "There was no package in your mail");
        Assert.Single(_market.MailsTo(author.Email));
        Assert.Empty(await _market.InDatabaseAsync(db => db.Submissions.Where(row => row.AuthorId == author.AccountId).ToListAsync(Travel.Stop)));
    }

    [Fact]
    public async Task AFileThatIsTooLargeIsAnsweredAndNotKept()
    {
        using var author = await _market.CreatePersonAsync("Ada Author");
        await _market.DeliverAsync(Mails.Proven(author, "A large one.", ("large.specialneurons", new byte[(40 * 1024 * 1024) + 1])));
        var answer = await _market.WaitForMailAsync(author, "Your file could not be taken in");
        Assert.Contains("40 MiB", answer.TextBody, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TheAnswerToAMailAboutFindingsIsTheNextAttempt()
    {
        using var author = await _market.CreatePersonAsync("Ada Author");
        await _market.DeliverAsync(Mails.Proven(author, "Fruit!", ("fruit.specialneurons", DemoPackages.Read("fruit-basket-1.0.0"))));
        var submission = await OnlySubmissionOfAsync(author);
        var findings = await _market.WaitForMailAsync(author, "please mend the package");

        var answer = Mails.Proven(author, "> please mend it\nMended.", ("fruit.specialneurons", NewBoat()));
        answer.InReplyTo = findings.MessageId;
        await _market.DeliverAsync(answer);
        await Travel.UntilAsync(() => author.LookAsync(submission), now => now.GetProperty("attempts").GetArrayLength() == 2, "the second attempt");
        await author.WaitForAsync(submission, "awaitingReview");
    }

    /// <summary>Opens the mailed link and presses the page's button, as a browser without script does.</summary>
    private async Task ConfirmAsync(Person author, Guid submission, MimeMessage question)
    {
        var link = new Uri(Link().Match(question.TextBody!).Value);
        Assert.StartsWith(_market.Address.ToString(), link.AbsoluteUri, StringComparison.Ordinal);
        using var http = new HttpClient();
        var page = await http.GetStringAsync(link, Travel.Stop);
        Assert.Equal("awaitingConfirmation", (await author.LookAsync(submission)).GetProperty("state").GetString()); // Opening it changes nothing.
        using var form = new FormUrlEncodedContent([new("__RequestVerificationToken", FormToken().Match(page).Groups[1].Value)]);
        using var answer = await http.PostAsync(link, form, Travel.Stop);
        Assert.True(answer.IsSuccessStatusCode, $"{(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync(Travel.Stop)}");
    }

    private async Task<Guid> OnlySubmissionOfAsync(Person author) => Assert.Single(await SubmissionsOfAsync(author, 1)).Id;

    private static async Task<IReadOnlyList<(Guid Id, string FileName)>> SubmissionsOfAsync(Person author, int count)
    {
        var page = await Travel.UntilAsync(() => author.GetAsync("api/v1/submissions"), rows => rows.GetProperty("items").GetArrayLength() >= count, $"{count} submissions");
        return [.. page.GetProperty("items").EnumerateArray().Select(item => (item.GetProperty("id").GetGuid(), item.GetProperty("fileName").GetString()!))];
    }

    private static byte[] NewBoat() => DemoPackages.Make("which-boat-1.0.0", string.Create(CultureInfo.InvariantCulture, $"mailed-boat-{Interlocked.Increment(ref _patches)}"), "1.0.0");

    [GeneratedRegex(@"http\S+/confirm/\S+")]
    private static partial Regex Link();

    [GeneratedRegex("name=\"__RequestVerificationToken\"[^>]*value=\"([^\"]+)\"")]
    private static partial Regex FormToken();
}

[Collection(OnEmbeddedMarket.Name)]
public sealed class MailRoadOnEmbeddedMarketTests(EmbeddedMarket market) : MailRoadTests(market);

[Collection(OnServiceMarket.Name)]
public sealed class MailRoadOnServiceMarketTests(ServiceMarket market) : MailRoadTests(market);
