using Microsoft.EntityFrameworkCore;
using Parity.Platform.Accounts;
using Parity.Platform.Accounts.Contract;
using Parity.Platform.Foundation;
using Parity.Platform.Programmes.Model;
using Parity.Platform.Programmes.Rules;
using Parity.Platform.Storage;

namespace Parity.Platform.Programmes;

/// <summary>The programme's team names participants' mentors by hand, with the rules checked.</summary>
public static class NameMentors
{
    /// <param name="Mentors">For each participant the mentor, or null for none.</param>
    public sealed record Request(PersonId By, CohortId Cohort, IReadOnlyDictionary<ParticipantId, PersonId?> Mentors);

    public abstract record Outcome
    {
        private Outcome() { }

        public sealed record Done : Outcome;

        /// <param name="Barred">Pairs that cannot be; nothing was kept.</param>
        public sealed record Wrong(IReadOnlyList<(ParticipantId Participant, IReadOnlyList<MentorBar> Bars)> Barred) : Outcome;

        public sealed record NoSuch : Outcome;
    }

    public sealed class Handler(Store store, AccountsDoor accounts, TimeProvider clock)
    {
        public async Task<Outcome> HandleAsync(Request request, CancellationToken stop)
        {
            var everybody = await accounts.AllAsync(stop);
            var mentors = everybody.Where(a => a.Has(Role.Mentor)).ToDictionary(a => a.Id);
            var today = London.Today(clock);
            var policy = ParticipationPolicy.InForceOn(today);
            var since = today.AddMonths(-policy.MentorLookBackMonths);
            return await store.WriteAsync<Outcome>(new Change(new Actor.Someone(request.By), ChangeKind.MentorNamed, "participants' mentors were named"), async records =>
            {
                if (!await AccountsDoor.RunsProgrammesAsync(records, clock, request.By)) return new Outcome.NoSuch();
                if (!await records.Set<Cohort>().AnyAsync(c => c.Id == request.Cohort && c.PublishedAt != null, stop)) return new Outcome.NoSuch();
                var learners = await LearningSet.LearnersAsync(records, request.Cohort, new Dictionary<OrganisationId, string?>(), stop);
                var participants = learners.ConvertAll(p => (Id: ParticipantId.From(p.Id), Rules: p));
                var ids = participants.ConvertAll(p => p.Id);
                var named = await records.Set<NamedMentor>().Where(m => ids.Contains(m.Participant)).ToListAsync(stop);
                var wished = participants.Where(p => request.Mentors.ContainsKey(p.Id)).ToDictionary(p => p.Id, p => request.Mentors[p.Id]);
                var now = named.Where(m => m.EndedOn is null).ToDictionary(m => m.Participant);
                var added = participants.Where(p => wished.GetValueOrDefault(p.Id) is { } mentor && now.GetValueOrDefault(p.Id)?.Mentor != mentor).ToList();
                if (added.Exists(p => !mentors.ContainsKey(wished[p.Id]!.Value))) return new Outcome.NoSuch();

                // Places elsewhere count too: a mentor's time is one.
                var elsewhere = await NamedMentor.Now(records).Where(m => !ids.Contains(m.Participant)).GroupBy(m => m.Mentor).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, stop);
                var after = participants.ToDictionary(p => p.Id, p => wished.TryGetValue(p.Id, out var wish) ? wish : now.GetValueOrDefault(p.Id)?.Mentor);
                var judged = (await (
                    from marking in records.Set<Marking>()
                    join participant in records.Set<Participant>() on marking.Application equals participant.Application
                    where participant.Cohort == request.Cohort
                    select new { participant.Id, marking.Assessor }).ToListAsync(stop)).ConvertAll(m => (m.Id, m.Assessor)).ToHashSet();
                judged.UnionWith((await (
                    from settled in records.Set<Moderation>()
                    join participant in records.Set<Participant>() on settled.Application equals participant.Application
                    where participant.Cohort == request.Cohort
                    select new { participant.Id, settled.Moderator }).ToListAsync(stop)).Select(m => (m.Id, m.Moderator)));
                var lines = new ReportingLines((await records.Set<Participant>().Where(p => p.LineManager != null && (p.EndedOn == null || p.EndedOn >= since)).Select(p => new { p.Person, p.LineManager }).ToListAsync(stop)).ConvertAll(p => (p.Person, p.LineManager!.Value)));
                HashSet<PersonId> people = [.. added.Select(p => p.Rules.Person), .. added.Select(p => wished[p.Id]!.Value)];
                var lately = await EmployersLately.OfAsync(records, clock, people, since, stop);
                var links = await DeclaredLinks.OfAsync(records, store.Key, everybody, people, stop);
                var barred = added.Select(p => (p.Id, Bars: BarsOf(p.Id, p.Rules, mentors[wished[p.Id]!.Value]))).Where(b => b.Bars.Count > 0).ToList();
                if (barred.Count > 0) return new Outcome.Wrong(barred);
                foreach (var (participant, mentor) in wished)
                {
                    if (now.GetValueOrDefault(participant) is { } before && before.Mentor != mentor)
                    {
                        // One named and taken back on a day was a slip and no pair.
                        if (before.NamedOn == today) records.Remove(before);
                        else before.EndedOn = today;
                    }
                }

                foreach (var one in added)
                {
                    var pair = new NamedMentor { Id = TypedId.NewValue(clock), Participant = one.Id, Mentor = wished[one.Id]!.Value, NamedOn = today };
                    records.Add(pair);
                    foreach (var (who, person) in new[] { ("mentor", pair.Mentor), ("participant", one.Rules.Person) })
                        await AccountsDoor.QueueMailAsync(records, store.Key, clock, $"mentor {TypedId.Text(pair.Id)} {who}", person, NeutralLetter.Text);
                }

                return new Outcome.Done();

                IReadOnlyList<MentorBar> BarsOf(ParticipantId id, Learner participant, Account mentor) => MentorRules.Of(
                    participant, [.. lately[participant.Person]], new(mentor.Id, [.. mentor.Holds.Select(h => h.Organisation).OfType<OrganisationId>()], [.. lately[mentor.Id]]), lines,
                    new(judged.Contains((id, mentor.Id)), links.Join(participant.Person, mentor.Id), named.Exists(m => m.Participant == id && m.Mentor == mentor.Id && m.EndedOn is not null)),
                    elsewhere.GetValueOrDefault(mentor.Id) + after.Count(a => a.Key != id && a.Value == mentor.Id), policy.MostOfAMentor);
            }, stop);
        }
    }
}

/// <summary>Who mentors whom in a cohort, who could, and how many mentors employers lend.</summary>
public static class ReadMentors
{
    public sealed record Request(CohortId Cohort);

    public sealed record Person(ParticipantId Id, string Name, OrganisationId? Employer, PersonId? Mentor, DateOnly? Since);

    /// <param name="IsOne">Still has the role; somebody who has not can keep whom they have.</param>
    /// <param name="Has">How many participants they have now, in every cohort.</param>
    public sealed record Mentor(PersonId Id, string Name, bool IsOne, IReadOnlyList<OrganisationId> Employers, int Has);

    /// <summary>A pair that has ended, or whose participant has come to the end.</summary>
    public sealed record Pair(string Name, OrganisationId? Employer, string Mentor, DateOnly From, DateOnly Until);

    /// <param name="Lent">By employer, how many mentors it offered.</param>
    /// <param name="Ended">The newest first.</param>
    public sealed record Mentors(IReadOnlyList<Person> People, IReadOnlyList<Mentor> Possible, IReadOnlyDictionary<OrganisationId, int> Lent, int Most, int LookBackMonths, IReadOnlyList<Pair> Ended);

    public sealed class Handler(Store store, AccountsDoor accounts, TimeProvider clock)
    {
        /// <returns>Null where there is no such cohort.</returns>
        public async Task<Mentors?> HandleAsync(Request request, CancellationToken stop)
        {
            var everybody = await accounts.AllAsync(stop);
            var names = everybody.ToDictionary(a => a.Id, a => a.Name);
            return await store.ReadAsync(async records =>
            {
                if (!await records.Set<Cohort>().AnyAsync(c => c.Id == request.Cohort && c.PublishedAt != null, stop)) return null;
                var participants = await LearningSet.LearnersAsync(records, request.Cohort, new Dictionary<OrganisationId, string?>(), stop);
                var named = await NamedMentor.Now(records).ToListAsync(stop);
                var of = named.ToDictionary(m => m.Participant);
                var lent = await records.Set<OfferInKind>().Where(o => o.EndedAt == null && o.Kind == OfferKind.Mentor).GroupBy(o => o.Organisation).Select(g => new { g.Key, Amount = g.Sum(o => o.Amount) }).ToDictionaryAsync(g => g.Key, g => g.Amount, stop);
                var everyone = await records.Set<Participant>().Where(p => p.Cohort == request.Cohort).ToDictionaryAsync(p => p.Id, stop);
                var past = (await records.Set<NamedMentor>().Where(m => records.Set<Participant>().Any(p => p.Id == m.Participant && p.Cohort == request.Cohort)).OrderBy(m => m.Id).ToListAsync(stop))
                    .Select(m => (Pair: m, Who: everyone[m.Participant], Until: m.EndedOn ?? everyone[m.Participant].EndedOn)).Where(m => m.Until is not null).OrderByDescending(m => m.Until);
                var policy = ParticipationPolicy.InForceOn(London.Today(clock));
                return new Mentors(
                    participants.Select(p => (Id: ParticipantId.From(p.Id), p.Person, p.Employer)).Select(p => new Person(p.Id, names.GetValueOrDefault(p.Person, "somebody"), p.Employer, of.GetValueOrDefault(p.Id)?.Mentor, of.GetValueOrDefault(p.Id)?.NamedOn)).ToList(),
                    [.. everybody.Where(a => a.Has(Role.Mentor) || named.Exists(m => m.Mentor == a.Id)).Select(a => new Mentor(a.Id, a.Name, a.Has(Role.Mentor), [.. a.Holds.Select(h => h.Organisation).OfType<OrganisationId>().Distinct()], named.Count(m => m.Mentor == a.Id)))],
                    lent, policy.MostOfAMentor, policy.MentorLookBackMonths,
                    [.. past.Select(m => new Pair(names.GetValueOrDefault(m.Who.Person, "somebody"), m.Who.Employer, names.GetValueOrDefault(m.Pair.Mentor, "somebody"), m.Pair.NamedOn, m.Until!.Value))]);
            });
        }
    }
}
