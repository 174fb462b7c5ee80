using Microsoft.EntityFrameworkCore;
using Parity.Platform.Accounts;
using Parity.Platform.Accounts.Contract;
using Parity.Platform.Foundation;
using Parity.Platform.Partnership;
using Parity.Platform.Programmes.Model;
using Parity.Platform.Storage;

namespace Parity.Platform.Programmes;

/// <summary>
/// The programme manager appoints somebody to mark and interview for a cohort, or ends it. With it comes the role, for
/// this cohort alone. Nothing about their own diversity is asked.
/// </summary>
public static class AppointAssessor
{
    /// <param name="Employer">An organisation of the partnership; null with <paramref name="WorksElsewhere"/>.</param>
    /// <param name="TrainedOn">When they were trained to sit in panels.</param>
    public sealed record Request(PersonId By, CohortId Cohort, PersonId? Person, OrganisationId? Employer, bool WorksElsewhere, DateOnly? TrainedOn = null);

    public abstract record Outcome
    {
        private Outcome() { }

        public sealed record Appointed : Outcome;

        public sealed record NotYet(IReadOnlyList<(string Field, string Advice)> Mistakes) : Outcome;

        public sealed record NoSuchCohort : Outcome;
    }

    /// <summary>Whoever works in the partnership can be appointed; who only applies is not shown to anybody here.</summary>
    public static bool CanBeAppointed(Account account) => Roles.All.Any(r => r is not (Role.Public or Role.Applicant or Role.Participant or Role.Sponsor or Role.Disabled) && account.HasSomewhere(r));

    public sealed class Handler(Store store, AccountsDoor accounts, PartnershipDoor partnership, TimeProvider clock)
    {
        public async Task<Outcome> HandleAsync(Request request, CancellationToken stop)
        {
            var mistakes = new List<(string Field, string Advice)>();
            if (request.Person is not { } person || await accounts.FindAsync(person, stop) is not { } account || !CanBeAppointed(account)) return new Outcome.NotYet([("person", "Choose who is appointed.")]);
            var employer = request.Employer is { } at ? await partnership.FindAsync(at, stop) : null;
            if (employer is null && !request.WorksElsewhere) mistakes.Add(("employer", "Choose where the assessor works: nobody marks people of their own employer."));
            if (request.TrainedOn > London.Today(clock)) mistakes.Add(("trained", "Enter the day of the training once it has been."));
            if (mistakes.Count > 0) return new Outcome.NotYet(mistakes);
            return await store.WriteAsync<Outcome>(new Change(new Actor.Someone(request.By), ChangeKind.AssessorAppointed, "an assessor of a cohort was appointed"), async records =>
            {
                if (!await AccountsDoor.RunsProgrammesAsync(records, clock, request.By)) return new Outcome.NoSuchCohort();
                if (!await records.Set<Cohort>().AnyAsync(c => c.Id == request.Cohort, stop)) return new Outcome.NoSuchCohort();
                if (await records.Set<Assessor>().SingleOrDefaultAsync(a => a.Cohort == request.Cohort && a.Person == person, stop) is { } known)
                {
                    (known.Employer, known.Sector, known.TrainedOn, known.EndedAt) = (employer?.Id, employer?.Sector, request.TrainedOn ?? known.TrainedOn, null);
                    (known.AppointedBy, known.AppointedAt) = (request.By, clock.GetUtcNow());
                }
                else
                {
                    records.Add(new Assessor
                    {
                        Cohort = request.Cohort,
                        Person = person,
                        Employer = employer?.Id,
                        Sector = employer?.Sector,
                        TrainedOn = request.TrainedOn,
                        AppointedBy = request.By,
                        AppointedAt = clock.GetUtcNow(),
                    });
                }

                await AccountsDoor.GiveAsync(records, clock, person, RoleFor(request.Cohort));
                return new Outcome.Appointed();
            }, stop);
        }
    }

    internal static HeldRole RoleFor(CohortId cohort) => new(Role.Assessor, new ProgrammeId(cohort.Value));
}

/// <summary>Ends an appointment: what was locked stays, what was not is given to others.</summary>
public static class EndAssessor
{
    public sealed record Request(PersonId By, CohortId Cohort, PersonId? Person);

    public sealed class Handler(Store store, TimeProvider clock)
    {
        /// <returns>False where there is no such assessor.</returns>
        public Task<bool> HandleAsync(Request request, CancellationToken stop) =>
            store.WriteAsync(new Change(new Actor.Someone(request.By), ChangeKind.AssessorEnded, "an assessor of a cohort gave the work up"), async records =>
            {
                if (!await AccountsDoor.RunsProgrammesAsync(records, clock, request.By)) return false;
                if (await records.Set<Assessor>().SingleOrDefaultAsync(a => a.Cohort == request.Cohort && a.Person == request.Person && a.EndedAt == null, stop) is not { } one) return false;
                one.EndedAt = clock.GetUtcNow();
                foreach (var open in await records.Set<Marking>().Where(m => m.Assessor == one.Person && m.LockedAt == null && m.EndedAt == null
                    && records.Set<Application>().Any(a => a.Id == m.Application && a.Cohort == one.Cohort)).ToListAsync(stop))
                    (open.EndedAt, open.EndedBy) = (one.EndedAt, MarkingEnd.TakenOff);
                await AccountsDoor.TakeBackAsync(records, clock, one.Person, new(Role.Assessor, new ProgrammeId(one.Cohort.Value)));
                return true;
            }, stop);
    }
}
