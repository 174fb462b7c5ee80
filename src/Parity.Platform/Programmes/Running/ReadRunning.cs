using Microsoft.EntityFrameworkCore;
using Parity.Platform.Accounts;
using Parity.Platform.Foundation;
using Parity.Platform.Programmes.Model;
using Parity.Platform.Programmes.Rules;
using Parity.Platform.Storage;

namespace Parity.Platform.Programmes;

/// <summary>A running cohort as the programme's team sees it: days, who was there, milestones, ledgers. No plan is in it.</summary>
public static class ReadRunning
{
    public sealed record Request(CohortId Cohort);

    /// <param name="Noted">By participant, where something was noted.</param>
    /// <param name="For">Who is awaited: all, but of a make-up day those who lack its module, and of a set's meeting those in it.</param>
    /// <param name="Set">Which learning set meets; null for a day of everybody.</param>
    public sealed record Day(
        Guid Id, string Kind, string Title, DateOnly On, TimeOnly From, TimeOnly Until, string Place, string? Speaker, bool IsOver, IReadOnlyDictionary<ParticipantId, LedgerState> Noted,
        int? Module, bool MakesUp, IReadOnlyList<ParticipantId> For, string? Set);

    public sealed record Person(
        ParticipantId Id, string Name, OrganisationId? Employer, ApplicationState State, DayLedger Ledger, string? LineManager, DateOnly? WorkshopOn, DateOnly? EndedOn, string? EndReason);

    public sealed record Reach(Guid Id, string Title, DateOnly DueOn, IReadOnlyList<ParticipantId> ReachedBy);

    /// <param name="Left">How many are not used yet.</param>
    public sealed record Lent(Guid Id, OrganisationId Organisation, OfferKind Kind, string Note, int Left);

    /// <summary>Somebody asks for coaching, with the need of the plan that it is for.</summary>
    public sealed record Asked(Guid Id, string Name, string Need, DateTimeOffset At, string? Answer);

    /// <summary>Time that waits to be confirmed.</summary>
    public sealed record Waiting(Guid Id, string Name, string Kind, int Minutes, DateOnly On, string What);

    public sealed record Networked(Guid Id, string Title, string About, IReadOnlyList<string> Wishing);

    public sealed record Running(
        IReadOnlyList<Person> People, IReadOnlyList<Day> Days, IReadOnlyList<Reach> Milestones, IReadOnlyList<Lent> Offers, IReadOnlyList<Asked> Coaching, IReadOnlyList<Waiting> ToConfirm,
        IReadOnlyList<Networked> Networks, IReadOnlyList<(CohortId Id, string Title)> Others, IReadOnlyList<(string Name, Clash Clash)> Clashes, IReadOnlyList<(Guid Id, string Title)> Sets);

    public sealed class Handler(Store store, AccountsDoor accounts, TimeProvider clock)
    {
        /// <returns>Null where there is no such cohort.</returns>
        public async Task<Running?> HandleAsync(Request request, CancellationToken stop)
        {
            var names = (await accounts.AllAsync(stop)).ToDictionary(a => a.Id, a => a.Name);
            return await store.ReadAsync(async records => await records.Set<Cohort>().SingleOrDefaultAsync(c => c.Id == request.Cohort, stop) is { } cohort ? await ReadAsync(records, cohort, names, stop) : null);
        }

        private async Task<Running> ReadAsync(Records records, Cohort cohort, Dictionary<PersonId, string> names, CancellationToken stop)
        {
            var today = London.Today(clock);
            var ledgers = await Ledgers.OfAsync(records, store.Key, cohort, today, stop);
            var people = await (
                from participant in records.Set<Participant>()
                join application in records.Set<Application>() on participant.Application equals application.Id
                where participant.Cohort == cohort.Id
                orderby participant.AcceptedAt, participant.Id
                select new { One = participant, application.State }).ToListAsync(stop);
            var nameOf = people.ToDictionary(p => p.One.Id, p => names.GetValueOrDefault(p.One.Person, "somebody"));
            var days = await CohortDays.ReadAsync(records, cohort.Id, stop);
            var milestones = await records.Set<Milestone>().Where(m => m.Cohort == cohort.Id).OrderBy(m => m.DueOn).ThenBy(m => m.Id).ToListAsync(stop);
            var reached = (await records.Set<MilestoneReached>().Where(r => records.Set<Milestone>().Any(m => m.Id == r.Milestone && m.Cohort == cohort.Id)).ToListAsync(stop)).ToLookup(r => r.Milestone, r => r.Participant);
            var offers = await records.Set<OfferInKind>().Where(o => o.EndedAt == null && (o.Kind == OfferKind.Venue || o.Kind == OfferKind.Speaker)).OrderBy(o => o.OfferedAt).ToListAsync(stop);
            var used = await records.Set<OfferUse>().GroupBy(u => u.Offer).Select(g => new { g.Key, Amount = g.Sum(u => u.Amount) }).ToDictionaryAsync(g => g.Key, g => g.Amount, stop);
            var asked = await records.Set<Coaching>().Where(c => records.Set<Participant>().Any(p => p.Id == c.Participant && p.Cohort == cohort.Id)).OrderBy(c => c.AskedAt).ToListAsync(stop);
            var confirmed = ParticipationPolicy.InForceOn(today).ConfirmedKinds;
            var waiting = await records.Set<OwnDay>().Where(d => d.ConfirmedAt == null && confirmed.Contains(d.Kind) && d.OnDay <= today && records.Set<Participant>().Any(p => p.Id == d.Participant && p.Cohort == cohort.Id)).OrderBy(d => d.OnDay).ToListAsync(stop);
            var networks = await records.Set<Network>().Where(n => n.EndedAt == null).OrderBy(n => n.Title).ToListAsync(stop);
            var wishes = (await records.Set<NetworkWish>().ToListAsync(stop)).Where(w => nameOf.ContainsKey(w.Participant)).ToLookup(w => w.Network, w => nameOf[w.Participant]);
            var others = await records.Set<Cohort>().Where(c => c.StartedAt != null && c.FinishedAt == null && c.Id != cohort.Id).OrderBy(c => c.StartsOn).ToListAsync(stop);
            var releases = await records.Set<Release>().Where(r => records.Set<Participant>().Any(p => p.Id == r.Participant && p.Cohort == cohort.Id)).ToDictionaryAsync(r => r.Participant, stop);
            var sets = await records.Set<LearningSet>().Where(s => s.Cohort == cohort.Id).OrderBy(s => s.Title).Select(s => new { s.Id, s.Title }).ToListAsync(stop);
            var away = await DaysAway.ReadAsync(records, store.Key, cohort, stop);
            return new(
                people.ConvertAll(p => new Person(
                    p.One.Id, nameOf[p.One.Id], p.One.Employer, p.State, ledgers[p.One.Id], p.One.LineManager is { } lead ? names.GetValueOrDefault(lead, "somebody") : null, p.One.WorkshopOn, p.One.EndedOn, p.One.EndReason)),
                days.All.ConvertAll(d => new Day(d.Id, d.Kind, d.Title, d.OnDay, d.FromTime, d.UntilTime, d.Place, d.Speaker, d.OnDay <= today, days.NotedOn(d), d.Module, d.MakesUp, [.. people.Select(p => p.One.Id).Where(id => days.Of(id).Contains(d))], d.LearningSet is { } set ? sets.Find(s => s.Id == set)?.Title ?? "a set that is gone" : null)),
                milestones.ConvertAll(m => new Reach(m.Id, m.Title, m.DueOn, [.. reached[m.Id]])),
                [.. offers.Select(o => new Lent(o.Id, o.Organisation, o.Kind, o.Note, o.Amount - used.GetValueOrDefault(o.Id))).Where(o => o.Left > 0)],
                asked.ConvertAll(c => new Asked(c.Id, nameOf[c.Participant], OwnPlan.Open(store.Key, c.Participant, c.SealedNeed), c.AskedAt, c.SealedAnswer is { } answer ? OwnPlan.Open(store.Key, c.Participant, answer) : null)),
                waiting.ConvertAll(d => new Waiting(d.Id, nameOf[d.Participant], d.Kind, d.Minutes, d.OnDay, OwnPlan.Open(store.Key, d.Participant, d.Sealed))),
                networks.ConvertAll(n => new Networked(n.Id, n.Title, n.About, [.. wishes[n.Id]])), others.ConvertAll(c => (c.Id, c.Title)),
                [.. people.Where(p => p.One.EndedOn is null).SelectMany(p => ReleasedDays.Clashes(releases.GetValueOrDefault(p.One.Id), away.Of(p.One.Id), today).Select(c => (nameOf[p.One.Id], c))).OrderBy(c => c.c.Day.On)], sets.ConvertAll(s => (s.Id, s.Title)));
        }
    }
}
