using Microsoft.EntityFrameworkCore;
using Parity.Platform.Accounts.Contract;
using Parity.Platform.Foundation;
using Parity.Platform.Storage;

namespace Parity.Platform.Accounts.Model;

/// <summary>
/// When a second person is needed, and who can be it. Whoever keeps accounts could otherwise, alone, give somebody a role
/// that reads people's data, or name a provider of their own that vouches for whoever holds one
/// (docs/decisions/0062-two-people-for-powerful-roles.md).
/// </summary>
internal static class SecondPerson
{
    /// <summary>What the log says where something about people has been stored: once it has, the time of setting up is over for good.</summary>
    private static readonly string[] StoredForAll = [ChangeKind.ApplicationBegun.Name, ChangeKind.DemoLoaded.Name], StoredForOne = [ChangeKind.ReturnChecked.Name, ChangeKind.ReturnSubmitted.Name];

    /// <summary>
    /// Not while nothing is stored that could be read, and not where nobody else has ever been there to confirm it. That
    /// somebody was is seen from roles that have ended too: nobody becomes the only one by ending the others' roles.
    /// </summary>
    /// <param name="person">Who gets a role; null for an organisation's own sign-in.</param>
    public static async Task<bool> IsNeededAsync(Records records, PersonId by, PersonId? person, OrganisationId? organisation)
    {
        var gets = person ?? by;
        return await IsStoredAsync(records, organisation) && await records.Set<RoleGrant>().AnyAsync(g => g.Person != by && g.Person != gets
            && ((g.Organisation == null && g.InGroup == null && (g.Role == Role.Administrator || g.Role == Role.DeliveryManager))
                || (g.Organisation != null && (g.Role == Role.HrLead || g.Role == Role.OrganisationLead))));
    }

    /// <summary>
    /// Does what may turn out to need a second person. The line of the log says whether it waits: where that turns out to be
    /// needed nothing is written, and it is begun anew so.
    /// </summary>
    /// <param name="attempt">Given whether it waits; null where it has to and does not.</param>
    public static async Task<T> DecideAsync<T>(Func<bool, Task<T?>> attempt) where T : class => await attempt(false) ?? (await attempt(true))!;

    /// <summary>Somebody who keeps accounts or the partnership's organisations, or leads the organisation; where there is nobody of them, whoever leads one that has sent something. Never who asked, nor who gets it.</summary>
    public static async Task<bool> MayConfirmAsync(Records records, TimeProvider clock, PersonId who, Confirmation asked)
    {
        if (who == asked.AskedBy || who == asked.Person) return false;
        var others = (await NearAsync(records, clock, asked.Organisation)).Where(p => p != asked.AskedBy && p != asked.Person).ToList();
        if (others.Count > 0) return others.Contains(who);
        var organisations = await records.Set<RoleGrant>().Where(RoleGrant.CountsOn(London.Today(clock)))
            .Where(g => g.Person == who && g.Organisation != null && (g.Role == Role.HrLead || g.Role == Role.OrganisationLead)).Select(g => g.Organisation).Distinct().ToListAsync();
        foreach (var one in organisations)
            if (await IsStoredAsync(records, one)) return true;
        return false;
    }

    /// <summary>Whether somebody may ask: they keep accounts, or the partnership's organisations.</summary>
    public static async Task<bool> KeepsAsync(Records records, TimeProvider clock, PersonId who) => (await NearAsync(records, clock, null)).Contains(who);

    /// <summary>Gives a role at once, or notes that it was asked for; whoever can confirm or answers for the data is told.</summary>
    /// <returns>Whether it is new: a role is held in one place, and asked for there, once.</returns>
    public static async Task<bool> GiveOrAskAsync(Records records, MasterKey key, TimeProvider clock, PersonId by, PersonId person, Giving gives, string why, bool waits)
    {
        if (!Scopes.NeedsSecondPerson(gives.Holds)) return await AccountsDoor.GiveAsync(records, clock, person, gives.Holds, gives.From, gives.Until);
        if (waits)
        {
            var held = await records.Set<RoleGrant>().Where(RoleGrant.IsOpenOn(London.Today(clock))).Where(g => g.Person == person).ToListAsync();
            var asked = await records.Set<Confirmation>().Where(c => c.Person == person && c.SettledAt == null).ToListAsync();
            if (held.Exists(g => g.Holds == gives.Holds) || asked.Exists(c => c.Gives!.Holds == gives.Holds)) return false;
        }
        else if (!await AccountsDoor.GiveAsync(records, clock, person, gives.Holds, gives.From, gives.Until)) return false;

        var one = Confirmation.OfRole(clock, by, person, gives, why, waits);
        records.Add(one);
        await TellAsync(records, key, clock, one, $"The role \"{gives.Holds.Role.Title()}\" {(one.Organisation is null ? "for the whole partnership" : "in your organisation")}");
        return true;
    }

    public static async Task TellAsync(Records records, MasterKey key, TimeProvider clock, Confirmation one, string what)
    {
        var near = one.Organisation is { } organisation ? await LeadsAsync(records, clock, organisation) : await NearAsync(records, clock, null);
        foreach (var who in near.Where(p => p != one.AskedBy && p != one.Person).Distinct())
            if (await records.Set<Person>().Where(p => p.Id == who).Select(p => p.Mail).SingleAsync() is { } mail)
                records.Add(Mail.Make(key, clock, who, Letters.ToConfirm(mail, $"{what} {(one.SettledAt is null ? "was asked for and waits for a second person" : "was given")}.")));
    }

    private static Task<bool> IsStoredAsync(Records records, OrganisationId? organisation) => records.Set<ChangeRecord>().AnyAsync(c =>
        StoredForAll.Contains(c.Kind) || (StoredForOne.Contains(c.Kind) && (organisation == null || c.Organisation == organisation)));

    private static async Task<List<PersonId>> NearAsync(Records records, TimeProvider clock, OrganisationId? organisation) =>
    [
        .. await AccountsDoor.Holding(records, clock, Role.Administrator).ToListAsync(),
        .. await AccountsDoor.Holding(records, clock, Role.DeliveryManager).ToListAsync(),
        .. organisation is { } one ? await LeadsAsync(records, clock, one) : [],
    ];

    private static async Task<List<PersonId>> LeadsAsync(Records records, TimeProvider clock, OrganisationId organisation) =>
    [
        .. await AccountsDoor.Holding(records, clock, Role.HrLead, organisation).ToListAsync(),
        .. await AccountsDoor.Holding(records, clock, Role.OrganisationLead, organisation).ToListAsync(),
    ];
}
