using Microsoft.EntityFrameworkCore;
using Parity.Platform.Foundation;
using Parity.Platform.Programmes.Rules;
using Parity.Platform.Storage;

namespace Parity.Platform.Programmes.Model;

/// <summary>Marks of a stage that everybody who gives them has locked, and those of third persons with what they mean.</summary>
internal sealed record FinalMarks(IReadOnlyList<Mark> Marks, IReadOnlyDictionary<(ProgrammeApplicationId Application, string Trait), (int Value, bool CountsAlone)> Settled)
{
    public static async Task<FinalMarks> OfAsync(Records records, CohortId cohort, MarkingStage stage, CancellationToken stop)
    {
        var of = records.Set<Application>().Where(a => a.Cohort == cohort && a.SentAt != null && a.State != ApplicationState.Withdrawn);
        var locked = (await records.Set<Marking>().Where(m => m.Stage == stage && m.EndedAt == null && of.Any(a => a.Id == m.Application)).ToListAsync(stop))
            .GroupBy(m => m.Application).Where(g => g.All(m => m.LockedAt is not null)).SelectMany(g => g).Select(m => (m.Application, m.Assessor)).ToHashSet();
        var marks = (await records.Set<Mark>().Where(m => m.Stage == stage && of.Any(a => a.Id == m.Application)).ToListAsync(stop)).Where(m => locked.Contains((m.Application, m.Assessor))).ToList();
        var settled = await records.Set<Moderation>().Where(m => m.Stage == stage && m.Value != null && of.Any(a => a.Id == m.Application)).ToListAsync(stop);
        var rule = await records.Set<SelectionRule>().SingleOrDefaultAsync(r => r.Cohort == cohort, stop);
        return new(marks, settled.ToDictionary(m => (m.Application, m.Trait), m => (m.Value!.Value, Moderations.PolicyOf(m, rule).ThirdCountsAlone)));
    }

    /// <summary>The mark that counts in a trait; null where nobody has marked it.</summary>
    public decimal? In(ProgrammeApplicationId application, string trait) => MarkRules.Final(
        [.. Marks.Where(m => m.Application == application && m.Trait == trait).Select(m => m.Value)], Settled.TryGetValue((application, trait), out var third) ? third.Value : null, third.CountsAlone);

    /// <summary>The mean of the marks that count, by application.</summary>
    public Dictionary<ProgrammeApplicationId, decimal> Means() => Marks.GroupBy(m => m.Application).ToDictionary(
        g => g.Key, g => g.Select(m => m.Trait).Distinct(StringComparer.Ordinal).Average(t => In(g.Key, t)!.Value));

    /// <summary>What each assessor gave each application, over all traits.</summary>
    public List<GivenMean> Given() => [.. Marks.GroupBy(m => (m.Application, m.Assessor)).Select(g => new GivenMean(g.Key.Application.Value, g.Key.Assessor, g.Average(m => m.Value)))];
}
