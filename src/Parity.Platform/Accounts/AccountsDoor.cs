using Microsoft.EntityFrameworkCore;
using Parity.Platform.Accounts.Contract;
using Parity.Platform.Accounts.Model;
using Parity.Platform.Foundation;
using Parity.Platform.Storage;

namespace Parity.Platform.Accounts;

/// <summary>What other modules may ask about people with accounts.</summary>
public sealed class AccountsDoor(Store store)
{
    public async Task<Account?> FindAsync(PersonId id, CancellationToken stop) => (await ReadAsync(p => p.Id == id, stop)).SingleOrDefault();

    /// <summary>Everybody, by name.</summary>
    public Task<List<Account>> AllAsync(CancellationToken stop) => ReadAsync(p => true, stop);

    private Task<List<Account>> ReadAsync(System.Linq.Expressions.Expression<Func<Person, bool>> which, CancellationToken stop) => store.ReadAsync(async records =>
    {
        var people = records.Set<Person>().Where(which);
        var found = await people.OrderBy(p => p.Name).ThenBy(p => p.Id).ToListAsync(stop);
        var roles = (await records.Set<RoleGrant>().Where(g => g.EndedAt == null && people.Any(p => p.Id == g.Person)).ToListAsync(stop)).ToLookup(g => g.Person);
        return found.ConvertAll(p => new Account(p.Id, p.Name, p.DisabledAt is not null, [.. roles[p.Id].OrderBy(g => g.Role).Select(g => new HeldRole(g.Role, g.Organisation, g.InGroup))]));
    });

    internal static PersonId Enrol(Records records, TimeProvider clock, string name, Role role, OrganisationId? organisation, string? mail = null, GroupId? group = null)
    {
        var now = clock.GetUtcNow();
        var person = new Person { Id = PersonId.New(clock), Name = name, Mail = mail, CreatedAt = now, DisabledAt = role is Role.Disabled ? now : null };
        records.Add(person);
        records.Add(new RoleGrant { Id = TypedId.NewValue(clock), Person = person.Id, Role = role, Organisation = organisation, InGroup = group, GrantedAt = now });
        return person.Id;
    }

    /// <summary>Puts a letter into the outbox, in the transaction of what it tells about; one of the same key is written once.</summary>
    /// <returns>Whether it is a new one.</returns>
    internal static async Task<bool> QueueMailAsync(Records records, MasterKey seal, TimeProvider clock, string key, PersonId person, string subject, string text)
    {
        if (records.Set<Mail>().Local.Any(m => m.Key == key) || await records.Set<Mail>().AnyAsync(m => m.Key == key)) return false;
        string? to = await records.Set<Person>().Where(p => p.Id == person).Select(p => p.Mail).SingleAsync();
        records.Add(Mail.Make(seal, clock, person, new(to ?? "", subject, text), key));
        return true;
    }

    /// <summary>Ends every role held in an organisation; where it became part of another one, the roles go on there.</summary>
    internal static async Task EndRolesInAsync(Records records, TimeProvider clock, OrganisationId organisation, OrganisationId? goingOnIn)
    {
        var now = clock.GetUtcNow();
        foreach (var grant in await records.Set<RoleGrant>().Where(g => g.Organisation == organisation && g.EndedAt == null).ToListAsync())
        {
            grant.EndedAt = now;
            if (goingOnIn is not { } into) continue;
            bool holds = await records.Set<RoleGrant>().AnyAsync(g => g.Person == grant.Person && g.Role == grant.Role && g.Organisation == into && g.EndedAt == null);
            if (!holds) records.Add(new RoleGrant { Id = TypedId.NewValue(clock), Person = grant.Person, Role = grant.Role, Organisation = into, GrantedAt = now });
        }
    }
}
