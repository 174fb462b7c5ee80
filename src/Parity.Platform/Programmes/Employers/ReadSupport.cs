using Microsoft.EntityFrameworkCore;
using Parity.Platform.Foundation;
using Parity.Platform.Partnership;
using Parity.Platform.Programmes.Model;
using Parity.Platform.Programmes.Rules;
using Parity.Platform.Storage;

namespace Parity.Platform.Programmes;

/// <summary>What every employer promised, lent, paid and did, for the programme's team: offers beside their use.</summary>
public static class ReadSupport
{
    public sealed record Offered(Guid Id, OfferKind Kind, int Amount, int Used, string Note, bool IsOpen);

    /// <param name="Places">People of it who have or had a place.</param>
    /// <param name="Nominated">People it put forward.</param>
    public sealed record Employer(
        OrganisationId Organisation, string Name, string? Promise, bool WaivesApproval, IReadOnlyList<Offered> Offers, long PencePromised, long PencePaid, int Nominated, int Places, DateOnly? StrategyReviewedOn, bool StrategyImproved)
    {
        public bool HasPledged => Promise is not null;
    }

    public sealed class Handler(Store store, PartnershipDoor partnership, TimeProvider clock)
    {
        /// <returns>By name.</returns>
        public async Task<IReadOnlyList<Employer>> HandleAsync(CancellationToken stop)
        {
            var organisations = await partnership.AllAsync(stop);
            var today = London.Today(clock);
            return await store.ReadAsync<IReadOnlyList<Employer>>(async records =>
            {
                var pledges = (await records.Set<Pledge>().Where(p => p.FromOn <= today && (p.UntilOn == null || p.UntilOn >= today)).ToListAsync(stop)).ToLookup(p => p.Organisation);
                var offers = (await records.Set<OfferInKind>().OrderBy(o => o.OfferedAt).ToListAsync(stop)).ToLookup(o => o.Organisation);
                var used = (await records.Set<OfferUse>().ToListAsync(stop)).ToLookup(u => u.Offer, u => u.Amount);
                var paid = (await records.Set<Payment>().ToListAsync(stop)).ToLookup(p => p.Organisation, p => p.Pence);
                var nominated = (await records.Set<Nomination>().Where(n => n.WithdrawnAt == null).Select(n => n.Organisation).ToListAsync(stop)).ToLookup(o => o);
                var places = (await records.Set<Participant>().Where(p => p.Employer != null).Select(p => p.Employer!.Value).ToListAsync(stop)).ToLookup(o => o);
                var reviews = (await records.Set<StrategyReview>().OrderBy(r => r.ReviewedOn).ToListAsync(stop)).ToLookup(r => r.Organisation);
                return organisations.ConvertAll(o => new Employer(
                    o.Id, o.Name, pledges[o.Id].LastOrDefault()?.Promise, pledges[o.Id].LastOrDefault()?.WaivesApproval is true,
                    [.. offers[o.Id].Select(offer => new Offered(offer.Id, offer.Kind, offer.Amount, used[offer.Id].Sum(), offer.Note, offer.EndedAt is null))],
                    pledges[o.Id].Sum(p => p.Pence ?? 0), paid[o.Id].Sum(), nominated[o.Id].Count(), places[o.Id].Count(), reviews[o.Id].LastOrDefault()?.ReviewedOn, reviews[o.Id].Any(r => r.Improved)));
            });
        }
    }
}
