using Parity.Platform.Accounts.Contract;

namespace Parity.Web.Modules.Shared;

/// <summary>Marks an endpoint whose answer lies ready and costs nothing to give: it is given however often it is asked for.</summary>
internal sealed record LiesReady;

/// <summary>Who may use an endpoint. Every endpoint names one, and the gate in front of them all holds it to that.</summary>
internal sealed record RoutePolicy
{
    /// <summary>Anybody, and nothing of it is secret.</summary>
    public static readonly RoutePolicy Public = new("public", null);

    /// <summary>Anybody, but with a form of ours or an answer no cache may keep: signing in and what leads to it.</summary>
    public static readonly RoutePolicy Anybody = new("anybody", null);

    /// <summary>Anybody, but only in a demonstration; elsewhere there is no such address.</summary>
    public static readonly RoutePolicy Demo = new("demo", null);

    /// <summary>An HR system with an analyst's token.</summary>
    public static readonly RoutePolicy ApiToken = new("api-token", null);

    /// <summary>A program that shows the token of whoever runs the server.</summary>
    public static readonly RoutePolicy MetricsToken = new("metrics-token", null);

    /// <summary>Everybody who has signed in.</summary>
    public static readonly RoutePolicy SignedIn = new("signed-in", _ => true);

    /// <summary>Whoever keeps the seats of groups: of all of them, or of the one they hold the role for. Which one is the slice's business.</summary>
    public static readonly RoutePolicy KeepsGroups = new(
        "delivery-manager|administrator|delivery-manager-of-group",
        account => account.Has(Role.DeliveryManager) || account.Has(Role.Administrator) || account.HasSomewhere(Role.DeliveryManager));

    /// <summary>Everybody who works in the partnership; not those who only apply for something, have a place in a programme, pay towards it or look.</summary>
    public static readonly RoutePolicy Working = new(
        "working", account => !account.IsDisabled && account.Holds.Any(held => held.Role is not (Role.Public or Role.Applicant or Role.Sponsor or Role.Disabled) && held is not { Role: Role.Participant, Scope: RoleScope.OfProgramme }));

    /// <summary>A sponsor whose role is held in an organisation; one of a programme, or of all, has none whose statement could be read.</summary>
    public static readonly RoutePolicy SponsorsFromOrganisation = new("sponsor-in-organisation", SponsorsOne);

    /// <summary>Whoever reads the statement of their own organisation.</summary>
    public static readonly RoutePolicy ReadsOwnStatement = new(
        "hr-lead|organisation-lead|sponsor-in-organisation", account => account.Has(Role.HrLead) || account.Has(Role.OrganisationLead) || SponsorsOne(account));

    private RoutePolicy(string name, Func<Account, bool>? admits) => (Name, Admits) = (name, admits);

    public string Name { get; }

    /// <summary>For pages of people who sign in; null where no person is asked for.</summary>
    public Func<Account, bool>? Admits { get; }

    private static bool SponsorsOne(Account account) => !account.IsDisabled && account.Holds.Any(h => h.Role is Role.Sponsor && h.Organisation is not null);

    /// <summary>People with one of these roles, in whatever organisation; which rows they see is the slice's business.</summary>
    public static RoutePolicy For(params Role[] roles) => new(string.Join('|', roles.Select(r => r.Word())), account => roles.Any(account.Has));

    /// <summary>People with one of these roles anywhere, be it for one programme or case; which rows they see is the slice's business.</summary>
    public static RoutePolicy ForAnyScope(params Role[] roles) =>
        new(string.Join('|', roles.Select(r => $"{r.Word()}-of-any-scope")), account => roles.Any(account.HasSomewhere));
}
