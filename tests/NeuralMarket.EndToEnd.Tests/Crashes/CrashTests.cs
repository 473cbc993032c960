using System.Globalization;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using NeuralMarket.EndToEnd.Tests.Mail;
using NeuralMarket.EndToEnd.Tests.Markets;
using NeuralMarket.EndToEnd.Tests.Road;
using NeuralMarket.Market.Submissions;

namespace NeuralMarket.EndToEnd.Tests.Crashes;

/// <summary>
/// The server is killed (<c>kill -9</c>) again and again at random instants while fifty submissions travel. In the end each stands where it should, with
/// each transition once in the audit log, each mail once in somebody's mailbox, and each approved version once in the catalogue.
/// <c>NEURALMARKET_CRASH_SEED</c> repeats a run's choices.
/// </summary>
public abstract class CrashTests(MarketFixture market)
{
    private readonly MarketFixture _market = market.OrSkip();
    private const int Kills = 6;
    private static readonly TimeSpan LongestLife = TimeSpan.FromMilliseconds(2500);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);
    private readonly int _seed = Environment.GetEnvironmentVariable("NEURALMARKET_CRASH_SEED") is { Length: > 0 } given
        ? int.Parse(given, CultureInfo.InvariantCulture)
        : Random.Shared.Next();

    [Fact]
    public async Task NothingIsLostAndNothingIsDoneTwice()
    {
        TestContext.Current.TestOutputHelper?.WriteLine($"NEURALMARKET_CRASH_SEED={_seed}");
        var random = new Random(_seed);
        var plan = PlannedSubmission.Plan(random);
        using var author = await _market.CreatePersonAsync("Ada Author");
        using var reviewer = await _market.CreatePersonAsync("Rita Reviewer", "reviewer");

        using var over = CancellationTokenSource.CreateLinkedTokenSource(Travel.Stop);
        var reviewing = ReviewAsync(reviewer, plan, over.Token);
        var sending = SendAsync(author, plan);
        await KillAsync(random);
        var received = await sending;
        await UntilAllHaveArrivedAsync(received, plan);
        await over.CancelAsync();
        await reviewing;

        await AssertOnceAsync(received, plan);
    }

    private async Task KillAsync(Random random)
    {
        for (var kill = 0; kill < Kills; kill++)
        {
            await Task.Delay(LongestLife * random.NextDouble(), Travel.Stop);
            await _market.Server.KillAsync(Travel.Stop);
            await _market.Server.StartAsync(Travel.Stop);
        }
    }

    /// <summary>Sends them two at a time, each until it has a receipt: what an author's program does when a server does not answer.</summary>
    private async Task<IReadOnlyDictionary<int, Guid>> SendAsync(Person author, IReadOnlyList<PlannedSubmission> plan)
    {
        var options = new ParallelOptions { MaxDegreeOfParallelism = 2, CancellationToken = Travel.Stop };
        await Parallel.ForEachAsync(plan, options, async (planned, stop) =>
        {
            if (planned.ByMail)
                await MailAsync(author, planned);
            else
                await UploadAsync(author, planned, stop);
            await Task.Delay(TimeSpan.FromMilliseconds(200), stop);
        });
        var files = await Travel.UntilAsync(
            () => _market.InDatabaseAsync(db => db.Attempts.AsNoTracking().Select(row => new { row.FileName, row.SubmissionId }).ToListAsync(Travel.Stop)),
            rows => rows.Select(row => row.FileName).Distinct().Count() == plan.Count,
            "all submissions to be received");
        Assert.True(files.Count == plan.Count, $"Seed {_seed}: {files.Count} files were taken in.");
        return files.ToDictionary(row => plan.Single(planned => planned.FileName == row.FileName).Number, row => row.SubmissionId);
    }

    private Task MailAsync(Person author, PlannedSubmission planned) => _market.DeliverAsync(planned.IsProven
        ? Mails.Proven(author, "Which boat is it?", (planned.FileName, planned.Package))
        : Mails.Unproven("Somebody", $"stranger{planned.Number}@people.example", "Which boat is it?", (planned.FileName, planned.Package)));

    private static async Task UploadAsync(Person author, PlannedSubmission planned, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                await author.Submissions.SubmitAsync(planned.FileName, new MemoryStream(planned.Package), idempotencyKey: planned.FileName, cancellationToken: cancellationToken);
                return;
            }
            catch (Exception gone) when (gone is HttpRequestException or IOException or NeuralMarket.Client.CatalogueException)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(100), cancellationToken);
            }
        }
    }

    /// <summary>Approves what is to be approved as soon as it is in the queue, as often as it takes.</summary>
    private static async Task ReviewAsync(Person reviewer, IReadOnlyList<PlannedSubmission> plan, CancellationToken cancellationToken)
    {
        HashSet<string> approved = [.. plan.Where(planned => planned.IsApproved).Select(planned => planned.PatchId)];
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                var queue = JsonSerializer.Deserialize<JsonElement>(await reviewer.Http.GetStringAsync(new Uri("api/v1/review/queue", UriKind.Relative), CancellationToken.None));
                foreach (var item in queue.GetProperty("items").EnumerateArray().Where(item => approved.Contains(item.GetProperty("patchId").GetString()!)))
                    using (await reviewer.TryPostAsync($"api/v1/review/{item.GetProperty("id").GetGuid()}/decision", new { kind = "approve", reasons = Array.Empty<string>(), text = "" }))
                    {
                        // Whether it worked is seen in the queue.
                    }
            }
            catch (Exception gone) when (gone is HttpRequestException or IOException)
            {
                // The server is down for a moment.
            }

            await Task.Delay(TimeSpan.FromMilliseconds(100), CancellationToken.None);
        }
    }

    private async Task UntilAllHaveArrivedAsync(IReadOnlyDictionary<int, Guid> received, IReadOnlyList<PlannedSubmission> plan)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Travel.Stop);
        limit.CancelAfter(Patience);
        while (true)
        {
            var states = await _market.InDatabaseAsync(db => db.Submissions.AsNoTracking().ToDictionaryAsync(row => row.Id, row => row.State.ToString(), Travel.Stop));
            var unsent = await _market.InDatabaseAsync(db => db.OutgoingMails.CountAsync(row => row.SentAt == null, Travel.Stop));
            var unassigned = await _market.InDatabaseAsync(db => db.Submissions.CountAsync(row => row.WorkDueAt != null, Travel.Stop));
            var late = plan.Where(planned => states[received[planned.Number]] != planned.State).ToList();
            if (late.Count == 0 && unsent == 0 && unassigned == 0)
                return;
            Assert.False(
                limit.IsCancellationRequested,
                $"Seed {_seed}: {unsent} mails unsent, {unassigned} with work; {string.Join("; ", late.Select(planned => $"{planned.Number} stands at {states[received[planned.Number]]}, not at {planned.State}"))}");
            await Task.Delay(TimeSpan.FromMilliseconds(100), Travel.Stop);
        }
    }

    private async Task AssertOnceAsync(IReadOnlyDictionary<int, Guid> received, IReadOnlyList<PlannedSubmission> plan)
    {
        Assert.Equal(plan.Count, await _market.InDatabaseAsync(db => db.Submissions.CountAsync(Travel.Stop)));
        var audit = (await _market.InDatabaseAsync(db => db.AuditEntries.AsNoTracking().Where(row => row.FromState != null).ToListAsync(Travel.Stop))).ToLookup(row => row.SubmissionId);
        var mails = (await _market.InDatabaseAsync(db => db.OutgoingMails.AsNoTracking().Where(row => row.SubmissionId != null).ToListAsync(Travel.Stop))).ToLookup(row => row.SubmissionId);
        foreach (var planned in plan)
        {
            var id = received[planned.Number];
            Assert.True(
                audit[id].OrderBy(row => row.At).Select(row => row.Action).SequenceEqual(planned.Transitions),
                $"Seed {_seed}, submission {planned.Number}: {string.Join(", ", audit[id].OrderBy(row => row.At).Select(row => row.Action))}");
            Assert.True(
                mails[id].Select(row => row.UniqueKey.Split(':')[2]).Order().SequenceEqual(planned.Mails.Order()),
                $"Seed {_seed}, submission {planned.Number}: {string.Join(", ", mails[id].Select(row => row.UniqueKey))}");
            Assert.All(mails[id], mail => Assert.Equal(1, _market.MailsTo(mail.ToAddress).Count(sent => sent.MessageId!.StartsWith($"{mail.Id:N}@", StringComparison.Ordinal))));
        }

        var published = await _market.InDatabaseAsync(db => db.PublishedVersions.AsNoTracking().Select(row => row.PatchId).ToListAsync(Travel.Stop));
        Assert.Equal(plan.Where(planned => planned.IsApproved).Select(planned => planned.PatchId).Order(StringComparer.Ordinal), published.Order(StringComparer.Ordinal));
        Assert.Equal(mails.Sum(of => of.Count()), mails.SelectMany(of => of).Select(mail => mail.ToAddress).Distinct().Sum(address => _market.MailsTo(address).Count));
        Assert.Equal(0, await _market.InDatabaseAsync(db => db.Submissions.CountAsync(row => row.State == SubmissionState.Received, Travel.Stop)));
    }
}

[Collection(Name)]
public sealed class CrashOnSqliteTests(EmbeddedCrashMarket market) : CrashTests(market), IClassFixture<EmbeddedCrashMarket>
{
    /// <summary>One after the other: each keeps a machine of two cores busy.</summary>
    internal const string Name = "crashes";
}

[Collection(CrashOnSqliteTests.Name)]
public sealed class CrashOnPostgresTests(PostgresCrashMarket market) : CrashTests(market), IClassFixture<PostgresCrashMarket>;
