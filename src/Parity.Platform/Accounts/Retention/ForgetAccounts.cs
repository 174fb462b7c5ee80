using Microsoft.EntityFrameworkCore;
using Parity.Platform.Accounts.Contract;
using Parity.Platform.Accounts.Model;
using Parity.Platform.Foundation;
using Parity.Platform.Storage;

namespace Parity.Platform.Accounts;

/// <summary>
/// Forgets who stood behind accounts that were disabled long ago, or that nobody ever took up: name, address and everything
/// they could prove themselves with. The row stays without them, because what was done under it stays. It can be run twice,
/// and by every node.
/// </summary>
public static class ForgetAccounts
{
    /// <summary>How the account is called from then on.</summary>
    public const string Name = "a former account";

    public sealed record Outcome(int Disabled, int NeverTakenUp);

    public sealed class Handler(Store store, TimeProvider clock)
    {
        internal const int AtOnce = 200;

        public Task<Outcome> HandleAsync(CancellationToken stop)
        {
            // The people of the fictional city have neither password nor address.
            if (store.Holding is Holding.FictionalCity) return Task.FromResult(new Outcome(0, 0));
            var now = clock.GetUtcNow();
            var policy = AccountPolicy.InForceAt(now);
            DateTimeOffset disabled = now - TimeSpan.FromDays(policy.DisabledKeptDays), made = now - TimeSpan.FromDays(policy.UntakenKeptDays);
            return store.WriteAsync(new Change(new Actor.TheSystem("retention"), ChangeKind.AccountForgotten, $"forgot who stood behind accounts by the policy {policy.Name}"), async records => new Outcome(
                await ForgetAsync(records, records.Set<Person>().Where(p => p.DisabledAt < disabled), now, onlyIfUnused: false, stop),
                await ForgetAsync(records, records.Set<Person>().Where(p => p.CreatedAt < made && p.DisabledAt == null
                    && !Credential.Holders(records).Contains(p.Id) && !records.Set<Session>().Any(s => s.Person == p.Id) && !records.Set<OneTimeLink>().Any(l => l.Person == p.Id && l.UsedAt == null && l.ExpiresAt > now)), now, onlyIfUnused: true, stop)), stop);
        }

        private static async Task<int> ForgetAsync(Records records, IQueryable<Person> those, DateTimeOffset now, bool onlyIfUnused, CancellationToken stop)
        {
            int forgotten = 0;
            // Only those that go count towards how many go at once: those that stay would stand before the others for ever.
            var candidates = await those.Where(p => p.ForgottenAt == null).OrderBy(p => p.CreatedAt).Select(p => p.Id).ToListAsync(stop);
            foreach (var id in candidates)
            {
                if (forgotten == AtOnce) break;
                // Whoever lost what they sign in with had set it up, or did something here, before that.
                string actor = new Actor.Someone(id).ToString(), setUp = $"accounts_credentials {id}", kind = ChangeKind.AccountSetUp.Name;
                if (onlyIfUnused && await records.Set<ChangeRecord>().AnyAsync(c => c.Actor == actor || (c.Kind == kind && c.Touched.Contains(setUp)), stop)) continue;
                forgotten++;
                var person = await records.Set<Person>().SingleAsync(p => p.Id == id, stop);
                (person.Name, person.Mail, person.ForgottenAt, person.DisabledAt) = (Name, null, now, person.DisabledAt ?? now);
                records.RemoveRange(await records.Set<Credential>().Where(c => c.Person == person.Id).ToListAsync(stop));
                records.RemoveRange(await records.Set<RecoveryCode>().Where(c => c.Person == person.Id).ToListAsync(stop));
                records.RemoveRange(await records.Set<Passkey>().Where(p => p.Person == person.Id).ToListAsync(stop));
                records.RemoveRange(await records.Set<ProviderSubject>().Where(s => s.Person == person.Id).ToListAsync(stop));
                records.RemoveRange(await records.Set<OneTimeLink>().Where(l => l.Person == person.Id).ToListAsync(stop));
                records.RemoveRange(await records.Set<Mail>().Where(m => m.Person == person.Id).ToListAsync(stop));
                foreach (var grant in await records.Set<RoleGrant>().Where(g => g.Person == person.Id && g.EndedAt == null).ToListAsync(stop)) grant.EndedAt = now;
            }

            return forgotten;
        }
    }
}
