using Microsoft.EntityFrameworkCore;
using Parity.Platform.Foundation;
using Parity.Platform.Programmes.Model;
using Parity.Platform.Programmes.Rules;
using Parity.Platform.Storage;

namespace Parity.Platform.Programmes;

/// <summary>Somebody's own applications, with everything they wrote.</summary>
public static class ReadOwnApplications
{
    public sealed record Request(PersonId By, ProgrammeApplicationId? Only = null);

    public sealed record Step(ApplicationState State, DateTimeOffset At);

    /// <param name="Reason">In words; null for what is not a refusal.</param>
    /// <param name="HoldsUntil">Of a reserve list.</param>
    public sealed record Told(ApplicationDeed Deed, string? Reason, string? Feedback, string? NextStep, int? Rank, DateTimeOffset At, DateOnly? HoldsUntil = null);

    /// <param name="Missing">What has to be done before it can be sent: the section and what to do.</param>
    /// <param name="Belongs">What was declared; null while nothing is.</param>
    /// <param name="HasMonitoring">Whether questions about equality were answered; what was said is read by nobody here.</param>
    public sealed record Own(
        ProgrammeApplicationId Id, Opening Cohort, Rubric Rubric, ApplicationState State, string? Level, OrganisationId? Employer, EmployerStanding? Standing, ApplicationRoute? Route,
        IReadOnlyDictionary<string, string> Answers, bool? Belongs, DateTimeOffset? ConsentWithdrawnAt, bool HasMonitoring, IReadOnlyList<(string Section, string Advice)> Missing,
        DateTimeOffset BegunAt, DateTimeOffset? SentAt, DateOnly? AnswerBy, bool AgreedToTell, IReadOnlyList<Step> Steps, IReadOnlyList<Told> Outcomes)
    {
        public bool CanBeSaved => State is ApplicationState.Draft && Cohort.IsOpen;
    }

    public sealed class Handler(Store store, TimeProvider clock)
    {
        /// <returns>Newest first; none of anybody else.</returns>
        public Task<IReadOnlyList<Own>> HandleAsync(Request request, CancellationToken stop) => store.ReadAsync<IReadOnlyList<Own>>(async records =>
        {
            var now = clock.GetUtcNow();
            var mine = await records.Set<Application>().Where(a => a.Person == request.By && (request.Only == null || a.Id == request.Only)).OrderByDescending(a => a.BegunAt).ToListAsync(stop);
            var openings = (await Openings.OfAsync(records, records.Set<Cohort>().Where(c => records.Set<Application>().Any(a => a.Cohort == c.Id && a.Person == request.By)), now, stop)).ToDictionary(o => o.Id);
            var found = new List<Own>();
            foreach (var one in mine) found.Add(await ReadAsync(records, one, openings[one.Cohort], stop));
            return found;
        });

        private async Task<Own> ReadAsync(Records records, Application one, Opening cohort, CancellationToken stop)
        {
            var answers = (await records.Set<Answer>().Where(a => a.Application == one.Id).ToListAsync(stop)).ToDictionary(a => a.Question, a => a.Open(store.Key), StringComparer.Ordinal);
            var declared = await records.Set<EligibilityDeclaration>().SingleOrDefaultAsync(e => e.Application == one.Id, stop);
            var subject = MonitoringAnswers.SubjectOf(store.Key, one.Id);
            bool monitored = await records.Set<MonitoringAnswers>().AnyAsync(m => m.Subject == subject, stop);
            var moves = await records.Set<ApplicationMove>().Where(m => m.Application == one.Id).OrderBy(m => m.At).ThenBy(m => m.Id).ToListAsync(stop);
            var told = await records.Set<Decision>().Where(d => d.Application == one.Id && d.ToldAt != null).OrderBy(d => d.ToldAt).ToListAsync(stop);
            var leave = await Leave.AskAsync(store, new Actor.OfApplication(one.Id.Value), Purposes.OwnWords, one.Id.Value, stop, EligibilityDeclaration.Kept);
            bool? belongs = leave is null ? null : declared?.Open(leave);
            return new(
                one.Id, cohort, Rubric.Named(cohort.Shape.Rubric), one.State, one.Level, one.Employer, one.Standing, one.Route, answers, belongs, declared?.WithdrawnAt, monitored,
                Completeness.Missing(one, answers.Keys, belongs, Rubric.Named(cohort.Shape.Rubric)), one.BegunAt, one.SentAt, one.AnswerBy, one.AgreedToTellAt is not null,
                [.. moves.Select(m => new Step(m.ToState, m.At))],
                [.. told.Select(d => new Told(d.Deed, Say(PolicyOf(d).RefusalReasons, d.Reason), d.Feedback(store.Key), Say(PolicyOf(d).NextSteps, d.NextStep), d.Rank, d.ToldAt!.Value, d.HoldsUntil()))]);
        }

        /// <summary>What was chosen then is read in the words of then, also once nobody can choose it any more.</summary>
        private static ProgrammePolicy PolicyOf(Decision decision) => ProgrammePolicy.InForceOn(London.DayOf(decision.DecidedAt));

        private static string? Say(IReadOnlyList<ProgrammePolicy.Choice> choices, string? code) => choices.FirstOrDefault(c => c.Code == code)?.Text;
    }
}
