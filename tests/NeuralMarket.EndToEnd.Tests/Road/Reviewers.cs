using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using NeuralMarket.EndToEnd.Tests.Markets;

namespace NeuralMarket.EndToEnd.Tests.Road;

/// <summary>Two reviewers a market, so that an appeal finds another one; and who of them has what.</summary>
internal static class Reviewers
{
    private static readonly ConditionalWeakTable<MarketFixture, Task<Person[]>> Hired = [];

    /// <summary>The reviewer to whom a submission is assigned.</summary>
    public static async Task<Person> OfAsync(MarketFixture market, Person author, Guid submission)
    {
        await author.WaitForAsync(submission, "awaitingReview");
        var reviewer = await Travel.UntilAsync(
            () => market.InDatabaseAsync(db => db.Assignments.Where(row => row.SubmissionId == submission && row.ClosedAt == null)
                .Select(row => (Guid?)row.ReviewerId).SingleOrDefaultAsync(Travel.Stop)),
            found => found is not null,
            "the submission to be assigned");
        return await market.OpenPersonAsync(reviewer!.Value);
    }

    /// <summary>Makes their accounts, once a market.</summary>
    public static Task HireAsync(MarketFixture market) => Hired.GetValue(market, CreateAsync);

    private static async Task<Person[]> CreateAsync(MarketFixture market) =>
        [await market.CreatePersonAsync("Rita Reviewer", "reviewer"), await market.CreatePersonAsync("Rolf Reviewer", "reviewer")];
}
