using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Parity.Indicators.Outcomes;
using Parity.Indicators.Returns;
using Parity.Platform.Accounts;
using Parity.Platform.Accounts.Contract;
using Parity.Platform.Foundation;
using Parity.Platform.Programmes.Model;
using Parity.Platform.Programmes.Rules;
using Parity.Platform.Storage;
using Parity.Platform.Workforce;

namespace Parity.Platform.Programmes;

/// <summary>
/// An evaluator compares participants with colleagues from their employers' returns who are like them, for the period of one
/// round. Nothing is read before purpose, basis and assessment are on record; every return and every use of monitoring
/// answers is noted; what is kept are counts.
/// </summary>
public static class CompareParticipants
{
    public sealed record Request(PersonId By, ComparisonGroundsId? Grounds, RoundId? Round);

    public abstract record Outcome
    {
        private Outcome() { }

        public sealed record Made(ComparisonId Id) : Outcome;

        public sealed record NotYet(string Field, string Advice) : Outcome;

        /// <summary>No purpose, basis and assessment are on record that hold today.</summary>
        public sealed record NotGrounded : Outcome;

        public sealed record NotYours : Outcome;

        /// <summary>The inventory does not give the purpose: nothing was opened.</summary>
        public sealed record UseRefused : Outcome;
    }

    public const string MovedBefore = "moved-before", NotSaid = "not-said", NoRows = "no-rows", NobodyAlike = "nobody-alike";

    public sealed class Handler(Store store, WorkforceDoor workforce, TimeProvider clock)
    {
        public async Task<Outcome> HandleAsync(Request request, CancellationToken stop)
        {
            var today = London.Today(clock);
            var policy = ParticipationPolicy.InForceOn(today);
            // Rows are read before anything is written: whoever may not write reads none.
            if (!await store.ReadAsync(records => EvaluatesAsync(records, request.By, stop))) return new Outcome.NotYours();
            if (await store.ReadAsync(records => records.Set<ComparisonGrounds>().SingleOrDefaultAsync(g => g.Id == request.Grounds && g.EndedAt == null && g.ReviewOn >= today, stop)) is not { } grounds) return new Outcome.NotGrounded();
            if (grounds.RecordedBy == request.By) return new Outcome.NotYet("grounds", "Let somebody else run it: whoever recorded the grounds does not use them.");
            var agreed = await store.ReadAsync(records => records.Set<ComparisonAgreement>().Where(a => a.Grounds == grounds.Id).Select(a => a.Organisation).ToListAsync(stop));
            if ((await workforce.PeriodsAsync(stop)).Find(r => r.Id == request.Round) is not { } round) return new Outcome.NotYet("round", "Choose the round whose returns are used.");
            if (!round.IsOver) return new Outcome.NotYet("round", "Wait until the round is closed: its returns may still change.");
            var asAt = policy.CountedTo(today);
            if (asAt <= round.PeriodEnd) return new Outcome.NotYet("round", "Choose an earlier round, or come back next quarter: participants have not been able to tell about the whole of this period yet.");
            if (await store.ReadAsync(records => IsComparedAsync(records, round, stop)))
                return new Outcome.NotYet("round", "Choose another round: this period, or a part of it, has been compared. Two results a person apart would tell of that person.");

            var participants = await ParticipantsAsync(round, asAt, stop);
            var returns = (await store.ReadAsync(records => WorkforceDoor.SignedOffAsync(records, round.Id))).GroupBy(r => r.Organisation).Select(g => g.MaxBy(r => r.Version)!).Where(r => agreed.Contains(r.Organisation)).ToList();
            if (!returns.Exists(r => r.HasRows)) return new Outcome.NotYet("round", "Choose a later round: the rows of this one are gone, or nobody who agreed has signed a return off. They are kept for a time only, and a comparison has to be made within it.");

            var id = ComparisonId.New(clock);
            if (await Leave.AskAsync(store, new Actor.Someone(request.By), Purposes.ComparedWithColleagues, id.Value, stop, MonitoringAnswers.Kept) is not { } leave) return new Outcome.UseRefused();
            var why = $"to compare participants of programmes with colleagues alike ({grounds.Assessment})";
            var staff = new Dictionary<OrganisationId, List<ComparedOne>>();
            foreach (var one in returns.Where(r => r.HasRows && participants.Exists(p => p.Employer == r.Organisation)))
                if (await workforce.ReadRowsAsync(one, new Actor.Someone(request.By), why, stop) is { } source && ComparedStaff.NamesPeople(source)) staff[one.Organisation] = ComparedStaff.Of(source, one.Organisation.Value);
            await store.NoteAsync(new(new Actor.Someone(request.By), Sighting.MonitoringOfParticipants, id.Value, null, why), stop);
            int seed = RandomNumberGenerator.GetInt32(1, int.MaxValue);
            var counts = Count(await DescribeAsync(leave, participants, staff, stop), staff, policy.Comparison, seed) with { Read = [.. staff.Keys.Select(o => o.Value)], Gone = [.. agreed.Where(o => !staff.ContainsKey(o) && participants.Exists(p => p.Employer == o)).Select(o => o.Value)] };
            return await store.WriteAsync<Outcome>(new Change(new Actor.Someone(request.By), ChangeKind.ComparisonMade, "participants were compared with colleagues from returns"), async records =>
            {
                if (!await EvaluatesAsync(records, request.By, stop)) return new Outcome.NotYours();
                if (await IsComparedAsync(records, round, stop)) return new Outcome.NotYet("round", "Somebody has just compared this period.");
                records.Add(new Comparison
                {
                    Id = id,
                    Grounds = grounds.Id,
                    Round = round.Id,
                    PeriodFrom = round.PeriodStart,
                    PeriodUntil = round.PeriodEnd,
                    AsAt = asAt,
                    Ratio = policy.Comparison.Ratio,
                    Caliper = policy.Comparison.Caliper,
                    Seed = seed,
                    MadeBy = request.By,
                    MadeAt = clock.GetUtcNow(),
                    Sealed = Comparison.Seal(store.Key, id, counts),
                });
                return new Outcome.Made(id);
            }, stop);
        }

        private Task<bool> EvaluatesAsync(Records records, PersonId who, CancellationToken stop) => AccountsDoor.Holding(records, clock, Role.Evaluator).ContainsAsync(who, stop);

        /// <summary>Whatever the grounds and whichever the round: the same people moved.</summary>
        private static Task<bool> IsComparedAsync(Records records, WorkforceDoor.RoundPeriod round, CancellationToken stop) =>
            records.Set<Comparison>().AnyAsync(c => c.PeriodFrom <= round.PeriodEnd && c.PeriodUntil >= round.PeriodStart, stop);

        /// <param name="MovedBefore">Promoted between the beginning of the programme and the period: no longer in the band they applied from.</param>
        /// <param name="Moved">Null: not heard of after the period.</param>
        private sealed record Taker(ProgrammeApplicationId Application, PersonId Person, OrganisationId? Employer, string? Level, bool MovedBefore, bool? Moved, bool Objects);

        /// <summary>Everybody who had begun when the period began, each once, whether or not they went through to the end.</summary>
        private Task<List<Taker>> ParticipantsAsync(WorkforceDoor.RoundPeriod round, DateOnly asAt, CancellationToken stop) => store.ReadAsync(async records =>
        {
            var people = (await records.Set<Participant>().Where(p => p.StartedOn <= round.PeriodStart).ToListAsync(stop)).GroupBy(p => p.Person).Select(g => g.MinBy(p => p.StartedOn)!).OrderBy(p => p.Id.Value).ToList();
            var ids = people.ConvertAll(p => p.Id);
            var moves = (await records.Set<CareerMove>().Where(m => m.Kind == CareerMoveKind.Promotion && m.ToldOn <= asAt).ToListAsync(stop)).ToLookup(m => m.Participant, m => m.OnDay);
            var heard = (await records.Set<FollowUp>().Where(f => f.AnsweredOn > round.PeriodEnd && f.AnsweredOn <= asAt).Select(f => f.Participant).ToListAsync(stop)).ToHashSet();
            var levels = await records.Set<Application>().Where(a => records.Set<Participant>().Any(p => p.Application == a.Id)).ToDictionaryAsync(a => a.Id, a => a.Level, stop);
            var objecting = await AccountsDoor.ObjectingAsync(records, stop);
            return people.ConvertAll(p => new Taker(
                p.Application, p.Person, p.Employer, levels[p.Application], moves[p.Id].Any(on => on < round.PeriodStart),
                moves[p.Id].Any(on => on >= round.PeriodStart && on <= round.PeriodEnd) ? true : heard.Contains(p.Id) ? false : null, objecting.Contains(p.Person)));
        });

        /// <summary>What participants said about themselves for equality monitoring, met here in memory alone.</summary>
        private Task<List<(ComparedOne? One, string? LeftOut)>> DescribeAsync(Leave leave, List<Taker> participants, Dictionary<OrganisationId, List<ComparedOne>> staff, CancellationToken stop) => store.ReadAsync(async records =>
        {
            var answers = (await records.Set<MonitoringAnswers>().ToListAsync(stop)).ToDictionary(m => Convert.ToHexString(m.Subject), StringComparer.Ordinal);
            return participants.ConvertAll<(ComparedOne? One, string? LeftOut)>(p =>
            {
                if (p.MovedBefore) return (null, MovedBefore);
                if (p.Employer is not { } employer || !staff.ContainsKey(employer)) return (null, NoRows);
                if (p.Objects || p.Level is not { } level || answers.GetValueOrDefault(Convert.ToHexString(MonitoringAnswers.SubjectOf(store.Key, p.Application)))?.Open(leave) is not { } said) return (null, NotSaid);
                var group = Enum.TryParse<Ethnicity>(said.GetValueOrDefault("ethnicity"), out var ethnicity) ? ethnicity.Broad() : BroadGroup.X;
                var sex = Enum.TryParse<Sex>(said.GetValueOrDefault("sex"), out var given) ? given : Sex.X9;
                var age = Enum.GetValues<AgeBand>().FirstOrDefault(a => a.Code() == said.GetValueOrDefault("age_band"));
                var disability = Enum.TryParse<Disability>(said.GetValueOrDefault("disability"), out var told) ? told : Disability.X9;
                if (group is BroadGroup.X || sex is Sex.X1 or Sex.X9 || age is AgeBand.X1 or AgeBand.X9) return (null, NotSaid);
                return (new(ComparedStaff.ExactOf(employer.Value, Enum.GetValues<Band>().First(b => b.Code() == level), group, sex), age, disability, p.Moved), null);
            });
        });

        private static ComparisonCounts Count(List<(ComparedOne? One, string? LeftOut)> described, Dictionary<OrganisationId, List<ComparedOne>> staff, ParticipationPolicy.ComparisonRules rules, long seed)
        {
            List<ComparedOne> ones = [.. described.Select(d => d.One).OfType<ComparedOne>()], others = ComparedStaff.Without(staff.OrderBy(s => s.Key.Value).SelectMany(s => s.Value), ones);
            var sets = NearestMatch.Of(ones.ConvertAll(o => o.ToComparable()), others.ConvertAll(o => o.ToComparable()), new(rules.Ratio, rules.Caliper), seed);
            List<ComparedOne> compared = [.. sets.Select(s => ones[s.One])], matched = [.. sets.SelectMany(s => s.Others).Select(o => others[o])];
            var leftOut = new[] { MovedBefore, NotSaid, NoRows }.ToDictionary(why => why, why => described.Count(d => d.LeftOut == why), StringComparer.Ordinal);
            leftOut[NobodyAlike] = ones.Count - compared.Count;
            return new(
                leftOut, compared.Count(c => c.Moved is true), compared.Count(c => c.Moved is false), compared.Count(c => c.Moved is null), matched.Count(m => m.Moved is true), matched.Count(m => m.Moved is false),
                Traits(compared, compared, matched), Traits(matched, compared, matched), [], []);
        }

        private static readonly string[] TraitNames = ["age", "disabled", "disability-not-said"];

        /// <summary>How many of these have each value that occurs in either group.</summary>
        private static Dictionary<string, Dictionary<string, int>> Traits(List<ComparedOne> of, List<ComparedOne> one, List<ComparedOne> other)
        {
            static double[] Values(ComparedOne o) => ComparedStaff.Distances(o.Age, o.Disability);
            return Enumerable.Range(0, TraitNames.Length).ToDictionary(at => TraitNames[at], at => one.Concat(other).Select(o => Values(o)[at]).Distinct().Order()
                .ToDictionary(v => v.ToString(System.Globalization.CultureInfo.InvariantCulture), v => of.Count(o => Values(o)[at] == v), StringComparer.Ordinal), StringComparer.Ordinal);
        }
    }
}
