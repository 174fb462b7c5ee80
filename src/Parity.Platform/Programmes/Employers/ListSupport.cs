using Microsoft.EntityFrameworkCore;
using Parity.Platform.Accounts;
using Parity.Platform.Foundation;
using Parity.Platform.Partnership;
using Parity.Platform.Programmes.Model;
using Parity.Platform.Storage;

namespace Parity.Platform.Programmes;

/// <summary>
/// Every offer in kind, every use of one, every payment and every promised sum by itself, with who noted it, for the
/// programme's team to take along. What was written beside them may name somebody: the files are not for publishing.
/// </summary>
public static class ListSupport
{
    /// <param name="Cohort">Its title; null for no single one.</param>
    public sealed record Use(Guid Offer, string? Cohort, DateOnly On, int Amount, string What, string By);

    public sealed record Offer(Guid Id, string Organisation, OfferKind Kind, int Amount, string Note, DateTimeOffset At, string By, DateTimeOffset? EndedAt, IReadOnlyList<Use> Uses);

    /// <param name="IsPaid">It was paid; else it is promised.</param>
    /// <param name="Cohort">As in <see cref="Use"/>.</param>
    /// <param name="EndedAt">When a promise was taken back.</param>
    public sealed record Sum(Guid Id, bool IsPaid, string Organisation, string? Cohort, PaymentKind Kind, long Pence, DateOnly On, string Note, string By, DateTimeOffset At, DateTimeOffset? EndedAt);

    public sealed record Support(IReadOnlyList<Offer> Offers, IReadOnlyList<Sum> Sums);

    public sealed class Handler(Store store, AccountsDoor accounts, PartnershipDoor partnership)
    {
        public async Task<Support> HandleAsync(CancellationToken stop)
        {
            var people = (await accounts.AllAsync(stop)).ToDictionary(a => a.Id, a => a.Name);
            var organisations = (await partnership.EverAsync(stop)).ToDictionary(o => o.Partner.Id, o => o.Partner.Name);
            string Of(OrganisationId id) => organisations.GetValueOrDefault(id, "an organisation");
            string By(PersonId id) => people.GetValueOrDefault(id, "somebody");
            return await store.ReadAsync(async records =>
            {
                var cohorts = await records.Set<Cohort>().ToDictionaryAsync(c => c.Id, c => c.Title, stop);
                string? TitleOf(CohortId? cohort) => cohort is { } id ? cohorts.GetValueOrDefault(id) : null;
                var uses = (await records.Set<OfferUse>().OrderBy(u => u.UsedOn).ThenBy(u => u.Id).ToListAsync(stop)).ToLookup(u => u.Offer, u => new Use(u.Offer, TitleOf(u.Cohort), u.UsedOn, u.Amount, u.What, By(u.NotedBy)));
                var offers = await records.Set<OfferInKind>().OrderBy(o => o.OfferedAt).ThenBy(o => o.Id).ToListAsync(stop);
                var paid = await records.Set<Payment>().ToListAsync(stop);
                var promised = await records.Set<PromisedSum>().ToListAsync(stop);
                return new Support(
                    [.. offers.Select(o => new Offer(o.Id, Of(o.Organisation), o.Kind, o.Amount, o.Note, o.OfferedAt, By(o.OfferedBy), o.EndedAt, [.. uses[o.Id]]))],
                    [.. paid.Select(p => new Sum(p.Id, true, Of(p.Organisation), TitleOf(p.Cohort), p.Kind, p.Pence, p.PaidOn, p.Note, By(p.NotedBy), p.NotedAt, null))
                        .Concat(promised.Select(p => new Sum(p.Id, false, Of(p.Organisation), TitleOf(p.Cohort), p.Kind, p.Pence, p.PromisedOn, "", By(p.NotedBy), p.NotedAt, p.EndedAt))).OrderBy(s => s.On).ThenBy(s => s.At).ThenBy(s => s.Id)]);
            });
        }
    }
}
