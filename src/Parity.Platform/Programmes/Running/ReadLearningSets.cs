using Microsoft.EntityFrameworkCore;
using Parity.Platform.Accounts;
using Parity.Platform.Foundation;
using Parity.Platform.Partnership;
using Parity.Platform.Programmes.Model;
using Parity.Platform.Programmes.Rules;
using Parity.Platform.Storage;

namespace Parity.Platform.Programmes;

/// <summary>A cohort's learning sets as the programme's team sees them, with what the rules say of each.</summary>
public static class ReadLearningSets
{
    public sealed record Request(CohortId Cohort);

    /// <param name="In">Null for somebody who is in none.</param>
    public sealed record Person(ParticipantId Id, string Name, OrganisationId? Employer, Guid? In);

    public sealed record Set(Guid Id, string Title, string Facilitator, OrganisationId? FacilitatorsEmployer, IReadOnlyList<LearningSetFault> Faults);

    /// <param name="Pairs">Pairs of one employer who sit in one set.</param>
    /// <param name="Fewest">As few such pairs as there can be with these people and as many sets.</param>
    /// <param name="Suggested">A set for everybody, by the rules and with as few pairs as was found, for the team to change and keep; empty where there are no sets.</param>
    /// <param name="SuggestedPairs">Pairs of one employer in it.</param>
    public sealed record Sets(IReadOnlyList<Set> All, IReadOnlyList<Person> People, int Pairs, int Fewest, IReadOnlyDictionary<ParticipantId, Guid> Suggested, int SuggestedPairs, ParticipationPolicy.LearningSetSizes Sizes);

    public sealed class Handler(Store store, AccountsDoor accounts, PartnershipDoor partnership, TimeProvider clock)
    {
        /// <returns>Null where there is no such cohort.</returns>
        public async Task<Sets?> HandleAsync(Request request, CancellationToken stop)
        {
            var sectors = (await partnership.AllAsync(stop)).ToDictionary(o => o.Id, o => (string?)o.Sector);
            var names = (await accounts.AllAsync(stop)).ToDictionary(a => a.Id, a => a.Name);
            var sizes = ParticipationPolicy.InForceOn(London.Today(clock)).LearningSets;
            return await store.ReadAsync(async records =>
            {
                if (!await records.Set<Cohort>().AnyAsync(c => c.Id == request.Cohort && c.PublishedAt != null, stop)) return null;
                var sets = await records.Set<LearningSet>().Where(s => s.Cohort == request.Cohort).OrderBy(s => s.Title).ToListAsync(stop);
                var where = await records.Set<InLearningSet>().Where(i => records.Set<LearningSet>().Any(s => s.Id == i.LearningSet && s.Cohort == request.Cohort)).ToDictionaryAsync(i => i.Participant, i => i.LearningSet, stop);
                var everybody = await LearningSet.LearnersAsync(records, request.Cohort, sectors, stop);
                var members = sets.ConvertAll(s => everybody.FindAll(m => where.TryGetValue(ParticipantId.From(m.Id), out var set) && set == s.Id));
                var dealt = sets.Count == 0 ? [] : LearningSetRules.Deal(everybody, sets.ConvertAll(s => s.FacilitatorsEmployer));
                return new Sets(
                    [.. sets.Select((s, at) => new Set(s.Id, s.Title, s.Facilitator, s.FacilitatorsEmployer, LearningSetRules.Of(members[at], s.FacilitatorsEmployer, everybody, sizes.Least, sizes.Most)))],
                    everybody.ConvertAll(m => new Person(ParticipantId.From(m.Id), names.GetValueOrDefault(m.Person, "somebody"), m.Employer, where.TryGetValue(ParticipantId.From(m.Id), out var set) ? set : null)),
                    LearningSetRules.PairsOfOneEmployer(members), sets.Count == 0 ? 0 : LearningSetRules.FewestPairs(members.SelectMany(m => m), sets.Count),
                    dealt.SelectMany((people, at) => people.Select(p => (Id: ParticipantId.From(p.Id), Set: sets[at].Id))).ToDictionary(p => p.Id, p => p.Set), LearningSetRules.PairsOfOneEmployer(dealt), sizes);
            });
        }
    }
}
