using System.Collections.Concurrent;

namespace Parity.Journeys.Work;

/// <summary>Goes on as any clock does and can be moved on. Whoever waits with it is woken then, as after a long sleep.</summary>
internal sealed class MovedClock : TimeProvider
{
    private readonly ConcurrentDictionary<Waiting, bool> waiting = [];
    private TimeSpan ahead;

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + ahead;

    public void MoveTo(DateTimeOffset time)
    {
        if (time < GetUtcNow()) throw new ArgumentOutOfRangeException(nameof(time), "Time does not go back.");
        ahead = time - System.GetUtcNow();
        foreach (var one in waiting.Keys) one.Wake();
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var one = new Waiting(this, callback, state, dueTime, period);
        waiting[one] = true;
        return one;
    }

    private sealed class Waiting(MovedClock clock, TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) : ITimer
    {
        private readonly ITimer timer = System.CreateTimer(callback, state, dueTime, period);
        private TimeSpan every = period;

        public void Wake() => timer.Change(TimeSpan.Zero, every);

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            every = period;
            return timer.Change(dueTime, period);
        }

        public void Dispose()
        {
            clock.waiting.TryRemove(this, out _);
            timer.Dispose();
        }

        public ValueTask DisposeAsync()
        {
            clock.waiting.TryRemove(this, out _);
            return timer.DisposeAsync();
        }
    }
}
