using Microsoft.EntityFrameworkCore;
using Parity.Platform.Accounts;
using Parity.Platform.Accounts.Contract;
using Parity.Platform.Foundation;
using Parity.Platform.Publishing.Model;
using Parity.Platform.Storage;

namespace Parity.Platform.Publishing;

/// <summary>
/// Notes counts that others have published of an edition's snapshot, such as an organisation's own report, or takes such a
/// report out again. The next version of the edition is protected as if it had told them itself;
/// one that was made before is out of date and has to be made again.
/// </summary>
public static class TellElsewhere
{
    public const int LongestSource = 120;
    public const int LongestText = 20_000;

    /// <param name="Source">What the report is called; the same name again takes the place of what was given before.</param>
    /// <param name="Lines">The counts as CSV, with the columns of the open data; null takes the report out.</param>
    public sealed record Request(PersonId By, EditionId Edition, string Source, string? Lines);

    public abstract record Outcome
    {
        private Outcome() { }

        public sealed record Told : Outcome;

        public sealed record Impossible(string Field, string Advice) : Outcome;

        public sealed record NotFound : Outcome;
    }

    public sealed class Handler(Store store, AccountsDoor accounts, TimeProvider clock)
    {
        public async Task<Outcome> HandleAsync(Request request, CancellationToken stop)
        {
            if ((await accounts.FindAsync(request.By, stop))?.Has(Role.Publisher) is not true) return new Outcome.NotFound();
            string source = request.Source.Trim();
            if (source.Length is 0 or > LongestSource) return new Outcome.Impossible("source", $"Say what the report is called, in at most {LongestSource} characters.");
            if (source.Contains('\0', StringComparison.Ordinal) || request.Lines?.Contains('\0', StringComparison.Ordinal) is true) return new Outcome.Impossible("lines", "Give text.");
            int rows = 0;
            if (request.Lines is { } lines)
            {
                if (lines.Length > LongestText) return new Outcome.Impossible("lines", $"Use at most {LongestText:N0} characters.");
                using var text = new StringReader(lines);
                var (counts, reasons) = CountsElsewhere.Read(text, "The report");
                if (counts is null) return new Outcome.Impossible("lines", string.Join(' ', reasons.Take(3)));
                rows = counts.Rows.Count;
            }

            var change = new Change(new Actor.Someone(request.By), ChangeKind.EditionToldElsewhere, $"edition {request.Edition}: {(request.Lines is null ? "a report of others is taken out" : $"{rows} lines of a report of others are noted")}: {source}");
            return await store.WriteAsync<Outcome>(change, async records =>
            {
                if (!await AccountsDoor.Holding(records, clock, Role.Publisher).ContainsAsync(request.By)) return new Outcome.NotFound();
                if (await records.Set<PlannedEdition>().SingleOrDefaultAsync(e => e.Id == request.Edition && e.WithdrawnAt == null) is not { } edition) return new Outcome.NotFound();
                // Read before it is changed or removed: the log of changes tells of what is tracked alone.
                var before = await records.Set<ReportElsewhere>().SingleOrDefaultAsync(r => r.Edition == request.Edition && r.Source == source);
                if (before is not null || request.Lines is not null) edition.ReportsChangedAt = clock.GetUtcNow();
                if (request.Lines is not { } given)
                {
                    if (before is not null) records.Remove(before);
                }
                else if (before is not null) (before.Lines, before.Rows, before.ToldBy, before.ToldAt) = (given, rows, request.By, clock.GetUtcNow());
                else records.Add(new ReportElsewhere { Edition = request.Edition, Source = source, Lines = given, Rows = rows, ToldBy = request.By, ToldAt = clock.GetUtcNow() });

                return new Outcome.Told();
            }, stop);
        }
    }
}
