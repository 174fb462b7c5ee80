using Parity.Platform.Accounts.Contract;

namespace Parity.Web.Modules.Shared;

/// <summary>The parts of the service and whom each is for: the navigation of every private page, and the start page, are made of it.</summary>
internal static class ServiceParts
{
    /// <param name="Hint">What is done there, in a few words.</param>
    public sealed record Part(string Href, string Name, string Hint, RoutePolicy For);

    public static readonly IReadOnlyList<Part> All =
    [
        new("/returns", "Returns", "Send your organisation's return, look at every version, sign it off", RoutePolicy.For(Role.HrAnalyst, Role.HrLead)),
        new("/rounds", "Rounds", "Who has sent a return, who has to act next", RoutePolicy.For(Role.DeliveryManager, Role.Publisher)),
        new("/publishing", "Publishing", "Make editions, look at them, approve, publish, correct", RoutePolicy.For(Role.DeliveryManager, Role.Publisher)),
        new("/figures", "Your figures", "Your organisation beside the city, and a briefing on one page", RoutePolicy.For(Role.HrAnalyst, Role.HrLead, Role.OrganisationLead)),
        new("/programme", "Programme", "Positive-action cases, cohorts, applications, offers", RoutePolicy.For(Role.ProgrammeManager)),
        new("/marking", "Marking", "Answers without names to mark, samples, marks to settle", RoutePolicy.ForAnyScope(Role.Assessor)),
        new("/employer", "Your part in programmes", "Whom you put forward, who has a place, what you lend and get", RoutePolicy.For(Role.HrLead, Role.OrganisationLead)),
        new("/employer/statement", "Statement", "What your organisation promised and gave, and what programmes led to", RoutePolicy.SponsorsFromOrganisation),
        new("/places", "Your programme", "What comes next, your days, your development plan", RoutePolicy.ForAnyScope(Role.Participant)),
        new("/team", "Your people", "Who of yours is on a programme: days and milestones", RoutePolicy.For(Role.LineManager)),
        new("/mentoring", "Mentoring", "Whom you mentor, and until when", RoutePolicy.ForAnyScope(Role.Mentor)),
        new("/hosting", "Assignments", "Projects for participants of other organisations, and contracts that wait for you", RoutePolicy.For(Role.HrLead, Role.OrganisationLead)),
        new("/outcomes", "Outcomes", "What programmes led to, each figure with what traces it", RoutePolicy.For(Role.Evaluator, Role.Sponsor, Role.ProgrammeManager, Role.DeliveryManager, Role.OrganisationLead)),
        new("/partnership", "Partnership", "Organisations and groups, since when, and who sits where", RoutePolicy.Working),
        new("/seen", "Who saw", "Who looked at special-category data of your organisation, when and what for", RoutePolicy.For(Role.HrLead, Role.OrganisationLead)),
        new("/audit", "Log of changes", "Who changed what and why; the log verified; who saw special-category data", RoutePolicy.For(Role.Auditor)),
        new("/people", "Accounts", "Who has an account, who is invited, who may do what", RoutePolicy.For(Role.Administrator)),
        new("/confirmations", "Confirmations", "Roles and organisations' own sign-in that a second person confirms", RoutePolicy.For(Role.Administrator, Role.DeliveryManager, Role.HrLead, Role.OrganisationLead)),
        new("/applications", "Apply", "Leadership programmes that are open, and your own applications", RoutePolicy.SignedIn),
        new("/account", "Your account", "What you sign in with, where you are signed in, what is held about you", RoutePolicy.SignedIn),
    ];

    public static IEnumerable<Part> Of(Account account) => All.Where(part => part.For.Admits!(account));
}
