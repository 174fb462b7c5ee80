using Microsoft.EntityFrameworkCore;
using Parity.Platform.Foundation;
using Parity.Platform.Partnership;
using Parity.Platform.Partnership.Contract;
using Parity.Platform.Programmes.Model;
using Parity.Platform.Storage;

namespace Parity.Platform.Programmes;

/// <summary>
/// How many organisations of each board, and of those with a pledge, reviewed their diversity and inclusion strategy in the
/// year to the end of the last quarter, and how many changed it for the better. Organisations are counted, not people, and so
/// these counts are told in full.
/// </summary>
public static class ReadStrategyReviews
{
    /// <param name="Kind">Null for the organisations with a pledge in force.</param>
    /// <param name="Organisations">The denominator: those that had a seat, or a pledge in force, on the day.</param>
    public sealed record Body(string Name, GroupKind? Kind, int Organisations, int Reviewed, int Improved);

    /// <param name="From">The first day on which a review counts.</param>
    /// <param name="AsAt">The last.</param>
    public sealed record Reviews(DateOnly From, DateOnly AsAt, Body Employers, IReadOnlyList<Body> Boards);

    public sealed class Handler(Store store, PartnershipDoor partnership, TimeProvider clock)
    {
        public async Task<Reviews> HandleAsync(CancellationToken stop)
        {
            var today = London.Today(clock);
            var asAt = ParticipationPolicy.InForceOn(today).CountedTo(today);
            var from = asAt.AddYears(-1).AddDays(1);
            var groups = (await partnership.SeatedOnAsync(asAt, stop)).FindAll(g => g.Group.Kind is GroupKind.Board or GroupKind.Strategic or GroupKind.Delivery);
            return await store.ReadAsync(async records =>
            {
                // What is noted later of an earlier day waits for the next quarter, like every outcome.
                var reviews = (await records.Set<StrategyReview>().Where(r => r.ReviewedOn >= from && r.ReviewedOn <= asAt).ToListAsync(stop)).FindAll(r => London.DayOf(r.NotedAt) <= asAt);
                var (reviewed, improved) = (reviews.Select(r => r.Organisation).ToHashSet(), reviews.Where(r => r.Improved).Select(r => r.Organisation).ToHashSet());
                var pledged = await records.Set<Pledge>().Where(p => p.FromOn <= asAt && (p.UntilOn == null || p.UntilOn >= asAt)).Select(p => p.Organisation).Distinct().ToListAsync(stop);
                Body Of(string name, GroupKind? kind, IReadOnlyList<OrganisationId> those) => new(name, kind, those.Count, those.Count(reviewed.Contains), those.Count(improved.Contains));
                return new Reviews(from, asAt, Of("Employers with a pledge in force", null, pledged), groups.ConvertAll(g => Of(g.Group.Name, g.Group.Kind, g.Seated)));
            });
        }
    }
}
