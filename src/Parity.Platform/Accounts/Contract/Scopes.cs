namespace Parity.Platform.Accounts.Contract;

/// <summary>Where a role can be held: in one organisation, for one group, or for the whole partnership.</summary>
public static class Scopes
{
    public static bool InOrganisation(this Role role) =>
        role is Role.Applicant or Role.Participant or Role.Mentor or Role.LineManager or Role.HrAnalyst or Role.HrLead or Role.OrganisationLead;

    /// <summary>Whoever follows a group's work up keeps that group's seats, and nothing else.</summary>
    public static bool ForGroup(this Role role) => role is Role.DeliveryManager;

    /// <summary>Roles that an administrator gives; being disabled is not given but done.</summary>
    public static IReadOnlyList<Role> Given { get; } = [.. Roles.All.Where(r => r is not Role.Disabled)];

    public static bool Fit(HeldRole holds) =>
        holds.Role is not Role.Disabled
        && (holds.Role.InOrganisation() ? holds is { Organisation: not null, Group: null } : holds.Organisation is null && (holds.Group is null || holds.Role.ForGroup()));

    public static string Advice(Role role) =>
        role.InOrganisation() ? $"Choose the organisation: the role \"{role.Title()}\" is held in one."
        : role.ForGroup() ? "Choose the whole partnership or a group for this role."
        : $"Choose the whole partnership: the role \"{role.Title()}\" is held for all of it.";
}
