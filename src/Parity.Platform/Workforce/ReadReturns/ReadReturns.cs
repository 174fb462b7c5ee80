using Microsoft.EntityFrameworkCore;
using Parity.Platform.Foundation;
using Parity.Platform.Partnership;
using Parity.Platform.Storage;
using Parity.Platform.Workforce.Model;

namespace Parity.Platform.Workforce;

/// <summary>Lists an organisation's returns, newest first, or finds one of them. Another organisation's is not found.</summary>
public static class ReadReturns
{
    /// <param name="WithTakenIn">Also those of organisations that became part of this one: to be read, whatever is written stays with the organisation itself.</param>
    public sealed record Request(OrganisationId Organisation, ReturnId? One = null, bool WithTakenIn = false);

    /// <param name="Report">The document of its check, as JSON.</param>
    /// <param name="IsFollowed">A later version of its round was submitted.</param>
    public sealed record Listed(
        ReturnId Id, OrganisationId Organisation, RoundId Round, string Sha256, ReturnStatus Status, DateTimeOffset SubmittedAt, int Version, PersonId UploadedBy, PersonId SubmittedBy, PersonId? SignedOffBy, DateTimeOffset? SignedOffAt, string Report, long Bytes, DateTimeOffset? RowsDeletedAt,
        PersonId? SentBackBy, DateTimeOffset? SentBackAt, string? SentBackWhy, bool IsFollowed);

    public sealed class Handler(Store store)
    {
        public Task<List<Listed>> HandleAsync(Request request, CancellationToken stop) => store.ReadWithinAsync(request.Organisation, async records =>
        {
            List<OrganisationId> whose = [request.Organisation, .. request.WithTakenIn ? await PartnershipDoor.TakenInAsync(records, request.Organisation, stop) : []];
            return await records.Set<SubmittedReturn>()
                .Where(r => whose.Contains(r.Organisation) && (request.One == null || r.Id == request.One))
                .OrderByDescending(r => r.SubmittedAt).ThenByDescending(r => r.Version)
                .Select(r => new Listed(r.Id, r.Organisation, r.Round, r.Sha256, r.Status, r.SubmittedAt, r.Version, r.UploadedBy, r.SubmittedBy, r.SignedOffBy, r.SignedOffAt, r.Report, r.Bytes, r.RowsDeletedAt, r.SentBackBy, r.SentBackAt, r.SentBackWhy,
                    records.Set<SubmittedReturn>().Any(l => l.Round == r.Round && l.Organisation == r.Organisation && l.Version > r.Version && l.Status != ReturnStatus.Checked)))
                .ToListAsync(stop);
        }, stop);
    }
}
