using Microsoft.EntityFrameworkCore;
using Parity.Platform.Accounts;
using Parity.Platform.Foundation;
using Parity.Platform.Programmes.Model;
using Parity.Platform.Programmes.Rules;
using Parity.Platform.Storage;

namespace Parity.Platform.Programmes;

/// <summary>
/// How a cohort's selection came about, row by row, for the programme's team to take along: what was decided, by whom and why,
/// what became of each application that was sent, whom employers put forward and what they answered, and who was given what to
/// mark. What was written, declared or answered for statistics is not here.
/// </summary>
public static class ReadSelectionRecord
{
    public sealed record Request(CohortId Cohort);

    /// <param name="EmployerMayKnow">Of the application; nothing of it is shown to an employer otherwise.</param>
    /// <param name="ReplacedAt">When another decision took its place before it was told.</param>
    public sealed record Decided(
        ProgrammeApplicationId Application, string Name, bool EmployerMayKnow, ApplicationDeed Deed, string? Reason, string? Feedback, string? NextStep, int? Rank, string By, DateTimeOffset At, DateTimeOffset? ToldAt, DateTimeOffset? ReplacedAt);

    /// <summary>Why a decision leaves the order of the means.</summary>
    /// <param name="Reason">A code of the policy's list.</param>
    public sealed record OutOfOrder(ProgrammeApplicationId Application, string Name, MarkingStage Stage, string Reason, string? Words, string By, DateTimeOffset At, DateTimeOffset? LockedAt);

    public sealed record Step(ProgrammeApplicationId Application, string Name, ApplicationDeed Deed, ApplicationState From, ApplicationState To, Doer By, DateTimeOffset At);

    /// <param name="Supports">Null while the employer has not answered.</param>
    public sealed record Endorsed(ProgrammeApplicationId Application, string Name, OrganisationId Employer, DateTimeOffset AskedAt, int AskedAgain, bool? Supports, string? Comment, DateTimeOffset? AnsweredAt);

    /// <param name="Name">Null until the person has applied by this route: until then it is a name that only their employer knows.</param>
    public sealed record PutForward(OrganisationId Employer, DateTimeOffset At, DateTimeOffset? WithdrawnAt, ProgrammeApplicationId? Application, string? Name);

    public sealed record Given(ProgrammeApplicationId Application, string Name, MarkingStage Stage, string Assessor, DateTimeOffset GivenAt, bool IsByHand, DateTimeOffset? LockedAt, DateTimeOffset? EndedAt, MarkingEnd? EndedBy);

    public sealed record Tie(MarkingStage Stage, TieWay Way, IReadOnlyList<string> Names, string By, DateTimeOffset At);

    public sealed record Calibrated(string Name, DateTimeOffset At, int Hits, int Samples, bool Passed);

    public sealed record Record(
        IReadOnlyList<Decided> Decisions, IReadOnlyList<Step> Steps, IReadOnlyList<Endorsed> Endorsements, IReadOnlyList<PutForward> Nominations, IReadOnlyList<Given> Markings, IReadOnlyList<Tie> Ties, IReadOnlyList<Calibrated> Calibrations, IReadOnlyList<OutOfOrder> Deviations);

    public sealed class Handler(Store store, AccountsDoor accounts)
    {
        public async Task<Record> HandleAsync(Request request, CancellationToken stop)
        {
            var names = (await accounts.AllAsync(stop)).ToDictionary(a => a.Id, a => a.Name);
            string Name(PersonId person) => names.GetValueOrDefault(person, "somebody");
            return await store.ReadAsync(async records =>
            {
                // Drafts are nobody's but their applicants', also once they were taken back.
                var of = records.Set<Application>().Where(a => a.Cohort == request.Cohort && a.SentAt != null);
                var all = await of.ToDictionaryAsync(a => a.Id, stop);
                string Who(ProgrammeApplicationId id) => all.TryGetValue(id, out var one) ? Name(one.Person) : "somebody";
                var decisions = await records.Set<Decision>().Where(d => of.Any(a => a.Id == d.Application)).OrderBy(d => d.DecidedAt).ThenBy(d => d.Application).ToListAsync(stop);
                var moves = await records.Set<ApplicationMove>().Where(m => of.Any(a => a.Id == m.Application)).OrderBy(m => m.At).ThenBy(m => m.Id).ToListAsync(stop);
                var endorsements = await records.Set<Endorsement>().Where(e => of.Any(a => a.Id == e.Application)).OrderBy(e => e.AskedAt).ThenBy(e => e.Application).ToListAsync(stop);
                var nominations = await records.Set<Nomination>().Where(n => n.Cohort == request.Cohort).OrderBy(n => n.NominatedAt).ThenBy(n => n.Id).ToListAsync(stop);
                var markings = await records.Set<Marking>().Where(m => of.Any(a => a.Id == m.Application)).OrderBy(m => m.GivenAt).ThenBy(m => m.Application).ThenBy(m => m.Assessor).ToListAsync(stop);
                var ties = await records.Set<TieBreak>().Where(t => t.Cohort == request.Cohort).OrderBy(t => t.BrokenAt).ToListAsync(stop);
                var calibrations = await records.Set<Calibration>().Where(c => c.Cohort == request.Cohort).OrderBy(c => c.At).ThenBy(c => c.Id).ToListAsync(stop);
                var deviations = await records.Set<Deviation>().Where(d => of.Any(a => a.Id == d.Application)).OrderBy(d => d.SaidAt).ThenBy(d => d.Application).ToListAsync(stop);
                return new Record(
                    decisions.ConvertAll(d => new Decided(d.Application, Who(d.Application), all[d.Application].EmployerMayKnow, d.Deed, d.Reason, d.Feedback(store.Key), d.NextStep, d.Rank, Name(d.DecidedBy), d.DecidedAt, d.ToldAt, d.ReplacedAt)),
                    moves.ConvertAll(m => new Step(m.Application, Who(m.Application), m.Deed, m.FromState, m.ToState, m.DoneBy, m.At)),
                    endorsements.ConvertAll(e => new Endorsed(e.Application, Who(e.Application), e.Organisation, e.AskedAt, e.Chased, e.Endorses, e.Comment(store.Key), e.AnsweredAt)),
                    nominations.ConvertAll(n => new PutForward(n.Organisation, n.NominatedAt, n.WithdrawnAt, n.Application is { } by && all.ContainsKey(by) ? by : null, n.Application is { } sent && all.ContainsKey(sent) ? Who(sent) : null)),
                    markings.ConvertAll(m => new Given(m.Application, Who(m.Application), m.Stage, Name(m.Assessor), m.GivenAt, m.IsByHand, m.LockedAt, m.EndedAt, m.EndedBy)),
                    ties.ConvertAll(t => new Tie(t.Stage, t.Way, [.. t.Order().Select(Who)], Name(t.BrokenBy), t.BrokenAt)),
                    calibrations.ConvertAll(c => new Calibrated(Name(c.Assessor), c.At, c.Hits, c.Samples, c.Passed)),
                    deviations.ConvertAll(d => new OutOfOrder(d.Application, Who(d.Application), d.Stage, d.Reason, d.Words(store.Key), Name(d.SaidBy), d.SaidAt, d.LockedAt)));
            });
        }
    }
}
