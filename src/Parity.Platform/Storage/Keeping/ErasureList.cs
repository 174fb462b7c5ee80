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
    private const int MarkLength = 64;
    internal static readonly Actor Restore = new Actor.TheSystem("restore");

    /// <summary>How it is logged when it is done again: with which line it was, so that the next restore knows that it was done.</summary>
    internal Change Again(ChangeKind kind) =>
        new(Restore, kind, string.Create(CultureInfo.InvariantCulture, $"{Why}, done again after a backup was put back ({Instant.ToMicroseconds(At)} {Mark})"));

    /// <param name="whose">Who did it, or what it was done to, as the log of changes says.</param>
    internal static string MarkOf(MasterKey key, string whose) => Convert.ToHexStringLower(HMACSHA256.HashData(key.Derive(Purpose), Encoding.UTF8.GetBytes(whose)));

    /// <summary>The reason of a change of which the log names neither who did it nor what it was done to: its mark is in it.</summary>
    internal static string ReasonOf(MasterKey key, string why, string whose) => $"{why} ({MarkOf(key, whose)})";

    /// <param name="whose">What its mark is of, where the reason has none.</param>
    internal static Erasure OfChange(MasterKey key, DateTimeOffset at, string kind, string reason, string whose)
    {
        int bracket = reason.EndsWith(')') ? reason.LastIndexOf(" (", StringComparison.Ordinal) : -1;
        return (bracket < 0 ? [] : reason[(bracket + 2)..^1].Split(' ')) switch
        {
            [{ Length: MarkLength } mark] => new(at, kind, reason[..bracket], mark),
            [var first, { Length: MarkLength } mark] when Instant.Parse(first) is { } earlier => new(earlier, kind, reason[..bracket], mark),
            _ => new(at, kind, reason, MarkOf(key, whose)),
        };
    }

    internal static Erasure? Parse(string line) =>
        line.Split(';') is [var at, var kind, var why, { Length: MarkLength } mark] && Instant.Parse(at) is { } instant ? new(instant, kind, why, mark) : null;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Instant.ToMicroseconds(At)};{Kind};{Why};{Mark}");
}

/// <summary>Does again, after a backup was put back, what one kind of line of the list says.</summary>
public interface IErasesAgain
{
    ChangeKind Kind { get; }

    /// <param name="mark">Tells the mark of somebody who does it, or of what it is done to, as the log of changes names them.</param>
    /// <returns>False where the backup does not know whose it is: then there is nothing of theirs to take out.</returns>
    Task<bool> EraseAsync(Erasure one, Func<string, string> mark, CancellationToken stop);
}

/// <summary>
/// Keeps the list in a file that outlives every backup, and carries out again what a restored database has not seen. What goes
/// by time alone is not in it: that goes again by itself.
/// </summary>
public static class ErasureList
{
    private static readonly string Restore = Erasure.Restore.ToString();

    // Of these the log names no person, or one of whom they say too little: they are known by the row they are about.
    private static readonly string[] KnownByRow = [ChangeKind.AssessorSaid.ToString(), ChangeKind.BriefingCancelled.ToString()];
    private static readonly string[] Kinds =
    [
        ChangeKind.AccountObjected.ToString(), ChangeKind.EligibilityWithdrawn.ToString(), ChangeKind.MonitoringTakenBack.ToString(), ChangeKind.CalendarChanged.ToString(), .. KnownByRow,
    ];

    /// <param name="Erased">How many were carried out again.</param>
    /// <param name="Known">How many the database had seen, or are followed by a later one of the same kind and person.</param>
    /// <param name="Nobodys">How many are about somebody whom the backup does not know.</param>
    /// <param name="Unread">How many lines could not be read, as one that was being written when a machine stopped.</param>
    public sealed record Outcome(int Erased, int Known, int Nobodys, int Unread);

    /// <summary>Adds to a file what the log of changes has and the file has not. The file is this process's own.</summary>
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
            // What was carried out again is in the list already.
            var missing = (await ReadAsync(store, seen, end, doneAgain: false, stop)).Select(e => e.ToString()).Where(known.Add).ToList();
            if (missing.Count > 0)
            {
                await using var list = new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read);
                string begin = EndsWithinLine(list) ? "\n" : "";
                list.Seek(0, SeekOrigin.End);
                await list.WriteAsync(Encoding.UTF8.GetBytes(begin + string.Concat(missing.Select(line => line + "\n"))), stop);
                list.Flush(flushToDisk: true);
            }

            seen = end;
            return missing.Count;
        }

        // A machine that stopped while a line was written leaves a part of it: what comes next is a line of its own.
        private static bool EndsWithinLine(FileStream list)
        {
            if (list.Length == 0) return false;
            list.Seek(-1, SeekOrigin.End);
            return list.ReadByte() != '\n';
        }
    }

    public sealed class Handler(Store store, IEnumerable<IErasesAgain> kinds)
    {
        /// <summary>
        /// Of each kind and person only the newest line is carried out, and only if the database has seen none as new: neither
        /// when it was done nor when it was done again after an earlier restore.
        /// </summary>
        public async Task<Outcome> EraseAgainAsync(string file, CancellationToken stop)
        {
            var erasers = kinds.ToDictionary(k => k.Kind.ToString());
            var seen = (await ReadAsync(store, 0, long.MaxValue, doneAgain: true, stop)).GroupBy(e => (e.Kind, e.Mark)).ToDictionary(theirs => theirs.Key, theirs => theirs.Max(e => e.At));
            string[] texts = [.. (await File.ReadAllLinesAsync(file, stop)).Where(line => line.Length > 0)];
            var lines = texts.Select(Erasure.Parse).OfType<Erasure>().Where(e => erasers.ContainsKey(e.Kind)).ToList();
            var (erased, nobodys) = (0, 0);
            foreach (var one in lines.GroupBy(e => (e.Kind, e.Mark)).Select(theirs => theirs.OrderBy(e => e.At).Last()).OrderBy(e => e.At))
            {
                if (seen.TryGetValue((one.Kind, one.Mark), out var newest) && newest >= one.At) continue;
                if (await erasers[one.Kind].EraseAsync(one, whose => Erasure.MarkOf(store.Key, whose), stop)) erased++;
                else nobodys++;
            }

            return new(erased, lines.Count - erased - nobodys, nobodys, texts.Length - lines.Count);
        }
    }

    private static async Task<IReadOnlyList<Erasure>> ReadAsync(Store store, long after, long until, bool doneAgain, CancellationToken stop) => [.. (await store.ReadAsync(records => records.Set<ChangeRecord>()
        .Where(c => c.Position > after && c.Position <= until && Kinds.Contains(c.Kind) && (doneAgain || c.Actor != Restore)).OrderBy(c => c.Position)
        .Select(c => new { c.At, c.Kind, c.Reason, c.Actor, c.Touched }).ToListAsync(stop)))
        .Select(c => Erasure.OfChange(store.Key, c.At, c.Kind, c.Reason, KnownByRow.Contains(c.Kind) ? c.Touched : c.Actor))];
}
