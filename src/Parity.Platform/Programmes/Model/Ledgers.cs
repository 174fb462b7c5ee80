using Microsoft.EntityFrameworkCore;
using Parity.Platform.Foundation;
using Parity.Platform.Programmes.Rules;
using Parity.Platform.Storage;

namespace Parity.Platform.Programmes.Model;

/// <summary>Brings together what counts in participants' ledgers: days of the cohort, days of their own, and what was signed about an assignment and is still to come.</summary>
internal static class Ledgers
{
    public static async Task<Dictionary<ParticipantId, DayLedger>> OfAsync(Records records, MasterKey key, Cohort cohort, DateOnly today, CancellationToken stop)
    {
        var shape = cohort.ReadShape();
        var confirmed = ParticipationPolicy.InForceOn(today).ConfirmedKinds;
        var participants = await records.Set<Participant>().Where(p => p.Cohort == cohort.Id).Select(p => p.Id).ToListAsync(stop);
        var days = await CohortDays.ReadAsync(records, cohort.Id, stop);
        var own = (await records.Set<OwnDay>().Where(d => records.Set<Participant>().Any(p => p.Id == d.Participant && p.Cohort == cohort.Id)).ToListAsync(stop)).ToLookup(d => d.Participant);
        var stretch = await StretchDays.OfAsync(records, key, cohort.Id, stop);
        return participants.ToDictionary(id => id, id => DayLedger.Of(
            shape,
            [
                .. days.Of(id).Where(d => d.Kind != ProgrammeShape.ModulesType && shape.Type(d.Kind) is not null).Select(d => new LedgerEntry(d.Kind, d.Minutes, d.OnDay, days.StateOf(d, id) ?? LedgerState.Planned)),
                .. (shape.Type(ProgrammeShape.ModulesType) is null ? [] : ModuleProgress.Counted(shape, days.ModulesOf(id), today)).Select(d => new LedgerEntry(ProgrammeShape.ModulesType, d.Minutes, d.On, d.State)),
                .. own[id].Where(d => shape.Type(d.Kind) is not null).Select(d => new LedgerEntry(d.Kind, d.Minutes, d.OnDay, StateOf(d, confirmed, today))),
                .. Agreed(shape, stretch[id], own[id]).Select(d => new LedgerEntry(ProgrammeShape.StretchType, d.Minutes, d.On, LedgerState.Planned)),
            ],
            today));
    }

    /// <summary>The agreed days for which the participant has entered nothing yet, neither done nor planned.</summary>
    public static IReadOnlyList<(DateOnly On, int Minutes)> Agreed(ProgrammeShape shape, IEnumerable<(DateOnly On, decimal Days)> signed, IEnumerable<OwnDay> own) =>
        shape.Type(ProgrammeShape.StretchType) is not { } type ? [] : AgreedDays.Left(signed.Select(d => (d.On, (int)(d.Days * type.DayMinutes))), own.Where(d => d.Kind == type.Code).Select(d => (d.OnDay, d.Minutes)));

    /// <summary>What is to be confirmed counts as still to come until it is.</summary>
    public static LedgerState StateOf(OwnDay day, IReadOnlyList<string> confirmed, DateOnly today) =>
        day.OnDay <= today && (day.ConfirmedAt is not null || !confirmed.Contains(day.Kind)) ? LedgerState.Attended : LedgerState.Planned;
}
