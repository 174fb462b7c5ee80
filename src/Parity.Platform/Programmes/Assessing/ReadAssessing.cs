using Microsoft.EntityFrameworkCore;
using Parity.Platform.Accounts;
using Parity.Platform.Foundation;
using Parity.Platform.Programmes.Model;
using Parity.Platform.Programmes.Rules;
using Parity.Platform.Storage;

namespace Parity.Platform.Programmes;

/// <summary>How far the marking of a cohort is, for the programme's team: who marks what, what is missing and why. Marks are not here.</summary>
public static class ReadAssessing
{
    public sealed record Request(CohortId Cohort);

    public sealed record Fixed(int Readers, IReadOnlyList<string> TieTraits, long OrderSeed, long LotSeed, DateTimeOffset At);

    public sealed record Someone(PersonId Person, string Name, OrganisationId? Employer, DateOnly? TrainedOn, bool IsCalibrated, int Tries, bool HasEnded, int Given, int Locked, int Links);

    public sealed record Holding(PersonId Assessor, string Name, bool IsLocked, bool IsByHand, MarkingEnd? EndedBy);

    /// <param name="Short">Readers that are missing.</param>
    /// <param name="Bars">Why the others cannot be, once the rules have been tried.</param>
    /// <param name="Unchecked">Answers whose covering nobody has looked over.</param>
    public sealed record Waiting(ProgrammeApplicationId Application, string Name, IReadOnlyList<Holding> Readers, int Short, int CanBeGiven, IReadOnlyDictionary<Bar, int> Bars, int Unchecked);

    public sealed record Desk(Fixed? Rule, IReadOnlyList<Someone> Assessors, IReadOnlyList<Waiting> Applications, int ToModerate, int Asked, int Settled);

    public sealed class Handler(Store store, AccountsDoor accounts, TimeProvider clock)
    {
        public async Task<Desk> HandleAsync(Request request, CancellationToken stop)
        {
            var people = (await accounts.AllAsync(stop)).ToDictionary(a => a.Id);
            var policy = SelectionPolicy.InForceOn(London.Today(clock));
            return await store.ReadAsync(async records =>
            {
                var desk = await MarkingDesk.AtAsync(records, store.Key, request.Cohort, people, stop);
                var of = records.Set<Application>().Where(a => a.Cohort == request.Cohort);
                var markings = await records.Set<Marking>().Where(m => m.Stage == MarkingStage.Reading && of.Any(a => a.Id == m.Application)).OrderBy(m => m.GivenAt).ToListAsync(stop);
                var assessors = await records.Set<Assessor>().Where(a => a.Cohort == request.Cohort).ToListAsync(stop);
                var tries = (await records.Set<Calibration>().Where(c => c.Cohort == request.Cohort).ToListAsync(stop)).ToLookup(c => c.Assessor);
                var links = (await records.Set<AssessorLink>().Where(l => l.Cohort == request.Cohort).ToListAsync(stop)).ToLookup(l => l.Assessor);
                var masked = (await records.Set<MaskedAnswer>().Where(m => m.CheckedBy == null && of.Any(a => a.Id == m.Application)).Select(m => m.Application).ToListAsync(stop)).ToLookup(m => m);
                var moderations = await records.Set<Moderation>().Where(m => m.Stage == MarkingStage.Reading && of.Any(a => a.Id == m.Application)).ToListAsync(stop);
                var proposed = HandOut.Of(desk.ToMark, desk.Readers, desk.Rule?.Readers ?? policy.Readers, desk.Rule?.OrderSeed ?? 0).ToDictionary(p => p.Application);
                return new Desk(
                    desk.Rule is { } rule ? new(rule.Readers, rule.TieTraits.Split(' ', StringSplitOptions.RemoveEmptyEntries), rule.OrderSeed, rule.LotSeed, rule.FixedAt) : null,
                    [.. assessors.Select(a => new Someone(
                        a.Person, Name(a.Person), a.Employer, a.TrainedOn, a.CalibratedAt is not null, tries[a.Person].Count(), a.EndedAt is not null,
                        markings.Count(m => m.Assessor == a.Person && m.EndedAt is null), markings.Count(m => m.Assessor == a.Person && m.EndedAt is null && m.LockedAt is not null), links[a.Person].Count()))
                        .OrderBy(a => a.Name, StringComparer.Ordinal)],
                    [.. desk.Applications.OrderBy(a => a.SentAt).ThenBy(a => a.Id.Value).Select(a => new Waiting(
                        a.Id, Name(a.Person), [.. markings.Where(m => m.Application == a.Id).Select(m => new Holding(m.Assessor, Name(m.Assessor), m.LockedAt is not null, m.IsByHand, m.EndedBy))],
                        proposed[a.Id.Value].Short, proposed[a.Id.Value].Given.Count, proposed[a.Id.Value].Bars, masked[a.Id].Count()))],
                    (await Moderations.NeededAsync(records, request.Cohort, MarkingStage.Reading, policy, null, stop)).Count, moderations.Count, moderations.Count(m => m.SettledAt is not null));
            });

            string Name(PersonId person) => people.TryGetValue(person, out var account) ? account.Name : "somebody";
        }
    }
}
