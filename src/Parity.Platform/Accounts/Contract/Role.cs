namespace Parity.Platform.Accounts.Contract;

/// <summary>What somebody does here. Where each can be held, <see cref="Scopes"/> says.</summary>
public enum Role
{
    /// <summary>Anybody with an account and no work to do here.</summary>
    Public,
    Applicant,
    Participant,
    Mentor,
    LineManager,

    /// <summary>Prepares and submits an organisation's return.</summary>
    HrAnalyst,

    /// <summary>Signs an organisation's return off; never the person who submitted it.</summary>
    HrLead,
    OrganisationLead,

    /// <summary>Runs the partnership between meetings: opens rounds, follows them up.</summary>
    DeliveryManager,
    Publisher,
    CaseHandler,

    /// <summary>Runs a programme, from its case to its follow-up.</summary>
    ProgrammeManager,

    /// <summary>Marks applications and interviews.</summary>
    Assessor,

    /// <summary>Follows up what a programme led to.</summary>
    Evaluator,

    /// <summary>Pays towards a programme, and sees what came of it.</summary>
    Sponsor,
    Auditor,

    /// <summary>Keeps accounts; sees nobody's special-category record.</summary>
    Administrator,

    /// <summary>An account that may not be used any more.</summary>
    Disabled,
}

public static class Roles
{
    private static readonly string[] Words =
    [
        "public", "applicant", "participant", "mentor", "line-manager", "hr-analyst", "hr-lead", "organisation-lead",
        "delivery-manager", "publisher", "case-handler", "programme-manager", "assessor", "evaluator", "sponsor", "auditor", "administrator", "disabled",
    ];

    public static IReadOnlyList<Role> All { get; } = Enum.GetValues<Role>();

    /// <summary>The name that is stored and that programs see, such as <c>hr-analyst</c>.</summary>
    public static string Word(this Role role) => Words[(int)role];

    /// <summary>For people, such as "HR analyst".</summary>
    public static string Title(this Role role) => role switch
    {
        Role.Public => "Member of the public",
        Role.HrAnalyst => "HR analyst",
        Role.HrLead => "HR lead",
        _ => char.ToUpperInvariant(Words[(int)role][0]) + Words[(int)role][1..].Replace('-', ' '),
    };

    public static Role Parse(string word) =>
        Array.IndexOf(Words, word) is >= 0 and var at ? (Role)at : throw new ArgumentException("There is no such role.", nameof(word));
}
