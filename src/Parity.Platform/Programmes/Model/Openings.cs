using Microsoft.EntityFrameworkCore;
using Parity.Platform.Foundation;
using Parity.Platform.Storage;

namespace Parity.Platform.Programmes.Model;

internal static class Openings
{
    /// <summary>Of the published cohorts among those asked for, the earliest first.</summary>
    public static async Task<List<Opening>> OfAsync(Records records, IQueryable<Cohort> asked, DateTimeOffset now, CancellationToken stop)
    {
        var found = await (
            from cohort in asked
            join one in records.Set<ActionCase>() on cohort.ActionCase equals one.Id
            where cohort.PublishedAt != null
            orderby cohort.OpensAt
            select new { Cohort = cohort, Case = one, one.GroupServed }).ToListAsync(stop);
        var changes = (await records.Set<WindowChange>().Where(w => asked.Any(c => c.Id == w.Cohort)).OrderBy(w => w.At).ToListAsync(stop)).ToLookup(w => w.Cohort);
        return found.ConvertAll(f => new Opening(
            f.Cohort.Id, f.Cohort.Code, f.Cohort.Title, f.Cohort.Summary, f.GroupServed, f.Cohort.ReadShape(), f.Cohort.Places, f.Cohort.ReadTimeline(),
            f.Cohort.ReadTimeline().Window.IsOpenAt(now) && f.Case.LetsOpen(f.Cohort.OpensAt), f.Cohort.OverAt <= now, f.Cohort.OverAt > now && !f.Case.LetsOpen(f.Cohort.OpensAt), [.. changes[f.Cohort.Id].Select(w => new Opening.Change(w.At, w.What, w.Reason))],
            f.Cohort.BriefingOn is { } day && now < London.At(day, f.Cohort.BriefingFrom ?? TimeOnly.MinValue)));
    }
}
