using Microsoft.EntityFrameworkCore;
using Parity.Platform.Foundation;
using Parity.Platform.Programmes.Model;
using Parity.Platform.Storage;

namespace Parity.Platform.Programmes;

/// <summary>
/// What employers paid, promised and lent goes six years after it was over: a payment after its day, a promise after it was
/// taken back, both not before the cohort they are for has been over for as long; an offer, with its uses, after it ended
/// and was last used. What still holds stays.
/// </summary>
public static class ForgetSupport
{
    public sealed record Outcome(int Sums, int Offers);

    public sealed class Handler(Store store, TimeProvider clock)
    {
        private const int AtOnce = 200;

        public Task<Outcome> HandleAsync(CancellationToken stop)
        {
            var today = London.Today(clock);
            var policy = ParticipationPolicy.InForceOn(today);
            var before = today.AddYears(-policy.SupportKeptYears);
            var beforeThen = London.At(before, TimeOnly.MinValue);
            return store.WriteAsync(new Change(new Actor.TheSystem("retention"), ChangeKind.SupportForgotten, $"what employers gave by {policy.Name}"), async records =>
            {
                var paid = await records.Set<Payment>().Where(p => p.PaidOn < before && (p.Cohort == null || records.Set<Cohort>().Any(c => c.Id == p.Cohort && c.EndsOn < before))).OrderBy(p => p.Id).Take(AtOnce).ToListAsync(stop);
                var promised = await records.Set<PromisedSum>().Where(p => p.PromisedOn < before && (p.Cohort == null ? p.EndedAt < beforeThen
                    : records.Set<Cohort>().Any(c => c.Id == p.Cohort && c.EndsOn < before) && (p.EndedAt == null || p.EndedAt < beforeThen))).OrderBy(p => p.Id).Take(AtOnce).ToListAsync(stop);
                var offers = await records.Set<OfferInKind>().Where(o => o.EndedAt < beforeThen && !records.Set<OfferUse>().Any(u => u.Offer == o.Id && u.UsedOn >= before)).OrderBy(o => o.Id).Take(AtOnce).ToListAsync(stop);
                var ids = offers.ConvertAll(o => o.Id);
                records.RemoveRange(await records.Set<OfferUse>().Where(u => ids.Contains(u.Offer)).ToListAsync(stop));
                records.RemoveRange(offers);
                records.RemoveRange(promised);
                records.RemoveRange(paid);
                return new Outcome(paid.Count + promised.Count, offers.Count);
            }, stop);
        }
    }
}
