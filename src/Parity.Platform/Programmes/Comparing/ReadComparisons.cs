using Microsoft.EntityFrameworkCore;
using Parity.Platform.Foundation;
using Parity.Platform.Programmes.Model;
using Parity.Platform.Storage;
using Parity.Platform.Workforce;

namespace Parity.Platform.Programmes;

/// <summary>On what comparisons rest, which rounds could be compared, and what was found, released.</summary>
public static class ReadComparisons
{
    public sealed record Request(PersonId By);

    /// <param name="Holds">Not ended, and its review is not overdue.</param>
    public sealed record Grounds(
        ComparisonGroundsId Id, string Purpose, ComparisonBasis Basis, ComparisonCondition Condition, string Assessment, string ApprovedBy, DateOnly ApprovedOn, DateOnly ReviewOn,
        PersonId RecordedBy, DateTimeOffset RecordedAt, DateTimeOffset? EndedAt, IReadOnlyList<OrganisationId> Agreed, bool Holds);

    /// <param name="Read">Organisations whose rows were read.</param>
    /// <param name="Gone">Organisations with participants that agreed, and whose rows were gone or named nobody.</param>
    public sealed record Result(
        ComparisonId Id, Grounds Grounds, DateOnly PeriodFrom, DateOnly PeriodUntil, DateOnly AsAt, int Ratio, double Caliper, long Seed, PersonId MadeBy, DateTimeOffset MadeAt,
        ComparedFigures Figures, IReadOnlyList<OrganisationId> Read, IReadOnlyList<OrganisationId> Gone);

    /// <param name="UseRefused">The inventory does not give the purpose: no counts were opened.</param>
    public sealed record Comparisons(IReadOnlyList<Grounds> Grounds, IReadOnlyList<WorkforceDoor.RoundPeriod> Rounds, IReadOnlyList<Result> Results, ParticipationPolicy.ComparisonRules Rules, int SmallestShown, bool UseRefused = false);

    public sealed class Handler(Store store, WorkforceDoor workforce, TimeProvider clock)
    {
        public async Task<Comparisons> HandleAsync(Request request, CancellationToken stop)
        {
            var today = London.Today(clock);
            var policy = ParticipationPolicy.InForceOn(today);
            var rounds = await workforce.PeriodsAsync(stop);
            // Asked for only where there is something to open.
            bool isAny = await store.ReadAsync(records => records.Set<Comparison>().AnyAsync(stop));
            var leave = isAny ? await Leave.AskAsync(store, new Actor.Someone(request.By), Purposes.ComparedWithColleagues, request.By.Value, stop, Comparison.Kept) : null;
            return await store.ReadAsync(async records =>
            {
                var agreed = (await records.Set<ComparisonAgreement>().ToListAsync(stop)).ToLookup(a => a.Grounds, a => a.Organisation);
                var grounds = (await records.Set<ComparisonGrounds>().OrderByDescending(g => g.RecordedAt).ToListAsync(stop)).ConvertAll(g => new Grounds(
                    g.Id, g.Purpose, g.Basis, g.Condition, g.Assessment, g.ApprovedBy, g.ApprovedOn, g.ReviewOn, g.RecordedBy, g.RecordedAt, g.EndedAt, [.. agreed[g.Id]], g.EndedAt is null && g.ReviewOn >= today));
                var made = await records.Set<Comparison>().OrderByDescending(c => c.PeriodUntil).ThenByDescending(c => c.MadeAt).ToListAsync(stop);
                if (leave is null) return new Comparisons(grounds, rounds, [], policy.Comparison, policy.SmallestShown, isAny);
                var results = made.ConvertAll(c =>
                {
                    var counts = c.Open(leave);
                    string period = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{c.PeriodFrom:yyyy-MM-dd} to {c.PeriodUntil:yyyy-MM-dd}");
                    return new Result(
                        c.Id, grounds.First(g => g.Id == c.Grounds), c.PeriodFrom, c.PeriodUntil, c.AsAt, c.Ratio, c.Caliper, c.Seed, c.MadeBy, c.MadeAt,
                        new ComparisonCells(counts, c.Ratio, policy, stop).Figures(c.AsAt, period, policy.Comparison.LargestDifference),
                        counts.Read.ConvertAll(OrganisationId.From), counts.Gone.ConvertAll(OrganisationId.From));
                });
                return new Comparisons(grounds, rounds, results, policy.Comparison, policy.SmallestShown);
            });
        }
    }
}
