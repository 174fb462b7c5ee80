using Microsoft.EntityFrameworkCore;
using Parity.Platform.Programmes.Rules;
using Parity.Platform.Storage;

namespace Parity.Platform.Programmes.Model;

internal static class PlacesTaken
{
    private static readonly ApplicationState[] Taking = [.. Enum.GetValues<ApplicationState>().Where(ApplicationMoves.TakesPlace)];

    /// <summary>By those who applied to the cohort and are in it, and by those who come to it from an earlier one.</summary>
    public static Task<int> OfAsync(Records records, CohortId cohort, CancellationToken stop) => records.Set<Application>().CountAsync(a => Taking.Contains(a.State)
        && ((a.Cohort == cohort && !records.Set<Participant>().Any(p => p.Application == a.Id && p.Cohort != cohort))
            || (a.Cohort != cohort && records.Set<Participant>().Any(p => p.Application == a.Id && p.Cohort == cohort))), stop);
}
