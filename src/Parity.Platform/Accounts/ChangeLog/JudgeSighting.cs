using Microsoft.EntityFrameworkCore;
using Parity.Platform.Accounts.Contract;
using Parity.Platform.Accounts.Model;
using Parity.Platform.Foundation;
using Parity.Platform.Storage;

namespace Parity.Platform.Accounts;

/// <summary>Tells an auditor which looks of a month the lot fell on, and what was said of them.</summary>
public static class ReadDrawnSightings
{
    /// <param name="Month">Its first day; null, or one of which nothing was drawn: the newest.</param>
    public sealed record Request(DateOnly? Month);

    /// <param name="JudgedBy">A name; null as long as nobody has.</param>
    public sealed record Drawn(Guid Sighting, DateTimeOffset At, PersonId Person, string Who, string What, Guid Record, string For, SightingVerdict? Verdict, string? JudgedBy, DateTimeOffset? JudgedAt, string? Why);

    /// <param name="Month">Null where nothing was ever drawn.</param>
    /// <param name="Months">Those of which something was drawn, newest first, with how many are not settled.</param>
    public sealed record Outcome(DateOnly? Month, IReadOnlyList<(DateOnly Month, int Open)> Months, IReadOnlyList<Drawn> Sightings);

    public sealed class Handler(Store store)
    {
        public Task<Outcome> HandleAsync(Request request, CancellationToken stop) => store.ReadAsync(async records =>
        {
            var months = await records.Set<DrawnSighting>().GroupBy(d => d.Month).OrderByDescending(g => g.Key)
                .Select(g => new { g.Key, Open = g.Count(d => d.Verdict == null || d.Verdict == SightingVerdict.Asked) }).ToListAsync(stop);
            if (months.Count == 0) return new Outcome(null, [], []);
            var month = months.Exists(m => m.Key == request.Month) ? request.Month!.Value : months[0].Key;
            var found = await (
                from drawn in records.Set<DrawnSighting>()
                join seen in records.Set<SightingRecord>() on drawn.Sighting equals seen.Id
                join judge in records.Set<Person>() on drawn.JudgedBy equals judge.Id into judges
                from judge in judges.DefaultIfEmpty()
                where drawn.Month == month
                orderby drawn.Place
                select new { drawn, seen, Judge = judge == null ? null : judge.Name }).ToListAsync(stop);
            var names = await Actors.NamesAsync(records, found.Select(f => f.seen.Actor), stop);
            return new Outcome(month, months.ConvertAll(m => (m.Key, m.Open)), found.ConvertAll(f => new Drawn(
                f.seen.Id, f.seen.At, f.seen.Person!.Value, Actors.Told(f.seen.Actor, names), f.seen.What, f.seen.Record, f.seen.Why, f.drawn.Verdict, f.Judge, f.drawn.JudgedAt, f.drawn.Why)));
        });
    }
}

/// <summary>An auditor says of a look that the lot fell on whether it was in order; never of their own.</summary>
public static class JudgeSighting
{
    /// <param name="Why">As in <see cref="OwnReason"/>; asked for unless the look is found in order without a question.</param>
    public sealed record Request(PersonId By, Guid Sighting, SightingVerdict? Verdict, string? Why);

    public abstract record Outcome
    {
        private Outcome() { }

        public sealed record Judged(DateOnly Month) : Outcome;

        public sealed record NotYet(string Field, string Advice) : Outcome;

        /// <summary>Somebody else has to: it is their own look.</summary>
        public sealed record OwnLook : Outcome;

        public sealed record NoSuchSighting : Outcome;
    }

    public sealed class Handler(Store store, TimeProvider clock)
    {
        public async Task<Outcome> HandleAsync(Request request, CancellationToken stop)
        {
            if (request.Verdict is not { } verdict) return new Outcome.NotYet("verdict", "Choose what you found.");
            bool isPlain = verdict is SightingVerdict.InOrder && string.IsNullOrWhiteSpace(request.Why);
            string? why = isPlain ? "" : OwnReason.Read(request.Why);
            if (why is null) return new Outcome.NotYet("why", OwnReason.Advice);
            string said = $"judged a look at special-category data: {StoredWord.Of(verdict)}{(isPlain ? "" : $": {why}")}";
            return await store.WriteAsync<Outcome>(new Change(new Actor.Someone(request.By), ChangeKind.SightingJudged, said), async records =>
            {
                if (!await AccountsDoor.Holding(records, clock, Role.Auditor).ContainsAsync(request.By, stop)) return new Outcome.NoSuchSighting();
                if (await records.Set<DrawnSighting>().SingleOrDefaultAsync(d => d.Sighting == request.Sighting, stop) is not { } drawn) return new Outcome.NoSuchSighting();
                if (await records.Set<SightingRecord>().AnyAsync(s => s.Id == drawn.Sighting && s.Person == request.By, stop)) return new Outcome.OwnLook();
                (drawn.Verdict, drawn.JudgedBy, drawn.JudgedAt, drawn.Why) = (verdict, request.By, clock.GetUtcNow(), isPlain ? null : why);
                return new Outcome.Judged(drawn.Month);
            }, stop);
        }
    }
}
