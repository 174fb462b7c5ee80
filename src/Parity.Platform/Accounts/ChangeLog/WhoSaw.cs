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
    public sealed record Request(Guid? Record, OrganisationId? Organisation, Place? Since = null, DateOnly? From = null, DateOnly? Until = null);

    public sealed record Seen(DateTimeOffset At, string Who, string What, Guid Record, OrganisationId? Organisation, string Why);

    /// <summary>A place among them, from the newest back.</summary>
    /// <param name="At">The instant, in microseconds.</param>
    /// <param name="Skipped">How many of that very instant come before it.</param>
    public readonly record struct Place(long At, int Skipped)
    {
        /// <summary>As it stands in an address.</summary>
        public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{At}.{Skipped}");

        /// <summary>Null where it is no such place.</summary>
        public static Place? Of(string? text) =>
            text?.Split('.') is [var at, var skipped] && long.TryParse(at, NumberStyles.None, CultureInfo.InvariantCulture, out long instant) && instant <= Last
            && int.TryParse(skipped, NumberStyles.None, CultureInfo.InvariantCulture, out int before) ? new(instant, before) : null;

        private static readonly long Last = Instant.ToMicroseconds(DateTimeOffset.MaxValue);
    }

    /// <param name="Older">Where the page of older ones begins; null: there is none.</param>
    public sealed record Outcome(IReadOnlyList<Seen> Seen, Place? Older);

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
        internal static IQueryable<SightingRecord> Page(IQueryable<SightingRecord> seen, Place? since)
        {
            if (since is { } place)
            {
                var at = Instant.FromMicroseconds(place.At);
                seen = seen.Where(s => s.At <= at);
            }

            return seen.OrderByDescending(s => s.At).ThenByDescending(s => s.Id).Skip(since?.Skipped ?? 0).Take(OnAPage + 1);
        }

        private static Place After(List<SightingRecord> shown, Place? since)
        {
            long last = Instant.ToMicroseconds(shown[^1].At);
            return new(last, shown.Count(s => s.At == shown[^1].At) + (since is { } place && place.At == last ? place.Skipped : 0));
        }
    }
}
