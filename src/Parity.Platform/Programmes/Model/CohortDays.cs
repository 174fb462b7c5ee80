using Microsoft.EntityFrameworkCore;
using Parity.Platform.Foundation;
using Parity.Platform.Programmes.Rules;
using Parity.Platform.Storage;

namespace Parity.Platform.Programmes.Model;

/// <summary>The days of a cohort that are not cancelled, and who was there.</summary>
internal sealed class CohortDays
{
    private readonly Dictionary<(Guid Day, ParticipantId Who), LedgerState> noted;

    private CohortDays(List<CohortDay> all, Dictionary<(Guid Day, ParticipantId Who), LedgerState> noted) => (All, this.noted) = (all, noted);

    /// <summary>By day and hour.</summary>
    public List<CohortDay> All { get; }

    public static async Task<CohortDays> ReadAsync(Records records, CohortId cohort, CancellationToken stop) => new(
        await records.Set<CohortDay>().Where(d => d.Cohort == cohort && d.CancelledAt == null).OrderBy(d => d.OnDay).ThenBy(d => d.FromTime).ToListAsync(stop),
        await records.Set<Attendance>().Where(a => records.Set<CohortDay>().Any(d => d.Id == a.CohortDay && d.Cohort == cohort)).ToDictionaryAsync(a => (a.CohortDay, a.Participant), a => a.State, stop));

    /// <summary>Those on which somebody is awaited or was noted.</summary>
    public List<CohortDay> Of(ParticipantId who)
    {
        var modules = ModulesOf(who);
        return All.FindAll(d => d.LearningSet is null ? ModuleProgress.IsFor(ModuleDay(d, who), modules) : noted.ContainsKey((d.Id, who)));
    }

    /// <returns>Null for a day that nobody has noted.</returns>
    public LedgerState? StateOf(CohortDay day, ParticipantId who) => noted.TryGetValue((day.Id, who), out var state) && state is not LedgerState.Planned ? state : null;

    /// <summary>Who was noted on a day, and how.</summary>
    public Dictionary<ParticipantId, LedgerState> NotedOn(CohortDay day) => noted.Where(n => n.Key.Day == day.Id && n.Value is not LedgerState.Planned).ToDictionary(n => n.Key.Who, n => n.Value);

    public List<ModuleDay> ModulesOf(ParticipantId who) => [.. All.Where(d => d.Kind == ProgrammeShape.ModulesType).Select(d => ModuleDay(d, who))];

    private ModuleDay ModuleDay(CohortDay day, ParticipantId who) => new(day.Module, day.Minutes, day.OnDay, StateOf(day, who) ?? LedgerState.Planned, day.MakesUp);
}
