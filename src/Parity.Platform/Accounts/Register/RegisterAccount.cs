using Microsoft.EntityFrameworkCore;
using Parity.Platform.Accounts.Contract;
using Parity.Platform.Accounts.Model;
using Parity.Platform.Foundation;
using Parity.Platform.Storage;

namespace Parity.Platform.Accounts;

/// <summary>
/// Somebody makes an account for themselves, without a role and without an employer: what they use it for is their own
/// business. The answer and the work are the same for an address that has an account already.
/// </summary>
public static class RegisterAccount
{
    /// <param name="Address">Makes the whole one-time address from its secret part.</param>
    public sealed record Request(string? Name, string? Mail, string? Network, Func<string, Uri> Address);

    public abstract record Outcome
    {
        private Outcome() { }

        /// <summary>A mail is on its way.</summary>
        /// <param name="InsteadOfMail">In a demonstration, which sends no mail: what the mail would hold.</param>
        public sealed record Noted(Uri? InsteadOfMail) : Outcome;

        public sealed record TooManyTries(TimeSpan Wait) : Outcome;

        public sealed record NotYet(IReadOnlyList<(string Field, string Advice)> Mistakes) : Outcome;
    }

    public sealed class Handler(Store store, TimeProvider clock)
    {
        private const int LongestName = 100;

        public async Task<Outcome> HandleAsync(Request request, CancellationToken stop)
        {
            string name = (request.Name ?? "").Trim();
            string? mail = MailAddress.Parse(request.Mail);
            var mistakes = new List<(string Field, string Advice)>();
            if (name.Length is 0 or > LongestName) mistakes.Add(("name", "Enter your name, as you want to be called."));
            if (mail is null) mistakes.Add(("mail", MailAddress.Advice));
            if (mistakes.Count > 0) return new Outcome.NotYet(mistakes);
            var policy = AccountPolicy.InForceAt(clock.GetUtcNow());
            if (await Tries.CountAsync(store, clock, policy, new("register " + mail, null, request.Network)) is { } wait) return new Outcome.TooManyTries(wait);

            return await store.WriteAsync<Outcome>(new Change(new Actor.Stranger(), ChangeKind.AccountRegistered, "somebody asked for an account of their own"), async records =>
            {
                var known = await records.Set<Person>().SingleOrDefaultAsync(p => p.Mail == mail, stop);
                if (known is not null && (known.DisabledAt is not null || await records.Set<Credential>().AnyAsync(c => c.Person == known.Id, stop)))
                {
                    records.Add(Mail.Make(store.Key, clock, known.Id, Letters.Told(mail!, "somebody, perhaps you, asked for an account with this address. There is one already: sign in, or ask for a new password.")));
                    return new Outcome.Noted(null);
                }

                var person = known?.Id ?? AccountsDoor.Enrol(records, clock, name, new HeldRole(Role.Public), mail);
                await records.SaveChangesAsync(stop);
                var address = request.Address(await Links.MakeAsync(records, clock, person, LinkPurpose.SetUp));
                records.Add(Mail.Make(store.Key, clock, person, Letters.Invitation(mail!, address, policy)));
                return new Outcome.Noted(store.Holding is Holding.FictionalCity ? address : null);
            }, CancellationToken.None);
        }
    }
}
