using Microsoft.EntityFrameworkCore;
using Parity.Platform.Accounts;
using Parity.Platform.Foundation;
using Parity.Platform.Programmes.Model;
using Parity.Platform.Programmes.Rules;
using Parity.Platform.Storage;

namespace Parity.Platform.Programmes;

/// <summary>
/// Applications as the programme's own team sees them. Drafts are nobody's but their applicant's. Neither the declaration
/// of eligibility nor monitoring answers are here.
/// </summary>
public static class ReadApplications
{
    /// <param name="Only">One application, with what was written and what its employer said; else all of the cohort, without.</param>
    public sealed record Request(CohortId? Cohort = null, ProgrammeApplicationId? Only = null);

    public sealed record Decided(ApplicationDeed Deed, string? Reason, string? Feedback, string? NextStep, int? Rank, DateTimeOffset At, DateTimeOffset? ToldAt);

    /// <summary>What the employer was asked and has said, on the routes on which it knows.</summary>
    /// <param name="Supports">Null while it has not answered.</param>
    public sealed record Endorsed(DateTimeOffset AskedAt, int AskedAgain, bool? Supports, string? Comment, DateTimeOffset? AnsweredAt);

    public sealed record Step(ApplicationState State, Doer By, DateTimeOffset At);

    /// <param name="ReserveUntil">Until when the reserve list holds on which they are.</param>
    /// <param name="NotArranged">How many things that the applicant needs are not arranged yet; not what they are.</param>
    public sealed record Listed(
        ProgrammeApplicationId Id, CohortId Cohort, string Name, string? Level, OrganisationId? Employer, EmployerStanding? Standing, ApplicationRoute? Route, ApplicationState State,
        DateTimeOffset? SentAt, DateOnly? AnswerBy, Decided? Pending, IReadOnlyDictionary<string, string> Answers, IReadOnlyList<Step> Steps, IReadOnlyList<Decided> Told, bool EmployerMayKnow,
        int? Reserve, DateOnly? ReserveUntil, Endorsed? Endorsement, bool WasNominated, int NotArranged);

    public sealed class Handler(Store store, AccountsDoor accounts)
    {
        /// <returns>In the order in which they were sent.</returns>
        public async Task<IReadOnlyList<Listed>> HandleAsync(Request request, CancellationToken stop)
        {
            var names = (await accounts.AllAsync(stop)).ToDictionary(a => a.Id, a => a.Name);
            return await store.ReadAsync<IReadOnlyList<Listed>>(async records =>
            {
                var asked = records.Set<Application>().Where(a => a.SentAt != null && (request.Only == null ? a.Cohort == request.Cohort : a.Id == request.Only));
                var found = await asked.OrderBy(a => a.SentAt).ThenBy(a => a.Id).ToListAsync(stop);
                var decisions = (await records.Set<Decision>().Where(d => d.ReplacedAt == null && asked.Any(a => a.Id == d.Application)).OrderBy(d => d.DecidedAt).ToListAsync(stop)).ToLookup(d => d.Application);
                var answers = request.Only is null ? [] : await records.Set<Answer>().Where(a => a.Application == request.Only).ToListAsync(stop);
                var moves = request.Only is null ? [] : await records.Set<ApplicationMove>().Where(m => m.Application == request.Only).OrderBy(m => m.At).ThenBy(m => m.Id).ToListAsync(stop);
                var unmet = await records.Set<Adjustment>().Where(d => !d.IsMet && d.Sealed != null && asked.Any(a => a.Id == d.Application)).GroupBy(d => d.Application).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, stop);
                var endorsement = request.Only is null ? null : await records.Set<Endorsement>().SingleOrDefaultAsync(e => e.Application == request.Only, stop);
                bool wasNominated = request.Only is not null && await records.Set<Nomination>().AnyAsync(n => n.Application == request.Only && n.WithdrawnAt == null, stop);
                return found.ConvertAll(a => new Listed(
                    a.Id, a.Cohort, names.GetValueOrDefault(a.Person, "somebody"), a.Level, a.Employer, a.Standing, a.Route, a.State, a.SentAt, a.AnswerBy,
                    decisions[a.Id].Where(d => d.ToldAt is null).Select(Read).LastOrDefault(),
                    answers.ToDictionary(w => w.Question, w => w.Open(store.Key), StringComparer.Ordinal), moves.ConvertAll(m => new Step(m.ToState, m.DoneBy, m.At)),
                    [.. decisions[a.Id].Where(d => d.ToldAt is not null).Select(Read)], a.EmployerMayKnow,
                    a.State is ApplicationState.Reserve ? decisions[a.Id].LastOrDefault(d => d.ToldAt is not null && d.Deed is ApplicationDeed.PutOnReserve)?.Rank : null,
                    a.State is ApplicationState.Reserve ? decisions[a.Id].LastOrDefault(d => d.ToldAt is not null && d.Deed is ApplicationDeed.PutOnReserve)?.HoldsUntil() : null,
                    endorsement is null ? null : new(endorsement.AskedAt, endorsement.Chased, endorsement.Endorses, endorsement.Comment(store.Key), endorsement.AnsweredAt), wasNominated, ApplicationMoves.IsOver(a.State) ? 0 : unmet.GetValueOrDefault(a.Id)));
            });
        }

        private Decided Read(Decision d) => new(d.Deed, d.Reason, d.Feedback(store.Key), d.NextStep, d.Rank, d.DecidedAt, d.ToldAt);
    }
}
