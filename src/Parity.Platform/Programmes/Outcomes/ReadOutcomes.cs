using Microsoft.EntityFrameworkCore;
using Parity.Disclosure;
using Parity.Platform.Foundation;
using Parity.Platform.Programmes.Model;
using Parity.Platform.Storage;

namespace Parity.Platform.Programmes;

/// <summary>What programmes led to by the end of the last quarter.</summary>
public static class ReadOutcomes
{
    /// <param name="Leaders">Of all cohorts, each once: who hold a more significant role, and the quarter that it tells about.</param>
    /// <param name="Graduates">The same of who completed.</param>
    /// <param name="Target">From the policy, with its day.</param>
    /// <param name="Curve">Time to a more significant role, over all cohorts; null where it is withheld.</param>
    /// <param name="CurveAsAt">The quarter that it tells about.</param>
    /// <param name="Earlier">Cohorts from before these records, as their sources say; none of their people is known here.</param>
    public sealed record Outcomes(
        IReadOnlyList<OutcomeFigure> Figures, (Released<long>? Count, DateOnly AsAt) Leaders, (Released<long>? Count, DateOnly AsAt) Graduates, int Target, DateOnly TargetBy, Released<IReadOnlyList<CurveStep>>? Curve, DateOnly CurveAsAt, DateOnly AsAt, int SmallestShown, IReadOnlyList<Earlier> Earlier)
    {
        public int GraduatesEarlier => Earlier.Sum(e => e.Graduates);

        /// <summary>With those of earlier cohorts, whose sum everybody can read; withheld where the count from records is.</summary>
        public Released<long>? GraduatesInAll => Graduates.Count?.Map(count => count + GraduatesEarlier);
    }

    public sealed record Earlier(string Title, DateOnly EndedOn, int Graduates, string Source);

    public sealed class Handler(Store store, TimeProvider clock)
    {
        public Task<Outcomes> HandleAsync(CancellationToken stop) => store.ReadAsync(records => ReadAsync(records, stop));

        private async Task<Outcomes> ReadAsync(Records records, CancellationToken stop)
        {
            var today = London.Today(clock);
            var policy = ParticipationPolicy.InForceOn(today);
            var last = policy.CountedTo(today);
            IReadOnlyList<ShownOutcomes> quarters = [.. (await ToldOutcomes.UntilAsync(records, store.Key, last, stop)).Select(q => q.Shown(policy))];
            // What is told is what the morning's work has kept; before it has ever kept anything, there is nothing to set beside this.
            if (quarters.Count == 0) quarters = [(await OutcomeCount.OfAsync(records, store.Key, last, policy, [], stop)).Shown(last)];
            var asAt = quarters[0].AsAt;

            var figures = new List<OutcomeFigure>();
            var finished = await OutcomeCount.FinishedAsync(records, asAt, stop);
            foreach (var (cohort, scope) in finished.Select(c => ((CohortId?)c.Id, c.Title)).Prepend((null, "All cohorts, each person once")))
            {
                void Show(string family, string title, string definition, string yes, string? among = null) => figures.Add(ShownOutcomes.Figure(quarters, family, cohort, scope, title, definition, yes, among));
                Show("role", "Moved to a more significant role", "Of those who completed and answered a follow-up: those who told of a permanent post at least one grade higher, since the programme began. Acting up and secondments do not count.", "promoted");
                Show("confirmed", "Confirmed by the employer", "Of those who told of a permanent post at least one grade higher: those whose employer was asked by them, and said that it is so.", "confirmed");
                Show("role", "Higher for a time only", "Of the same: those who told of acting up or a secondment, and of no permanent rise.", "for-a-time", "for-a-time");
                Show("confidence", "More confident", "Of those who completed and answered both forms: those whose mark for confidence after the programme is higher than before.", "yes");
                Show("capability", "More capable in their own eyes", "Of the same: those whose five marks for strengths add up to more after the programme than before.", "yes");
                Show("civic", "A part in public life", "Of those who completed and answered a follow-up: those who became magistrate, councillor, trustee or non-executive.", "yes");
                Show("employer", "Still with the same employer", "Of those who completed and answered a follow-up: those who in their newest answer worked for the employer that they had when they began. Neither staying nor going is better by itself.", "same");
                Show("completed", "Completed", "Of those who began in a cohort that is finished: those who went through to the end.", "completed");
            }

            var earlier = await records.Set<EarlierCohort>().Where(c => c.ReplacedAt == null && c.Graduates > 0).OrderBy(c => c.EndedOn).ThenBy(c => c.Id).Select(c => new Earlier(c.Title, c.EndedOn, c.Graduates, c.Source)).ToListAsync(stop);
            var curve = ShownOutcomes.Curve(quarters, "time", policy.FollowUpMonths);
            return new(figures, ShownOutcomes.Newest(quarters, "role", "promoted"), ShownOutcomes.Newest(quarters, "completed", "completed"), policy.LeadersTarget, policy.LeadersTargetBy, curve?.Steps, curve?.AsAt ?? asAt, asAt, policy.SmallestShown, earlier);
        }
    }
}
