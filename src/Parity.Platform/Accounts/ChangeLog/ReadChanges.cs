using Microsoft.EntityFrameworkCore;
using Parity.Platform.Accounts.Model;
using Parity.Platform.Foundation;
using Parity.Platform.Storage;

namespace Parity.Platform.Accounts;

/// <summary>Reads the log of changes, newest first, for an auditor.</summary>
public static class ReadChanges
{
    public const int OnAPage = 50;

    /// <param name="Before">Only lines before this position; null: from the newest.</param>
    /// <param name="Kind">Only this kind.</param>
    public sealed record Request(long? Before = null, string? Kind = null, OrganisationId? Organisation = null);

    /// <param name="Who">The name where it is a person's doing, else what the log says.</param>
    public sealed record Line(long Position, DateTimeOffset At, string Who, string Kind, string Reason, OrganisationId? Organisation, IReadOnlyList<string> Touched);

    public sealed record Outcome(IReadOnlyList<Line> Lines, IReadOnlyList<string> Kinds, long? Next);

    public sealed class Handler(Store store)
    {
        public Task<Outcome> HandleAsync(Request request, CancellationToken stop) => store.ReadAsync(async records =>
        {
            var lines = records.Set<ChangeRecord>().AsQueryable();
            if (request.Before is { } before) lines = lines.Where(c => c.Position < before);
            if (request.Kind is { Length: > 0 } kind) lines = lines.Where(c => c.Kind == kind);
            if (request.Organisation is { } organisation) lines = lines.Where(c => c.Organisation == organisation);
            var found = await lines.OrderByDescending(c => c.Position).Take(OnAPage + 1).ToListAsync(stop);
            var shown = found.Take(OnAPage).ToList();
            var names = await Actors.NamesAsync(records, shown.Select(c => c.Actor), stop);
            return new Outcome(
                shown.ConvertAll(c => new Line(c.Position, c.At, Actors.Told(c.Actor, names), c.Kind, c.Reason, c.Organisation, c.Touched.Split('\n', StringSplitOptions.RemoveEmptyEntries))),
                ChangeKind.Names, found.Count > OnAPage ? shown[^1].Position : null);
        });
    }
}

/// <summary>Answers who looked at a record, or at anything of an organisation, with special-category data in it.</summary>
public static class WhoSaw
{
    public const int AtMost = 200;

    /// <param name="Record">One record, such as a version of a return; null: everything of the organisation.</param>
    public sealed record Request(Guid? Record, OrganisationId? Organisation);

    public sealed record Seen(DateTimeOffset At, string Who, string What, Guid Record, OrganisationId? Organisation, string Why);

    public sealed class Handler(Store store)
    {
        public Task<IReadOnlyList<Seen>> HandleAsync(Request request, CancellationToken stop) => store.ReadAsync<IReadOnlyList<Seen>>(async records =>
        {
            var seen = records.Set<SightingRecord>().AsQueryable();
            if (request.Record is { } record) seen = seen.Where(s => s.Record == record);
            if (request.Organisation is { } organisation) seen = seen.Where(s => s.Organisation == organisation);
            var found = await seen.OrderByDescending(s => s.At).ThenByDescending(s => s.Id).Take(AtMost).ToListAsync(stop);
            var names = await Actors.NamesAsync(records, found.Select(s => s.Actor), stop);
            return found.ConvertAll(s => new Seen(s.At, Actors.Told(s.Actor, names), s.What, s.Record, s.Organisation, s.Why));
        });
    }
}
