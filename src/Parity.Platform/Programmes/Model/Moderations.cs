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

    /// <param name="line">How many stand above the line; null: as many as there are places.</param>
    /// <returns>
    /// Of applications whose readers, or panel, have all locked: those that lie far apart or stand alone, and by the newer rule all of those whose side
    /// of the line one assessor alone decides; for which nobody is asked yet.
    /// </returns>
    public static async Task<List<(ProgrammeApplicationId Application, string Trait)>> NeededAsync(Records records, CohortId cohort, MarkingStage stage, SelectionPolicy policy, int? line, CancellationToken stop)
    {
        var of = Open(records, cohort, stage);
        var markings = (await records.Set<Marking>().Where(m => m.Stage == stage && m.EndedAt == null && of.Any(a => a.Id == m.Application)).ToListAsync(stop)).ToLookup(m => m.Application);
        var marks = await records.Set<Mark>().Where(m => m.Stage == stage && of.Any(a => a.Id == m.Application)).ToListAsync(stop);
        var asked = (await records.Set<Moderation>().Where(m => m.Stage == stage && of.Any(a => a.Id == m.Application)).Select(m => new { m.Application, m.Trait }).ToListAsync(stop)).ConvertAll(m => (m.Application, m.Trait)).ToHashSet();
        var hanging = await HangingAsync(records, cohort, stage, line, stop);
        return [.. marks.Where(m => markings[m.Application].Any() && markings[m.Application].All(r => r.LockedAt is not null) && markings[m.Application].Any(r => r.Assessor == m.Assessor))
            .GroupBy(m => (m.Application, m.Trait))
            .Where(g => !asked.Contains(g.Key) && (hanging.Contains(g.Key.Application) || MarkRules.NeedsThird([.. g.Select(m => m.Value)], policy.ModerateFrom))).Select(g => g.Key)];
    }

    /// <summary>Whose side of the line hangs on one of those who marked them: told only once everybody has locked, as until then the line moves.</summary>
    private static async Task<HashSet<ProgrammeApplicationId>> HangingAsync(Records records, CohortId cohort, MarkingStage stage, int? line, CancellationToken stop)
    {
        if (await records.Set<SelectionRule>().SingleOrDefaultAsync(r => r.Cohort == cohort, stop) is not { } rule || !SelectionPolicy.InForceOn(London.DayOf(rule.FixedAt)).ThirdWhereOneDecides
            || await records.Set<Marking>().AnyAsync(m => m.Stage == stage && m.EndedAt == null && m.LockedAt == null && records.Set<Application>().Any(a => a.Id == m.Application && a.Cohort == cohort && a.State != ApplicationState.Withdrawn), stop)) return [];
        var given = (await FinalMarks.OfAsync(records, cohort, stage, stop)).Given();
        int above = line ?? await records.Set<Cohort>().Where(c => c.Id == cohort).Select(c => c.Places).SingleAsync(stop);
        return [.. Cut.HangingOnOne(given, above).Select(a => new ProgrammeApplicationId(a))];
    }
}
