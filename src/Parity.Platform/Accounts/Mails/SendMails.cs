using Microsoft.EntityFrameworkCore;
using Parity.Platform.Accounts.Model;
using Parity.Platform.Foundation;
using Parity.Platform.Storage;

namespace Parity.Platform.Accounts;

/// <summary>
/// Sends what waits in the outbox. A mail is claimed by one node before it is handed over, tried again with growing
/// pauses when the mail server does not take it, and its words are forgotten once it is gone. What has waited longer than
/// it is good is not sent: <see cref="ForgetTraces"/> gives it up, also where no mail server is set. What was written for
/// one person goes to the address that is theirs as it is sent, or nowhere.
/// </summary>
public static class SendMails
{
    private const int AtOnce = 20;

    /// <summary>Whoever claims a mail and dies is waited for this long.</summary>
    private static readonly TimeSpan Claim = TimeSpan.FromMinutes(5);

    /// <param name="Deliver">Hands one mail over; what it throws is counted as not taken.</param>
    public sealed record Request(Func<Message, CancellationToken, Task> Deliver);

    /// <param name="Id">The same at every try, so that a letter that was handed over twice can be told from two.</param>
    public sealed record Message(Guid Id, string To, string Subject, string Text);

    /// <param name="Waiting">Mails that are still to be sent.</param>
    public sealed record Outcome(int Sent, int NotTaken, int Waiting);

    public sealed class Handler(Store store, TimeProvider clock)
    {
        private static readonly Actor Postman = new Actor.TheSystem("mails");

        public async Task<Outcome> HandleAsync(Request request, CancellationToken stop)
        {
            int sent = 0, notTaken = 0;
            var now = clock.GetUtcNow();
            var due = await store.ReadAsync(records => records.Set<Mail>().Where(m => m.SentAt == null && m.GivenUpAt == null && m.NextTryAt <= now && m.GoodUntil > now).OrderBy(m => m.NextTryAt).Take(AtOnce).Select(m => m.Id).ToListAsync(stop));
            foreach (var id in due)
            {
                if (await ClaimAsync(id) is not { } mail) continue;
                if (await TryAsync(request, mail, stop)) sent++;
                else notTaken++;
            }

            return new(sent, notTaken, await store.ReadAsync(records => records.Set<Mail>().CountAsync(m => m.SentAt == null && m.GivenUpAt == null && m.GoodUntil > now, stop)));
        }

        /// <summary>Nothing anybody can see changes by a claim; a node that asks second finds the mail not due.</summary>
        private async Task<Mail?> ClaimAsync(Guid id)
        {
            var now = clock.GetUtcNow();
            int claimed = await store.WriteAsync(new Change(Postman, ChangeKind.MailSent, "claimed"), records => records.Set<Mail>()
                .Where(m => m.Id == id && m.SentAt == null && m.GivenUpAt == null && m.NextTryAt <= now)
                .ExecuteUpdateAsync(set => set.SetProperty(m => m.NextTryAt, now + Claim).SetProperty(m => m.Tries, m => m.Tries + 1)), CancellationToken.None);
            return claimed == 1 ? await store.ReadAsync(records => records.Set<Mail>().SingleOrDefaultAsync(m => m.Id == id && m.Sealed != null)) : null;
        }

        private async Task<bool> TryAsync(Request request, Mail mail, CancellationToken stop)
        {
            bool taken = true, theirs = true;
            // Letters to no address are gone without being handed to anybody.
            if (mail.Open(store.Key) is { To.Length: > 0 } letter && (theirs = await IsTheirsAsync(mail, letter)))
            {
                try
                {
                    await request.Deliver(new(mail.Id, letter.To, Letter.Subject, letter.Text), stop);
                }
                catch (Exception fault) when (fault is not OperationCanceledException || !stop.IsCancellationRequested)
                {
                    // Whatever went wrong out there, the mail stays and is tried again.
                    taken = false;
                }
            }

            var now = clock.GetUtcNow();
            string told = !theirs ? "a mail was given up: its address is not its person's" : taken ? "a mail was handed over" : "a mail was not taken";
            await store.WriteAsync(new Change(Postman, ChangeKind.MailSent, told), async records =>
            {
                var kept = await records.Set<Mail>().SingleAsync(m => m.Id == mail.Id);
                if (kept.GivenUpAt is not null && !taken) return true;
                if (taken && theirs) (kept.SentAt, kept.Sealed) = (now, null);
                else if (!theirs || kept.Tries >= AccountPolicy.InForceAt(now).MailTries) (kept.GivenUpAt, kept.Sealed) = (now, null);
                else kept.NextTryAt = now + TimeSpan.FromSeconds(30 * Math.Pow(2, Math.Min(kept.Tries, 8)));
                return true;
            }, CancellationToken.None);
            return taken && theirs;
        }

        /// <summary>An address that was another's from the start, or has changed hands since the letter was written, gets nothing. Of somebody without an account only the letter knows the address.</summary>
        private async Task<bool> IsTheirsAsync(Mail mail, Letter letter) =>
            mail.Person is not { } person || await store.ReadAsync(records => AccountsDoor.MailOfAsync(records, person)) == letter.To;
    }
}
