using Microsoft.EntityFrameworkCore;
using Parity.Platform.Foundation;
using Parity.Platform.Programmes.Model;
using Parity.Platform.Storage;

namespace Parity.Platform.Programmes;

/// <summary>
/// What an organisation promised and gave, in money and in kind, by cohort where the ledger names one, and the places of the
/// cohorts that it supported. Nobody is in it: what was written beside an offer, a use or a payment may name somebody, and
/// is left out.
/// </summary>
public static class ReadStatement
{
    public sealed record Request(OrganisationId Organisation);

    /// <summary>What was promised beside the pledge, and what was paid, for one thing and one cohort.</summary>
    /// <param name="Cohort">Its title; null where the ledger names no single cohort.</param>
    /// <param name="LastOn">When it was last paid; null where it was not.</param>
    public sealed record Sums(PaymentKind Kind, string? Cohort, long Promised, long Pence, DateOnly? LastOn);

    public sealed record Offered(OfferKind Kind, int Amount);

    /// <param name="Cohort">Its title; null where the ledger names no single cohort.</param>
    public sealed record Used(OfferKind Kind, string? Cohort, int Amount, DateOnly LastOn);

    /// <param name="Places">How many it was made with.</param>
    public sealed record Supported(CohortId Id, string Title, int Places);

    /// <param name="PencePledged">What the pledge in force names, for nothing in particular.</param>
    /// <param name="Supported">Cohorts for which it promised or paid money, or for which something of it was used, in the order in which they begin.</param>
    public sealed record Statement(
        long PencePledged, IReadOnlyList<Sums> Money, IReadOnlyList<Offered> Promised, IReadOnlyList<Used> Lent, IReadOnlyList<Supported> Supported, IReadOnlyList<(DateOnly On, bool Improved)> Reviews)
    {
        public long PencePromised => PencePledged + Money.Sum(p => p.Promised);

        public long PenceGiven => Money.Sum(p => p.Pence);
    }

    public sealed class Handler(Store store, TimeProvider clock)
    {
        public Task<Statement> HandleAsync(Request request, CancellationToken stop) => store.ReadWithinAsync(request.Organisation, async records =>
        {
            var today = London.Today(clock);
            var pledge = await records.Set<Pledge>().Where(p => p.Organisation == request.Organisation && p.FromOn <= today && (p.UntilOn == null || p.UntilOn >= today)).OrderBy(p => p.FromOn).ThenBy(p => p.Id).LastOrDefaultAsync(stop);
            var payments = await records.Set<Payment>().Where(p => p.Organisation == request.Organisation).ToListAsync(stop);
            var promises = await records.Set<PromisedSum>().Where(p => p.Organisation == request.Organisation && p.EndedAt == null).ToListAsync(stop);
            var offers = await records.Set<OfferInKind>().Where(o => o.Organisation == request.Organisation).ToDictionaryAsync(o => o.Id, o => (o.Kind, o.Amount), stop);
            var uses = await records.Set<OfferUse>().Where(u => records.Set<OfferInKind>().Any(o => o.Id == u.Offer && o.Organisation == request.Organisation)).ToListAsync(stop);
            var reviews = await records.Set<StrategyReview>().Where(r => r.Organisation == request.Organisation).OrderBy(r => r.ReviewedOn).Select(r => new { r.ReviewedOn, r.Improved }).ToListAsync(stop);
            var named = payments.Select(p => p.Cohort).Concat(promises.Select(p => p.Cohort)).Concat(uses.Select(u => u.Cohort)).OfType<CohortId>().ToHashSet();
            var cohorts = (await records.Set<Cohort>().OrderBy(c => c.StartsOn).ThenBy(c => c.Id).ToListAsync(stop)).FindAll(c => named.Contains(c.Id));
            string? TitleOf(CohortId? cohort) => cohorts.Find(c => c.Id == cohort)?.Title;
            int PlaceOf(CohortId? cohort) => cohorts.FindIndex(c => c.Id == cohort);
            return new Statement(
                pledge?.Pence ?? 0,
                [.. payments.Select(p => (p.Kind, p.Cohort)).Concat(promises.Select(p => (p.Kind, p.Cohort))).Distinct().OrderBy(k => k.Kind).ThenBy(k => PlaceOf(k.Cohort)).Select(key => new Sums(
                    key.Kind, TitleOf(key.Cohort), promises.Where(p => (p.Kind, p.Cohort) == key).Sum(p => p.Pence), payments.Where(p => (p.Kind, p.Cohort) == key).Sum(p => p.Pence),
                    payments.Where(p => (p.Kind, p.Cohort) == key).Max(p => (DateOnly?)p.PaidOn)))],
                [.. offers.Values.GroupBy(o => o.Kind).OrderBy(g => g.Key).Select(g => new Offered(g.Key, g.Sum(o => o.Amount)))],
                [.. uses.GroupBy(u => (offers[u.Offer].Kind, u.Cohort)).OrderBy(g => g.Key.Kind).ThenBy(g => PlaceOf(g.Key.Cohort)).Select(g => new Used(g.Key.Kind, TitleOf(g.Key.Cohort), g.Sum(u => u.Amount), g.Max(u => u.UsedOn)))],
                cohorts.ConvertAll(c => new Supported(c.Id, c.Title, c.Places)), reviews.ConvertAll(r => (r.ReviewedOn, r.Improved)));
        }, stop);
    }
}
