using Microsoft.EntityFrameworkCore;
using Parity.Platform.Accounts.Model;
using Parity.Platform.Foundation;
using Parity.Platform.Storage;

namespace Parity.Platform.Accounts;

/// <summary>Forgets what traces of signing in are kept for a while only, and gives up letters that nobody sent in time. It can be run twice, and by every node.</summary>
public static class ForgetTraces
{
    /// <param name="Unsent">Letters that waited longer than they are good: given up, their words forgotten.</param>
    public sealed record Outcome(int Tries, int Challenges, int Sessions, int Links, int Mails, int Refusals, int Forms, int Unsent);

    public sealed class Handler(Store store, TimeProvider clock)
    {
        private const int AtOnce = 500;

        public Task<Outcome> HandleAsync(CancellationToken stop)
        {
            var now = clock.GetUtcNow();
            var policy = AccountPolicy.InForceAt(now);
            DateTimeOffset shortly = now - TimeSpan.FromDays(policy.TriesKeptDays), sessions = now - TimeSpan.FromDays(policy.SessionsKeptDays), mails = now - TimeSpan.FromDays(policy.MailsKeptDays), refusals = now - TimeSpan.FromDays(policy.RefusalsKeptDays);
            return store.WriteAsync(new Change(new Actor.TheSystem("retention"), ChangeKind.TracesForgotten, $"forgot traces of signing in by the policy {policy.Name}"), async records => new Outcome(
                await ForgetAsync(records, records.Set<Try>().Where(t => t.At < shortly)),
                await ForgetAsync(records, records.Set<UsedChallenge>().Where(c => c.UsedAt < shortly)),
                await ForgetAsync(records, records.Set<Session>().Where(s => s.EndsAt < sessions)),
                await ForgetAsync(records, records.Set<OneTimeLink>().Where(l => l.ExpiresAt < mails)),
                await ForgetAsync(records, records.Set<Mail>().Where(m => m.MadeAt < mails && (m.SentAt != null || m.GivenUpAt != null))),
                await ForgetAsync(records, records.Set<RefusedAccess>().Where(r => r.LastAt < refusals)),
                await records.Set<SentForm>().Where(f => f.At < shortly).ExecuteDeleteAsync(stop),
                await GiveUpAsync(records, now)), stop);
        }

        private static async Task<int> GiveUpAsync(Records records, DateTimeOffset now)
        {
            var late = await records.Set<Mail>().Where(m => m.SentAt == null && m.GivenUpAt == null && m.GoodUntil <= now).Take(AtOnce).ToListAsync();
            foreach (var mail in late) (mail.GivenUpAt, mail.Sealed) = (now, null);
            return late.Count;
        }

        /// <summary>A limited number at a time, so that the one writer is not held up; the next run goes on.</summary>
        private static async Task<int> ForgetAsync<T>(Records records, IQueryable<T> old) where T : class
        {
            var gone = await old.Take(AtOnce).ToListAsync();
            records.RemoveRange(gone);
            return gone.Count;
        }
    }
}
