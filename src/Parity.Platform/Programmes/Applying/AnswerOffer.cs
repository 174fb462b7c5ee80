using Microsoft.EntityFrameworkCore;
using Parity.Platform.Accounts;
using Parity.Platform.Foundation;
using Parity.Platform.Programmes.Model;
using Parity.Platform.Programmes.Rules;
using Parity.Platform.Storage;

namespace Parity.Platform.Programmes;

/// <summary>An applicant takes a place, lets it go, or takes the application back. Of many who reach for the last place one gets it.</summary>
public static class AnswerOffer
{
    public enum Wish
    {
        Accept,
        Decline,
        Withdraw,
    }

    /// <param name="AgreesToTell">That the employer is told: without it nobody can be released for the programme's days.</param>
    public sealed record Request(PersonId By, ProgrammeApplicationId Application, Wish Wish, bool AgreesToTell = false);

    public abstract record Outcome
    {
        private Outcome() { }

        public sealed record Done : Outcome;

        /// <summary>Somebody else was first. The offer stands: a place may come free.</summary>
        public sealed record NoPlaceLeft : Outcome;

        public sealed record MustAgreeToTell : Outcome;

        /// <summary>The offer has run out, was taken back, or there is none.</summary>
        public sealed record NotPossible : Outcome;

        public sealed record NoSuchApplication : Outcome;
    }

    public sealed class Handler(Store store, TimeProvider clock)
    {
        public Task<Outcome> HandleAsync(Request request, CancellationToken stop)
        {
            var today = London.Today(clock);
            return store.WriteAsync<Outcome>(new Change(new Actor.OfApplication(request.Application.Value), ChangeKind.OfferAnswered, $"the applicant chose to {StoredWord.Of(request.Wish)}"), async records =>
            {
                if (await records.Set<Application>().SingleOrDefaultAsync(a => a.Id == request.Application && a.Person == request.By, stop) is not { } one) return new Outcome.NoSuchApplication();
                var deed = request.Wish switch { Wish.Accept => ApplicationDeed.Accept, Wish.Decline => ApplicationDeed.Decline, _ => ApplicationDeed.Withdraw };
                if (ApplicationMoves.After(one.State, deed, Doer.Applicant) is null) return new Outcome.NotPossible();
                if (request.Wish is not Wish.Accept)
                {
                    if (one.State is ApplicationState.Shortlisted) await FreeTimeAsync(records, one, clock.GetUtcNow(), stop);
                    one.Move(records, clock, deed, Doer.Applicant);
                    if (await records.Set<Participant>().SingleOrDefaultAsync(p => p.Application == one.Id, stop) is { } gaveBack)
                        await ParticipantRecords.RemoveAsync(records, gaveBack, stop);

                    one.AgreedToTellAt = null;
                    return new Outcome.Done();
                }

                if (one.AnswerBy is { } last && today > last) return new Outcome.NotPossible();
                bool isSecret = one.Route is ApplicationRoute.NoApproval && one.Employer is not null;
                if (isSecret && !request.AgreesToTell) return new Outcome.MustAgreeToTell();
                var cohort = await records.Set<Cohort>().SingleAsync(c => c.Id == one.Cohort, stop);
                if (cohort.FinishedAt is not null) return new Outcome.NotPossible();
                // Accepting and counting are one transaction, and those follow one another on every node.
                if (ApplicationMoves.IsFull(one.State, ApplicationState.Accepted, await PlacesTaken.OfAsync(records, one.Cohort, stop), cohort.Places)) return new Outcome.NoPlaceLeft();
                one.Move(records, clock, deed, Doer.Applicant);
                // The team began the programme for whoever had a place then; who takes one later begins at once.
                bool hasBegun = cohort.StartedAt is not null && one.Move(records, clock, ApplicationDeed.Start, Doer.Team);
                one.AgreedToTellAt = clock.GetUtcNow();
                records.Add(new Participant
                {
                    Id = ParticipantId.New(clock),
                    Cohort = one.Cohort,
                    Application = one.Id,
                    Person = one.Person,
                    Employer = one.Employer,
                    AcceptedAt = clock.GetUtcNow(),
                    StartedOn = hasBegun ? today : null,
                });
                await AccountsDoor.GiveAsync(records, clock, one.Person, Participant.RoleIn(one.Cohort));
                return new Outcome.Done();
            }, stop);
        }

        /// <summary>A time for an interview that has not begun is nobody's again, without a panel, and can be given to another.</summary>
        private async Task FreeTimeAsync(Records records, Application one, DateTimeOffset now, CancellationToken stop)
        {
            if (await records.Set<InterviewSlot>().SingleOrDefaultAsync(s => s.Application == one.Id && s.CancelledAt == null, stop) is not { } slot || slot.StartsAt <= now) return;
            var panel = await records.Set<Marking>().Where(m => m.Application == one.Id && m.Stage == MarkingStage.Interview && m.EndedAt == null).ToListAsync(stop);
            if (panel.Exists(m => m.LockedAt is not null)) return;
            records.RemoveRange(panel);
            await NeutralLetter.SendAsync(records, store.Key, clock, $"panel {TypedId.Text(slot.Id)} {NeutralLetter.Now(clock)}", panel.Select(m => m.Assessor));
            slot.Application = null;
        }
    }
}
