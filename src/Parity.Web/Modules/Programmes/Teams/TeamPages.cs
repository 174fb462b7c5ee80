using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Parity.Platform.Accounts.Contract;
using Parity.Platform.Partnership;
using Parity.Platform.Programmes;
using Parity.Web.Modules.Programmes.TakingPart;
using Parity.Web.Modules.Shared;

namespace Parity.Web.Modules.Programmes.Teams;

/// <summary>
/// What a line manager sees of people of theirs who have a place: when they are away, whether they were there, milestones;
/// and whom a mentor mentors.
/// </summary>
internal static class TeamPages
{
    public const string Page = "/team";

    public const string Mentees = "/mentoring";

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        string[] reading = [HttpMethods.Get, HttpMethods.Head];
        endpoints.MapMethods(Page, reading, async http => await Html.AnswerAsync<TeamPage>(http, new()
        {
            [nameof(TeamPage.People)] = await http.Service<ReadTeam.Handler>().HandleAsync(new(http.By()), http.RequestAborted),
        })).WithMetadata(RoutePolicy.For(Role.LineManager));
        endpoints.MapMethods(Page + "/workshops.ics", reading, async http =>
        {
            var workshops = await http.Service<ReadWorkshops.Handler>().HandleAsync(new(http.By()), http.RequestAborted);
            var now = http.Service<TimeProvider>().GetUtcNow();
            await CalendarText.SendAsync(http, CalendarText.Of([.. workshops.Select(w => new ReadCalendar.Date(w.Cohort, w.On, w.From, w.Until, w.Place, now))], "Workshop for line managers", "Workshops"), "workshops.ics");
        }).WithMetadata(RoutePolicy.For(Role.LineManager));
        endpoints.MapMethods(Mentees, reading, async http => await Html.AnswerAsync<MenteesPage>(http, new()
        {
            [nameof(MenteesPage.Mentees)] = await http.Service<ReadMentees.Handler>().HandleAsync(new(http.By()), http.RequestAborted),
            [nameof(MenteesPage.Employers)] = (await http.Service<PartnershipDoor>().AllAsync(http.RequestAborted)).ToDictionary(o => o.Id, o => o.Name),
        })).WithMetadata(RoutePolicy.ForAnyScope(Role.Mentor));
    }
}
