using Microsoft.EntityFrameworkCore;
using Parity.Platform.Accounts.Contract;
using Parity.Platform.Accounts.Model;
using Parity.Platform.Foundation;
using Parity.Platform.Storage;

namespace Parity.Platform.Accounts;

/// <summary>What other modules may ask about people with accounts.</summary>
public sealed class AccountsDoor(Store store, TimeProvider clock)
{
    public Task<Account?> FindAsync(PersonId id, CancellationToken stop) => store.ReadAsync(records => FindAsync(records, clock, id, stop));

    /// <summary>Everybody, by name.</summary>
    public Task<List<Account>> AllAsync(CancellationToken stop) => store.ReadAsync(records => ReadAsync(records, clock, p => true, stop));

    /// <summary>What somebody does here today; asked in the transaction of what depends on it.</summary>
    internal static async Task<Account?> FindAsync(Records records, TimeProvider clock, PersonId id, CancellationToken stop) => (await ReadAsync(records, clock, p => p.Id == id, stop)).SingleOrDefault();

    private static async Task<List<Account>> ReadAsync(Records records, TimeProvider clock, System.Linq.Expressions.Expression<Func<Person, bool>> which, CancellationToken stop)
    {
        var people = records.Set<Person>().Where(which);
        var found = await people.OrderBy(p => p.Name).ThenBy(p => p.Id).ToListAsync(stop);
        var roles = (await records.Set<RoleGrant>().Where(RoleGrant.CountsOn(London.Today(clock))).Where(g => people.Any(p => p.Id == g.Person)).ToListAsync(stop)).ToLookup(g => g.Person);
        return found.ConvertAll(p => new Account(p.Id, p.Name, p.DisabledAt is not null, [.. roles[p.Id].OrderBy(g => g.Role).ThenBy(g => g.GrantedAt).ThenBy(g => g.Id).Select(g => g.Holds)]));
    }

    /// <summary>In which organisations people held a role on any day since then, whichever it was; asked in the transaction of what depends on it.</summary>
    internal static async Task<ILookup<PersonId, OrganisationId>> OrganisationsSinceAsync(Records records, TimeProvider clock, IReadOnlyCollection<PersonId> people, DateOnly since, CancellationToken stop)
    {
        var today = London.Today(clock);
        return (await records.Set<RoleGrant>().Where(g => people.Contains(g.Person) && g.Organisation != null).ToListAsync(stop))
            .Where(g => g.CountedSince(since, today)).Select(g => (g.Person, Organisation: g.Organisation!.Value)).Distinct().ToLookup(g => g.Person, g => g.Organisation);
    }

    /// <summary>Whoever objected to equality monitoring: they go into no statistics of it.</summary>
    internal static async Task<HashSet<PersonId>> ObjectingAsync(Records records, CancellationToken stop) =>
        [.. await records.Set<Person>().Where(p => p.ObjectedAt != null).Select(p => p.Id).ToListAsync(stop)];

    /// <summary>Who holds the role in that place today, their account not disabled; asked in the transaction of what depends on it.</summary>
    internal static IQueryable<PersonId> Holding(Records records, TimeProvider clock, Role role, OrganisationId? organisation = null) =>
        Counting(records, clock, role).Where(g => g.Organisation == organisation && g.InGroup == null && g.InProgramme == null && g.InCase == null).Select(g => g.Person);

    private static IQueryable<RoleGrant> Counting(Records records, TimeProvider clock, Role role) =>
        records.Set<RoleGrant>().Where(RoleGrant.CountsOn(London.Today(clock))).Where(g => g.Role == role && records.Set<Person>().Any(p => p.Id == g.Person && p.DisabledAt == null));

    /// <summary>Auditors who can sign in, with the address at which they are written to.</summary>
    internal static async Task<List<(PersonId Id, string Mail)>> AuditorsToWriteToAsync(Records records, TimeProvider clock, CancellationToken stop)
    {
        var auditors = Holding(records, clock, Role.Auditor).Intersect(Credential.Holders(records));
        var written = await records.Set<Person>().Where(p => p.Mail != null && auditors.Contains(p.Id)).OrderBy(p => p.Id).Select(p => new { p.Id, p.Mail }).ToListAsync(stop);
        return written.ConvertAll(p => (p.Id, p.Mail!));
    }

    internal static PersonId Enrol(Records records, TimeProvider clock, string name, HeldRole holds, string? mail = null, DateOnly? from = null, DateOnly? until = null)
    {
        var person = Make(clock, name, mail, holds.Role is Role.Disabled);
        records.Add(person);
        records.Add(RoleGrant.Make(clock, person.Id, holds, from, until));
        return person.Id;
    }

    /// <summary>Whether somebody keeps accounts today; asked in the transaction of what depends on it.</summary>
    internal static Task<bool> KeepsAccountsAsync(Records records, TimeProvider clock, PersonId who) => Holding(records, clock, Role.Administrator).ContainsAsync(who);

    /// <summary>Whether somebody keeps the organisations and groups of the partnership today, or one group; asked in the transaction of what depends on it.</summary>
    internal static async Task<bool> KeepsPartnershipAsync(Records records, TimeProvider clock, PersonId who, GroupId? group = null) =>
        await SecondPerson.KeepsAsync(records, clock, who)
        || (group is { } one && await Counting(records, clock, Role.DeliveryManager).AnyAsync(g => g.Person == who && g.InGroup == one));

    /// <summary>Whether somebody runs programmes today; asked in the transaction of what depends on it.</summary>
    internal static Task<bool> RunsProgrammesAsync(Records records, TimeProvider clock, PersonId who) => Holding(records, clock, Role.ProgrammeManager).ContainsAsync(who);

    /// <summary>Whether somebody leads an organisation or its HR today; asked in the transaction of what depends on it.</summary>
    internal static Task<bool> LeadsAsync(Records records, TimeProvider clock, PersonId who, OrganisationId organisation) =>
        Holding(records, clock, Role.HrLead, organisation).Concat(Holding(records, clock, Role.OrganisationLead, organisation)).ContainsAsync(who);

    /// <summary>Whether somebody assesses for a programme, or for all of them, today; asked in the transaction of what depends on it.</summary>
    internal static Task<bool> AssessesAsync(Records records, TimeProvider clock, PersonId who, ProgrammeId programme) =>
        Counting(records, clock, Role.Assessor).AnyAsync(g => g.Person == who && g.Organisation == null && (g.InProgramme == null || g.InProgramme == programme));

    /// <summary>Without a role yet.</summary>
    internal static PersonId EnrolWithoutRole(Records records, TimeProvider clock, string name, string mail)
    {
        var person = Make(clock, name, mail, isDisabled: false);
        records.Add(person);
        return person.Id;
    }

    private static Person Make(TimeProvider clock, string name, string? mail, bool isDisabled)
    {
        var now = clock.GetUtcNow();
        return new() { Id = PersonId.New(clock), Name = name, Mail = mail, CreatedAt = now, DisabledAt = isDisabled ? now : null };
    }

    /// <summary>
    /// Gives a role in the transaction of what it follows from, as when somebody is named for a case or given a place in
    /// a programme; administrators give the others.
    /// </summary>
    /// <returns>Whether it is new: the same role in the same place is held once.</returns>
    internal static async Task<bool> GiveAsync(Records records, TimeProvider clock, PersonId person, HeldRole holds, DateOnly? from = null, DateOnly? until = null)
    {
        if (!Scopes.Fit(holds)) throw new ArgumentException("This role is not held in such a place.", nameof(holds));
        var open = await OpenAsync(records, clock, person);
        if (open.Exists(g => g.Holds == holds)) return false;
        records.Add(RoleGrant.Make(clock, person, holds, from, until));
        await SignOnProvider.EndSessionsBeyondAsync(records, person, [.. open.Where(g => g.EndedAt is null).Select(g => g.Holds), holds], clock.GetUtcNow());
        return true;
    }

    /// <summary>Takes back what <see cref="GiveAsync"/> gave.</summary>
    /// <returns>Whether there was something to take back.</returns>
    internal static async Task<bool> TakeBackAsync(Records records, TimeProvider clock, PersonId person, HeldRole holds)
    {
        var given = (await OpenAsync(records, clock, person)).FindAll(g => g.Holds == holds);
        foreach (var grant in given) grant.EndedAt = clock.GetUtcNow();
        return given.Count > 0;
    }

    /// <summary>As if it had never been given: of what has gone nothing is to tell.</summary>
    internal static async Task ForgetRoleAsync(Records records, PersonId person, HeldRole holds) =>
        records.RemoveRange((await records.Set<RoleGrant>().Where(g => g.Person == person).ToListAsync()).FindAll(g => g.Holds == holds));

    public sealed record WrittenLetter(string Key, string Person, DateTimeOffset WrittenAt, DateTimeOffset? SentAt);

    /// <summary>The letters whose key begins so, newest first; what they say is forgotten once they are gone.</summary>
    public Task<List<WrittenLetter>> LettersAboutAsync(string keyStart, CancellationToken stop) => store.ReadAsync(records => (
        from mail in records.Set<Mail>()
        join person in records.Set<Person>() on mail.Person equals person.Id
        where mail.Key.StartsWith(keyStart)
        orderby mail.MadeAt descending, mail.Key
        select new WrittenLetter(mail.Key, person.Name, mail.MadeAt, mail.SentAt)).ToListAsync(stop));

    /// <summary>What to do where an address is none.</summary>
    internal static string MailAdvice => MailAddress.Advice;

    /// <returns>The address as it is kept; null if it is none.</returns>
    internal static string? ReadMail(string? text) => MailAddress.Parse(text);

    /// <summary>Counts a try of somebody who is not signed in, as registering does, unless there were too many.</summary>
    /// <returns>Null, or how long to wait.</returns>
    internal static Task<TimeSpan?> CountTryAsync(Store store, TimeProvider clock, string about, string? network) => Tries.CountAsync(store, clock, AccountPolicy.InForceAt(clock.GetUtcNow()), new(about, null, network));

    internal static Task<string?> MailOfAsync(Records records, PersonId person) => records.Set<Person>().Where(p => p.Id == person).Select(p => p.Mail).SingleOrDefaultAsync();

    internal static async Task<PersonId?> FindByMailAsync(Records records, string mail) => await records.Set<Person>().Where(p => p.Mail == mail).Select(p => (PersonId?)p.Id).SingleOrDefaultAsync();

    /// <summary>Puts a letter to somebody who may have no account into the outbox.</summary>
    internal static void QueueMailTo(Records records, MasterKey seal, TimeProvider clock, string key, string to, string text) =>
        records.Add(Mail.Make(seal, clock, null, new(to, text), key));

    /// <summary>Puts a letter into the outbox, in the transaction of what it tells about; one of the same key is written once.</summary>
    /// <returns>Whether it is a new one.</returns>
    /// <param name="inHours">It reminds, and waits for the hours of reminders. Others read when it was sent, so nothing else of that person's may change that: it stands by itself.</param>
    internal static async Task<bool> QueueMailAsync(Records records, MasterKey seal, TimeProvider clock, string key, PersonId person, string text, bool inHours = false)
    {
        if (await Mail.IsWrittenAsync(records, key)) return false;
        string? to = await records.Set<Person>().Where(p => p.Id == person).Select(p => p.Mail).SingleAsync();
        records.Add(Mail.Make(seal, clock, person, new(to ?? "", text), key, notBefore: inHours ? Reminder.Earliest(clock).At : null));
        return true;
    }

    /// <summary>Reminds somebody, with everything else of the day in one letter, of what nobody else is told.</summary>
    /// <returns>Whether it is a new reminder.</returns>
    internal static Task<bool> RemindAsync(Records records, MasterKey seal, TimeProvider clock, string key, PersonId person, string text) => Reminder.WriteAsync(records, seal, clock, key, person, text);

    /// <summary>
    /// Ends every role held in an organisation; where it became part of another one, the roles go on there. What reads
    /// people's data there waits for a second person: else an organisation that somebody made up would be a way in.
    /// </summary>
    internal static async Task EndRolesInAsync(Records records, MasterKey key, TimeProvider clock, PersonId by, OrganisationId organisation, OrganisationId? goingOnIn)
    {
        var now = clock.GetUtcNow();
        bool waits = goingOnIn is { } there && await SecondPerson.IsNeededAsync(records, by, null, there);
        foreach (var grant in await records.Set<RoleGrant>().Where(RoleGrant.IsOpenOn(London.Today(clock))).Where(g => g.Organisation == organisation).ToListAsync())
        {
            grant.EndedAt = now;
            if (goingOnIn is { } into) await SecondPerson.GiveOrAskAsync(records, key, clock, by, grant.Person, new(new(grant.Role, into), grant.FromOn, grant.UntilOn), "The organisation became part of this one.", waits);
        }
    }

    private static Task<List<RoleGrant>> OpenAsync(Records records, TimeProvider clock, PersonId person) =>
        records.Set<RoleGrant>().Where(RoleGrant.IsOpenOn(London.Today(clock))).Where(g => g.Person == person).ToListAsync();
}
