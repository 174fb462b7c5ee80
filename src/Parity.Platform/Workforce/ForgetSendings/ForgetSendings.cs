using Microsoft.EntityFrameworkCore;
using Parity.Platform.Foundation;
using Parity.Platform.Storage;
using Parity.Platform.Workforce.Model;

namespace Parity.Platform.Workforce;

/// <summary>
/// Forgets what was kept about the sending of returns alone, when its time is over by the policy in force: the problems of
/// refused files, the answers given to HR systems, and their tokens once nothing can be sent with them.
/// </summary>
public static class ForgetSendings
{
    /// <param name="Refusals">Lists of the problems of a refused file.</param>
    public sealed record Outcome(int Refusals, int Answers, int Tokens);

    public sealed class Handler(Store store, TimeProvider clock)
    {
        /// <summary>A list of problems may have megabytes, and others wait for the one writer.</summary>
        private const int AtOnce = 20;

        public async Task<Outcome> HandleAsync(CancellationToken stop)
        {
            var now = clock.GetUtcNow();
            var policy = CollectionPolicy.InForceOn(London.DayOf(now));
            var change = new Change(new Actor.TheSystem("retention"), ChangeKind.SendingForgotten,
                $"{policy.Name}: {policy.ProblemsOfRefusedFiles} days after a file was refused, {policy.TokensAfterClosing} days after nothing could be sent with a token");
            DateTimeOffset refused = now.AddDays(-policy.ProblemsOfRefusedFiles), over = now.AddDays(-policy.TokensAfterClosing);
            var all = new Outcome(0, 0, 0);
            while (true)
            {
                var some = await store.WriteAsync(change, async records => new Outcome(
                    await ForgetAsync(records, records.Set<Refusal>().Where(r => r.SentAt < refused).OrderBy(r => r.SentAt)),
                    await ForgetAsync(records, records.Set<GivenAnswer>().Where(a => a.GivenAt < over && Over(records, over).Any(t => t.Id == a.Token)).OrderBy(a => a.GivenAt)),
                    await ForgetAsync(records, Over(records, over).Where(t => !records.Set<GivenAnswer>().Any(a => a.Token == t.Id)).OrderBy(t => t.IssuedAt))), stop);
                if (some is { Refusals: 0, Answers: 0, Tokens: 0 }) return all;
                all = new(all.Refusals + some.Refusals, all.Answers + some.Answers, all.Tokens + some.Tokens);
            }
        }

        /// <summary>In a few words, for the work of the day.</summary>
        public async Task<string> RunAsync(CancellationToken stop)
        {
            var (refusals, answers, tokens) = await HandleAsync(stop);
            return string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{refusals} lists of problems, {answers} answers and {tokens} tokens forgotten");
        }

        /// <summary>Withdrawn for so long, or of a round that for so long has neither been open nor taken a correction from the organisation.</summary>
        private static IQueryable<ReturnToken> Over(Records records, DateTimeOffset since)
        {
            var day = London.DayOf(since);
            return
                from token in records.Set<ReturnToken>()
                join round in records.Set<Round>() on token.Round equals round.Id
                where token.IssuedAt < since
                where token.RevokedAt < since
                    || (round.ClosedAt < since && !records.Set<Invitation>().Any(i => i.Round == token.Round && i.Organisation == token.Organisation && i.CorrectUntil >= day))
                select token;
        }

        private static async Task<int> ForgetAsync<T>(Records records, IQueryable<T> due) where T : class
        {
            var gone = await due.Take(AtOnce).ToListAsync();
            records.RemoveRange(gone);
            return gone.Count;
        }
    }
}
