using Microsoft.EntityFrameworkCore;
using Parity.Platform.Accounts;
using Parity.Platform.Accounts.Contract;
using Parity.Platform.Foundation;
using Parity.Platform.Programmes.Model;
using Parity.Platform.Programmes.Rules;
using Parity.Platform.Storage;

namespace Parity.Platform.Programmes;

/// <summary>What an employer sees of its own part: whom it put forward, who told it, who has a place, what it lends and pays.</summary>
public static class ReadEmployerPart
{
    public sealed record Request(OrganisationId Organisation);

    /// <param name="HasApplied">The person applied and said that the employer put them forward.</param>
    public sealed record Nominated(Guid Id, CohortId Cohort, string CohortTitle, string Name, DateTimeOffset At, bool HasApplied, bool IsOpen);

    /// <param name="Standing">In words that tell no outcome which led to no place: that is the applicant's to tell.</param>
    /// <param name="Endorses">Null while the employer has not answered.</param>
    public sealed record Known(ProgrammeApplicationId Application, string Name, string CohortTitle, KnownStanding Standing, bool IsAsked, DateTimeOffset? AskedAt, bool? Endorses, DateTimeOffset SentAt);

    public sealed record Place(ParticipantId Participant, string Name, string CohortTitle, KnownStanding Standing, DateOnly StartsOn, DateOnly EndsOn, decimal Days, string? Release, decimal DaysDone, PersonId? LineManager, IReadOnlyList<(string Title, DateOnly? ReachedOn)> Milestones, ReleaseTerms? Terms, IReadOnlyList<Clash> Clashes, IReadOnlyList<(DateOnly Month, decimal Days)> Ahead);

    /// <param name="IsSo">What the employer said; null while it has said nothing.</param>
    public sealed record Moved(Guid Id, string Name, CareerMoveKind Kind, DateOnly On, bool? IsSo);

    public sealed record Offered(Guid Id, OfferKind Kind, int Amount, string Note, int Used, DateTimeOffset At, bool IsOpen);

    public sealed record Paid(PaymentKind Kind, long Pence, DateOnly On, string Note);

    public sealed record Reviewed(DateOnly On, bool Improved, string What);

    public sealed record Part(
        IReadOnlyList<Nominated> Nominations, IReadOnlyList<Known> Applications, IReadOnlyList<Place> Places, IReadOnlyList<Offered> Offers, IReadOnlyList<Paid> Payments, IReadOnlyList<Reviewed> Reviews,
        IReadOnlyList<(ActionCaseId Case, string Title, string? Basis)> Bases, IReadOnlyList<(PersonId Id, string Name)> LineManagers, IReadOnlyList<Moved> Moves);

    public sealed class Handler(Store store, AccountsDoor accounts, TimeProvider clock)
    {
        public async Task<Part> HandleAsync(Request request, CancellationToken stop)
        {
            var everybody = await accounts.AllAsync(stop);
            return await store.ReadWithinAsync(request.Organisation, records => ReadAsync(records, request.Organisation, everybody, stop), stop);
        }

        private async Task<Part> ReadAsync(Records records, OrganisationId organisation, List<Account> everybody, CancellationToken stop)
        {
            var names = everybody.ToDictionary(a => a.Id, a => a.Name);
            var now = clock.GetUtcNow();
            var cohorts = await records.Set<Cohort>().Where(c => c.PublishedAt != null).ToDictionaryAsync(c => c.Id, stop);
            var nominations = await records.Set<Nomination>().Where(n => n.Organisation == organisation && n.WithdrawnAt == null).OrderBy(n => n.NominatedAt).ToListAsync(stop);
            var known = await EmployersView.Of(records, organisation).OrderBy(a => a.SentAt).ThenBy(a => a.Id).ToListAsync(stop);
            var endorsements = await records.Set<Endorsement>().Where(e => e.Organisation == organisation).ToDictionaryAsync(e => e.Application, stop);
            var participants = await EmployersView.ParticipantsOf(records, organisation).OrderBy(p => p.AcceptedAt).ThenBy(p => p.Id).ToListAsync(stop);
            var ledgers = new Dictionary<ParticipantId, DayLedger>();
            foreach (var cohort in participants.Select(p => p.Cohort).Distinct())
                foreach (var (whose, ledger) in await Ledgers.OfAsync(records, store.Key, cohorts[cohort], London.DayOf(now), stop)) ledgers[whose] = ledger;
            var milestones = (await records.Set<Milestone>().OrderBy(m => m.DueOn).ToListAsync(stop)).ToLookup(m => m.Cohort);
            var reached = (await records.Set<MilestoneReached>().Where(r => EmployersView.ParticipantsOf(records, organisation).Any(p => p.Id == r.Participant)).ToListAsync(stop)).ToDictionary(r => (r.Milestone, r.Participant), r => r.ReachedOn);
            var releases = await records.Set<Release>().Where(r => r.Organisation == organisation).ToDictionaryAsync(r => r.Participant, stop);
            var away = new Dictionary<CohortId, DaysAway>();
            foreach (var cohort in participants.Select(p => p.Cohort).Distinct()) away[cohort] = await DaysAway.ReadAsync(records, store.Key, cohorts[cohort], stop);
            var moves = await EmployersView.MovesOf(records, organisation).OrderBy(m => m.OnDay).ThenBy(m => m.Id).ToListAsync(stop);
            var today = London.DayOf(now);
            var states = known.ToDictionary(a => a.Id, a => a.State);
            var offers = await records.Set<OfferInKind>().Where(o => o.Organisation == organisation).OrderBy(o => o.OfferedAt).ToListAsync(stop);
            var used = (await records.Set<OfferUse>().Where(u => records.Set<OfferInKind>().Any(o => o.Id == u.Offer && o.Organisation == organisation)).ToListAsync(stop)).ToLookup(u => u.Offer);
            var payments = await records.Set<Payment>().Where(p => p.Organisation == organisation).OrderBy(p => p.PaidOn).ToListAsync(stop);
            var reviews = await records.Set<StrategyReview>().Where(r => r.Organisation == organisation).OrderBy(r => r.ReviewedOn).ToListAsync(stop);
            var cases = await records.Set<ActionCase>().Where(c => c.EndedAt == null).OrderBy(c => c.MadeAt).ToListAsync(stop);
            var bases = await records.Set<EmployerBasis>().Where(b => b.Organisation == organisation).ToDictionaryAsync(b => b.ActionCase, b => b.Basis, stop);
            return new(
                nominations.ConvertAll(n => new Nominated(n.Id, n.Cohort, cohorts[n.Cohort].Title, Contact.Open(store.Key, Contact.Nominations, n.Sealed, n.Id).Name, n.NominatedAt, n.Application is { } sent && states.ContainsKey(sent), cohorts[n.Cohort].OverAt > now)),
                [.. known.Where(a => a.SentAt is not null).Select(a => new Known(
                    a.Id, names.GetValueOrDefault(a.Person, "somebody"), cohorts[a.Cohort].Title, StandingOf(a.State), endorsements.ContainsKey(a.Id), endorsements.GetValueOrDefault(a.Id)?.AskedAt, endorsements.GetValueOrDefault(a.Id)?.Endorses, a.SentAt!.Value))],
                participants.ConvertAll(p => new Place(
                    p.Id, names.GetValueOrDefault(p.Person, "somebody"), cohorts[p.Cohort].Title, StandingOf(states[p.Application]), cohorts[p.Cohort].StartsOn, cohorts[p.Cohort].EndsOn, cohorts[p.Cohort].ReadShape().Days, releases.GetValueOrDefault(p.Id)?.Agreement,
                    ledgers[p.Id].DaysDone, p.LineManager, [.. milestones[p.Cohort].Select(m => (m.Title, reached.TryGetValue((m.Id, p.Id), out var on) ? on : (DateOnly?)null))],
                    releases.GetValueOrDefault(p.Id)?.ToTerms(), p.EndedOn is null ? ReleasedDays.Clashes(releases.GetValueOrDefault(p.Id), away[p.Cohort].Of(p.Id), today) : [], p.EndedOn is null ? ReleaseClash.ByMonth(away[p.Cohort].Of(p.Id).Where(d => d.On >= today)) : [])),
                offers.ConvertAll(o => new Offered(o.Id, o.Kind, o.Amount, o.Note, used[o.Id].Sum(u => u.Amount), o.OfferedAt, o.EndedAt is null)),
                payments.ConvertAll(p => new Paid(p.Kind, p.Pence, p.PaidOn, p.Note)), reviews.ConvertAll(r => new Reviewed(r.ReviewedOn, r.Improved, r.What)),
                cases.ConvertAll(c => (c.Id, c.Title, bases.GetValueOrDefault(c.Id))), [.. everybody.Where(a => a.HoldsIn(Role.LineManager, organisation)).Select(a => (a.Id, a.Name))],
                moves.ConvertAll(m => new Moved(m.Id, names.GetValueOrDefault(participants.First(p => p.Id == m.Participant).Person, "somebody"), m.Kind, m.OnDay, m.IsSo)));
        }

        private static KnownStanding StandingOf(ApplicationState state) => state switch
        {
            ApplicationState.Accepted or ApplicationState.Deferred => KnownStanding.HasPlace,
            ApplicationState.OnProgramme => KnownStanding.OnProgramme,
            ApplicationState.Completed => KnownStanding.Completed,
            ApplicationState.LeftEarly => KnownStanding.LeftEarly,
            _ => KnownStanding.Applied,
        };
    }
}
