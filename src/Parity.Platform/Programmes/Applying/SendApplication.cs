using Microsoft.EntityFrameworkCore;
using Parity.Platform.Accounts;
using Parity.Platform.Accounts.Contract;
using Parity.Platform.Foundation;
using Parity.Platform.Programmes.Model;
using Parity.Platform.Programmes.Rules;
using Parity.Platform.Storage;

namespace Parity.Platform.Programmes;

/// <summary>Sends an application. Nobody else has to have done anything: employers are asked afterwards.</summary>
public static class SendApplication
{
    public sealed record Request(PersonId By, ProgrammeApplicationId Application);

    public abstract record Outcome
    {
        private Outcome() { }

        /// <summary>Also when it had been sent before: sending twice is harmless.</summary>
        public sealed record Sent : Outcome;

        public sealed record NotYet(IReadOnlyList<(string Section, string Advice)> Missing) : Outcome;

        /// <summary>The window is over.</summary>
        public sealed record TooLate : Outcome;

        /// <summary>Declarations may not be opened for that any more.</summary>
        public sealed record UseRefused : Outcome;

        public sealed record NoSuchApplication : Outcome;
    }

    public sealed class Handler(Store store, AccountsDoor accounts, TimeProvider clock)
    {
        public async Task<Outcome> HandleAsync(Request request, CancellationToken stop)
        {
            // When it arrived counts, not when its turn to be written came.
            var arrived = clock.GetUtcNow();
            var everybody = await accounts.AllAsync(stop);
            if (await Leave.AskAsync(store, new Actor.OfApplication(request.Application.Value), Purposes.OpenToApplicant, request.Application.Value, stop, EligibilityDeclaration.Kept) is not { } leave) return new Outcome.UseRefused();
            return await store.WriteAsync<Outcome>(new Change(new Actor.OfApplication(request.Application.Value), ChangeKind.ApplicationSent, "an application was sent"), async records =>
            {
                if (await records.Set<Application>().SingleOrDefaultAsync(a => a.Id == request.Application && a.Person == request.By, stop) is not { } one) return new Outcome.NoSuchApplication();
                if (one.SentAt is not null) return new Outcome.Sent();
                var cohort = await records.Set<Cohort>().SingleAsync(c => c.Id == one.Cohort, stop);
                if (one.State is not ApplicationState.Draft || !cohort.ReadTimeline().Window.IsOpenAt(arrived)) return new Outcome.TooLate();
                var answered = await records.Set<Answer>().Where(a => a.Application == one.Id).Select(a => a.Question).ToListAsync(stop);
                bool? belongs = (await records.Set<EligibilityDeclaration>().SingleOrDefaultAsync(e => e.Application == one.Id, stop))?.Open(leave);
                if (Completeness.Missing(one, answered, belongs, Rubric.Named(cohort.ReadShape().Rubric)) is { Count: > 0 } missing) return new Outcome.NotYet(missing);
                one.Move(records, clock, ApplicationDeed.Submit, Doer.Applicant);
                one.SentAt = arrived;
                // Who says that the employer put them forward, and is on no list of its, is asked about like somebody who told it.
                if (one.Employer is { } employer && (one.Route is ApplicationRoute.EmployerTold || (one.Route is ApplicationRoute.Nominated && !await LinkAsync(records, one, employer, stop)))) await AskAsync(records, one, employer, everybody);
                return new Outcome.Sent();
            }, stop);
        }

        /// <returns>False where the employer has put nobody forward by this address.</returns>
        private async Task<bool> LinkAsync(Records records, Application one, OrganisationId employer, CancellationToken stop)
        {
            if (await AccountsDoor.MailOfAsync(records, one.Person) is not { } mail) return false;
            var hash = Contact.HashOf(store.Key, mail);
            var nominations = await records.Set<Nomination>().Where(n => n.Cohort == one.Cohort && n.Organisation == employer && n.MailHash == hash && n.WithdrawnAt == null).ToListAsync(stop);
            foreach (var nomination in nominations) nomination.Application = one.Id;
            return nominations.Count > 0;
        }

        /// <summary>At once and beside everything else: a slow employer holds nobody up.</summary>
        private async Task AskAsync(Records records, Application one, OrganisationId employer, IReadOnlyList<Account> everybody)
        {
            records.Add(new Endorsement { Application = one.Id, Organisation = employer, AskedAt = clock.GetUtcNow() });
            foreach (var lead in everybody.Where(a => a.HoldsIn(Role.HrLead, employer)))
                await AccountsDoor.QueueMailAsync(records, store.Key, clock, $"endorsement {one.Id} {lead.Id} 0", lead.Id, EndorsementLetter.Text);
        }
    }
}
