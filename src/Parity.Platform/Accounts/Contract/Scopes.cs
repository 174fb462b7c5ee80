namespace Parity.Platform.Accounts.Contract;

/// <summary>Which roles can be held where.</summary>
public static class Scopes
{
    /// <summary>Roles that are given; being disabled is not given but done.</summary>
    public static IReadOnlyList<Role> Given { get; } = [.. Roles.All.Where(r => r is not Role.Disabled)];

    public static bool Fit(HeldRole holds) => holds.Scope switch
    {
        RoleScope.Partnership => ForPartnership(holds.Role),
        RoleScope.InOrganisation => InOrganisation(holds.Role),
        RoleScope.ForGroup => holds.Role is Role.DeliveryManager,
        RoleScope.OfProgramme => OfProgramme(holds.Role),
        RoleScope.OfCase => holds.Role is Role.CaseHandler,
        _ => throw new ArgumentOutOfRangeException(nameof(holds)),
    };

    /// <summary>Roles by which somebody acts for the organisation they are held in: its returns, its figures, its part in programmes.</summary>
    public static bool SpeaksForOrganisation(HeldRole holds) =>
        holds is { Organisation: not null, Role: Role.HrAnalyst or Role.HrLead or Role.OrganisationLead or Role.Sponsor };

    /// <summary>Roles that read people's data, decide what is published, or give such roles: one person asks for them and another one confirms.</summary>
    public static bool NeedsSecondPerson(HeldRole holds) => holds.Scope switch
    {
        RoleScope.Partnership => holds.Role is Role.DeliveryManager or Role.Publisher or Role.CaseHandler or Role.ProgrammeManager or Role.Assessor or Role.Evaluator or Role.Administrator,
        RoleScope.InOrganisation => holds.Role is Role.HrAnalyst or Role.HrLead or Role.OrganisationLead,
        _ => false,
    };

    /// <summary>What to choose instead, where a role does not fit its scope.</summary>
    public static string Advice(Role role) => $"Choose another place: the role \"{role.Title()}\" is held {string.Join(" or ", PlacesOf(role))}.";

    private static bool ForPartnership(Role role) => role is Role.Public or Role.DeliveryManager or Role.Publisher or Role.CaseHandler or Role.Auditor or Role.Administrator
        or Role.ProgrammeManager or Role.Assessor or Role.Evaluator or Role.Sponsor;

    private static bool InOrganisation(Role role) => role is Role.Applicant or Role.Participant or Role.Mentor or Role.LineManager or Role.HrAnalyst or Role.HrLead or Role.OrganisationLead or Role.Sponsor;

    /// <summary>
    /// Roles that are held for one cohort and count there alone. Whoever runs, follows up or pays towards programmes does so
    /// for all of them: cases, shapes, employers' support and outcome figures are shared by cohorts, so no page of theirs
    /// could be held to one.
    /// </summary>
    private static bool OfProgramme(Role role) => role is Role.Applicant or Role.Participant or Role.Mentor or Role.LineManager or Role.Assessor;

    private static IEnumerable<string> PlacesOf(Role role)
    {
        if (InOrganisation(role)) yield return "in one organisation";
        if (ForPartnership(role)) yield return "for the whole partnership";
        if (role is Role.DeliveryManager) yield return "for one group";
        if (OfProgramme(role)) yield return "for one cohort of a programme";
        if (role is Role.CaseHandler) yield return "for one case";
    }
}
