using Microsoft.EntityFrameworkCore;
using Parity.Platform.Foundation;
using Parity.Platform.Storage;

namespace Parity.Platform.Workforce.Model;

/// <summary>Reads a version's totals beside those of the edition before, with the explanations written so far.</summary>
internal static class Comparisons
{
    public static async Task<ReturnComparison?> OfAsync(Records records, MasterKey key, OrganisationId organisation, ReturnId id, CancellationToken stop)
    {
        var one = await records.Set<SubmittedReturn>().SingleOrDefaultAsync(r => r.Id == id && r.Organisation == organisation, stop);
        if (one is null) return null;
        if (ReturnVersions.TotalsOf(one, key) is not { } totals) return new(null, []);
        var round = await records.Set<Round>().SingleAsync(r => r.Id == one.Round, stop);
        var earlier = await ReturnVersions.EditionBeforeAsync(records, round, organisation);
        var before = earlier is null ? null : ReturnVersions.TotalsOf(earlier, key);
        DateOnly? snapshot = before is null ? null : await records.Set<Round>().Where(r => r.Id == earlier!.Round).Select(r => (DateOnly?)r.SnapshotDate).SingleAsync(stop);
        var explained = await records.Set<Explanation>().Where(e => e.Return == one.Id).ToDictionaryAsync(e => e.Swing, e => e.Text, stop);
        return new(snapshot, [.. ReturnSwings.Of(totals, before).Select(t => new ComparedTotal(t, explained.GetValueOrDefault(t.Key)))], await SinceAsync(records, key, one, totals, stop));
    }

    /// <summary>A correction is read beside what was signed off before it; a draft in between was never anybody's word.</summary>
    private static async Task<ReturnComparison.EarlierVersion?> SinceAsync(Records records, MasterKey key, SubmittedReturn one, ReturnTotals now, CancellationToken stop)
    {
        var earlier = await records.Set<SubmittedReturn>().Where(r => r.Round == one.Round && r.Organisation == one.Organisation && r.Version < one.Version)
            .OrderByDescending(r => r.SignedOffAt != null).ThenByDescending(r => r.Version).FirstOrDefaultAsync(stop);
        return earlier is null || ReturnVersions.TotalsOf(earlier, key) is not { } was ? null
            : new(earlier.Id, earlier.Version, earlier.SignedOffAt is not null, [.. ReturnSwings.Of(now, was).Where(t => t.Before != t.Now)]);
    }
}
