using Microsoft.EntityFrameworkCore;
using Parity.Platform.Foundation;
using Parity.Platform.Programmes.Rules;
using Parity.Platform.Storage;

namespace Parity.Platform.Programmes.Model;

/// <summary>The days of stretch assignments as all four parties have signed them.</summary>
internal static class StretchDays
{
    private static readonly int Parties = Enum.GetValues<ContractParty>().Length;

    /// <summary>By participant; of an assignment that was closed only those up to then. An unsigned change agrees to nothing.</summary>
    public static async Task<ILookup<ParticipantId, (DateOnly On, decimal Days)>> OfAsync(Records records, MasterKey key, CohortId cohort, CancellationToken stop)
    {
        var assignments = records.Set<StretchAssignment>().Where(a => records.Set<Participant>().Any(p => p.Id == a.Participant && p.Cohort == cohort));
        var signed = await (
            from assignment in assignments
            join version in records.Set<ContractVersion>() on new { Id = assignment.Id, assignment.Version } equals new { Id = version.Assignment, version.Version }
            where records.Set<Signature>().Count(s => s.Assignment == assignment.Id && s.Version == assignment.Version) == Parties
            select new { assignment.Participant, assignment.ClosedAt, Contract = version }).ToListAsync(stop);
        return signed.SelectMany(s => AgreedDays.Of(s.Contract.Open(key)).Where(d => s.ClosedAt is not { } closed || d.On <= London.DayOf(closed)).Select(d => (s.Participant, Day: d))).ToLookup(d => d.Participant, d => d.Day);
    }
}
