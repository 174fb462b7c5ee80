using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Parity.Platform.Accounts;
using Parity.Platform.Accounts.Contract;
using Parity.Platform.Foundation;
using Parity.Platform.Programmes.Model;
using Parity.Platform.Programmes.Rules;
using Parity.Platform.Storage;

namespace Parity.Platform.Programmes;

/// <summary>Somebody's own place in a programme, with everything that is theirs: days, ledger, plan, forms.</summary>
public static class ReadPlace
{
    public sealed record Request(PersonId By, ParticipantId? Only = null);

    /// <param name="State">Null for a day of the cohort that nobody has noted yet.</param>
    public sealed record Day(string Kind, string Title, DateOnly On, TimeOnly From, TimeOnly Until, string Place, string? Speaker, LedgerState? State, int? Module, bool MakesUp);

    /// <param name="CanBeRemoved">Nobody has confirmed it.</param>
    public sealed record Own(Guid Id, string Kind, int Minutes, DateOnly On, string What, LedgerState State, bool CanBeRemoved);

    /// <param name="CoachingAsked">It is a need for which coaching was asked.</param>
    /// <param name="EmployerAsked">It is a need for which the employer was asked.</param>
    public sealed record Part(Guid Id, PlanPartKind Kind, SupportKind? Support, string? Trait, string Text, string? Measure, DateOnly? DueOn, DateOnly? MetOn, string? Evidence, bool CoachingAsked, string? Coaching, bool EmployerAsked, string? EmployersAnswer);

    public sealed record Review(DateOnly DueOn, DateOnly? HeldOn, string? Finding);

    public sealed record Reach(string Title, DateOnly DueOn, DateOnly? ReachedOn);

    public sealed record Evaluated(EvaluationMoment Moment, IReadOnlyDictionary<string, int> Marks, DateTimeOffset At);

    /// <summary>A form in between the first and the last that can be answered now.</summary>
    public sealed record Rating(EvaluationMoment Moment, DateOnly Until, bool IsAnswered);

    /// <param name="Facilitator">Empty where nobody facilitates yet.</param>
    public sealed record InSet(string Title, string Facilitator, IReadOnlyList<string> With);

    public sealed record Networked(Guid Id, string Title, string About, bool Wishes);

    /// <summary>Something of which somebody can say how they found it, or has.</summary>
    public sealed record Reacting(ReactionSubject About, bool IsOpen, DateOnly Until, bool IsAnswered);

    /// <param name="AgreedDays">Of the assignment, from today on, of which nothing is entered yet.</param>
    public sealed record Place(
        ParticipantId Id, CohortId Cohort, string Title, ProgrammeShape Shape, Rubric Rubric, ApplicationState State, DateOnly StartsOn, DateOnly EndsOn, DateOnly? WorkshopOn, DateOnly? EndedOn, bool Completed,
        DayLedger Ledger, IReadOnlyList<Day> Days, IReadOnlyList<Own> OwnDays, IReadOnlyList<Part> Plan, IReadOnlyList<Review> Reviews, IReadOnlyList<Reach> Milestones, IReadOnlyList<Evaluated> Evaluations,
        IReadOnlyList<Networked> Networks, DateTimeOffset? CalendarSince, PersonId? LineManager, IReadOnlyList<(PersonId Id, string Name)> LineManagers, string? Release, IReadOnlyList<Clash> Clashes, InSet? Set, string? Mentor,
        IReadOnlyList<(DateOnly On, int Minutes)> AgreedDays, IReadOnlyList<ModuleProgress> Modules,
        IReadOnlyList<Reacting> Reactions, bool HasEmployer, IReadOnlyList<Rating> Ratings);

    public sealed class Handler(Store store, AccountsDoor accounts, TimeProvider clock)
    {
        /// <returns>Newest first; none of anybody else.</returns>
        public async Task<IReadOnlyList<Place>> HandleAsync(Request request, CancellationToken stop)
        {
            var everybody = await accounts.AllAsync(stop);
            return await store.ReadAsync<IReadOnlyList<Place>>(async records =>
            {
                var mine = await records.Set<Participant>().Where(p => p.Person == request.By && (request.Only == null || p.Id == request.Only)).OrderByDescending(p => p.AcceptedAt).ToListAsync(stop);
                var found = new List<Place>();
                foreach (var one in mine) found.Add(await ReadAsync(records, one, everybody, stop));
                return found;
            });
        }

        private async Task<Place> ReadAsync(Records records, Participant one, List<Account> everybody, CancellationToken stop)
        {
            var today = London.Today(clock);
            string Open(byte[] bytes) => OwnPlan.Open(store.Key, one.Id, bytes);
            var cohort = await records.Set<Cohort>().SingleAsync(c => c.Id == one.Cohort, stop);
            var state = await records.Set<Application>().Where(a => a.Id == one.Application).Select(a => a.State).SingleAsync(stop);
            var together = await CohortDays.ReadAsync(records, cohort.Id, stop);
            var own = await records.Set<OwnDay>().Where(d => d.Participant == one.Id).OrderBy(d => d.OnDay).ThenBy(d => d.Id).ToListAsync(stop);
            var parts = await records.Set<PlanPart>().Where(p => p.Participant == one.Id).OrderBy(p => p.WrittenAt).ThenBy(p => p.Id).ToListAsync(stop);
            var inside = await records.Set<InternalSupport>().Where(s => s.Participant == one.Id).ToDictionaryAsync(s => s.Need, stop);
            var coaching = await records.Set<Coaching>().Where(c => c.Participant == one.Id).ToDictionaryAsync(c => c.Need, stop);
            var reviews = await records.Set<PlanReview>().Where(r => r.Participant == one.Id).OrderBy(r => r.DueOn).ToListAsync(stop);
            var milestones = await records.Set<Milestone>().Where(m => m.Cohort == cohort.Id).OrderBy(m => m.DueOn).ToListAsync(stop);
            var reached = await records.Set<MilestoneReached>().Where(r => r.Participant == one.Id).ToDictionaryAsync(r => r.Milestone, r => r.ReachedOn, stop);
            var evaluations = await records.Set<Evaluation>().Where(e => e.Participant == one.Id).OrderBy(e => e.AnsweredAt).ToListAsync(stop);
            var networks = await records.Set<Network>().Where(n => n.EndedAt == null).OrderBy(n => n.Title).ToListAsync(stop);
            var wishes = await records.Set<NetworkWish>().Where(w => w.Participant == one.Id).Select(w => w.Network).ToListAsync(stop);
            var since = await records.Set<CalendarFeed>().Where(c => c.Participant == one.Id).Select(c => (DateTimeOffset?)c.MadeAt).SingleOrDefaultAsync(stop);
            var release = await records.Set<Release>().SingleOrDefaultAsync(r => r.Participant == one.Id, stop);
            var confirmed = ParticipationPolicy.InForceOn(today).ConfirmedKinds;
            var shape = cohort.ReadShape();
            var agreed = (await StretchDays.OfAsync(records, store.Key, cohort.Id, stop))[one.Id].ToList();
            return new(
                one.Id, cohort.Id, cohort.Title, shape, Rubric.Named(shape.Rubric), state, cohort.StartsOn, cohort.EndsOn, cohort.WorkshopOn, one.EndedOn, one.Completed, (await Ledgers.OfAsync(records, store.Key, cohort, today, stop))[one.Id],
                together.Of(one.Id).ConvertAll(d => new Day(d.Kind, d.Title, d.OnDay, d.FromTime, d.UntilTime, d.Place, d.Speaker, together.StateOf(d, one.Id), d.Module, d.MakesUp)),
                own.ConvertAll(d => new Own(d.Id, d.Kind, d.Minutes, d.OnDay, Open(d.Sealed), Ledgers.StateOf(d, confirmed, today), d.ConfirmedAt is null)),
                parts.ConvertAll(p => new Part(p.Id, p.Kind, p.Support, p.Trait, Open(p.Sealed), p.SealedMeasure is { } measure ? Open(measure) : null, p.DueOn, p.MetOn, p.SealedEvidence is { } evidence ? Open(evidence) : null, coaching.ContainsKey(p.Id), coaching.GetValueOrDefault(p.Id)?.SealedAnswer is { } answer ? Open(answer) : null, inside.ContainsKey(p.Id), inside.GetValueOrDefault(p.Id)?.Answer(store.Key))),
                reviews.ConvertAll(r => new Review(r.DueOn, r.HeldOn, r.Sealed is { } finding ? Open(finding) : null)), milestones.ConvertAll(m => new Reach(m.Title, m.DueOn, reached.TryGetValue(m.Id, out var on) ? on : null)),
                evaluations.ConvertAll(e => new Evaluated(e.Moment, JsonSerializer.Deserialize(Open(e.Sealed), EvaluationJson.Default.DictionaryStringInt32)!, e.AnsweredAt)),
                networks.ConvertAll(n => new Networked(n.Id, n.Title, n.About, wishes.Contains(n.Id))), since, one.LineManager,
                one.Employer is { } employer ? [.. everybody.Where(a => a.HoldsIn(Role.LineManager, employer) && a.Id != one.Person).Select(a => (a.Id, a.Name))] : [], release?.Agreement,
                one.EndedOn is null ? ReleasedDays.Clashes(release, (await DaysAway.ReadAsync(records, store.Key, cohort, stop)).Of(one.Id).Concat(own.Where(d => d.OnDay >= today && !agreed.Exists(a => a.On == d.OnDay && d.Kind == ProgrammeShape.StretchType)).Select(d => OwnDayOf(d, shape))), today) : [],
                await SetOfAsync(records, one, everybody, stop),
                await NamedMentor.Now(records).Where(m => m.Participant == one.Id).Select(m => (PersonId?)m.Mentor).SingleOrDefaultAsync(stop) is { } mentor ? everybody.Find(a => a.Id == mentor)?.Name : null,
                one.EndedOn is null ? [.. Ledgers.Agreed(shape, agreed, own).Where(d => d.On >= today)] : [], ModuleProgress.Of(shape, together.ModulesOf(one.Id), today), await ReactionsAsync(records, cohort, one.Id, today, stop), one.Employer is not null, RatingsOf(one, evaluations, today));
        }

        private static IReadOnlyList<Rating> RatingsOf(Participant one, List<Evaluation> answered, DateOnly today)
        {
            var policy = ParticipationPolicy.InForceOn(today);
            return [.. new[] { EvaluationMoment.Halfway, EvaluationMoment.Later }.Select(m => (Moment: m, From: EvaluationPlan.From(m, one.StartedOn, one.EndedOn, one.Completed, policy)))
                .Where(m => m.From is { } from && today >= from && today <= EvaluationPlan.Until(from, policy)).Select(m => new Rating(m.Moment, EvaluationPlan.Until(m.From!.Value, policy), answered.Exists(e => e.Moment == m.Moment)))];
        }

        private static async Task<IReadOnlyList<Reacting>> ReactionsAsync(Records records, Cohort cohort, ParticipantId id, DateOnly today, CancellationToken stop)
        {
            var answered = (await records.Set<Reaction>().Where(r => r.Participant == id).Select(r => new { r.Kind, r.Number }).ToListAsync(stop)).ConvertAll(r => new ReactionSubject(r.Kind, r.Number));
            var occasions = await Occasions.ReadAsync(records, cohort, stop);
            return [.. occasions.Of(id).Select(about => new Reacting(about, occasions.IsOpen(id, about, today), occasions.Until(id, about, today) ?? today, answered.Contains(about))).Where(r => r.IsOpen || r.IsAnswered)];
        }

        private static async Task<InSet?> SetOfAsync(Records records, Participant one, List<Account> everybody, CancellationToken stop)
        {
            if (await records.Set<LearningSet>().SingleOrDefaultAsync(s => records.Set<InLearningSet>().Any(i => i.LearningSet == s.Id && i.Participant == one.Id), stop) is not { } set) return null;
            var with = await records.Set<Participant>().Where(p => p.Id != one.Id && p.EndedOn == null && records.Set<InLearningSet>().Any(i => i.LearningSet == set.Id && i.Participant == p.Id)).Select(p => p.Person).ToListAsync(stop);
            return new(set.Title, set.Facilitator, [.. everybody.Where(a => with.Contains(a.Id)).Select(a => a.Name).Order(StringComparer.CurrentCultureIgnoreCase)]);
        }

        private static PlannedDay OwnDayOf(OwnDay day, ProgrammeShape shape) =>
            new(day.OnDay, shape.Type(day.Kind)?.Title ?? day.Kind, shape.Type(day.Kind) is { DayMinutes: > 0 } type ? (decimal)day.Minutes / type.DayMinutes : 1);
    }
}

/// <summary>The dates of whoever has the secret address, for their calendar. What they are is not in it: others may see a calendar.</summary>
public static class ReadCalendar
{
    public sealed record Request(string Secret);

    /// <param name="Changed">When it was last changed, for programs that compare.</param>
    public sealed record Date(Guid Id, DateOnly On, TimeOnly? From, TimeOnly? Until, string Place, DateTimeOffset Changed);

    public sealed class Handler(Store store)
    {
        /// <returns>Days together, then those of an assignment: entered ones, and agreed ones in whose place nothing is entered. Null where no calendar has this address.</returns>
        public async Task<IReadOnlyList<Date>?> HandleAsync(Request request, CancellationToken stop)
        {
            var hash = Secret.HashOf(request.Secret);
            return await store.ReadAsync(async records =>
            {
                if (await records.Set<Participant>().SingleOrDefaultAsync(p => records.Set<CalendarFeed>().Any(c => c.Participant == p.Id && c.SecretHash == hash), stop) is not { } one) return null;
                var days = (await CohortDays.ReadAsync(records, one.Cohort, stop)).Of(one.Id);
                return (IReadOnlyList<Date>)[.. days.Select(d => new Date(d.Id, d.OnDay, d.FromTime, d.UntilTime, d.Place, d.MadeAt)), .. await OfAssignmentAsync(records, one, stop)];
            });
        }

        private async Task<IEnumerable<Date>> OfAssignmentAsync(Records records, Participant one, CancellationToken stop)
        {
            var shape = (await records.Set<Cohort>().SingleAsync(c => c.Id == one.Cohort, stop)).ReadShape();
            var entered = await records.Set<OwnDay>().Where(d => d.Participant == one.Id && d.Kind == ProgrammeShape.StretchType).ToListAsync(stop);
            var agreed = Ledgers.Agreed(shape, (await StretchDays.OfAsync(records, store.Key, one.Cohort, stop))[one.Id], entered).Where(d => one.EndedOn is not { } ended || d.On <= ended);
            // A program takes over what is newer than what it has; a contract is newest with its last signature.
            var signed = await records.Set<Signature>().Where(s => records.Set<StretchAssignment>().Any(a => a.Id == s.Assignment && a.Participant == one.Id)).Select(s => (DateTimeOffset?)s.SignedAt).MaxAsync(stop);
            var changed = entered.Select(d => d.EnteredAt).Append(signed ?? one.AcceptedAt).Max();
            return entered.Select(d => d.OnDay).Union(agreed.Select(d => d.On)).Order().Select(on => new Date(IdOf(one.Id, on), on, null, null, "", changed));
        }

        /// <summary>The same day keeps its identity whenever it is fetched.</summary>
        private static Guid IdOf(ParticipantId whose, DateOnly on) => new(SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{whose} {on:yyyy-MM-dd}")))[..16]);
    }
}

/// <summary>What a line manager sees of those who named them: workshop, release, attendance, milestones, and nothing else.</summary>
public static class ReadTeam
{
    public sealed record Request(PersonId By);

    public sealed record Day(string Title, DateOnly On, LedgerState? State);

    public sealed record One(
        string Name, string Cohort, ApplicationState State, Workshop? Workshop, bool WorkshopIsOver, bool CameToWorkshop, DateOnly EndsOn, decimal DaysRequired, decimal DaysDone, string? Release, IReadOnlyList<Day> Days,
        IReadOnlyList<(string Title, DateOnly DueOn, DateOnly? ReachedOn)> Milestones, IReadOnlyList<Clash> Clashes, IReadOnlyList<(DateOnly Month, decimal Days)> Ahead);

    public sealed class Handler(Store store, AccountsDoor accounts, TimeProvider clock)
    {
        public async Task<IReadOnlyList<One>> HandleAsync(Request request, CancellationToken stop)
        {
            var everybody = await accounts.AllAsync(stop);
            var names = everybody.ToDictionary(a => a.Id, a => a.Name);
            if (everybody.SingleOrDefault(a => a.Id == request.By) is not { } me) return [];
            return await store.ReadAsync<IReadOnlyList<One>>(async records =>
            {
                var found = new List<One>();
                foreach (var one in (await records.Set<Participant>().Where(p => p.LineManager == request.By).OrderBy(p => p.AcceptedAt).ToListAsync(stop)).Where(p => p.Employer is { } at && me.HoldsIn(Role.LineManager, at)))
                {
                    var cohort = await records.Set<Cohort>().SingleAsync(c => c.Id == one.Cohort, stop);
                    var state = await EmployersView.Of(records, one.Employer!.Value).Where(a => a.Id == one.Application).Select(a => (ApplicationState?)a.State).SingleOrDefaultAsync(stop);
                    if (state is null) continue;
                    var today = London.Today(clock);
                    var away = (await DaysAway.ReadAsync(records, store.Key, cohort, stop)).Of(one.Id);
                    var ledger = (await Ledgers.OfAsync(records, store.Key, cohort, today, stop))[one.Id];
                    var days = await CohortDays.ReadAsync(records, cohort.Id, stop);
                    var milestones = await records.Set<Milestone>().Where(m => m.Cohort == cohort.Id).OrderBy(m => m.DueOn).ToListAsync(stop);
                    var reached = await records.Set<MilestoneReached>().Where(r => r.Participant == one.Id).ToDictionaryAsync(r => r.Milestone, r => r.ReachedOn, stop);
                    var release = await records.Set<Release>().SingleOrDefaultAsync(r => r.Participant == one.Id, stop);
                    found.Add(new(
                        names.GetValueOrDefault(one.Person, "somebody"), cohort.Title, state.Value, cohort.ReadWorkshop(), cohort.WorkshopOn < today, one.WorkshopOn is not null, cohort.EndsOn, ledger.DaysRequired, ledger.DaysDone, release?.Agreement,
                        days.Of(one.Id).ConvertAll(d => new Day(d.Title, d.OnDay, days.StateOf(d, one.Id))),
                        milestones.ConvertAll(m => (m.Title, m.DueOn, reached.TryGetValue(m.Id, out var on) ? on : (DateOnly?)null)),
                        one.EndedOn is null ? ReleasedDays.Clashes(release, away, today) : [], one.EndedOn is null ? ReleaseClash.ByMonth(away.Where(d => d.On >= today)) : []));
                }

                return found;
            });
        }
    }
}
