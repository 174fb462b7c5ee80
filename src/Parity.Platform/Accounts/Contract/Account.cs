using Parity.Platform.Foundation;

namespace Parity.Platform.Accounts.Contract;

/// <param name="Organisation">Where the role is held; null for the whole partnership.</param>
public readonly record struct HeldRole(Role Role, OrganisationId? Organisation);

/// <summary>Somebody with an account and what they do here now.</summary>
public sealed record Account(PersonId Id, string Name, bool IsDisabled, IReadOnlyList<HeldRole> Holds)
{
    public bool Has(Role role) => !IsDisabled && Holds.Any(h => h.Role == role);

    /// <summary>Whether the role is held in that very organisation; a role for the whole partnership does not count.</summary>
    public bool HoldsIn(Role role, OrganisationId organisation) => !IsDisabled && Holds.Contains(new HeldRole(role, organisation));
}
