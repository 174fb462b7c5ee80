using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Parity.Platform.Foundation;

namespace Parity.Platform.Storage;

/// <summary>
/// One thing that somebody had taken out or objected to, as it stands in a list beside the database. Whose it is, is told
/// by a keyed hash: without the installation's key the list says nothing about anybody.
/// </summary>
/// <param name="Kind">As in the log of changes.</param>
/// <param name="Why">As in the log of changes, where these kinds say the same about everybody.</param>
public sealed record Erasure(DateTimeOffset At, string Kind, string Why, string Mark)
{
    private const string Purpose = "list of erasures";

    /// <param name="actor">Who did it, as the log of changes says.</param>
    internal static string MarkOf(MasterKey key, string actor) => Convert.ToHexStringLower(HMACSHA256.HashData(key.Derive(Purpose), Encoding.UTF8.GetBytes(actor)));

    internal static Erasure? Parse(string line) => line.Split(';') is [var at, var kind, var why, { Length: 64 } mark] && long.TryParse(at, NumberStyles.None, CultureInfo.InvariantCulture, out long instant)
        ? new(Instant.FromMicroseconds(instant), kind, why, mark) : null;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Instant.ToMicroseconds(At)};{Kind};{Why};{Mark}");
}

/// <summary>Does again, after a backup was put back, what one kind of line of the list says.</summary>
public interface IErasesAgain
{
    ChangeKind Kind { get; }

    /// <param name="mark">Tells the mark of somebody who does it, as the log of changes names them.</param>
    /// <returns>False where the backup does not know whose it is: then there is nothing of theirs to take out.</returns>
    Task<bool> EraseAsync(Erasure one, Func<string, string> mark, CancellationToken stop);
}

/// <summary>
/// Keeps the list in a file that outlives every backup, and carries out again what a restored database has not seen. What goes
/// by time alone is not in it: that goes again by itself.
/// </summary>
public static class ErasureList
{
    private const string Machine = "system: ";
    private static readonly string[] Kinds = [ChangeKind.AccountObjected.ToString(), ChangeKind.EligibilityWithdrawn.ToString()];

    /// <param name="Erased">How many were carried out again.</param>
    /// <param name="Known">How many the database had seen.</param>
    /// <param name="Nobodys">How many are about somebody whom the backup does not know.</param>
    public sealed record Outcome(int Erased, int Known, int Nobodys);

    /// <summary>Adds to a file what the log of changes has and the file has not. For one caller at a time.</summary>
    public sealed class Writer(Store store, string file)
    {
        private long seen;

        /// <returns>How many lines were added; each is on the disk.</returns>
        public async Task<int> WriteAsync(CancellationToken stop)
        {
            // Where the log ends is asked for first: what comes in meanwhile is seen the next time.
            long end = await store.ReadAsync(records => records.Set<ChangeHead>().Select(h => h.Position).SingleAsync(stop));
            if (end == seen) return 0;
            var known = File.Exists(file) ? (await File.ReadAllLinesAsync(file, stop)).ToHashSet(StringComparer.Ordinal) : [];
            var missing = (await ReadAsync(store, seen, end, stop)).Select(e => e.ToString()).Where(known.Add).ToList();
            if (missing.Count > 0)
            {
                await using var list = new FileStream(file, FileMode.Append, FileAccess.Write, FileShare.ReadWrite);
                await list.WriteAsync(Encoding.UTF8.GetBytes(string.Concat(missing.Select(line => line + "\n"))), stop);
                list.Flush(flushToDisk: true);
            }

            seen = end;
            return missing.Count;
        }
    }

    public sealed class Handler(Store store, IEnumerable<IErasesAgain> kinds)
    {
        /// <exception cref="InvalidDataException">A line of the list is none.</exception>
        public async Task<Outcome> EraseAgainAsync(string file, CancellationToken stop)
        {
            var erasers = kinds.ToDictionary(k => k.Kind.ToString());
            var seen = (await ReadAsync(store, 0, long.MaxValue, stop)).ToHashSet();
            var (erased, known, nobodys) = (0, 0, 0);
            var lines = (await File.ReadAllLinesAsync(file, stop)).Select((line, at) => Erasure.Parse(line) is { } one && erasers.ContainsKey(one.Kind)
                ? one : throw new InvalidDataException(string.Create(CultureInfo.InvariantCulture, $"Line {at + 1} of the list of erasures is none.")));
            foreach (var one in lines.OrderBy(e => e.At))
            {
                if (seen.Contains(one)) known++;
                else if (await erasers[one.Kind].EraseAsync(one, actor => Erasure.MarkOf(store.Key, actor), stop)) erased++;
                else nobodys++;
            }

            return new(erased, known, nobodys);
        }
    }

    // What was carried out again is in the list already.
    private static async Task<IReadOnlyList<Erasure>> ReadAsync(Store store, long after, long until, CancellationToken stop) => [.. (await store.ReadAsync(records => records.Set<ChangeRecord>()
        .Where(c => c.Position > after && c.Position <= until && Kinds.Contains(c.Kind) && !c.Actor.StartsWith(Machine)).OrderBy(c => c.Position).Select(c => new { c.At, c.Kind, c.Reason, c.Actor }).ToListAsync(stop)))
        .Select(c => new Erasure(c.At, c.Kind, c.Reason, Erasure.MarkOf(store.Key, c.Actor)))];
}
