using Parity.Platform.Foundation;

namespace Parity.Platform.Accounts.Contract;

/// <param name="Organisation">Where the role is held; null for the whole partnership or a group.</param>
/// <param name="Group">The group it is held for, and nothing beyond it.</param>
public readonly record struct HeldRole(Role Role, OrganisationId? Organisation, GroupId? Group = null);

/// <summary>Somebody with an account and what they do here now.</summary>
public sealed record Account(PersonId Id, string Name, bool IsDisabled, IReadOnlyList<HeldRole> Holds)
{
    /// <summary>Whether the role is held in some organisation or for the whole partnership; one held for a group alone does not count.</summary>
    public bool Has(Role role) => !IsDisabled && Holds.Any(h => h.Role == role && h.Group is null);

    public bool HoldsFor(Role role, GroupId group) => !IsDisabled && Holds.Contains(new HeldRole(role, null, group));

    /// <summary>Whether the role is held in that very organisation; a role for the whole partnership does not count.</summary>
    public bool HoldsIn(Role role, OrganisationId organisation) => !IsDisabled && Holds.Contains(new HeldRole(role, organisation));
}
