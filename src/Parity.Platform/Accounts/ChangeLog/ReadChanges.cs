using Microsoft.EntityFrameworkCore;
using Parity.Platform.Accounts.Model;
using Parity.Platform.Foundation;
using Parity.Platform.Storage;

namespace Parity.Platform.Accounts;

/// <summary>
/// Reads the log of changes, newest first, for an auditor. What an applicant did stands apart, counted by day and once the
/// day is over: between a sign-in and a sign-out, to the minute, it would tell whose application it is. For the same reason
/// no place in the log is told, which would show where such lines are, and no id of a programme's record, which holds a time.
/// </summary>
public static class ReadChanges
{
    public const int OnAPage = 50;
    private const string ApplicantsMark = "application ";
    private const string Monitoring = "system: monitoring";

    /// <param name="Before">Only so many of the oldest lines that do not stand apart; null: all.</param>
    /// <param name="Kind">Only this kind.</param>
    public sealed record Request(long? Before = null, string? Kind = null, OrganisationId? Organisation = null);

    /// <param name="At">Null for what stands apart.</param>
    /// <param name="Times">How often it was done: more than once only for what stands apart.</param>
    /// <param name="Who">The name where it is a person's doing, else what the log says.</param>
    public sealed record Line(DateOnly Day, DateTimeOffset? At, int Times, string Who, string Kind, string Reason, OrganisationId? Organisation, IReadOnlyList<string> Touched);

    public sealed record Outcome(IReadOnlyList<Line> Lines, IReadOnlyList<string> Kinds, long? Next);

    public sealed class Handler(Store store, TimeProvider clock)
    {
        public Task<Outcome> HandleAsync(Request request, CancellationToken stop) => store.ReadAsync(async records =>
        {
            var lines = records.Set<ChangeRecord>().AsQueryable();
            if (request.Kind is { Length: > 0 } kind) lines = lines.Where(c => c.Kind == kind);
            if (request.Organisation is { } organisation) lines = lines.Where(c => c.Organisation == organisation);
            var named = lines.Where(c => !c.Actor.StartsWith(ApplicantsMark) && c.Actor != Monitoring);
            long all = await named.LongCountAsync(stop);
            int skipped = request.Before is { } before ? (int)Math.Clamp(all - before, 0, int.MaxValue) : 0;
            var found = await named.OrderByDescending(c => c.Position).Skip(skipped).Take(OnAPage + 1).ToListAsync(stop);
            var shown = found.Take(OnAPage).ToList();
            // The page on which a day ends has what stands apart of that day, wherever it lay in it.
            DateOnly today = London.Today(clock), last = skipped == 0 ? today.AddDays(-1) : shown.Count == 0 ? DateOnly.MinValue : London.DayOf(shown[0].At);
            var apart = last == DateOnly.MinValue ? [] : await ApartAsync(lines, found.Count > OnAPage ? London.DayOf(found[^1].At) : null, last < today ? last : today.AddDays(-1), stop);
            var names = await Actors.NamesAsync(records, shown.Select(c => c.Actor), stop);
            return new Outcome(
                [.. shown.Select(c => new Line(London.DayOf(c.At), c.At, 1, Actors.Told(c.Actor, names), c.Kind, c.Reason, c.Organisation, [.. c.Touched.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(WithoutKey)]))
                    .Concat(apart).OrderByDescending(l => l.Day).ThenBy(l => l.At is null)],
                ChangeKind.Names, found.Count > OnAPage ? all - skipped - OnAPage : null);
        });

        /// <param name="after">Only days after this one.</param>
        private static async Task<List<Line>> ApartAsync(IQueryable<ChangeRecord> lines, DateOnly? after, DateOnly last, CancellationToken stop)
        {
            var until = London.At(last.AddDays(1), TimeOnly.MinValue);
            var those = lines.Where(c => (c.Actor.StartsWith(ApplicantsMark) || c.Actor == Monitoring) && c.At < until);
            if (after is { } day)
            {
                var from = London.At(day.AddDays(1), TimeOnly.MinValue);
                those = those.Where(c => c.At >= from);
            }

            return [.. (await those.Select(c => new { c.At, c.Kind, c.Reason }).ToListAsync(stop)).GroupBy(c => (Day: London.DayOf(c.At), c.Kind, c.Reason))
                .OrderBy(g => g.Key.Kind, StringComparer.Ordinal).ThenBy(g => g.Key.Reason, StringComparer.Ordinal)
                .Select(g => new Line(g.Key.Day, null, g.Count(), "an applicant", g.Key.Kind, g.Key.Reason, null, []))];
        }

        private static string WithoutKey(string touched) =>
            touched.Split(' ') is [var did, var table, .., var last] && table.StartsWith("programmes_", StringComparison.Ordinal) ? did is "changed" ? $"{did} {table} {last}" : $"{did} {table}" : touched;
    }
}
