using NeuralMarket.Market.Audit;
using NeuralMarket.Market.Submissions;

namespace NeuralMarket.Server.Api.Admin;

/// <summary>One entry of the audit log.</summary>
/// <param name="Id">Names it; ids sort by time.</param>
/// <param name="At">When.</param>
/// <param name="Actor">The account that acted; null when the market itself did.</param>
/// <param name="SubmissionId">The submission that it is about.</param>
/// <param name="Action">What happened, in camel case.</param>
/// <param name="FromState">The state before, for a transition.</param>
/// <param name="ToState">The state after, for a transition.</param>
/// <param name="Detail">A sentence.</param>
internal sealed record AuditDocument(
    Guid Id, DateTimeOffset At, Guid? Actor, Guid? SubmissionId, string Action, SubmissionState? FromState, SubmissionState? ToState, string Detail)
{
    public static AuditDocument From(AuditEntry entry) =>
        new(entry.Id, entry.At, entry.Actor, entry.SubmissionId, entry.Action, entry.FromState, entry.ToState, entry.Detail);
}
