using Microsoft.EntityFrameworkCore;
using Parity.Platform.Accounts;
using Parity.Platform.Foundation;
using Parity.Platform.Partnership;
using Parity.Platform.Programmes.Model;
using Parity.Platform.Programmes.Rules;
using Parity.Platform.Storage;

namespace Parity.Platform.Programmes;

/// <summary>
/// How a cohort's assignments came about, row by row, for the programme's team to take along: what hosts offered, what participants
/// chose, every version of every contract with its signatures, and when it was talked about. The words of talks and of feedback stay on their page.
/// </summary>
public static class ReadStretchRecord
{
    public sealed record Request(CohortId Cohort);

    /// <param name="EndedAt">When the host took it back.</param>
    public sealed record Offered(Guid Id, string Host, string Title, int Places, int Taken, DateOnly From, DateOnly Until, DateTimeOffset At, DateTimeOffset? EndedAt);

    public sealed record Chosen(string Name, int Rank, Guid Offer, string Host, string Title);

    public sealed record Agreed(Guid Assignment, string Name, string Host, int Version, bool IsNewest, ContractTerms Terms, string By, DateTimeOffset At);

    public sealed record Signed(Guid Assignment, string Name, int Version, ContractParty Party, string By, DateTimeOffset At, string? OnPaper);

    public sealed record Talk(Guid Assignment, string Name, DateOnly On, string By);

    public sealed record Record(IReadOnlyList<Offered> Offers, IReadOnlyList<Chosen> Choices, IReadOnlyList<Agreed> Contracts, IReadOnlyList<Signed> Signatures, IReadOnlyList<Talk> Talks);

    public sealed class Handler(Store store, AccountsDoor accounts, PartnershipDoor partnership)
    {
        public async Task<Record> HandleAsync(Request request, CancellationToken stop)
        {
            var names = (await accounts.AllAsync(stop)).ToDictionary(a => a.Id, a => a.Name);
            var organisations = (await partnership.AllAsync(stop)).ToDictionary(o => o.Id, o => o.Name);
            string Name(PersonId person) => names.GetValueOrDefault(person, "somebody");
            return await store.ReadAsync(async records =>
            {
                var of = records.Set<Participant>().Where(p => p.Cohort == request.Cohort);
                var people = await of.ToDictionaryAsync(p => p.Id, p => p.Person, stop);
                var offers = await records.Set<StretchOffer>().OrderBy(o => o.OfferedAt).ThenBy(o => o.Id).ToListAsync(stop);
                var taken = await records.Set<StretchAssignment>().GroupBy(a => a.Offer).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, stop);
                var choices = await records.Set<StretchChoice>().Where(c => of.Any(p => p.Id == c.Participant)).OrderBy(c => c.Participant).ThenBy(c => c.Rank).ToListAsync(stop);
                var assignments = await records.Set<StretchAssignment>().Where(a => of.Any(p => p.Id == a.Participant)).ToDictionaryAsync(a => a.Id, stop);
                var ours = records.Set<StretchAssignment>().Where(a => of.Any(p => p.Id == a.Participant));
                var versions = await records.Set<ContractVersion>().Where(v => ours.Any(a => a.Id == v.Assignment)).OrderBy(v => v.Assignment).ThenBy(v => v.Version).ToListAsync(stop);
                var signatures = await records.Set<Signature>().Where(s => ours.Any(a => a.Id == s.Assignment)).OrderBy(s => s.Assignment).ThenBy(s => s.Version).ThenBy(s => s.SignedAt).ToListAsync(stop);
                var talks = await records.Set<CheckIn>().Where(c => ours.Any(a => a.Id == c.Assignment)).OrderBy(c => c.Assignment).ThenBy(c => c.HeldOn).ToListAsync(stop);
                var byId = offers.ToDictionary(o => o.Id);
                string HostOf(Guid offer) => organisations.GetValueOrDefault(byId[offer].Organisation, "a former partner");
                string Who(Guid assignment) => Name(people[assignments[assignment].Participant]);
                return new Record(
                    offers.ConvertAll(o => new Offered(o.Id, HostOf(o.Id), o.Title, o.Places, taken.GetValueOrDefault(o.Id), o.FromOn, o.UntilOn, o.OfferedAt, o.EndedAt)),
                    choices.ConvertAll(c => new Chosen(Name(people[c.Participant]), c.Rank, c.Offer, HostOf(c.Offer), byId[c.Offer].Title)),
                    versions.ConvertAll(v => new Agreed(v.Assignment, Who(v.Assignment), HostOf(assignments[v.Assignment].Offer), v.Version, v.Version == assignments[v.Assignment].Version, v.Open(store.Key), Name(v.WrittenBy), v.WrittenAt)),
                    signatures.ConvertAll(s => new Signed(s.Assignment, Who(s.Assignment), s.Version, s.Party, Name(s.SignedBy), s.SignedAt, s.OnPaper)),
                    talks.ConvertAll(c => new Talk(c.Assignment, Who(c.Assignment), c.HeldOn, Name(c.NotedBy))));
            });
        }
    }
}
