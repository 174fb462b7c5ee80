using Microsoft.EntityFrameworkCore;
using Parity.Platform.Foundation;

namespace Parity.Platform.Storage;

/// <summary>Reads the whole log of changes and says whether it is the one that was written.</summary>
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
            await foreach (var line in records.Set<ChangeRecord>().OrderBy(c => c.Position).AsAsyncEnumerable().WithCancellation(stop))
            {
                if (line.Position != ++position) return new Outcome.Broken(position, "the line is missing");
                var hash = ChangeLog.Hash(key, previous, line);
                if (!hash.AsSpan().SequenceEqual(line.Hash)) return new Outcome.Broken(position, "the line or its place has been altered");
                if (anchor?.Position == position && !string.Equals(anchor.Hash, Convert.ToHexStringLower(hash), StringComparison.Ordinal))
                    return new Outcome.Broken(position, "the line differs from the one noted outside");
                previous = hash;
            }

            if (head.Position != position || !head.Hash.AsSpan().SequenceEqual(previous)) return new Outcome.Broken(position + 1, "the log has another end than the one recorded");
            return anchor is not null && anchor.Position > position
                ? new Outcome.Broken(position + 1, "the log is shorter than the part noted outside")
                : new Outcome.Intact(new(position, Convert.ToHexStringLower(previous)));
        }
    }
}
