using Microsoft.EntityFrameworkCore;
using Parity.Platform.Accounts;
using Parity.Platform.Foundation;
using Parity.Platform.Programmes.Model;
using Parity.Platform.Programmes.Rules;
using Parity.Platform.Storage;

namespace Parity.Platform.Programmes;

/// <summary>Somebody's place is put off, taken up in a later cohort, left early, or brought to its end.</summary>
public static class MoveParticipant
{
    public abstract record Deed
    {
        private Deed() { }

        /// <summary>Before it has begun: the place is kept for a later cohort.</summary>
        public sealed record Defer : Deed;

        /// <param name="Into">A cohort that is running and has a place.</param>
        /// <param name="EvenSo">Take it up although that cohort asks for other days than the one the place was offered in.</param>
        public sealed record TakeUp(CohortId? Into, bool EvenSo = false) : Deed;

        /// <param name="Reason">A code of the policy.</param>
        public sealed record Leave(DateOnly? On, string? Reason) : Deed;

        public sealed record Reinstate : Deed;

        /// <param name="EvenSo">Complete although days are lacking.</param>
        public sealed record Complete(DateOnly? On, bool EvenSo) : Deed;
    }

    public sealed record Request(PersonId By, ParticipantId Participant, Deed Deed);

    public abstract record Outcome
    {
        private Outcome() { }

        public sealed record Done(CohortId Cohort) : Outcome;

        public sealed record NotYet(CohortId Cohort, string Field, string Advice) : Outcome;

        public sealed record NoSuchParticipant : Outcome;
    }

    public sealed class Handler(Store store, TimeProvider clock)
    {
        public Task<Outcome> HandleAsync(Request request, CancellationToken stop)
        {
            string why = request.Deed switch { Deed.Defer => "a place was put off", Deed.TakeUp => "a place that was put off was taken up", Deed.Leave => "a participant left early", Deed.Reinstate => "a participant came back", _ => "a participant completed the programme" };
            return store.WriteAsync<Outcome>(new Change(new Actor.Someone(request.By), ChangeKind.ParticipantMoved, why), async records =>
            {
                if (!await AccountsDoor.RunsProgrammesAsync(records, clock, request.By)) return new Outcome.NoSuchParticipant();
                if (await records.Set<Participant>().SingleOrDefaultAsync(p => p.Id == request.Participant, stop) is not { } one) return new Outcome.NoSuchParticipant();
                var application = await records.Set<Application>().SingleAsync(a => a.Id == one.Application, stop);
                var cohort = await records.Set<Cohort>().SingleAsync(c => c.Id == one.Cohort, stop);
                var deed = request.Deed switch { Deed.Defer => ApplicationDeed.Defer, Deed.TakeUp => ApplicationDeed.Start, Deed.Leave => ApplicationDeed.Leave, Deed.Reinstate => ApplicationDeed.Reinstate, _ => ApplicationDeed.Complete };
                if (ApplicationMoves.After(application.State, deed, Doer.Team) is null || (request.Deed is Deed.TakeUp && application.State is not ApplicationState.Deferred)) return new Outcome.NotYet(one.Cohort, "", "That is not possible any more. This is how the place stands now.");
                if (await CheckAsync(records, one, cohort, request.Deed, stop) is { } refused) return refused;
                if (request.Deed is Deed.Defer or Deed.Leave) await LearningSet.LeaveAsync(records, one.Id, request.Deed is Deed.Leave { On: { } last } ? last.AddDays(1) : London.Today(clock), stop);
                if (request.Deed is Deed.Defer or Deed.TakeUp) await NamedMentor.PutOffAsync(records, store.Key, clock, one.Id, stop);
                application.Move(records, clock, deed, Doer.Team);
                return new Outcome.Done(one.Cohort);
            }, stop);
        }

        private async Task<Outcome?> CheckAsync(Records records, Participant one, Cohort cohort, Deed deed, CancellationToken stop)
        {
            var today = London.Today(clock);
            Outcome No(string field, string advice) => new Outcome.NotYet(cohort.Id, field, advice);
            switch (deed)
            {
                case Deed.TakeUp takeUp:
                    if (await records.Set<Cohort>().SingleOrDefaultAsync(c => c.Id == takeUp.Into && c.Id != one.Cohort && c.StartedAt != null && c.FinishedAt == null, stop) is not { } into) return No("into", "Choose a cohort that is running.");
                    if (ApplicationMoves.IsFull(ApplicationState.Deferred, ApplicationState.OnProgramme, await PlacesTaken.OfAsync(records, into.Id, stop), into.Places)) return No("into", "Choose a cohort with a place left.");
                    if (await records.Set<StretchAssignment>().AnyAsync(a => a.Participant == one.Id && a.ClosedAt == null, stop)) return No("into", "An assignment was matched for the earlier cohort, whose days and shape it keeps to. Close it first; another can be matched in the cohort in which the place is taken up.");
                    if (ShapeChange.Between(cohort.ReadShape(), into.ReadShape()) is { Count: > 0 } other)
                    {
                        if (!takeUp.EvenSo) return No("take-up-even-so", $"That cohort asks for something else than was offered: {string.Join("; ", other)}. Agree it with whoever has the place, then confirm that it is taken up even so.");
                        await NeutralLetter.SendAsync(records, store.Key, clock, $"other shape {one.Id} {into.Id}", [one.Person]);
                    }

                    await AccountsDoor.ForgetRoleAsync(records, one.Person, Participant.RoleIn(one.Cohort));
                    await AccountsDoor.GiveAsync(records, clock, one.Person, Participant.RoleIn(into.Id));
                    (one.Cohort, one.StartedOn) = (into.Id, today);
                    break;
                case Deed.Leave leave:
                    if (leave.On is not { } left || left > today || left < one.StartedOn) return No("left-on", "Enter the day on which it ended, not one to come.");
                    if (ParticipationPolicy.InForceOn(today).LeavingReasons.All(r => r.Code != leave.Reason)) return No("reason", "Choose the kind of reason.");
                    (one.EndedOn, one.Completed, one.EndReason) = (left, false, leave.Reason);
                    break;
                case Deed.Reinstate:
                    (one.EndedOn, one.EndReason) = (null, null);
                    break;
                case Deed.Complete complete:
                    if (complete.On is not { } on || on > today || on < one.StartedOn) return No("completed-on", "Enter the day on which it was completed, not one to come.");
                    decimal lacking = (await Ledgers.OfAsync(records, store.Key, cohort, today, stop))[one.Id] is var ledger ? ledger.DaysRequired - ledger.DaysDone : 0;
                    if (lacking > 0 && !complete.EvenSo) return No("even-so", $"{lacking:0.##} of the days are not done. Note them first, or confirm that it is complete even so.");
                    (one.EndedOn, one.Completed, one.EndReason) = (on, true, null);
                    break;
            }

            return null;
        }
    }
}
