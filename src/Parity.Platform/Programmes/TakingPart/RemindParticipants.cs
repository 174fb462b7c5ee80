using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Parity.Platform.Accounts;
using Parity.Platform.Foundation;
using Parity.Platform.Programmes.Model;
using Parity.Platform.Programmes.Rules;
using Parity.Platform.Storage;

namespace Parity.Platform.Programmes;

/// <summary>
/// Writes to participants who have a plan to look at or a form to fill in. One letter a week for everything at most, with
/// the morning's work, and it does not say what it is: a line manager may stand beside the screen.
/// </summary>
public static class RemindParticipants
{

    private const string Text = """
        Hello,

        there is something of yours to look at or to fill in, which takes a few minutes. Sign in to see what it is.

        """;

    public sealed record Outcome(int Letters);

    public sealed class Handler(Store store, TimeProvider clock)
    {
        public Task<Outcome> HandleAsync(CancellationToken stop)
        {
            var today = London.Today(clock);
            var policy = ParticipationPolicy.InForceOn(today);
            // Counted from the week's Monday, so that what becomes due in the middle of a week waits for the next one's letter.
            var monday = today.AddDays(-(((int)today.DayOfWeek + 6) % 7));
            var (first, last) = (monday.AddDays(-policy.RemindForDays), monday.AddDays(policy.RemindBeforeDays));
            string week = string.Create(CultureInfo.InvariantCulture, $"{ISOWeek.GetYear(today)}-{ISOWeek.GetWeekOfYear(today):00}");
            return store.WriteAsync(new Change(new Actor.TheSystem("reminders"), ChangeKind.ParticipantReminded, "participants with something to do are reminded"), async records =>
            {
                var taking = from participant in records.Set<Participant>()
                             join application in records.Set<Application>() on participant.Application equals application.Id
                             where application.State == ApplicationState.OnProgramme || application.State == ApplicationState.Completed
                             select new { One = participant, application.State };
                var people = await taking
                    .Where(p =>
                        (p.State == ApplicationState.OnProgramme && records.Set<PlanReview>().Any(r => r.Participant == p.One.Id && r.HeldOn == null && r.DueOn >= first && r.DueOn <= last))
                        || (p.State == ApplicationState.OnProgramme && p.One.StartedOn >= first && !records.Set<Evaluation>().Any(e => e.Participant == p.One.Id && e.Moment == EvaluationMoment.Before))
                        || (p.State == ApplicationState.Completed && p.One.EndedOn >= first && !records.Set<Evaluation>().Any(e => e.Participant == p.One.Id && e.Moment == EvaluationMoment.After)))
                    .Select(p => p.One.Person).Distinct().ToListAsync(stop);
                var everybody = await taking.Where(p => p.State == ApplicationState.OnProgramme || p.One.EndedOn >= first).Select(p => p.One).ToListAsync(stop);
                int letters = 0;
                foreach (var person in people.Union(await ToReactAsync(records, everybody, monday, today, stop)).Union(await ToMarkAsync(records, policy, first, monday, stop)))
                    if (await AccountsDoor.RemindAsync(records, store.Key, clock, $"participant {person} in week {week}", person, Text)) letters++;
                return new Outcome(letters);
            }, stop);
        }

        /// <summary>Those for whom a form in between began before this week and who have not answered it.</summary>
        private static async Task<List<PersonId>> ToMarkAsync(Records records, ParticipationPolicy policy, DateOnly first, DateOnly monday, CancellationToken stop)
        {
            var found = new List<PersonId>();
            foreach (var (moment, months) in new[] { (EvaluationMoment.Halfway, policy.Evaluation.HalfwayMonths), (EvaluationMoment.Later, policy.Evaluation.LaterMonths) })
            {
                // Months differ in length: who is a few days off is left out by the day itself.
                DateOnly least = first.AddMonths(-months).AddDays(-5), most = monday.AddMonths(-months).AddDays(5);
                var near = await records.Set<Participant>().Where(p => p.StartedOn >= least && p.StartedOn <= most && !records.Set<Evaluation>().Any(e => e.Participant == p.Id && e.Moment == moment)
                    && records.Set<Application>().Any(a => a.Id == p.Application && (a.State == ApplicationState.OnProgramme || a.State == ApplicationState.Completed))).ToListAsync(stop);
                found.AddRange(near.Where(p => EvaluationPlan.From(moment, p.StartedOn, p.EndedOn, p.Completed, policy) is { } from && from >= first && from <= monday).Select(p => p.Person));
            }

            return found;
        }

        /// <summary>Those who were at a module or a meeting, or came to the end of an assignment, and have not said how they found it, in the one week whose letter reminds of it.</summary>
        private static async Task<List<PersonId>> ToReactAsync(Records records, List<Participant> taking, DateOnly monday, DateOnly today, CancellationToken stop)
        {
            var found = new List<PersonId>();
            foreach (var of in taking.GroupBy(p => p.Cohort))
            {
                var occasions = await Occasions.ReadAsync(records, await records.Set<Cohort>().SingleAsync(c => c.Id == of.Key, stop), stop);
                var answered = (await records.Set<Reaction>().Where(r => records.Set<Participant>().Any(p => p.Id == r.Participant && p.Cohort == of.Key)).Select(r => new { r.Participant, r.Kind, r.Number }).ToListAsync(stop)).Select(r => (r.Participant, new ReactionSubject(r.Kind, r.Number))).ToHashSet();
                found.AddRange(of.Where(p => occasions.Of(p.Id).Any(about => occasions.IsRemindedOf(p.Id, about, monday, today) && !answered.Contains((p.Id, about)))).Select(p => p.Person));
            }

            return found;
        }
    }
}
