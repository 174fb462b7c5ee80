using Microsoft.EntityFrameworkCore;
using Parity.Platform.Accounts;
using Parity.Platform.Accounts.Contract;
using Parity.Platform.Foundation;
using Parity.Platform.Programmes.Model;
using Parity.Platform.Storage;

namespace Parity.Platform.Programmes;

/// <summary>
/// What an organisation gave in kind as the records of cohorts themselves count it, beside what somebody noted: days in its rooms and
/// with its speakers, mentors of it who have or had a participant, places of assignments and who was matched with them. Nobody is named.
/// </summary>
public static class CountGiven
{
    public sealed record Request(OrganisationId Organisation);

    /// <param name="Cohort">Its title; null for what is offered to all.</param>
    /// <param name="Offered">How many the organisation offers or offered; null beside a cohort, as offers are for all.</param>
    public sealed record Line(OfferKind Kind, string? Cohort, int? Offered, int Used);

    public sealed class Handler(Store store, AccountsDoor accounts)
    {
        /// <returns>By kind: the whole first, then by cohort in the order in which they begin. A kind of which nothing was offered and nothing used is left out.</returns>
        public async Task<IReadOnlyList<Line>> HandleAsync(Request request, CancellationToken stop)
        {
            var mentors = (await accounts.AllAsync(stop)).Where(a => a.HoldsIn(Role.Mentor, request.Organisation)).Select(a => a.Id).ToList();
            return await store.ReadAsync<IReadOnlyList<Line>>(async records =>
            {
                var cohorts = await records.Set<Cohort>().OrderBy(c => c.StartsOn).ThenBy(c => c.Id).Select(c => new { c.Id, c.Title }).ToListAsync(stop);
                var offers = await records.Set<OfferInKind>().Where(o => o.Organisation == request.Organisation).ToListAsync(stop);
                var ids = offers.ConvertAll(o => o.Id);
                var uses = await records.Set<OfferUse>().Where(u => ids.Contains(u.Offer)).Select(u => u.Id).ToListAsync(stop);
                var days = await records.Set<CohortDay>().Where(d => d.CancelledAt == null && ((d.VenueUse != null && uses.Contains(d.VenueUse.Value)) || (d.SpeakerUse != null && uses.Contains(d.SpeakerUse.Value)))).ToListAsync(stop);
                var pairs = await (
                    from pair in records.Set<NamedMentor>()
                    join participant in records.Set<Participant>() on pair.Participant equals participant.Id
                    where mentors.Contains(pair.Mentor)
                    select new { pair.Mentor, participant.Cohort }).Distinct().ToListAsync(stop);
                var hosted = await records.Set<StretchOffer>().Where(o => o.Organisation == request.Organisation).ToListAsync(stop);
                var matched = await (
                    from assignment in records.Set<StretchAssignment>()
                    join offer in records.Set<StretchOffer>() on assignment.Offer equals offer.Id
                    join participant in records.Set<Participant>() on assignment.Participant equals participant.Id
                    where offer.Organisation == request.Organisation
                    select participant.Cohort).ToListAsync(stop);

                int OfferedOf(OfferKind kind) => offers.Where(o => o.Kind == kind).Sum(o => o.Amount);
                IEnumerable<Line> Of(OfferKind kind, int offered, int used, Func<CohortId, int> inCohort) => offered == 0 && used == 0 ? [] :
                    [new Line(kind, null, offered, used), .. cohorts.Select(c => new Line(kind, c.Title, null, inCohort(c.Id))).Where(l => l.Used > 0)];
                var rooms = days.FindAll(d => d.VenueUse is { } use && uses.Contains(use));
                var talks = days.FindAll(d => d.SpeakerUse is { } use && uses.Contains(use));
                return
                [
                    .. Of(OfferKind.Mentor, OfferedOf(OfferKind.Mentor), pairs.Select(p => p.Mentor).Distinct().Count(), c => pairs.Count(p => p.Cohort == c)),
                    .. Of(OfferKind.Venue, OfferedOf(OfferKind.Venue), rooms.Count, c => rooms.Count(d => d.Cohort == c)),
                    .. Of(OfferKind.Speaker, OfferedOf(OfferKind.Speaker), talks.Count, c => talks.Count(d => d.Cohort == c)),
                    .. Of(OfferKind.StretchAssignment, hosted.Sum(o => o.Places), matched.Count, c => matched.Count(m => m == c)),
                ];
            });
        }
    }
}
