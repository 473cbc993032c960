using NeuralMarket.EndToEnd.Tests.Markets;
using NeuralMarket.EndToEnd.Tests.Road;
using NeuralMarket.Testing;

namespace NeuralMarket.EndToEnd.Tests.Review;

/// <summary>A market with one reviewer, so that every submission is that reviewer's.</summary>
public sealed class ReviewMarket : EmbeddedMarket
{
    private readonly SemaphoreSlim _choosing = new(1);
    private Person? _reviewer;

    protected override bool ChangesPhotos => true;

    /// <summary>The one reviewer.</summary>
    public async Task<Person> ReviewerAsync()
    {
        await _choosing.WaitAsync(Travel.Stop);
        try
        {
            return _reviewer ??= await CreatePersonAsync("Rita Reviewer", "reviewer");
        }
        finally
        {
            _choosing.Release();
        }
    }

    /// <summary>Uploads a package of the demo world in its author's name, under an id of the author's own, and waits until the reviewer has it.</summary>
    public async Task<Guid> AwaitReviewAsync(Person author, string package, string id)
    {
        var reviewer = await ReviewerAsync();
        var submission = await author.UploadAsync(DemoPackages.Make(package, id, "1.0.0"));
        await author.WaitForAsync(submission, "awaitingReview");
        await Travel.UntilAsync(
            () => reviewer.GetAsync("api/v1/review/queue"),
            queue => queue.GetProperty("items").EnumerateArray().Any(item => item.GetProperty("id").GetGuid() == submission),
            "the submission to be assigned");
        return submission;
    }
}
