using Microsoft.EntityFrameworkCore;
using Parity.Platform.Foundation;
using Parity.Platform.Partnership.Contract;
using Parity.Platform.Partnership.Model;
using Parity.Platform.Storage;

namespace Parity.Platform.Partnership;

/// <summary>What other modules may ask about organisations.</summary>
public sealed class PartnershipDoor(Store store)
{
    public Task<Partner?> FindAsync(OrganisationId id, CancellationToken stop) => store.RememberAsync(
        ("partner", id), async records => await records.Set<Organisation>().SingleOrDefaultAsync(o => o.Id == id, stop) is { } found ? Partner.Of(found) : null, stop);

    /// <summary>Every organisation that is part of it now, by name.</summary>
    public Task<List<Partner>> AllAsync(CancellationToken stop) =>
        store.ReadAsync(async records => (await records.Set<Organisation>().Where(o => o.LeftOn == null).OrderBy(o => o.Name).ToListAsync(stop)).ConvertAll(Partner.Of));

    /// <summary>Every organisation that is part of it now or once was, by name: for pages about the past.</summary>
    public Task<List<KnownPartner>> EverAsync(CancellationToken stop) => store.ReadAsync(async records =>
    {
        var all = await records.Set<Organisation>().OrderBy(o => o.Name).ToListAsync(stop);
        var names = all.ToDictionary(o => o.Id, o => o.Name);
        return all.ConvertAll(o => new KnownPartner(Partner.Of(o), o.LeftOn, o.MergedInto is { } into ? names[into] : null));
    });

    /// <summary>The organisations that became part of this one, also those that came with another one. Their people are its people now, so it may read what they left.</summary>
    internal static async Task<List<OrganisationId>> TakenInAsync(Records records, OrganisationId by, CancellationToken stop)
    {
        var merged = (await records.Set<Organisation>().Where(o => o.MergedInto != null).Select(o => new { o.Id, o.MergedInto }).ToListAsync(stop)).ToLookup(o => o.MergedInto, o => o.Id);
        List<OrganisationId> found = [.. merged[by]];
        for (int at = 0; at < found.Count; at++) found.AddRange(merged[found[at]]);
        return found;
    }

    /// <summary>Codes of the organisations that had become part of another by that day, each with the one that it is part of then.</summary>
    public Task<Dictionary<string, string>> MergedAsync(DateOnly by, CancellationToken stop) => store.ReadAsync(async records =>
    {
        var all = await records.Set<Organisation>().ToDictionaryAsync(o => o.Id, stop);
        Organisation? Into(Organisation one) => one.MergedInto is { } into && one.LeftOn <= by ? all[into] : null;
        var merged = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var one in all.Values)
        {
            if (Into(one) is not { } now) continue;
            while (Into(now) is { } next) now = next;
            merged[one.Code] = now.Code;
        }

        return merged;
    });

    /// <summary>Every group that meets now, by name.</summary>
    public Task<List<PartnerGroup>> GroupsAsync(CancellationToken stop) => store.ReadAsync(async records =>
        (await records.Set<Group>().Where(g => g.UntilOn == null).OrderBy(g => g.Name).ToListAsync(stop)).ConvertAll(g => new PartnerGroup(g.Id, g.Name, g.Kind)));

    /// <summary>Every group that met on that day, by name, with the organisations that had a seat in it.</summary>
    public Task<List<SeatedGroup>> SeatedOnAsync(DateOnly day, CancellationToken stop) => store.ReadAsync(async records =>
    {
        var groups = await records.Set<Group>().Where(g => g.FromOn <= day && (g.UntilOn == null || g.UntilOn >= day)).OrderBy(g => g.Name).ToListAsync(stop);
        var seats = (await records.Set<Seat>().Where(s => s.Organisation != null && s.FromOn <= day && (s.UntilOn == null || s.UntilOn >= day)).Select(s => new { s.Group, s.Organisation }).ToListAsync(stop)).ToLookup(s => s.Group, s => s.Organisation!.Value);
        return groups.ConvertAll(g => new SeatedGroup(new(g.Id, g.Name, g.Kind), [.. seats[g.Id].Distinct()]));
    });

    internal static Task<bool> HasAnyAsync(Records records) => records.Set<Organisation>().AnyAsync();

    internal static OrganisationId Admit(Records records, TimeProvider clock, string code, string name, string sector, DateOnly on)
    {
        var organisation = new Organisation { Id = OrganisationId.New(clock), Code = code, Name = name, Sector = sector, JoinedOn = on };
        records.Add(organisation);
        records.Add(new OrganisationEvent { Id = TypedId.NewValue(clock), Organisation = organisation.Id, Day = on, Kind = "joined", After = name });
        return organisation.Id;
    }

    internal static GroupId Form(Records records, TimeProvider clock, string name, GroupKind kind, string purpose, DateOnly on)
    {
        var group = new Group { Id = GroupId.New(clock), Name = name, Kind = kind, Purpose = purpose, FromOn = on };
        records.Add(group);
        return group.Id;
    }

    internal static void Seat(Records records, TimeProvider clock, GroupId group, OrganisationId? organisation, PersonId? person, string title, DateOnly from, DateOnly? until = null) =>
        records.Add(new Seat { Id = TypedId.NewValue(clock), Group = group, Organisation = organisation, Person = person, Title = title, FromOn = from, UntilOn = until });
}
