using Parity.App.Tests.Programmes;
using Parity.Platform.Accounts;
using Parity.Platform.Accounts.Contract;
using Parity.Platform.Foundation;
using Parity.Platform.Partnership;
using Parity.Platform.Partnership.Contract;
using Parity.Platform.Publishing;
using Parity.Platform.Publishing.Contract;
using Parity.Platform.Workforce;

namespace Parity.App.Tests.Accounts;

/// <summary>Who may do it: one of these roles is enough.</summary>
internal enum Doing
{
    Team,
    Employer,
    Assessor,
    Administrator,
    Keeper,
    KeeperOfGroup,
    Collector,
    Analyst,
    HrLead,
    AnalystOrHrLead,
    Publisher,
    Auditor,
}

/// <summary>
/// Every slice that writes behind a role, called with something it would look up. What is not there is enough: whether the
/// role is asked first is seen from what is looked up at all.
/// </summary>
internal static class SlicesBehindRoles
{
    /// <param name="LineManager">Of the employer for which is asked.</param>
    /// <param name="Other">Somebody else, whose account is changed.</param>
    public sealed record Setting(ProgrammeCity City, PersonId LineManager, PersonId Other, GroupId Group)
    {
        public static Guid Nothing { get; } = new("01234567-89ab-7def-8123-456789abcdef");

        /// <summary>What slices go by; what they ask before their transaction goes by the city's own.</summary>
        public TimeProvider Clock { get; init; } = City.Clock;

        public DateOnly Today => London.Today(City.Clock);
    }

    private static readonly Dictionary<string, (Doing By, Func<Setting, PersonId, Task<object?>> Call)> OfOtherModules = new(StringComparer.Ordinal)
    {
        ["InvitePerson"] = (Doing.Administrator, async (at, by) => await new InvitePerson.Handler(at.City.Store, at.Clock).HandleAsync(new(by, "Ivy New", "ivy@example.org", new(new(Role.Auditor)), "As the board decided.", _ => new("https://parity.example")), default)),
        ["ChangeAccount"] = (Doing.Administrator, async (at, by) => await new ChangeAccount.Handler(at.City.Store, at.Clock).HandleAsync(new(by, at.Other, new ChangeAccount.Deed.Disable(), "As the board decided."), default)),
        ["SetSignOn"] = (Doing.Administrator, async (at, by) => await new SetSignOn.Handler(at.City.Store, at.Clock).HandleAsync(new(by, at.City.Council, "https://id.example.org", "parity", "a secret", "example.org", true), default)),
        ["EndSignOn"] = (Doing.Administrator, async (at, by) => await new EndSignOn.Handler(at.City.Store, at.Clock).HandleAsync(new(by, at.City.Council), default)),

        ["JudgeSighting"] = (Doing.Auditor, async (at, by) => await new JudgeSighting.Handler(at.City.Store, at.Clock).HandleAsync(new(by, Setting.Nothing, SightingVerdict.InOrder, null), default)),

        ["AdmitOrganisation"] = (Doing.Keeper, async (at, by) => await new AdmitOrganisation.Handler(at.City.Store, at.Clock).HandleAsync(new(by, "NEW", "A new trust", "health", new(2024, 1, 1)), default)),
        ["ChangeOrganisation"] = (Doing.Keeper, async (at, by) => await new ChangeOrganisation.Handler(at.City.Store, at.Clock).HandleAsync(new(by, at.City.Council, new ChangeOrganisation.Deed.Rename("Another name")), default)),
        ["FormGroup"] = (Doing.Keeper, async (at, by) => await new FormGroup.Handler(at.City.Store, at.Clock).HandleAsync(new(by, "A board", GroupKind.Board, "Decides.", new(2024, 1, 1)), default)),
        ["ChangeGroup"] = (Doing.KeeperOfGroup, async (at, by) => await new ChangeGroup.Handler(at.City.Store, at.Clock).HandleAsync(new(by, at.Group, new ChangeGroup.Deed.Fill("Chair", null, null, new(2024, 2, 1))), default)),

        ["OpenRound"] = (Doing.Collector, async (at, by) => await new OpenRound.Handler(at.City.Store, at.City.Accounts, at.City.Partnership, at.Clock).HandleAsync(new(by, "First edition", new(2026, 3, 31), new(2025, 4, 1), new(2026, 3, 31), at.Today.AddDays(30)), default)),
        ["ChangeInvitation"] = (Doing.Collector, async (at, by) => await new ChangeInvitation.Handler(at.City.Store, at.City.Accounts, at.City.Partnership, at.Clock)
            .HandleAsync(new(by, new(Setting.Nothing), at.City.Council, ChangeInvitation.Agreement.MoreTime, at.Today.AddDays(40), "as agreed"), default)),
        ["RemindEmployers"] = (Doing.Collector, async (at, by) => await new RemindEmployers.Handler(at.City.Store, at.City.Accounts, at.City.Partnership, at.Clock).HandleAsync(new(by, new(Setting.Nothing)), default) is { Letters: > 0 } written ? written : null),
        ["CloseRound"] = (Doing.Collector, async (at, by) => await new CloseRound.Handler(at.City.Store, at.City.Accounts, at.Clock).HandleAsync(new(by, new(Setting.Nothing)), default)),
        ["IssueToken"] = (Doing.Analyst, async (at, by) => await new IssueToken.Handler(at.City.Store, at.City.Accounts, at.Clock).HandleAsync(new(by, at.City.Council, new(Setting.Nothing)), default)),
        ["ExplainSwings"] = (Doing.Analyst, async (at, by) => await new ExplainSwings.Handler(at.City.Store, at.City.Accounts, at.Clock).HandleAsync(new(by, at.City.Council, new(Setting.Nothing), new Dictionary<string, string>()), default)),
        ["ConfirmReturn"] = (Doing.Analyst, async (at, by) => await new ConfirmReturn.Handler(at.City.Store, at.City.Accounts, at.Clock).HandleAsync(new(by, at.City.Council, new(Setting.Nothing)), default)),
        ["SendBackReturn"] = (Doing.HrLead, async (at, by) => await new SendBackReturn.Handler(at.City.Store, at.City.Accounts, at.Clock).HandleAsync(new(by, at.City.Council, new(Setting.Nothing), "look again"), default)),
        ["SignOffReturn"] = (Doing.HrLead, async (at, by) => await new SignOffReturn.Handler(at.City.Store, at.City.Accounts, at.Clock).HandleAsync(new(by, at.City.Council, new(Setting.Nothing)), default)),

        ["PreviewReturn"] = (Doing.AnalystOrHrLead, async (at, by) => await new PreviewReturn.Handler(at.City.Store, at.Clock).AskAsync(new(at.City.Council, new(Setting.Nothing)), by, default)),
        ["AssembleEdition"] = (Doing.Publisher, async (at, by) => await new AssembleEdition.Handler(at.City.Store, at.City.Accounts, new(at.City.Store, at.City.Clock), at.Clock).HandleAsync(new(by, null, new(Setting.Nothing), "1", "First edition", EditionDesign.Usual, ""), default)),
        ["TellElsewhere"] = (Doing.Publisher, async (at, by) => await new TellElsewhere.Handler(at.City.Store, at.City.Accounts, at.Clock).HandleAsync(new(by, new(Setting.Nothing), "Annual report", null), default)),
        ["ApproveVersion"] = (Doing.Publisher, async (at, by) => await new ApproveVersion.Handler(at.City.Store, at.City.Accounts, at.Clock).HandleAsync(new(by, new(Setting.Nothing), new(Setting.Nothing), "We looked at every page"), default)),
        ["ReleaseVersion"] = (Doing.Publisher, async (at, by) => await new ReleaseVersion.Handler(at.City.Store, at.City.Accounts, at.Clock).HandleAsync(new(by, new(Setting.Nothing), null), default)),
        ["WithdrawEdition"] = (Doing.Publisher, async (at, by) => await new WithdrawEdition.Handler(at.City.Store, at.City.Accounts, at.Clock).HandleAsync(new(by, new(Setting.Nothing), "A mistake"), default)),
    };

    /// <summary>By the slice's name; what follows a comma tells apart what one slice does.</summary>
    public static readonly IReadOnlyDictionary<string, (Doing By, Func<Setting, PersonId, Task<object?>> Call)> All = ProgrammeSlices.All.Concat(OfOtherModules).ToDictionary(StringComparer.Ordinal);

    /// <summary>What lets somebody do it, each by itself.</summary>
    public static IReadOnlyList<HeldRole> For(Doing by, Setting at) => by switch
    {
        Doing.Team => [new(Role.ProgrammeManager)],
        Doing.Employer => [new(Role.HrLead, at.City.Council), new(Role.OrganisationLead, at.City.Council)],
        Doing.Assessor => [new(Role.Assessor, new ProgrammeId(at.City.Cohort.Value)), new(Role.Assessor)],
        Doing.Administrator => [new(Role.Administrator)],
        Doing.Auditor => [new(Role.Auditor)],
        Doing.Keeper => [new(Role.Administrator), new(Role.DeliveryManager)],
        Doing.KeeperOfGroup => [new(Role.Administrator), new(Role.DeliveryManager), new(Role.DeliveryManager, at.Group)],
        Doing.Collector => [new(Role.DeliveryManager)],
        Doing.Analyst => [new(Role.HrAnalyst, at.City.Council)],
        Doing.HrLead => [new(Role.HrLead, at.City.Council)],
        Doing.AnalystOrHrLead => [new(Role.HrAnalyst, at.City.Council), new(Role.HrLead, at.City.Council)],
        Doing.Publisher => [new(Role.Publisher)],
        _ => throw new ArgumentOutOfRangeException(nameof(by)),
    };
}
