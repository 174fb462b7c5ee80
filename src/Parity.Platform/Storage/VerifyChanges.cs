using Microsoft.EntityFrameworkCore;
using Parity.Platform.Foundation;

namespace Parity.Platform.Storage;

/// <summary>
/// Reads the whole log of changes and says whether it is the one that was written, and whether who saw what is what its
/// lines tell of.
/// </summary>
public static class VerifyChanges
{
    /// <summary>A position and hash noted earlier, outside the database: without one, a whole older copy of the database would pass.</summary>
    public sealed record Anchor(long Position, string Hash);

    public sealed record Request(Anchor? Anchor = null);

    public abstract record Outcome
    {
        private Outcome() { }

        /// <param name="End">To be noted outside, and given the next time.</param>
        public sealed record Intact(Anchor End) : Outcome;

        /// <param name="Position">The first line that is not as it was written.</param>
        public sealed record Broken(long Position, string Why) : Outcome;
    }

    public sealed class Handler(Store store)
    {
        public Task<Outcome> HandleAsync(Request request, CancellationToken stop) => store.ReadAsync(records => WalkAsync(records, request.Anchor, stop));

        private async Task<Outcome> WalkAsync(Records records, Anchor? anchor, CancellationToken stop)
        {
            var key = store.Key.Derive(ChangeLog.Purpose);
            // One transaction, so that a line written meanwhile is neither seen nor missed.
            await records.Database.OpenConnectionAsync(stop);
            await using var still = await Database.BeginReadingAsync(records.Database.GetDbConnection(), stop);
            await records.Database.UseTransactionAsync(still, stop);
            var head = await records.Set<ChangeHead>().SingleOrDefaultAsync(stop);
            if (head is null) return new Outcome.Broken(0, "the end of the log is not recorded");
            long position = 0;
            var previous = ChangeLog.Start;
            var sightings = new SightingsToldOf();
            await foreach (var line in records.Set<ChangeRecord>().OrderBy(c => c.Position).AsAsyncEnumerable().WithCancellation(stop))
            {
                if (line.Position != ++position) return new Outcome.Broken(position, "the line is missing");
                var hash = ChangeLog.Hash(key, previous, line);
                if (!hash.AsSpan().SequenceEqual(line.Hash)) return new Outcome.Broken(position, "the line or its place has been altered");
                if (anchor?.Position == position && !string.Equals(anchor.Hash, Convert.ToHexStringLower(hash), StringComparison.Ordinal))
                    return new Outcome.Broken(position, "the line differs from the one noted outside");
                previous = hash;
                sightings.Read(line);
            }

            if (head.Position != position || !head.Hash.AsSpan().SequenceEqual(previous)) return new Outcome.Broken(position + 1, "the log has another end than the one recorded");
            if (anchor is not null && anchor.Position > position) return new Outcome.Broken(position + 1, "the log is shorter than the part noted outside");
            return await sightings.CompareAsync(records, key, position + 1, stop) ?? new Outcome.Intact(new(position, Convert.ToHexStringLower(previous)));
        }
    }

    /// <summary>The sightings that lines tell of. Lines written before they told what was in them say only that there was one.</summary>
    private sealed class SightingsToldOf
    {
        private const string Added = "added sightings ";
        private readonly Dictionary<Guid, (long Position, string? Digest)> told = [];

        public void Read(ChangeRecord line)
        {
            if (!line.Touched.Contains(Added, StringComparison.Ordinal)) return;
            foreach (string touched in line.Touched.Split('\n').Where(t => t.StartsWith(Added, StringComparison.Ordinal)))
            {
                string[] words = touched[Added.Length..].Split(' ');
                told[Guid.Parse(words[0])] = (line.Position, words.Length > 1 ? words[1] : null);
            }
        }

        /// <returns>The first line whose sighting is not as it says; null where all are.</returns>
        public async Task<Outcome?> CompareAsync(Records records, byte[] key, long afterAll, CancellationToken stop)
        {
            Outcome.Broken? first = null;
            await foreach (var seen in records.Set<SightingRecord>().AsAsyncEnumerable().WithCancellation(stop))
            {
                if (!told.Remove(seen.Id, out var line)) Note(afterAll, "there is a sighting that no line tells of");
                else if (line.Digest is not null && line.Digest != seen.Digest(key)) Note(line.Position, "the sighting that this line tells of has been altered");
            }

            if (told.Count > 0) Note(told.Values.Min(t => t.Position), "the sighting that this line tells of is missing");
            return first;

            void Note(long position, string why)
            {
                if (first is null || position < first.Position) first = new(position, why);
            }
        }
    }
}
