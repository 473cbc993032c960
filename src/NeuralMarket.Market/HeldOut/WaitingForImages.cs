using Microsoft.EntityFrameworkCore;
using NeuralMarket.Market.Storage;
using NeuralMarket.Market.Submissions;
using NeuralMarket.Market.Work;

namespace NeuralMarket.Market.HeldOut;

/// <summary>Submissions for whose test there were too few photos.</summary>
public sealed class WaitingForImages(MarketDb db, SubmissionRoad road, IWorkQueue work)
{
    /// <summary>All of them are tested again.</summary>
    public async Task WakeAsync(CancellationToken cancellationToken)
    {
        foreach (Submission submission in await db.Submissions.Where(row => row.State == SubmissionState.AwaitingImages).ToListAsync(cancellationToken))
        {
            road.Move(db, submission, SubmissionEvent.ImagesArrived, null, "Held-out images were added.");
            try
            {
                await db.SaveChangesAsync(cancellationToken);
                work.Wake(submission.Id);
            }
            catch (DbUpdateConcurrencyException)
            {
                // Its author took it back, or it goes on already.
                db.ChangeTracker.Entries().Where(entry => entry.State != EntityState.Unchanged).ToList().ForEach(entry => entry.State = EntityState.Detached);
            }
        }
    }
}
