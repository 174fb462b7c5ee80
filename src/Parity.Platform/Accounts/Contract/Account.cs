using Parity.Platform.Foundation;

namespace Parity.Platform.Accounts.Contract;

/// <summary>A role and where it is held. It says nothing beyond that place.</summary>
public readonly record struct HeldRole(Role Role, RoleScope Scope)
{
    public HeldRole(Role role, OrganisationId organisation) : this(role, RoleScope.In(organisation)) { }

    public HeldRole(Role role, GroupId group) : this(role, RoleScope.For(group)) { }

    public HeldRole(Role role, ProgrammeId programme) : this(role, RoleScope.Of(programme)) { }

    public HeldRole(Role role, CaseId one) : this(role, RoleScope.Of(one)) { }

    /// <summary>For the whole partnership.</summary>
    public HeldRole(Role role) : this(role, RoleScope.Whole) { }

    public OrganisationId? Organisation => (Scope as RoleScope.InOrganisation)?.Id;
}

/// <summary>Somebody with an account and what they do here today.</summary>
public sealed record Account(PersonId Id, string Name, bool IsDisabled, IReadOnlyList<HeldRole> Holds)
{
    /// <summary>Whether the role is held in some organisation or for the whole partnership; one held for a group, programme or case alone does not count.</summary>
    public bool Has(Role role) => !IsDisabled && Holds.Any(h => h.Role == role && h.Scope is RoleScope.Partnership or RoleScope.InOrganisation);

    /// <summary>Whether the role is held anywhere at all; what of it they may see is asked of each record.</summary>
    public bool HasSomewhere(Role role) => !IsDisabled && Holds.Any(h => h.Role == role);

    /// <summary>Whether the role is held for that very group; one for the whole partnership does not count.</summary>
    public bool HoldsFor(Role role, GroupId group) => IsHeld(new(role, group));

    /// <summary>Whether the role is held in that very organisation; one for the whole partnership does not count.</summary>
    public bool HoldsIn(Role role, OrganisationId organisation) => IsHeld(new(role, organisation));

    /// <summary>Whether the role is held for that programme, or for all of them.</summary>
    public bool HoldsOf(Role role, ProgrammeId programme) => IsHeld(new(role, programme)) || IsHeld(new(role));

    /// <summary>Whether the role is held for that very case. One for the whole partnership does not open it: whoever handles a case is named for it.</summary>
    public bool HoldsOf(Role role, CaseId one) => IsHeld(new(role, one));

    /// <summary>The organisations they act for: one at a time, the first unless another is chosen.</summary>
    public IEnumerable<OrganisationId> ActsFor => Holds.Where(Scopes.SpeaksForOrganisation).Select(h => h.Organisation!.Value).Distinct();

    /// <summary>What they do here while they act for that organisation: what they do for another one waits.</summary>
    public Account ActingFor(OrganisationId? organisation) => this with { Holds = [.. Holds.Where(h => !Scopes.SpeaksForOrganisation(h) || h.Organisation == organisation)] };

    private bool IsHeld(HeldRole held) => !IsDisabled && Holds.Contains(held);
}
