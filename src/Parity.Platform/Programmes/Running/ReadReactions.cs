using Microsoft.EntityFrameworkCore;
using Parity.Platform.Foundation;
using Parity.Platform.Programmes.Model;
using Parity.Platform.Storage;

namespace Parity.Platform.Programmes;

/// <summary>How a cohort's participants found their assignments, or their meetings with mentors, together: for the programme's team alone.</summary>
public static class ReadReactions
{
    public sealed record Request(CohortId Cohort, ReactionKind Kind);

    /// <param name="IsOver">Nothing can come in or change any more.</param>
    /// <param name="Of">Null until then, and for good where fewer than five people answered.</param>
    public sealed record Reactions(bool IsOver, FoundTogether? Of);

    public sealed class Handler(Store store, TimeProvider clock)
    {
        public Task<Reactions> HandleAsync(Request request, CancellationToken stop) => store.ReadAsync(async records =>
        {
            if (await records.Set<Cohort>().SingleOrDefaultAsync(c => c.Id == request.Cohort, stop) is not { } cohort || !(await Occasions.ReadAsync(records, cohort, stop)).AreTold(London.Today(clock))) return new Reactions(false, null);
            var given = await records.Set<Reaction>().Where(r => r.Kind == request.Kind && records.Set<Participant>().Any(p => p.Id == r.Participant && p.Cohort == cohort.Id)).ToListAsync(stop);
            return new Reactions(true, Reaction.Together(request.Kind, store.Key, given));
        });
    }
}
