using Microsoft.EntityFrameworkCore;
using Parity.Platform.Accounts.Contract;
using Parity.Platform.Accounts.Model;
using Parity.Platform.Foundation;
using Parity.Platform.Storage;

namespace Parity.Platform.Accounts;

/// <summary>What an administrator sees of accounts: who there is and what they may do. Nothing anybody answered about themselves.</summary>
public static class ReadPeople
{
    /// <param name="Person">Only this one; null: everybody.</param>
    public sealed record Request(PersonId? Person = null);

    /// <param name="IsOpen">Held now or from a day to come, and so to be ended.</param>
    public sealed record Granted(Guid Id, HeldRole Holds, DateTimeOffset At, DateOnly? From, DateOnly? Until, DateTimeOffset? EndedAt, bool IsOpen);

    /// <param name="IsSetUp">They have set a password and an authenticator.</param>
    /// <param name="Waiting">Roles that were asked for and wait for a second person.</param>
    public sealed record Listed(PersonId Id, string Name, string? Mail, bool IsSetUp, bool IsInvited, DateTimeOffset? DisabledAt, DateTimeOffset? LastSeenAt, IReadOnlyList<Granted> Roles, IReadOnlyList<Giving> Waiting);

    public sealed class Handler(Store store, TimeProvider clock)
    {
        public Task<IReadOnlyList<Listed>> HandleAsync(Request request, CancellationToken stop) => store.ReadAsync<IReadOnlyList<Listed>>(async records =>
        {
            var now = clock.GetUtcNow();
            var today = London.DayOf(now);
            var people = request.Person is { } only ? records.Set<Person>().Where(p => p.Id == only && p.ForgottenAt == null) : records.Set<Person>().Where(p => p.ForgottenAt == null);
            var found = await people.OrderBy(p => p.Name).ThenBy(p => p.Id).ToListAsync(stop);
            // A place in a programme is nobody's to see here: it would tell that somebody applied.
            var roles = (await records.Set<RoleGrant>().Where(g => people.Any(p => p.Id == g.Person) && !(g.Role == Role.Participant && g.InProgramme != null)).OrderBy(g => g.GrantedAt).ToListAsync(stop)).ToLookup(g => g.Person);
            var ready = (await records.Set<Credential>().Where(c => people.Any(p => p.Id == c.Person)).Select(c => c.Person).ToListAsync(stop)).ToHashSet();
            var invited = (await records.Set<OneTimeLink>().Where(l => l.Purpose == LinkPurpose.SetUp && l.UsedAt == null && l.ExpiresAt > now && people.Any(p => p.Id == l.Person)).Select(l => l.Person).ToListAsync(stop)).ToHashSet();
            var seen = await records.Set<Session>().Where(s => people.Any(p => p.Id == s.Person)).GroupBy(s => s.Person).Select(g => new { Person = g.Key, At = g.Max(s => s.SeenAt) }).ToDictionaryAsync(g => g.Person, g => g.At, stop);
            var waiting = (await records.Set<Confirmation>().Where(c => c.SettledAt == null && c.Person != null && people.Any(p => p.Id == c.Person)).OrderBy(c => c.AskedAt).ToListAsync(stop)).ToLookup(c => c.Person!.Value);
            return found.ConvertAll(p => new Listed(
                p.Id, p.Name, p.Mail, ready.Contains(p.Id), invited.Contains(p.Id), p.DisabledAt, seen.TryGetValue(p.Id, out var at) ? at : null,
                [.. roles[p.Id].Select(g => new Granted(g.Id, g.Holds, g.GrantedAt, g.FromOn, g.UntilOn, g.EndedAt, g.EndedAt is null && (g.UntilOn is null || g.UntilOn >= today)))],
                [.. waiting[p.Id].Select(c => c.Gives!)]));
        });
    }
}

/// <summary>Makes an account for somebody and sends them the address at which they set it up.</summary>
public static class InvitePerson
{
    /// <param name="Why">As in <see cref="OwnReason"/>.</param>
    /// <param name="Address">Makes the whole address from its secret part.</param>
    public sealed record Request(PersonId By, string? Name, string? Mail, Giving Gives, string? Why, Func<string, Uri> Address);

    public abstract record Outcome
    {
        private Outcome() { }

        /// <param name="Address">For an installation that sends no mail: to be handed over.</param>
        public sealed record Invited(PersonId Person, Uri Address) : Outcome;

        /// <summary>Whoever asks does not keep accounts, or no longer.</summary>
        public sealed record NotYours : Outcome;

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
            if (name.Length is 0 or > LongestName) mistakes.Add(("name", "Enter the person's name."));
            if (mail is null) mistakes.Add(("mail", MailAddress.Advice));
            mistakes.AddRange(request.Gives.Mistakes(London.Today(clock)));
            string? why = OwnReason.Read(request.Why);
            if (why is null) mistakes.Add(("why", OwnReason.Advice));
            if (mistakes.Count > 0) return new Outcome.NotYet(mistakes);

            return await SecondPerson.DecideAsync(waits => InviteAsync(request, name, mail!, why!, waits, stop));
        }

        /// <returns>Null where it has to wait and does not.</returns>
        private Task<Outcome?> InviteAsync(Request request, string name, string mail, string why, bool waits, CancellationToken stop)
        {
            var holds = request.Gives.Holds;
            var change = new Change(new Actor.Someone(request.By), ChangeKind.AccountInvited, $"invited somebody as {request.Gives}{(waits ? ", which waits for a second person" : "")}: {why}", holds.Organisation);
            return store.WriteAsync<Outcome?>(change, async records =>
            {
                if (!await AccountsDoor.KeepsAccountsAsync(records, clock, request.By)) return new Outcome.NotYours();
                if (!waits && Scopes.NeedsSecondPerson(holds) && await SecondPerson.IsNeededAsync(records, request.By, null, holds.Organisation)) return null;
                if (await records.Set<Person>().AnyAsync(p => p.Mail == mail)) return new Outcome.NotYet([("mail", "Choose another mail address: there is an account with this one.")]);
                var person = AccountsDoor.EnrolWithoutRole(records, clock, name, mail);
                await SecondPerson.GiveOrAskAsync(records, store.Key, clock, request.By, person, request.Gives, why, waits);
                var address = request.Address(await Links.MakeAsync(records, clock, person, LinkPurpose.SetUp));
                records.Add(Mail.Make(store.Key, clock, person, Letters.Invitation(mail, address, AccountPolicy.InForceAt(clock.GetUtcNow()))));
                return new Outcome.Invited(person, address);
            }, stop);
        }
    }
}

/// <summary>
/// What an administrator does to somebody's account. Nobody does any of it to their own, and a role that reads people's
/// data is given with a second person.
/// </summary>
public static class ChangeAccount
{
    public abstract record Deed
    {
        private Deed() { }

        public sealed record Grant(Giving Gives) : Deed;

        public sealed record End(Guid GrantId) : Deed;

        public sealed record Disable : Deed;

        public sealed record Enable : Deed;

        /// <summary>They lost telephone and recovery codes: everything they prove themselves with is set anew.</summary>
        public sealed record ResetSecondFactor(Func<string, Uri> Address) : Deed;

        /// <summary>The invitation was lost or has run out.</summary>
        public sealed record InviteAgain(Func<string, Uri> Address) : Deed;
    }

    /// <param name="Why">As in <see cref="OwnReason"/>; asked for where a role is given or ended and where an account is disabled.</param>
    public sealed record Request(PersonId By, PersonId Person, Deed Deed, string? Why = null);

    public abstract record Outcome
    {
        private Outcome() { }

        /// <param name="Address">For an installation that sends no mail: to be handed over.</param>
        public sealed record Done(Uri? Address = null) : Outcome;

        /// <summary>Whoever asks does not keep accounts, or no longer.</summary>
        public sealed record NotYours : Outcome;

        public sealed record NoSuchPerson : Outcome;

        public sealed record NotPossible(string Advice) : Outcome;

        public sealed record NoReason : Outcome;
    }

    public sealed class Handler(Store store, TimeProvider clock)
    {
        public async Task<Outcome> HandleAsync(Request request, CancellationToken stop)
        {
            if (request.By == request.Person) return new Outcome.NotPossible("Ask another administrator: nobody changes what they themselves may do.");
            if (request.Deed is Deed.Grant { Gives: var asked } && asked.Mistakes(London.Today(clock)) is [var mistake, ..]) return new Outcome.NotPossible(mistake.Advice);
            string? why = request.Deed is Deed.Grant or Deed.End or Deed.Disable ? OwnReason.Read(request.Why) : "";
            if (why is null) return new Outcome.NoReason();
            return await SecondPerson.DecideAsync(waits => ChangeAsync(request, why, waits, stop));
        }

        /// <returns>Null where it has to wait and does not.</returns>
        private Task<Outcome?> ChangeAsync(Request request, string why, bool waits, CancellationToken stop) => store.WriteAsync<Outcome?>(ChangeFor(request, why, waits), async records =>
        {
            if (!await AccountsDoor.KeepsAccountsAsync(records, clock, request.By)) return new Outcome.NotYours();
            if (!waits && request.Deed is Deed.Grant { Gives.Holds: var holds } && Scopes.NeedsSecondPerson(holds)
                && await SecondPerson.IsNeededAsync(records, request.By, request.Person, holds.Organisation)) return null;
            var person = await records.Set<Person>().SingleOrDefaultAsync(p => p.Id == request.Person && p.ForgottenAt == null, stop);
            return person is null ? new Outcome.NoSuchPerson()
                : await WouldLockOutAsync(records, request) ? new Outcome.NotPossible("Ask an administrator whose own role has no last day: else there might be none left.")
                : await DoAsync(records, person, request, why, waits);
        }, stop);

        private static Change ChangeFor(Request request, string ownWords, bool waits)
        {
            var (kind, why) = request.Deed switch
            {
                Deed.Grant asked when waits => (ChangeKind.RoleAsked, $"asked for the role {asked.Gives} for somebody; it waits for a second person"),
                Deed.Grant grant => (ChangeKind.RoleGranted, $"gave somebody the role {grant.Gives}"),
                Deed.End => (ChangeKind.RoleEnded, "ended a role of somebody"),
                Deed.Disable => (ChangeKind.AccountDisabled, "disabled an account; its sessions ended"),
                Deed.Enable => (ChangeKind.AccountEnabled, "let an account be used again"),
                Deed.ResetSecondFactor => (ChangeKind.SecondFactorReset, "reset what an account is proven with; its sessions ended"),
                _ => (ChangeKind.AccountInvited, "sent an invitation again"),
            };
            return new(new Actor.Someone(request.By), kind, ownWords.Length == 0 ? why : $"{why}: {ownWords}", (request.Deed as Deed.Grant)?.Gives.Holds.Organisation);
        }

        /// <summary>Somebody who is administrator for a time does not end those who are for good: after their last day there would be none.</summary>
        private async Task<bool> WouldLockOutAsync(Records records, Request request)
        {
            var administrators = await records.Set<RoleGrant>().Where(RoleGrant.CountsOn(London.Today(clock))).Where(g => g.Role == Role.Administrator).ToListAsync();
            bool ends = request.Deed switch
            {
                Deed.Disable or Deed.ResetSecondFactor => administrators.Exists(g => g.Person == request.Person),
                Deed.End { GrantId: var id } => administrators.Exists(g => g.Id == id),
                _ => false,
            };
            return ends && !administrators.Exists(g => g.Person == request.By && g.UntilOn is null);
        }

        private async Task<Outcome> DoAsync(Records records, Person person, Request request, string why, bool waits)
        {
            var now = clock.GetUtcNow();
            switch (request.Deed)
            {
                case Deed.Grant { Gives: var gives }:
                    if (!await SecondPerson.GiveOrAskAsync(records, store.Key, clock, request.By, person.Id, gives, why, waits))
                        return new Outcome.NotPossible("Nothing to do: the person holds this role there already, or it waits for a second person. End it first to change its days.");
                    if (!waits) Tell(records, person, $"You were given the role \"{gives.Holds.Role.Title()}\".");
                    return new Outcome.Done();
                case Deed.End { GrantId: var id }:
                    if (await records.Set<RoleGrant>().SingleOrDefaultAsync(g => g.Id == id && g.Person == person.Id && g.EndedAt == null) is not { } grant) return new Outcome.NoSuchPerson();
                    grant.EndedAt = now;
                    return new Outcome.Done();
                case Deed.Disable:
                    person.DisabledAt ??= now;
                    await EndSessionsAsync(records, person, now);
                    return new Outcome.Done();
                case Deed.Enable:
                    person.DisabledAt = null;
                    return new Outcome.Done();
                case Deed.ResetSecondFactor { Address: var made }:
                    if (person.Mail is null) return new Outcome.NotPossible("This account has no mail address, so no one-time address can be made for it.");
                    await EndSessionsAsync(records, person, now);
                    records.RemoveRange(await records.Set<Credential>().Where(c => c.Person == person.Id).ToListAsync());
                    records.RemoveRange(await records.Set<RecoveryCode>().Where(c => c.Person == person.Id).ToListAsync());
                    records.RemoveRange(await records.Set<Passkey>().Where(p => p.Person == person.Id).ToListAsync());
                    records.RemoveRange(await records.Set<ProviderSubject>().Where(s => s.Person == person.Id).ToListAsync());
                    return await WriteAsync(records, person, made, Letters.Reset);
                case Deed.InviteAgain { Address: var made }:
                    if (person.Mail is null || await records.Set<Credential>().AnyAsync(c => c.Person == person.Id)) return new Outcome.NotPossible("Nothing to send: this account is set up already.");
                    return await WriteAsync(records, person, made, Letters.Invitation);
                default:
                    throw new InvalidOperationException("A deed without its doing.");
            }
        }

        private async Task<Outcome> WriteAsync(Records records, Person person, Func<string, Uri> made, Func<string, Uri, AccountPolicy, Letter> letter)
        {
            var address = made(await Links.MakeAsync(records, clock, person.Id, LinkPurpose.SetUp));
            records.Add(Mail.Make(store.Key, clock, person.Id, letter(person.Mail!, address, AccountPolicy.InForceAt(clock.GetUtcNow()))));
            return new Outcome.Done(address);
        }

        private void Tell(Records records, Person person, string what)
        {
            if (person.Mail is { } mail) records.Add(Mail.Make(store.Key, clock, person.Id, Letters.Told(mail, what)));
        }

        private static async Task EndSessionsAsync(Records records, Person person, DateTimeOffset now)
        {
            foreach (var session in await records.Set<Session>().Where(s => s.Person == person.Id && s.EndedAt == null).ToListAsync()) session.EndedAt = now;
        }
    }
}
