using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using NeuralMarket.Market.Accounts;
using NeuralMarket.Market.Storage;
using NeuralMarket.Server.Access;

namespace NeuralMarket.Server.Portal.Display;

/// <summary>How many submissions wait for the reader's decision, for the top bar.</summary>
public sealed class ReviewCount(MarketDb db)
{
    /// <summary>Absent for people who review nothing.</summary>
    public async Task<int?> OfAsync(ClaimsPrincipal reader, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(reader);
        if (!reader.IsInRole(Roles.Reviewer))
            return null;
        var id = reader.AccountId();
        return await db.Assignments.CountAsync(row => row.ReviewerId == id && row.ClosedAt == null, cancellationToken);
    }
}
