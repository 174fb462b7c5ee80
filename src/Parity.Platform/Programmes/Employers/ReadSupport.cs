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
                var pledges = (await records.Set<Pledge>().Where(p => p.FromOn <= today && (p.UntilOn == null || p.UntilOn >= today)).OrderBy(p => p.FromOn).ThenBy(p => p.Id).ToListAsync(stop)).ToLookup(p => p.Organisation);
                var offers = (await records.Set<OfferInKind>().OrderBy(o => o.OfferedAt).ToListAsync(stop)).ToLookup(o => o.Organisation);
                var used = (await records.Set<OfferUse>().ToListAsync(stop)).ToLookup(u => u.Offer, u => u.Amount);
                var paid = (await records.Set<Payment>().ToListAsync(stop)).ToLookup(p => p.Organisation, p => p.Pence);
                var promised = (await records.Set<PromisedSum>().Where(p => p.EndedAt == null).ToListAsync(stop)).ToLookup(p => p.Organisation, p => p.Pence);
                var nominated = (await records.Set<Nomination>().Where(n => n.WithdrawnAt == null).Select(n => n.Organisation).ToListAsync(stop)).ToLookup(o => o);
                var places = (await records.Set<Participant>().Where(p => p.Employer != null).Select(p => p.Employer!.Value).ToListAsync(stop)).ToLookup(o => o);
                var reviews = (await records.Set<StrategyReview>().OrderBy(r => r.ReviewedOn).ToListAsync(stop)).ToLookup(r => r.Organisation);
                return organisations.ConvertAll(o => new Employer(
                    o.Id, o.Name, pledges[o.Id].LastOrDefault()?.Promise, pledges[o.Id].LastOrDefault()?.WaivesApproval is true,
                    [.. offers[o.Id].Select(offer => new Offered(offer.Id, offer.Kind, offer.Amount, used[offer.Id].Sum(), offer.Note, offer.EndedAt is null))],
                    (pledges[o.Id].LastOrDefault()?.Pence ?? 0) + promised[o.Id].Sum(), paid[o.Id].Sum(), nominated[o.Id].Count(), places[o.Id].Count(), reviews[o.Id].LastOrDefault()?.ReviewedOn, reviews[o.Id].Any(r => r.Improved)));
            });
        }
    }
}

/// <summary>What was promised and paid in money, by cohort and by what it is for, and the sums that are promised now.</summary>
public static class ReadMoney
{
    /// <param name="Cohort">Its title; null for what is for no single cohort.</param>
    public sealed record Line(string? Cohort, PaymentKind Kind, long PencePromised, long PencePaid);

    public sealed record Promise(Guid Id, string Organisation, string? Cohort, PaymentKind Kind, long Pence, DateOnly On);

    /// <param name="PencePledged">What pledges in force name, for nothing in particular: it is in no line.</param>
    public sealed record Money(IReadOnlyList<Line> Lines, IReadOnlyList<Promise> Promises, long PencePledged);

    public sealed class Handler(Store store, PartnershipDoor partnership, TimeProvider clock)
    {
        public async Task<Money> HandleAsync(CancellationToken stop)
        {
            // An organisation that is gone may have promised and paid before.
            var names = (await partnership.EverAsync(stop)).ToDictionary(o => o.Partner.Id, o => o.Partner.Name);
            var today = London.Today(clock);
            return await store.ReadAsync(async records =>
            {
                var cohorts = await records.Set<Cohort>().OrderBy(c => c.StartsOn).ThenBy(c => c.Id).Select(c => new { c.Id, c.Title }).ToListAsync(stop);
                var payments = await records.Set<Payment>().ToListAsync(stop);
                var promises = await records.Set<PromisedSum>().Where(p => p.EndedAt == null).OrderBy(p => p.PromisedOn).ThenBy(p => p.Id).ToListAsync(stop);
                var pledges = await records.Set<Pledge>().Where(p => p.FromOn <= today && (p.UntilOn == null || p.UntilOn >= today)).OrderBy(p => p.FromOn).ThenBy(p => p.Id).ToListAsync(stop);
                string? TitleOf(CohortId? cohort) => cohorts.Find(c => c.Id == cohort)?.Title;
                return new Money(
                    [.. payments.Select(p => (p.Cohort, p.Kind)).Concat(promises.Select(p => (p.Cohort, p.Kind))).Distinct().OrderBy(k => cohorts.FindIndex(c => c.Id == k.Cohort)).ThenBy(k => k.Kind).Select(key => new Line(
                        TitleOf(key.Cohort), key.Kind, promises.Where(p => (p.Cohort, p.Kind) == key).Sum(p => p.Pence), payments.Where(p => (p.Cohort, p.Kind) == key).Sum(p => p.Pence)))],
                    promises.ConvertAll(p => new Promise(p.Id, names.GetValueOrDefault(p.Organisation, "an organisation"), TitleOf(p.Cohort), p.Kind, p.Pence, p.PromisedOn)),
                    pledges.GroupBy(p => p.Organisation).Sum(g => g.Last().Pence ?? 0));
            });
        }
    }
}
