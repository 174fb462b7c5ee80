using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Parity.Platform.Accounts.Model;
using Parity.Platform.Foundation;
using Parity.Platform.Storage;

namespace Parity.Platform.Accounts;

/// <summary>
/// Answers who looked at a record, or at anything of an organisation, with special-category data in it; newest first, page by
/// page. Nothing is counted and no page but the one asked for is read, so that it does not take longer as the log grows.
/// </summary>
public static class WhoSaw
{
    public const int OnAPage = 100;

    /// <param name="Record">One record, such as a version of a return; null: everything of the organisation.</param>
    /// <param name="Since">Where the page begins; null: with the newest.</param>
    /// <param name="From">The first day, of London; null: from the beginning.</param>
    /// <param name="Until">The last day; null: until now.</param>
    public sealed record Request(Guid? Record, OrganisationId? Organisation, PageStart? Since = null, DateOnly? From = null, DateOnly? Until = null);

    public sealed record Seen(DateTimeOffset At, string Who, string What, Guid Record, OrganisationId? Organisation, string Why);

    /// <summary>Where a page begins, going back from the newest.</summary>
    /// <param name="Skipped">How many of that very instant come before it.</param>
    public readonly record struct PageStart(DateTimeOffset At, int Skipped)
    {
        /// <summary>As it stands in an address.</summary>
        public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Instant.ToMicroseconds(At)}.{Skipped}");

        /// <summary>Null where it is none.</summary>
        public static PageStart? Parse(string? text) =>
            text?.Split('.') is [var at, var skipped] && Instant.Parse(at) is { } instant && int.TryParse(skipped, NumberStyles.None, CultureInfo.InvariantCulture, out int before) ? new(instant, before) : null;
    }

    /// <param name="Older">Where the page of older ones begins; null: there is none.</param>
    public sealed record Outcome(IReadOnlyList<Seen> Seen, PageStart? Older);

    public sealed class Handler(Store store)
    {
        public Task<Outcome> HandleAsync(Request request, CancellationToken stop) => store.ReadAsync(async records =>
        {
            var found = await Page(Asked(records, request), request.Since).ToListAsync(stop);
            var shown = found.Take(OnAPage).ToList();
            var names = await Actors.NamesAsync(records, shown.Select(s => s.Actor), stop);
            return new Outcome(shown.ConvertAll(s => new Seen(s.At, Actors.Told(s.Actor, names), s.What, s.Record, s.Organisation, s.Why)), found.Count > OnAPage ? After(shown, request.Since) : null);
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

        /// <summary>The page, and one more where there are older ones.</summary>
        internal static IQueryable<SightingRecord> Page(IQueryable<SightingRecord> seen, PageStart? since)
        {
            if (since is { At: var at }) seen = seen.Where(s => s.At <= at);
            return seen.OrderByDescending(s => s.At).ThenByDescending(s => s.Id).Skip(since?.Skipped ?? 0).Take(OnAPage + 1);
        }

        private static PageStart After(List<SightingRecord> shown, PageStart? since)
        {
            var last = shown[^1].At;
            return new(last, shown.Count(s => s.At == last) + (since is { } start && start.At == last ? start.Skipped : 0));
        }
    }
}
