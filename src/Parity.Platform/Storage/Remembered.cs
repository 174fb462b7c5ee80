using System.Collections.Concurrent;

namespace Parity.Platform.Storage;

/// <summary>
/// What this process read lately. It counts only while nothing has been recorded since, on any node: a write moves the
/// end of the log of changes in its own transaction, and every use first asks where that end is. So a session that was
/// ended or a role that was taken away holds nowhere from the commit on. Updates that leave no line in the log (a job's
/// claim, that somebody was there) do not move it: what they touch is not to be remembered as if they did.
/// </summary>
internal sealed class Remembered(Database database, TimeProvider clock)
{
    private const int AtMost = 10_000;

    /// <summary>A change that comes in beside the program, such as a correction by hand, is seen after this long.</summary>
    private static readonly TimeSpan AtMostFor = TimeSpan.FromMinutes(1);

    private readonly LogEnd end = new(database);
    private Page page = new(-1, DateTimeOffset.MinValue);

    /// <param name="key">What is read, with everything it depends on: records, strings and tuples of them.</param>
    /// <param name="read">Null is not kept: whoever guesses at random fills no memory.</param>
    public async Task<T?> ReadAsync<T>(object key, Func<Task<T?>> read, CancellationToken stop) where T : class
    {
        var current = PageAt(await end.AskAsync(stop));
        if (current.Kept.TryGetValue(key, out object? kept)) return (T)kept;
        var found = await read();
        if (found is not null && current.Kept.Count < AtMost) current.Kept[key] = found;
        return found;
    }

    /// <summary>What was read once the end was seen here is at least as new as the end.</summary>
    private Page PageAt(long position)
    {
        var now = clock.GetUtcNow();
        var current = Volatile.Read(ref page);
        if (position <= current.Position && now < current.Until) return current;
        var next = new Page(Math.Max(position, current.Position), now + AtMostFor);
        var before = Interlocked.CompareExchange(ref page, next, current);
        return before == current || before.Position < position ? next : before;
    }

    private sealed record Page(long Position, DateTimeOffset Until)
    {
        public ConcurrentDictionary<object, object> Kept { get; } = new();
    }
}
