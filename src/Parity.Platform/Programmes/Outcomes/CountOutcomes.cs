using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Parity.Platform.Foundation;
using Parity.Platform.Programmes.Model;
using Parity.Platform.Storage;

namespace Parity.Platform.Programmes;

/// <summary>Counts, once a quarter is over, what programmes led to by its end, and keeps what may be told of it. It can be run twice.</summary>
public static class CountOutcomes
{
    /// <param name="AsAt">The end of the quarter that was counted now; null where it had been.</param>
    public sealed record Outcome(DateOnly? AsAt);

    public sealed class Handler(Store store, TimeProvider clock)
    {
        public async Task<Outcome> HandleAsync(CancellationToken stop)
        {
            var today = London.Today(clock);
            var policy = ParticipationPolicy.InForceOn(today);
            var asAt = policy.CountedTo(today);
            if (await store.ReadAsync(records => CountAsync(records, asAt, policy, stop)) is not { } counted) return new(null);
            return await store.WriteAsync(new Change(new Actor.TheSystem("outcomes"), ChangeKind.OutcomesCounted, string.Create(CultureInfo.InvariantCulture, $"what programmes led to is counted as at {asAt:yyyy-MM-dd}")), async records =>
            {
                // Another node may have done it meanwhile.
                if (await IsCountedAsync(records, asAt, stop)) return new Outcome(null);
                records.Add(ToldOutcomes.Of(counted, store.Key, clock));
                return new Outcome(asAt);
            }, stop);
        }

        private async Task<QuarterLedger?> CountAsync(Records records, DateOnly asAt, ParticipationPolicy policy, CancellationToken stop) =>
            await IsCountedAsync(records, asAt, stop) ? null : (await OutcomeCount.OfAsync(records, store.Key, asAt, policy, await ToldOutcomes.UntilAsync(records, store.Key, asAt, stop), stop)).Ledger(asAt);

        private static Task<bool> IsCountedAsync(Records records, DateOnly asAt, CancellationToken stop) => records.Set<ToldOutcomes>().AnyAsync(t => t.AsAt == asAt, stop);
    }
}
