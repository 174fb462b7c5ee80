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

    public sealed record Granted(Guid Id, Role Role, OrganisationId? Organisation, GroupId? Group, DateTimeOffset At, DateTimeOffset? EndedAt);

    /// <param name="IsSetUp">They have set a password and an authenticator.</param>
    public sealed record Listed(PersonId Id, string Name, string? Mail, bool IsSetUp, bool IsInvited, DateTimeOffset? DisabledAt, DateTimeOffset? LastSeenAt, IReadOnlyList<Granted> Roles);

    public sealed class Handler(Store store, TimeProvider clock)
    {
        public Task<IReadOnlyList<Listed>> HandleAsync(Request request, CancellationToken stop) => store.ReadAsync<IReadOnlyList<Listed>>(async records =>
        {
            var now = clock.GetUtcNow();
            var people = request.Person is { } only ? records.Set<Person>().Where(p => p.Id == only) : records.Set<Person>();
            var found = await people.OrderBy(p => p.Name).ThenBy(p => p.Id).ToListAsync(stop);
            var roles = (await records.Set<RoleGrant>().Where(g => people.Any(p => p.Id == g.Person)).OrderBy(g => g.GrantedAt).ToListAsync(stop)).ToLookup(g => g.Person);
            var ready = (await records.Set<Credential>().Where(c => people.Any(p => p.Id == c.Person)).Select(c => c.Person).ToListAsync(stop)).ToHashSet();
            var invited = (await records.Set<OneTimeLink>().Where(l => l.Purpose == LinkPurpose.SetUp && l.UsedAt == null && l.ExpiresAt > now && people.Any(p => p.Id == l.Person)).Select(l => l.Person).ToListAsync(stop)).ToHashSet();
            var seen = await records.Set<Session>().Where(s => people.Any(p => p.Id == s.Person)).GroupBy(s => s.Person).Select(g => new { Person = g.Key, At = g.Max(s => s.SeenAt) }).ToDictionaryAsync(g => g.Person, g => g.At, stop);
            return found.ConvertAll(p => new Listed(
                p.Id, p.Name, p.Mail, ready.Contains(p.Id), invited.Contains(p.Id), p.DisabledAt, seen.TryGetValue(p.Id, out var at) ? at : null,
                [.. roles[p.Id].Select(g => new Granted(g.Id, g.Role, g.Organisation, g.InGroup, g.GrantedAt, g.EndedAt))]));
        });
    }
}

/// <summary>Makes an account for somebody and sends them the address at which they set it up.</summary>
public static class InvitePerson
{
    /// <param name="Address">Makes the whole address from its secret part.</param>
    public sealed record Request(PersonId By, string? Name, string? Mail, HeldRole Holds, Func<string, Uri> Address);

    public abstract record Outcome
    {
        private Outcome() { }

        /// <param name="Address">For an installation that sends no mail: to be handed over.</param>
        public sealed record Invited(PersonId Person, Uri Address) : Outcome;

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
            if (!Scopes.Fit(request.Holds)) mistakes.Add(("scope", Scopes.Advice(request.Holds.Role)));
            if (mistakes.Count > 0) return new Outcome.NotYet(mistakes);

            var change = new Change(new Actor.Someone(request.By), ChangeKind.AccountInvited, $"invited somebody as {request.Holds.Role.Word()}", request.Holds.Organisation);
            return await store.WriteAsync<Outcome>(change, async records =>
            {
                if (await records.Set<Person>().AnyAsync(p => p.Mail == mail)) return new Outcome.NotYet([("mail", "Choose another mail address: there is an account with this one.")]);
                var person = AccountsDoor.Enrol(records, clock, name, request.Holds.Role, request.Holds.Organisation, mail, request.Holds.Group);
                var address = request.Address(await Links.MakeAsync(records, clock, person, LinkPurpose.SetUp));
                records.Add(Mail.Make(store.Key, clock, person, Letters.Invitation(mail!, address, AccountPolicy.InForceAt(clock.GetUtcNow()))));
                return new Outcome.Invited(person, address);
            }, stop);
        }
    }
}

/// <summary>What an administrator does to somebody's account. Nobody does any of it to their own.</summary>
public static class ChangeAccount
{
    public abstract record Deed
    {
        private Deed() { }

        public sealed record Grant(HeldRole Holds) : Deed;

        public sealed record End(Guid GrantId) : Deed;

        public sealed record Disable : Deed;

        public sealed record Enable : Deed;

        /// <summary>They lost telephone and recovery codes: everything they prove themselves with is set anew.</summary>
        public sealed record ResetSecondFactor(Func<string, Uri> Address) : Deed;

        /// <summary>The invitation was lost or has run out.</summary>
        public sealed record InviteAgain(Func<string, Uri> Address) : Deed;
    }

    public sealed record Request(PersonId By, PersonId Person, Deed Deed);

    public abstract record Outcome
    {
        private Outcome() { }

        /// <param name="Address">For an installation that sends no mail: to be handed over.</param>
        public sealed record Done(Uri? Address = null) : Outcome;

        public sealed record NoSuchPerson : Outcome;

        public sealed record NotPossible(string Advice) : Outcome;
    }

    public sealed class Handler(Store store, TimeProvider clock)
    {
        public async Task<Outcome> HandleAsync(Request request, CancellationToken stop)
        {
            if (request.By == request.Person) return new Outcome.NotPossible("Ask another administrator: nobody changes what they themselves may do.");
            if (request.Deed is Deed.Grant { Holds: var asked } && !Scopes.Fit(asked)) return new Outcome.NotPossible(Scopes.Advice(asked.Role));
            return await store.WriteAsync(ChangeFor(request), async records =>
            {
                var person = await records.Set<Person>().SingleOrDefaultAsync(p => p.Id == request.Person, stop);
                return person is null ? new Outcome.NoSuchPerson() : await DoAsync(records, person, request.Deed);
            }, stop);
        }

        private static Change ChangeFor(Request request)
        {
            var (kind, why) = request.Deed switch
            {
                Deed.Grant grant => (ChangeKind.RoleGranted, $"gave somebody the role {grant.Holds.Role.Word()}"),
                Deed.End => (ChangeKind.RoleEnded, "ended a role of somebody"),
                Deed.Disable => (ChangeKind.AccountDisabled, "disabled an account; its sessions ended"),
                Deed.Enable => (ChangeKind.AccountEnabled, "let an account be used again"),
                Deed.ResetSecondFactor => (ChangeKind.SecondFactorReset, "reset what an account is proven with; its sessions ended"),
                _ => (ChangeKind.AccountInvited, "sent an invitation again"),
            };
            return new(new Actor.Someone(request.By), kind, why, (request.Deed as Deed.Grant)?.Holds.Organisation);
        }

        private async Task<Outcome> DoAsync(Records records, Person person, Deed deed)
        {
            var now = clock.GetUtcNow();
            switch (deed)
            {
                case Deed.Grant { Holds: var holds }:
                    if (await records.Set<RoleGrant>().AnyAsync(g => g.Person == person.Id && g.Role == holds.Role && g.Organisation == holds.Organisation && g.InGroup == holds.Group && g.EndedAt == null))
                        return new Outcome.NotPossible("Nothing to do: the person holds this role there already.");
                    records.Add(new RoleGrant { Id = TypedId.NewValue(clock), Person = person.Id, Role = holds.Role, Organisation = holds.Organisation, InGroup = holds.Group, GrantedAt = now });
                    Tell(records, person, $"You were given the role \"{holds.Role.Title()}\".");
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
                    return await InviteAsync(records, person, made);
                case Deed.InviteAgain { Address: var made }:
                    if (person.Mail is null || await records.Set<Credential>().AnyAsync(c => c.Person == person.Id)) return new Outcome.NotPossible("Nothing to send: this account is set up already.");
                    return await InviteAsync(records, person, made);
                default:
                    throw new InvalidOperationException("A deed without its doing.");
            }
        }

        private async Task<Outcome> InviteAsync(Records records, Person person, Func<string, Uri> made)
        {
            var address = made(await Links.MakeAsync(records, clock, person.Id, LinkPurpose.SetUp));
            records.Add(Mail.Make(store.Key, clock, person.Id, Letters.Invitation(person.Mail!, address, AccountPolicy.InForceAt(clock.GetUtcNow()))));
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
