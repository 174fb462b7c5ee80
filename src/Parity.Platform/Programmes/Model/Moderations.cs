using Microsoft.EntityFrameworkCore;
using Parity.Platform.Foundation;
using Parity.Platform.Programmes.Rules;
using Parity.Platform.Storage;

namespace Parity.Platform.Programmes.Model;

/// <summary>Which marks a third person has to settle.</summary>
internal static class Moderations
{
    /// <summary>Applications whose marks of a stage can still be settled: nothing has been told on them since.</summary>
    public static IQueryable<Application> Open(Records records, CohortId cohort, MarkingStage stage) => records.Set<Application>().Where(a => a.Cohort == cohort && (stage == MarkingStage.Reading
        ? a.State == ApplicationState.Submitted : a.State == ApplicationState.Shortlisted || a.State == ApplicationState.Interviewed));

    /// <summary>The rules of a third mark: those of the day on which the cohort's marking was fixed, so that they are the same for everybody in it.</summary>
    public static SelectionPolicy PolicyOf(Moderation one, SelectionRule? rule) => SelectionPolicy.InForceOn(London.DayOf(rule?.FixedAt ?? one.AskedAt));

    /// <returns>Of applications whose readers, or panel, have all locked: those that lie far apart or stand alone, and for which nobody is asked yet.</returns>
    public static async Task<List<(ProgrammeApplicationId Application, string Trait)>> NeededAsync(Records records, CohortId cohort, MarkingStage stage, SelectionPolicy policy, CancellationToken stop)
    {
        var of = Open(records, cohort, stage);
        var markings = (await records.Set<Marking>().Where(m => m.Stage == stage && m.EndedAt == null && of.Any(a => a.Id == m.Application)).ToListAsync(stop)).ToLookup(m => m.Application);
        var marks = await records.Set<Mark>().Where(m => m.Stage == stage && of.Any(a => a.Id == m.Application)).ToListAsync(stop);
        var asked = (await records.Set<Moderation>().Where(m => m.Stage == stage && of.Any(a => a.Id == m.Application)).Select(m => new { m.Application, m.Trait }).ToListAsync(stop)).ConvertAll(m => (m.Application, m.Trait)).ToHashSet();
        return [.. marks.Where(m => markings[m.Application].Any() && markings[m.Application].All(r => r.LockedAt is not null) && markings[m.Application].Any(r => r.Assessor == m.Assessor))
            .GroupBy(m => (m.Application, m.Trait))
            .Where(g => !asked.Contains(g.Key) && MarkRules.NeedsThird([.. g.Select(m => m.Value)], policy.ModerateFrom)).Select(g => g.Key)];
    }
}
