using Microsoft.EntityFrameworkCore;
using Parity.Platform.Accounts.Model;
using Parity.Platform.Foundation;
using Parity.Platform.Storage;

namespace Parity.Platform.Accounts;

/// <summary>Answers who looked at a record, or at anything of an organisation, with special-category data in it; newest first, page by page.</summary>
public static class WhoSaw
{
    public const int OnAPage = 100;

    /// <param name="Record">One record, such as a version of a return; null: everything of the organisation.</param>
    /// <param name="Page">From 1; beyond the last it is the last.</param>
    /// <param name="From">The first day, of London; null: from the beginning.</param>
    /// <param name="Until">The last day; null: until now.</param>
    public sealed record Request(Guid? Record, OrganisationId? Organisation, int Page = 1, DateOnly? From = null, DateOnly? Until = null);

    public sealed record Seen(DateTimeOffset At, string Who, string What, Guid Record, OrganisationId? Organisation, string Why);

    public sealed record Outcome(IReadOnlyList<Seen> Seen, int Page, int Pages);

    public sealed class Handler(Store store)
    {
        public Task<Outcome> HandleAsync(Request request, CancellationToken stop) => store.ReadAsync(async records =>
        {
            var seen = Asked(records, request);
            int pages = Math.Max(1, (await seen.CountAsync(stop) + OnAPage - 1) / OnAPage), page = Math.Clamp(request.Page, 1, pages);
            var found = await Page(seen, page).ToListAsync(stop);
            var names = await Actors.NamesAsync(records, found.Select(s => s.Actor), stop);
            return new Outcome(found.ConvertAll(s => new Seen(s.At, Actors.Told(s.Actor, names), s.What, s.Record, s.Organisation, s.Why)), page, pages);
        });

        internal static IQueryable<SightingRecord> Asked(Records records, Request request)
        {
            var seen = records.Set<SightingRecord>().AsQueryable();
            if (request.Record is { } record) seen = seen.Where(s => s.Record == record);
            if (request.From is { } from)
            {
                var first = London.At(from, TimeOnly.MinValue);
                seen = seen.Where(s => s.At >= first);
            }

            if (request.Until is { } until)
            {
                var over = London.At(until.AddDays(1), TimeOnly.MinValue);
                seen = seen.Where(s => s.At < over);
            }

            return request.Organisation is { } organisation ? seen.Where(s => s.Organisation == organisation) : seen;
        }

        internal static IQueryable<SightingRecord> Page(IQueryable<SightingRecord> seen, int page) =>
            seen.OrderByDescending(s => s.At).ThenByDescending(s => s.Id).Skip((page - 1) * OnAPage).Take(OnAPage);
    }
}
