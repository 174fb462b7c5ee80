using Microsoft.EntityFrameworkCore;
using Parity.Platform.Accounts.Model;
using Parity.Platform.Storage;

namespace Parity.Platform.Accounts;

/// <summary>What waits to be done in the background and in the outbox, as counts for whoever runs the program.</summary>
public static class ReadWaiting
{
    /// <param name="JobsDue">Pieces of work whose time has come and that are not done.</param>
    /// <param name="OldestJob">For how long the oldest of them has been due.</param>
    /// <param name="JobsGivenUp">Pieces that were tried too often and given up in the last seven days.</param>
    /// <param name="MailsWaiting">Letters that are still to be sent.</param>
    /// <param name="OldestMail">For how long the oldest of them has waited.</param>
    /// <param name="MailsGivenUp">Letters that were given up in the last seven days.</param>
    public sealed record Outcome(int JobsDue, TimeSpan OldestJob, int JobsGivenUp, int MailsWaiting, TimeSpan OldestMail, int MailsGivenUp);

    public sealed class Handler(Store store, TimeProvider clock)
    {
        private static readonly TimeSpan Recently = TimeSpan.FromDays(7);

        public Task<Outcome> HandleAsync(CancellationToken stop) => store.ReadAsync(async records =>
        {
            var now = clock.GetUtcNow();
            var since = now - Recently;
            var jobs = records.Set<Job>().Where(j => j.FinishedAt == null && j.NotBefore <= now);
            var mails = records.Set<Mail>().Where(m => m.SentAt == null && m.GivenUpAt == null && m.GoodUntil > now);
            return new Outcome(
                await jobs.CountAsync(stop), now - (await jobs.MinAsync(j => (DateTimeOffset?)j.NotBefore, stop) ?? now),
                await records.Set<Job>().CountAsync(j => j.FinishedAt >= since && j.Outcome!.StartsWith(JobRunner.GivenUp), stop),
                await mails.CountAsync(stop), now - (await mails.MinAsync(m => (DateTimeOffset?)m.MadeAt, stop) ?? now),
                await records.Set<Mail>().CountAsync(m => m.GivenUpAt >= since, stop));
        });
    }
}
