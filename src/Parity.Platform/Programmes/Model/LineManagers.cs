using Microsoft.EntityFrameworkCore;
using Parity.Platform.Foundation;
using Parity.Platform.Storage;

namespace Parity.Platform.Programmes.Model;

/// <summary>Line managers who see a participant of a cohort: those of whose place their employer may know.</summary>
internal static class LineManagers
{
    /// <summary>Writes to each of them once that there is news.</summary>
    public static async Task TellAsync(Records records, MasterKey key, TimeProvider clock, CohortId cohort, string what, CancellationToken stop)
    {
        var whom = new List<PersonId>();
        foreach (var one in await records.Set<Participant>().Where(p => p.Cohort == cohort && p.EndedOn == null && p.LineManager != null && p.Employer != null).ToListAsync(stop))
            if (await EmployersView.Of(records, one.Employer!.Value).AnyAsync(a => a.Id == one.Application, stop)) whom.Add(one.LineManager!.Value);
        await NeutralLetter.SendAsync(records, key, clock, $"{what} {cohort} {NeutralLetter.Now(clock)}", whom);
    }
}
