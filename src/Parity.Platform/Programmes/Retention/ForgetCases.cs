using Microsoft.EntityFrameworkCore;
using Parity.Platform.Foundation;
using Parity.Platform.Programmes.Model;
using Parity.Platform.Storage;

namespace Parity.Platform.Programmes;

/// <summary>
/// Why a programme was for one group goes, with the records of due regard beside it, six years after the case and every
/// cohort that rests on it were over and the last record of due regard was written; a case that nobody has ended stays.
/// Reviews of employers' strategies go six years after they were held and noted.
/// </summary>
public static class ForgetCases
{
    public sealed record Outcome(int Cases, int DueRegards, int StrategyReviews);

    public sealed class Handler(Store store, TimeProvider clock)
    {
        private const int AtOnce = 200;

        public Task<Outcome> HandleAsync(CancellationToken stop)
        {
            var today = London.Today(clock);
            var policy = ProgrammePolicy.InForceOn(today);
            return store.WriteAsync(new Change(new Actor.TheSystem("retention"), ChangeKind.CaseForgotten, $"positive-action cases and reviews of strategies by {policy.Name}"), async records =>
            {
                var (cases, regards) = await CasesAsync(records, today.AddYears(-policy.CasesKeptYears), stop);
                return new Outcome(cases, regards, await StrategiesAsync(records, today.AddYears(-policy.StrategyReviewsKeptYears), stop));
            }, stop);
        }

        private static async Task<(int Cases, int DueRegards)> CasesAsync(Records records, DateOnly before, CancellationToken stop)
        {
            var beforeThen = London.At(before, TimeOnly.MinValue);
            var old = await records.Set<ActionCase>().Where(c => c.Owner != null && c.EndedAt < beforeThen && !records.Set<Cohort>().Any(o => o.ActionCase == c.Id && o.EndsOn >= before)
                && !records.Set<DueRegard>().Any(r => r.ActionCase == c.Id && r.RecordedAt >= beforeThen)).OrderBy(c => c.Id).Take(AtOnce).ToListAsync(stop);
            var ids = old.ConvertAll(c => c.Id);
            var named = await records.Set<Cohort>().Where(o => ids.Contains(o.ActionCase)).Select(o => o.ActionCase).Distinct().ToListAsync(stop);
            var regards = await records.Set<DueRegard>().Where(r => ids.Contains(r.ActionCase)).ToListAsync(stop);
            records.RemoveRange(regards);
            records.RemoveRange(await records.Set<CaseReview>().Where(r => ids.Contains(r.ActionCase)).ToListAsync(stop));
            records.RemoveRange(await records.Set<CaseVersion>().Where(v => ids.Contains(v.ActionCase)).ToListAsync(stop));
            records.RemoveRange(await records.Set<EmployerBasis>().Where(b => ids.Contains(b.ActionCase)).ToListAsync(stop));
            foreach (var one in old)
            {
                if (named.Contains(one.Id)) one.Forget();
                else records.Remove(one);
            }

            return (old.Count, regards.Count);
        }

        private static async Task<int> StrategiesAsync(Records records, DateOnly before, CancellationToken stop)
        {
            var beforeThen = London.At(before, TimeOnly.MinValue);
            var old = await records.Set<StrategyReview>().Where(r => r.ReviewedOn < before && r.NotedAt < beforeThen).OrderBy(r => r.Id).Take(AtOnce).ToListAsync(stop);
            records.RemoveRange(old);
            return old.Count;
        }
    }
}
