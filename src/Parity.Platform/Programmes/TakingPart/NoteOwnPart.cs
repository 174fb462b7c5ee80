using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Parity.Platform.Accounts;
using Parity.Platform.Accounts.Contract;
using Parity.Platform.Foundation;
using Parity.Platform.Programmes.Model;
using Parity.Platform.Programmes.Rules;
using Parity.Platform.Storage;

namespace Parity.Platform.Programmes;

/// <summary>What a participant does about taking part: enter time, mark themselves, name the line manager, keep a calendar, say which networks.</summary>
public static class NoteOwnPart
{
    public const int LongestText = 300;

    public abstract record Deed
    {
        private Deed() { }

        public sealed record EnterDay(string? Kind, int? Minutes, DateOnly? On, string? What) : Deed;

        /// <summary>As long as nobody has confirmed it.</summary>
        public sealed record RemoveDay(Guid Day) : Deed;

        /// <param name="Marks">From 1 to 5, by question: confidence and the five traits.</param>
        public sealed record Evaluate(EvaluationMoment Moment, IReadOnlyDictionary<string, int> Marks) : Deed;

        /// <summary>A new address; an older one leads nowhere from now on.</summary>
        public sealed record MakeCalendar : Deed;

        public sealed record EndCalendar : Deed;

        public sealed record WishNetwork(Guid Network, bool Wishes) : Deed;

        public sealed record NameLead(PersonId? LineManager) : Deed;
    }

    public sealed record Request(PersonId By, ParticipantId Participant, Deed Deed);

    public abstract record Outcome
    {
        private Outcome() { }

        /// <param name="CalendarSecret">The secret part of a new calendar's address, shown once.</param>
        public sealed record Done(string? CalendarSecret = null) : Outcome;

        public sealed record NotYet(IReadOnlyList<(string Field, string Advice)> Mistakes) : Outcome;

        public sealed record NotYours : Outcome;
    }

    public sealed class Handler(Store store, AccountsDoor accounts, TimeProvider clock)
    {
        private const int LongestDay = 24 * 60;

        public async Task<Outcome> HandleAsync(Request request, CancellationToken stop)
        {
            var leads = request.Deed is Deed.NameLead ? await accounts.AllAsync(stop) : [];
            var (kind, why) = request.Deed switch
            {
                Deed.EnterDay or Deed.RemoveDay => (ChangeKind.OwnDayEntered, "a participant entered development time"),
                Deed.Evaluate => (ChangeKind.EvaluationGiven, "a participant answered a form"),
                Deed.MakeCalendar or Deed.EndCalendar => (ChangeKind.CalendarChanged, "a calendar's address was changed"),
                Deed.WishNetwork => (ChangeKind.NetworkChanged, "a participant said which networks"),
                _ => (ChangeKind.LineManagerNamed, "a participant named a line manager"),
            };
            return await store.WriteAsync(new Change(new Actor.Someone(request.By), kind, why), async records =>
            {
                if (await records.Set<Participant>().SingleOrDefaultAsync(p => p.Id == request.Participant && p.Person == request.By, stop) is not { } one) return new Outcome.NotYours();
                return request.Deed switch
                {
                    Deed.EnterDay enter => await EnterAsync(records, one, enter, stop),
                    Deed.RemoveDay remove => await RemoveAsync(records, one, remove, London.Today(clock), stop),
                    Deed.Evaluate evaluate => await EvaluateAsync(records, one, evaluate, stop),
                    Deed.MakeCalendar => await CalendarAsync(records, one, Secret.New(), stop),
                    Deed.EndCalendar => await CalendarAsync(records, one, null, stop),
                    Deed.WishNetwork wish => await WishAsync(records, one, wish, stop),
                    Deed.NameLead name => await NameAsync(records, one, name, leads, stop),
                    _ => throw new ArgumentOutOfRangeException(nameof(request)),
                };
            }, stop);
        }

        private async Task<Outcome> EnterAsync(Records records, Participant one, Deed.EnterDay enter, CancellationToken stop)
        {
            var cohort = await records.Set<Cohort>().SingleAsync(c => c.Id == one.Cohort, stop);
            string what = (enter.What ?? "").Trim();
            var mistakes = new List<(string Field, string Advice)>();
            if (enter.Kind is ProgrammeShape.ModulesType || cohort.ReadShape().Type(enter.Kind ?? "") is null) mistakes.Add(("kind", "Choose what kind of day it was. Module days are noted by the programme's team."));
            if (enter.Minutes is not (> 0 and <= LongestDay)) mistakes.Add(("hours", "Enter how long, in hours such as 2 or 7.5, at most 24."));
            if (one.StartedOn is not { } from || enter.On is not { } on || on < from || on > (one.EndedOn ?? cohort.EndsOn)) mistakes.Add(("on", "Enter a day within your time on the programme."));
            if (what.Length is 0 or > LongestText) mistakes.Add(("what", $"Say in at most {LongestText} characters what it was."));
            if (mistakes.Count > 0) return new Outcome.NotYet(mistakes);
            // Pressed twice, or sent again from another tab: the same time is not counted twice.
            var alike = await records.Set<OwnDay>().Where(d => d.Participant == one.Id && d.Kind == enter.Kind && d.OnDay == enter.On && d.Minutes == enter.Minutes).ToListAsync(stop);
            if (alike.Exists(d => OwnPlan.Open(store.Key, one.Id, d.Sealed) == what)) return new Outcome.Done();
            records.Add(new OwnDay { Id = TypedId.NewValue(clock), Participant = one.Id, Kind = enter.Kind!, Minutes = enter.Minutes!.Value, OnDay = enter.On!.Value, Sealed = OwnPlan.Seal(store.Key, one.Id, what), EnteredAt = clock.GetUtcNow() });
            return new Outcome.Done();
        }

        private static async Task<Outcome> RemoveAsync(Records records, Participant one, Deed.RemoveDay remove, DateOnly today, CancellationToken stop)
        {
            if (await records.Set<OwnDay>().SingleOrDefaultAsync(d => d.Id == remove.Day && d.Participant == one.Id, stop) is not { } day) return new Outcome.NotYours();
            if (day.ConfirmedAt is not null) return new Outcome.NotYet([("", "Somebody has confirmed this time, so it stays. Write to the programme's team if it is wrong.")]);
            // What was said of a meeting goes with it as long as it can be changed; after that both stay, so that no average tells the difference.
            var about = ReactionSubject.Meeting(day.OnDay);
            if (day.Kind == ProgrammeShape.MentoringType && await records.Set<Reaction>().SingleOrDefaultAsync(r => r.Participant == one.Id && r.Kind == about.Kind && r.Number == about.Number, stop) is { } said
                && !await records.Set<OwnDay>().AnyAsync(d => d.Participant == one.Id && d.Kind == day.Kind && d.OnDay == day.OnDay && d.Id != day.Id, stop))
            {
                if (!(await Occasions.ReadAsync(records, await records.Set<Cohort>().SingleAsync(c => c.Id == one.Cohort, stop), stop)).IsOpen(one.Id, about, today)) return new Outcome.NotYet([("", "You have said how you found this meeting, so it stays. Write to the programme's team if it is wrong.")]);
                records.Remove(said);
            }

            records.Remove(day);
            return new Outcome.Done();
        }

        private async Task<Outcome> EvaluateAsync(Records records, Participant one, Deed.Evaluate evaluate, CancellationToken stop)
        {
            var cohort = await records.Set<Cohort>().SingleAsync(c => c.Id == one.Cohort, stop);
            string[] questions = [EvaluationQuestions.Confidence, .. Rubric.Named(cohort.ReadShape().Rubric).Traits.Select(t => t.Code)];
            var missing = questions.Where(q => !evaluate.Marks.TryGetValue(q, out int mark) || mark is < 1 or > 5).ToList();
            if (missing.Count > 0) return new Outcome.NotYet([.. missing.Select(q => (q, "Choose a mark from 1 to 5."))]);
            if (evaluate.Moment is EvaluationMoment.After && !one.Completed) return new Outcome.NotYet([("", "The second form is for the end of the programme.")]);
            var policy = ParticipationPolicy.InForceOn(London.Today(clock));
            if (IsBetween(evaluate.Moment) && !IsOpen(one, evaluate.Moment, policy, London.Today(clock))) return new Outcome.NotYet([("", $"This form is for those who take part, {EvaluationQuestions.When(evaluate.Moment, policy)}, and open for {policy.Feedback.OpenDays} days.")]);
            string text = JsonSerializer.Serialize(questions.ToDictionary(q => q, q => evaluate.Marks[q], StringComparer.Ordinal), EvaluationJson.Default.DictionaryStringInt32);
            if (await records.Set<Evaluation>().SingleOrDefaultAsync(e => e.Participant == one.Id && e.Moment == evaluate.Moment, stop) is { } kept)
            {
                if (!IsBetween(evaluate.Moment) && London.DayOf(kept.AnsweredAt) <= policy.CountedTo(London.Today(clock))) return new Outcome.NotYet([("", "This form is counted in what was told at the end of the last quarter. It stays as you answered it.")]);
                (kept.Sealed, kept.AnsweredAt) = (OwnPlan.Seal(store.Key, one.Id, text), clock.GetUtcNow());
            }
            else records.Add(new Evaluation { Participant = one.Id, Moment = evaluate.Moment, Sealed = OwnPlan.Seal(store.Key, one.Id, text), AnsweredAt = clock.GetUtcNow() });
            return new Outcome.Done();
        }

        /// <summary>Those in between are the participant's alone: what a programme led to is counted from the first and the last.</summary>
        private static bool IsBetween(EvaluationMoment moment) => moment is EvaluationMoment.Halfway or EvaluationMoment.Later;

        private static bool IsOpen(Participant one, EvaluationMoment moment, ParticipationPolicy policy, DateOnly today) =>
            EvaluationPlan.From(moment, one.StartedOn, one.EndedOn, one.Completed, policy) is { } from && today >= from && today <= EvaluationPlan.Until(from, policy);

        private async Task<Outcome> CalendarAsync(Records records, Participant one, string? secret, CancellationToken stop)
        {
            var kept = await records.Set<CalendarFeed>().SingleOrDefaultAsync(c => c.Participant == one.Id, stop);
            if (secret is null)
            {
                if (kept is not null) records.Remove(kept);
                return new Outcome.Done();
            }

            if (kept is not null) (kept.SecretHash, kept.MadeAt) = (Secret.HashOf(secret), clock.GetUtcNow());
            else records.Add(new CalendarFeed { Participant = one.Id, SecretHash = Secret.HashOf(secret), MadeAt = clock.GetUtcNow() });
            return new Outcome.Done(secret);
        }

        private async Task<Outcome> WishAsync(Records records, Participant one, Deed.WishNetwork wish, CancellationToken stop)
        {
            if (!await records.Set<Network>().AnyAsync(n => n.Id == wish.Network && n.EndedAt == null, stop)) return new Outcome.NotYours();
            var kept = await records.Set<NetworkWish>().SingleOrDefaultAsync(w => w.Network == wish.Network && w.Participant == one.Id, stop);
            if (wish.Wishes && kept is null) records.Add(new NetworkWish { Network = wish.Network, Participant = one.Id, AskedAt = clock.GetUtcNow() });
            if (!wish.Wishes && kept is not null) records.Remove(kept);
            return new Outcome.Done();
        }

        private async Task<Outcome> NameAsync(Records records, Participant one, Deed.NameLead name, List<Account> everybody, CancellationToken stop)
        {
            if (one.Employer is not { } employer || name.LineManager is not { } lead || lead == one.Person || everybody.SingleOrDefault(a => a.Id == lead) is not { } account || !account.HoldsIn(Role.LineManager, employer))
                return new Outcome.NotYet([("lead", "Choose a line manager of your own organisation.")]);
            bool isNew = one.LineManager != lead;
            one.LineManager = lead;
            // Somebody of the employer is written nothing that the employer may not know.
            if (isNew && await EmployersView.ParticipantsOf(records, employer).AnyAsync(p => p.Id == one.Id, stop)) await NeutralLetter.SendAsync(records, store.Key, clock, $"lead {one.Id} {NeutralLetter.Now(clock)}", [lead]);
            return new Outcome.Done();
        }
    }
}
