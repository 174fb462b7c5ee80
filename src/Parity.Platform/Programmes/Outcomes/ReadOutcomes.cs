using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Parity.Disclosure;
using Parity.Platform.Foundation;
using Parity.Platform.Programmes.Model;
using Parity.Platform.Programmes.Rules;
using Parity.Platform.Storage;

namespace Parity.Platform.Programmes;

/// <summary>What programmes led to by the end of the last quarter, recomputed from records each time and let through the release gate as a whole.</summary>
public static class ReadOutcomes
{
    /// <param name="Target">From the policy, with its day.</param>
    /// <param name="Curve">Time to a more significant role, over all cohorts; null where it is withheld.</param>
    public sealed record Outcomes(
        IReadOnlyList<OutcomeFigure> Figures, int Target, DateOnly TargetBy, Released<IReadOnlyList<CurveStep>>? Curve, DateOnly AsAt, int SmallestShown, IReadOnlyList<OutcomeFigure> Employers);

    public sealed class Handler(Store store, TimeProvider clock)
    {
        private const string Silent = "silent";

        public Task<Outcomes> HandleAsync(CancellationToken stop) => store.ReadAsync(records => ReadAsync(records, stop));

        private async Task<Outcomes> ReadAsync(Records records, CancellationToken stop)
        {
            var today = London.Today(clock);
            var policy = ParticipationPolicy.InForceOn(today);
            var asAt = policy.CountedTo(today);
            bool IsTold(DateTimeOffset? at) => at is { } moment && London.DayOf(moment) <= asAt;
            var cohorts = (await records.Set<Cohort>().Where(c => c.FinishedAt != null).OrderBy(c => c.StartsOn).ToListAsync(stop)).FindAll(c => IsTold(c.FinishedAt));
            var ids = cohorts.ConvertAll(c => c.Id);
            var people = (await records.Set<Participant>().Where(p => p.StartedOn != null).ToListAsync(stop)).FindAll(p => ids.Contains(p.Cohort));
            var done = people.FindAll(HasCompleted);
            bool HasEnded(Participant one) => one.EndedOn <= asAt;
            bool HasCompleted(Participant one) => one.Completed && HasEnded(one);
            var answered = (await records.Set<FollowUp>().Where(f => f.AnsweredOn <= asAt).ToListAsync(stop)).ToLookup(f => f.Participant);
            var moves = (await records.Set<CareerMove>().Where(m => m.ToldOn <= asAt).ToListAsync(stop)).ToLookup(m => m.Participant);
            var civic = (await records.Set<CivicRoleTaken>().Where(r => r.ToldOn <= asAt).Select(r => r.Participant).ToListAsync(stop)).ToHashSet();
            var forms = (await records.Set<Evaluation>().ToListAsync(stop)).Where(e => IsTold(e.AnsweredAt)).ToDictionary(e => (e.Participant, e.Moment), e => JsonSerializer.Deserialize(OwnPlan.Open(store.Key, e.Participant, e.Sealed), EvaluationJson.Default.DictionaryStringInt32)!);

            var cells = new OutcomeCells(policy.SmallestShown);
            void Add(string family, string[] parts, IEnumerable<Participant> whose, Func<Participant, string> partOf) =>
                cells.Add(family, parts, [.. whose.Select(p => (p.Cohort, p.Person, partOf(p)))], ids, found => parts.First(found.Contains));
            Add("completed", ["completed", "left", Silent], people, p => HasCompleted(p) ? "completed" : HasEnded(p) ? "left" : Silent);
            Add("role", ["promoted", "for-a-time", "no", Silent], done, p => moves[p.Id].Any(m => m.Kind is CareerMoveKind.Promotion) ? "promoted"
                : !answered[p.Id].Any() ? Silent : moves[p.Id].Any(m => m.Kind is CareerMoveKind.ActingUp or CareerMoveKind.Secondment) ? "for-a-time" : "no");
            Add("confirmed", ["confirmed", "told", Silent], done.Where(p => moves[p.Id].Any(m => m.Kind is CareerMoveKind.Promotion)), p => moves[p.Id].Any(m => m.Kind is CareerMoveKind.Promotion && m.IsSo is true && m.AnsweredOn <= asAt) ? "confirmed" : "told");
            Add("civic", ["yes", "no", Silent], done, p => civic.Contains(p.Id) ? "yes" : answered[p.Id].Any() ? "no" : Silent);
            Add("confidence", ["yes", "no", Silent], done, p => Rise(forms, p.Id, q => q == EvaluationQuestions.Confidence));
            Add("capability", ["yes", "no", Silent], done, p => Rise(forms, p.Id, q => q != EvaluationQuestions.Confidence));
            var grid = policy.FollowUpMonths;
            Add("time", [.. grid.Select(m => $"happened-{m}"), .. grid.Select(m => $"lost-{m}")], done, p => FollowedTo(p, moves[p.Id], answered[p.Id], grid));
            string[] ofThoseDone = ["role", "civic", "confidence", "capability", "time"];
            foreach (string family in ofThoseDone) cells.Tie(ids, [(family, OutcomeCells.Whole)], ("completed", "completed"));
            cells.Tie(ids, [.. grid.Select(m => ("time", $"happened-{m}"))], ("role", "promoted"));
            cells.Tie(ids, [("confirmed", OutcomeCells.Whole)], ("role", "promoted"));
            cells.Tie(ids, [("civic", Silent)], ("role", Silent));
            cells.Tie(ids, [("capability", Silent)], ("confidence", Silent));
            await AddEmployersAsync(records, cells, asAt, stop);
            cells.Protect(policy, stop);

            var figures = new List<OutcomeFigure>();
            foreach (var (cohort, scope) in cohorts.Select(c => ((CohortId?)c.Id, c.Title)).Prepend((null, "All cohorts, each person once")))
            {
                void Show(string family, string title, string definition, string yes, string? among = null) => figures.Add(cells.Figure(family, cohort, scope, title, definition, yes, Silent, asAt, among));
                Show("role", "Moved to a more significant role", "Of those who completed and answered a follow-up: those who told of a permanent post at least one grade higher, since the programme began. Acting up and secondments do not count.", "promoted");
                Show("confirmed", "Confirmed by the employer", "Of those who told of a permanent post at least one grade higher: those whose employer was asked by them, and said that it is so.", "confirmed");
                Show("role", "Higher for a time only", "Of the same: those who told of acting up or a secondment, and of no permanent rise.", "for-a-time", "for-a-time");
                Show("confidence", "More confident", "Of those who completed and answered both forms: those whose mark for confidence after the programme is higher than before.", "yes");
                Show("capability", "More capable in their own eyes", "Of the same: those whose five marks for strengths add up to more after the programme than before.", "yes");
                Show("civic", "A part in public life", "Of those who completed and answered a follow-up: those who became magistrate, councillor, trustee or non-executive.", "yes");
                Show("completed", "Completed", "Of those who began in a cohort that is finished: those who went through to the end.", "completed");
            }

            return new(figures, policy.LeadersTarget, policy.LeadersTargetBy, cells.Curve("time", grid), asAt, policy.SmallestShown,
            [
                cells.Figure("employers", null, "Employers with a pledge in force", "Reviewed their strategy and changed it for the better", "Of the organisations with a pledge in force: those that noted a review of their diversity and inclusion strategy, and a change for the better.", "improved", Silent, asAt),
                cells.Figure("employers", null, "Employers with a pledge in force", "Reviewed it and changed nothing yet", "Of the same: those that noted a review, and no change.", "reviewed", Silent, asAt, "unchanged"),
            ]);
        }

        /// <summary>Organisations are not people, and are protected all the same: few of them are known by name.</summary>
        private static async Task AddEmployersAsync(Records records, OutcomeCells cells, DateOnly asAt, CancellationToken stop)
        {
            var pledged = await records.Set<Pledge>().Where(p => p.FromOn <= asAt && (p.UntilOn == null || p.UntilOn >= asAt)).Select(p => p.Organisation).Distinct().ToListAsync(stop);
            var reviews = (await records.Set<StrategyReview>().ToListAsync(stop)).Where(r => London.DayOf(r.NotedAt) <= asAt).ToLookup(r => r.Organisation, r => r.Improved);
            string[] parts = ["improved", "reviewed", "no", Silent];
            cells.Add("employers", parts, [.. pledged.Select(o => (default(CohortId), o, reviews[o].Any(i => i) ? "improved" : reviews[o].Any() ? "reviewed" : "no"))], [], found => found.First());
        }

        private static string Rise(Dictionary<(ParticipantId, EvaluationMoment), Dictionary<string, int>> forms, ParticipantId id, Func<string, bool> which) =>
            forms.TryGetValue((id, EvaluationMoment.Before), out var before) && forms.TryGetValue((id, EvaluationMoment.After), out var after)
                ? after.Where(a => which(a.Key)).Sum(a => a.Value) > before.Where(b => which(b.Key)).Sum(b => b.Value) ? "yes" : "no" : Silent;

        /// <summary>Until the first permanent rise; else until the last answer, or the end of the programme for whoever never answered.</summary>
        private static string FollowedTo(Participant one, IEnumerable<CareerMove> moves, IEnumerable<FollowUp> answered, IReadOnlyList<int> grid)
        {
            var rises = moves.Where(m => m.Kind is CareerMoveKind.Promotion).Select(m => FollowUpPlan.MonthsUntil(one.EndedOn!.Value, m.OnDay)).Order().ToList();
            if (rises.Count > 0) return $"happened-{grid.FirstOrDefault(g => g >= rises[0], grid[^1])}";
            return $"lost-{answered.Select(f => f.Months).DefaultIfEmpty(0).Max()}";
        }
    }
}
