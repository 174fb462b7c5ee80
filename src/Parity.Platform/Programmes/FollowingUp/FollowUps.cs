using Microsoft.EntityFrameworkCore;
using Parity.Platform.Accounts;
using Parity.Platform.Foundation;
using Parity.Platform.Programmes.Model;
using Parity.Platform.Programmes.Rules;
using Parity.Platform.Storage;

namespace Parity.Platform.Programmes;

/// <summary>Asks whoever completed a programme what came of it, when the policy's months have passed, and asks again. The letters say only that there is news.</summary>
public static class AskFollowUps
{
    public sealed record Outcome(int Asked, int AskedAgain);

    public sealed class Handler(Store store, TimeProvider clock)
    {
        public async Task<Outcome> HandleAsync(CancellationToken stop)
        {
            var today = London.Today(clock);
            if (!WorkingDays.IsOne(today)) return new(0, 0);
            var policy = ParticipationPolicy.InForceOn(today);
            return await store.WriteAsync(new Change(new Actor.TheSystem("reminders"), ChangeKind.FollowUpAsked, "participants are asked what came of a programme"), async records =>
            {
                int asked = 0, again = 0;
                var kept = (await records.Set<FollowUp>().ToListAsync(stop)).ToDictionary(f => (f.Participant, f.Months));
                foreach (var one in await records.Set<Participant>().Where(p => p.Completed && p.EndedOn != null).ToListAsync(stop))
                    foreach (int months in FollowUpPlan.DueBy(one.EndedOn!.Value, today, policy.FollowUpMonths))
                    {
                        var due = FollowUpPlan.DueOn(one.EndedOn.Value, months);
                        if (!kept.TryGetValue((one.Id, months), out var follow))
                        {
                            // One whose time is over already, as for history that was entered later, is not asked any more.
                            if (due.AddDays(policy.FollowUpOpenDays) < today) continue;
                            records.Add(new FollowUp { Participant = one.Id, Months = months, DueOn = due, AskedOn = today });
                            asked++;
                            await AccountsDoor.RemindAsync(records, store.Key, clock, $"follow-up {one.Id} {months} 0", one.Person, NeutralLetter.Text);
                            continue;
                        }

                        if (follow.AnsweredOn is not null || due.AddDays(policy.FollowUpOpenDays) < today || follow.Chased >= policy.ChaseFollowUpAfter.Count
                            || WorkingDays.Between(follow.AskedOn, today) < policy.ChaseFollowUpAfter[follow.Chased]) continue;
                        follow.Chased++;
                        again++;
                        await AccountsDoor.RemindAsync(records, store.Key, clock, $"follow-up {one.Id} {months} {follow.Chased}", one.Person, NeutralLetter.Text);
                    }

                return new Outcome(asked, again);
            }, stop);
        }
    }
}

/// <summary>Somebody answers a follow-up: where they work, steps at work, parts in public life.</summary>
public static class AnswerFollowUp
{
    public const int LongestComment = 1000;

    /// <param name="Move">The step taken since the programme began that weighs most; null for none.</param>
    public sealed record Request(PersonId By, ParticipantId Participant, int? Months, bool? SameEmployer, string? Move, DateOnly? MovedOn, IReadOnlyList<CivicRole> Civic, string? Comment, bool AskEmployer = false);

    public abstract record Outcome
    {
        private Outcome() { }

        public sealed record Done : Outcome;

        public sealed record NotYet(IReadOnlyList<(string Field, string Advice)> Mistakes) : Outcome;

        public sealed record NotYours : Outcome;
    }

    public sealed class Handler(Store store, TimeProvider clock)
    {
        public Task<Outcome> HandleAsync(Request request, CancellationToken stop) =>
            store.WriteAsync<Outcome>(new Change(new Actor.Someone(request.By), ChangeKind.FollowUpAnswered, "somebody told what came of a programme"), async records =>
            {
                var today = London.Today(clock);
                if (await records.Set<Participant>().SingleOrDefaultAsync(p => p.Id == request.Participant && p.Person == request.By, stop) is not { } one
                    || await records.Set<FollowUp>().SingleOrDefaultAsync(f => f.Participant == one.Id && f.Months == request.Months, stop) is not { } follow) return new Outcome.NotYours();
                string comment = (request.Comment ?? "").Trim();
                var move = StoredWord.TryParse<CareerMoveKind>(request.Move);
                var mistakes = new List<(string Field, string Advice)>();
                if (follow.DueOn.AddDays(ParticipationPolicy.InForceOn(today).FollowUpOpenDays) < today) mistakes.Add(("", "The time for this answer is over. You will be asked again later."));
                if (request.SameEmployer is null) mistakes.Add(("same-employer", "Choose whether you work for the same employer."));
                if (move is null && request.Move is not "none") mistakes.Add(("move", "Choose what has changed in your work, or that nothing has."));
                if (move is not null && (request.MovedOn is not { } on || on > today || on < one.StartedOn)) mistakes.Add(("moved-on", "Enter the day since when, not before the programme began."));
                if (request.AskEmployer && (request.SameEmployer is not true || move is not (CareerMoveKind.Promotion or CareerMoveKind.ActingUp or CareerMoveKind.Secondment)))
                    mistakes.Add(("ask-employer", "Leave this out: an employer can confirm a higher post, acting up or a secondment of somebody who still works for it."));
                if (comment.Length > LongestComment) mistakes.Add(("comment", $"Use at most {LongestComment} characters."));
                if (mistakes.Count > 0) return new Outcome.NotYet(mistakes);
                (follow.AnsweredOn, follow.SameEmployer, follow.Sealed) = (follow.AnsweredOn ?? today, request.SameEmployer, comment.Length > 0 ? OwnPlan.Seal(store.Key, one.Id, comment) : null);
                // A step told before can be put to the employer later; what was asked stays asked.
                if (move is { } told && await records.Set<CareerMove>().SingleOrDefaultAsync(m => m.Participant == one.Id && m.Kind == told && m.OnDay == request.MovedOn!.Value, stop) is { } known) known.EmployerAsked |= request.AskEmployer;
                else if (move is { } kind)
                    records.Add(new CareerMove { Id = TypedId.NewValue(clock), Participant = one.Id, Kind = kind, OnDay = request.MovedOn!.Value, ToldOn = today, EmployerAsked = request.AskEmployer });
                var taken = await records.Set<CivicRoleTaken>().Where(r => r.Participant == one.Id).Select(r => r.Kind).ToListAsync(stop);
                foreach (var role in request.Civic.Distinct().Except(taken)) records.Add(new CivicRoleTaken { Participant = one.Id, Kind = role, ToldOn = today });
                return new Outcome.Done();
            }, stop);
    }
}

/// <summary>Somebody's own follow-ups, and what they have told so far.</summary>
public static class ReadFollowUps
{
    public sealed record Request(PersonId By, ParticipantId Participant);

    public sealed record Asked(int Months, DateOnly DueOn, DateOnly OpenUntil, DateOnly? AnsweredOn);

    public sealed record Own(IReadOnlyList<Asked> Asked, IReadOnlyList<Moved> Moves, IReadOnlyList<CivicRole> Civic);

    /// <param name="IsSo">What the employer said, where it was asked and has answered.</param>
    public sealed record Moved(CareerMoveKind Kind, DateOnly On, bool EmployerAsked, bool? IsSo);

    public sealed class Handler(Store store, TimeProvider clock)
    {
        public Task<Own?> HandleAsync(Request request, CancellationToken stop) => store.ReadAsync(async records =>
        {
            if (!await records.Set<Participant>().AnyAsync(p => p.Id == request.Participant && p.Person == request.By, stop)) return null;
            int open = ParticipationPolicy.InForceOn(London.Today(clock)).FollowUpOpenDays;
            var asked = await records.Set<FollowUp>().Where(f => f.Participant == request.Participant).OrderBy(f => f.Months).ToListAsync(stop);
            var moves = await records.Set<CareerMove>().Where(m => m.Participant == request.Participant).OrderBy(m => m.OnDay).ToListAsync(stop);
            var civic = await records.Set<CivicRoleTaken>().Where(r => r.Participant == request.Participant).Select(r => r.Kind).ToListAsync(stop);
            return new Own(asked.ConvertAll(f => new Asked(f.Months, f.DueOn, f.DueOn.AddDays(open), f.AnsweredOn)), moves.ConvertAll(m => new Moved(m.Kind, m.OnDay, m.EmployerAsked, m.IsSo)), civic);
        });
    }
}
