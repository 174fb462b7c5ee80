using System.Net;
using System.Text.RegularExpressions;
using Parity.App.Tests.SampleCity;
using Parity.App.Tests.Server;
using Parity.App.Tests.Storage;
using Parity.Platform.Accounts.Contract;
using Parity.Web.Server;

namespace Parity.App.Tests.Accounts;

/// <summary>Who may use what: the table here and the addresses of the running program must be the same, row for row.</summary>
[Long]
public sealed partial class MatrixTests
{
    private const string Read = "READ ";
    private static readonly Role[] Everybody = [.. Roles.All.Where(r => r is not Role.Disabled)];

    private static readonly Role[] Working = [.. Everybody.Where(r => r is not (Role.Public or Role.Applicant or Role.Sponsor))];
    private static readonly Role[] Keeping = [Role.DeliveryManager, Role.Administrator];

    /// <summary>Every address that is not public, and the roles that are let in. Nobody named: a token decides, or the demo's visitors. Read: GET and HEAD.</summary>
    private static readonly Dictionary<string, Role[]> Short = new(StringComparer.Ordinal)
    {
        ["READ /home"] = Everybody,
        ["POST /sign-out"] = Everybody,
        ["POST /account/acting-for"] = Everybody,
        ["READ /sign-in"] = [],
        ["POST /sign-in"] = [],
        ["POST /sign-in/passkey"] = [],
        ["POST /sign-in/passkey/question"] = [],
        ["READ /sign-in/organisation"] = [],
        ["GET /sign-in/organisation/{id}"] = [],
        ["GET /sign-in/organisation/return"] = [],
        ["READ /sign-in/organisation/code"] = [],
        ["POST /sign-in/organisation/code"] = [],
        ["READ /set-up/{secret}"] = [],
        ["POST /set-up/{secret}"] = [],
        ["READ /forgotten-password"] = [],
        ["POST /forgotten-password"] = [],
        ["READ /new-password/{secret}"] = [],
        ["POST /new-password/{secret}"] = [],
        ["READ /account"] = Everybody,
        ["READ /account/prove"] = Everybody,
        ["POST /account/prove"] = Everybody,
        ["READ /account/password"] = Everybody,
        ["POST /account/password"] = Everybody,
        ["READ /account/authenticator"] = Everybody,
        ["POST /account/authenticator"] = Everybody,
        ["POST /account/recovery-codes"] = Everybody,
        ["POST /account/passkeys"] = Everybody,
        ["POST /account/passkeys/question"] = Everybody,
        ["POST /account/passkeys/{id}/remove"] = Everybody,
        ["POST /account/sessions/{id}/end"] = Everybody,
        ["POST /account/sessions/end-others"] = Everybody,
        ["POST /account/monitoring"] = Everybody,
        ["POST /account/copy"] = Everybody,
        ["READ /help"] = [],
        ["READ /privacy-notice"] = [],
        ["READ /metrics"] = [],
        ["READ /audit"] = [Role.Auditor],
        ["READ /audit/verify"] = [Role.Auditor],
        ["READ /audit/seen"] = [Role.Auditor],
        ["READ /audit/refused"] = [Role.Auditor],
        ["READ /audit/meetings"] = [Role.Auditor],
        ["READ /seen"] = [Role.HrLead, Role.OrganisationLead],
        ["READ /partnership"] = Working,
        ["READ /partnership/organisations/new"] = Keeping,
        ["POST /partnership/organisations/new"] = Keeping,
        ["READ /partnership/organisations/{id}"] = Working,
        ["POST /partnership/organisations/{id}/name"] = Keeping,
        ["POST /partnership/organisations/{id}/sector"] = Keeping,
        ["POST /partnership/organisations/{id}/directorates"] = Keeping,
        ["POST /partnership/organisations/{id}/directorates/end"] = Keeping,
        ["POST /partnership/organisations/{id}/grades"] = Keeping,
        ["POST /partnership/organisations/{id}/grades/end"] = Keeping,
        ["POST /partnership/organisations/{id}/leave"] = Keeping,
        ["POST /partnership/organisations/{id}/merge"] = Keeping,
        ["READ /partnership/groups/new"] = Keeping,
        ["POST /partnership/groups/new"] = Keeping,
        ["READ /partnership/groups/{id}"] = Working,
        ["POST /partnership/groups/{id}/seats"] = Keeping,
        ["POST /partnership/groups/{id}/seats/end"] = Keeping,
        ["POST /partnership/groups/{id}/end"] = Keeping,
        ["READ /people"] = [Role.Administrator],
        ["READ /people/sign-on"] = [Role.Administrator],
        ["READ /people/sign-on/{id}"] = [Role.Administrator],
        ["POST /people/sign-on/{id}"] = [Role.Administrator],
        ["POST /people/sign-on/{id}/end"] = [Role.Administrator],
        ["READ /people/invite"] = [Role.Administrator],
        ["POST /people/invite"] = [Role.Administrator],
        ["READ /people/{id}"] = [Role.Administrator],
        ["POST /people/{id}/roles"] = [Role.Administrator],
        ["POST /people/{id}/roles/{grant}/end"] = [Role.Administrator],
        ["POST /people/{id}/disable"] = [Role.Administrator],
        ["POST /people/{id}/enable"] = [Role.Administrator],
        ["POST /people/{id}/reset"] = [Role.Administrator],
        ["POST /people/{id}/invite"] = [Role.Administrator],
        ["READ /returns"] = [Role.HrAnalyst, Role.HrLead],
        ["POST /returns"] = [Role.HrAnalyst],
        ["READ /returns/{id}"] = [Role.HrAnalyst, Role.HrLead],
        ["POST /returns/{id}/sign-off"] = [Role.HrLead],
        ["POST /returns/{id}/send-back"] = [Role.HrLead],
        ["POST /returns/{id}/submit"] = [Role.HrAnalyst],
        ["POST /returns/token"] = [Role.HrAnalyst],
        ["READ /returns/{id}/changes"] = [Role.HrAnalyst, Role.HrLead],
        ["POST /returns/{id}/changes"] = [Role.HrAnalyst],
        ["READ /returns/problems/{id}"] = [Role.HrAnalyst, Role.HrLead],
        ["READ /returns/problems/{id}/problems.csv"] = [Role.HrAnalyst, Role.HrLead],
        ["READ /rounds"] = [Role.DeliveryManager, Role.Publisher],
        ["READ /rounds/new"] = [Role.DeliveryManager],
        ["POST /rounds/new"] = [Role.DeliveryManager],
        ["READ /rounds/{id}"] = [Role.DeliveryManager, Role.Publisher],
        ["POST /rounds/{id}/close"] = [Role.DeliveryManager],
        ["POST /rounds/{id}/reminders"] = [Role.DeliveryManager],
        ["READ /rounds/{id}/organisations/{organisation}"] = [Role.DeliveryManager],
        ["POST /rounds/{id}/organisations/{organisation}"] = [Role.DeliveryManager],
        ["READ /publishing"] = [Role.Publisher, Role.DeliveryManager],
        ["POST /publishing"] = [Role.Publisher],
        ["READ /publishing/{id}"] = [Role.Publisher, Role.DeliveryManager],
        ["POST /publishing/{id}/approve"] = [Role.Publisher],
        ["POST /publishing/{id}/publish"] = [Role.Publisher],
        ["POST /publishing/{id}/again"] = [Role.Publisher],
        ["POST /publishing/{id}/elsewhere"] = [Role.Publisher],
        ["POST /publishing/{id}/withdraw"] = [Role.Publisher],
        ["READ /publishing/{id}/pages/{**path}"] = [Role.Publisher, Role.DeliveryManager, Role.OrganisationLead],
        ["READ /returns/{id}/preview"] = [Role.HrAnalyst, Role.HrLead],
        ["POST /returns/{id}/preview"] = [Role.HrAnalyst, Role.HrLead],
        ["READ /returns/{id}/preview/pages/{**path}"] = [Role.HrAnalyst, Role.HrLead],
        ["READ /figures"] = [Role.HrAnalyst, Role.HrLead, Role.OrganisationLead],
        ["READ /figures/{id}"] = [Role.HrAnalyst, Role.HrLead, Role.OrganisationLead],
        ["READ /figures/{id}/briefing"] = [Role.HrAnalyst, Role.HrLead, Role.OrganisationLead],
        ["READ /figures/{id}/briefing.pdf"] = [Role.HrAnalyst, Role.HrLead, Role.OrganisationLead],
        ["GET /api/v1/returns"] = [],
        ["POST /api/v1/returns"] = [],
        ["GET /api/v1/returns/{id}"] = [],
        ["READ /register"] = [],
        ["POST /register"] = [],
        ["READ /apply/{code}"] = Everybody,
        ["POST /apply/{code}"] = Everybody,
        ["READ /applications"] = Everybody,
        ["READ /applications/{id}"] = Everybody,
        ["READ /applications/{id}/work"] = Everybody,
        ["POST /applications/{id}/work"] = Everybody,
        ["READ /applications/{id}/questions"] = Everybody,
        ["POST /applications/{id}/questions"] = Everybody,
        ["READ /applications/{id}/eligibility"] = Everybody,
        ["POST /applications/{id}/eligibility"] = Everybody,
        ["READ /applications/{id}/monitoring"] = Everybody,
        ["POST /applications/{id}/monitoring"] = Everybody,
        ["READ /applications/{id}/send"] = Everybody,
        ["POST /applications/{id}/send"] = Everybody,
        ["POST /applications/{id}/eligibility/take-back"] = Everybody,
        ["POST /applications/{id}/accept"] = Everybody,
        ["POST /applications/{id}/decline"] = Everybody,
        ["POST /applications/{id}/withdraw"] = Everybody,
        ["READ /programme"] = [Role.ProgrammeManager],
        ["READ /programme/shapes"] = [Role.ProgrammeManager],
        ["READ /programme/cases/new"] = [Role.ProgrammeManager],
        ["POST /programme/cases/new"] = [Role.ProgrammeManager],
        ["READ /programme/cases/{id}"] = [Role.ProgrammeManager],
        ["POST /programme/cases/{id}"] = [Role.ProgrammeManager],
        ["READ /programme/cases/{id}/edit"] = [Role.ProgrammeManager],
        ["POST /programme/cases/{id}/review"] = [Role.ProgrammeManager],
        ["READ /programme/shapes/new"] = [Role.ProgrammeManager],
        ["POST /programme/shapes/new"] = [Role.ProgrammeManager],
        ["POST /programme/shapes/take-out"] = [Role.ProgrammeManager],
        ["READ /programme/cohorts/new"] = [Role.ProgrammeManager],
        ["POST /programme/cohorts/new"] = [Role.ProgrammeManager],
        ["READ /programme/cohorts/{id}"] = [Role.ProgrammeManager],
        ["READ /programme/cohorts/{id}/edit"] = [Role.ProgrammeManager],
        ["POST /programme/cohorts/{id}/edit"] = [Role.ProgrammeManager],
        ["POST /programme/cohorts/{id}/publish"] = [Role.ProgrammeManager],
        ["POST /programme/cohorts/{id}/extend"] = [Role.ProgrammeManager],
        ["POST /programme/cohorts/{id}/start"] = [Role.ProgrammeManager],
        ["POST /programme/cohorts/{id}/finish"] = [Role.ProgrammeManager],
        ["POST /programme/cohorts/{id}/tell"] = [Role.ProgrammeManager],
        ["READ /programme/applications/{id}"] = [Role.ProgrammeManager],
        ["POST /programme/applications/{id}/eligibility"] = [Role.ProgrammeManager],
        ["POST /programme/applications/{id}/interviewed"] = [Role.ProgrammeManager],
        ["POST /programme/applications/{id}/decide"] = [Role.ProgrammeManager],
        ["READ /marking"] = [Role.Assessor],
        ["READ /marking/{id}"] = [Role.Assessor],
        ["READ /marking/{id}/calibration"] = [Role.Assessor],
        ["READ /marking/{id}/answers/{question}/{code}"] = [Role.Assessor],
        ["READ /marking/{id}/moderation/{code}"] = [Role.Assessor],
        ["POST /marking/{id}/links"] = [Role.Assessor],
        ["POST /marking/{id}/about-self"] = [Role.Assessor],
        ["POST /marking/{id}/lock"] = [Role.Assessor],
        ["POST /marking/{id}/calibration"] = [Role.Assessor],
        ["POST /marking/{id}/answers/{question}/{code}"] = [Role.Assessor],
        ["POST /marking/{id}/answers/{question}/{code}/step-back"] = [Role.Assessor],
        ["POST /marking/{id}/moderation/{code}"] = [Role.Assessor],
        ["READ /programme/cohorts/{id}/assessing"] = [Role.ProgrammeManager],
        ["READ /programme/applications/{id}/masking"] = [Role.ProgrammeManager],
        ["POST /programme/cohorts/{id}/assessing/appoint"] = [Role.ProgrammeManager],
        ["POST /programme/cohorts/{id}/assessing/end"] = [Role.ProgrammeManager],
        ["POST /programme/cohorts/{id}/assessing/fix"] = [Role.ProgrammeManager],
        ["POST /programme/cohorts/{id}/assessing/hand-out"] = [Role.ProgrammeManager],
        ["POST /programme/cohorts/{id}/assessing/give"] = [Role.ProgrammeManager],
        ["POST /programme/cohorts/{id}/assessing/take-off"] = [Role.ProgrammeManager],
        ["POST /programme/cohorts/{id}/assessing/moderate"] = [Role.ProgrammeManager],
        ["POST /programme/applications/{id}/masking"] = [Role.ProgrammeManager],
        ["READ /programme/cohorts/{id}/interviews"] = [Role.ProgrammeManager],
        ["READ /programme/cohorts/{id}/meeting"] = [Role.ProgrammeManager],
        ["READ /programme/cohorts/{id}/meeting.csv"] = [Role.ProgrammeManager],
        ["READ /programme/cohorts/{id}/marks.csv"] = [Role.ProgrammeManager],
        ["READ /programme/cohorts/{id}/groups"] = [Role.ProgrammeManager],
        ["READ /marking/{id}/interviews"] = [Role.Assessor],
        ["READ /marking/{id}/interviews/{slot}"] = [Role.Assessor],
        ["POST /programme/cohorts/{id}/interviews/add"] = [Role.ProgrammeManager],
        ["POST /programme/cohorts/{id}/interviews/cancel"] = [Role.ProgrammeManager],
        ["POST /programme/cohorts/{id}/interviews/give"] = [Role.ProgrammeManager],
        ["POST /programme/cohorts/{id}/interviews/panel"] = [Role.ProgrammeManager],
        ["POST /programme/cohorts/{id}/meeting/tie"] = [Role.ProgrammeManager],
        ["POST /marking/{id}/interviews/free"] = [Role.Assessor],
        ["POST /marking/{id}/interviews/{slot}"] = [Role.Assessor],
        ["READ /employer"] = [Role.HrLead, Role.OrganisationLead],
        ["POST /employer/pledge"] = [Role.HrLead, Role.OrganisationLead],
        ["READ /employer/statement"] = [Role.HrLead, Role.OrganisationLead, Role.Sponsor],
        ["READ /employer/statement.csv"] = [Role.HrLead, Role.OrganisationLead, Role.Sponsor],
        ["POST /employer/basis"] = [Role.HrLead, Role.OrganisationLead],
        ["POST /employer/nominations"] = [Role.HrLead, Role.OrganisationLead],
        ["POST /employer/nominations/withdraw"] = [Role.HrLead, Role.OrganisationLead],
        ["POST /employer/endorsements"] = [Role.HrLead, Role.OrganisationLead],
        ["POST /employer/offers"] = [Role.HrLead, Role.OrganisationLead],
        ["POST /employer/offers/end"] = [Role.HrLead, Role.OrganisationLead],
        ["POST /employer/releases"] = [Role.HrLead, Role.OrganisationLead],
        ["POST /employer/reviews"] = [Role.HrLead, Role.OrganisationLead],
        ["READ /applications/{id}/adjustments"] = Everybody,
        ["POST /applications/{id}/adjustments"] = Everybody,
        ["READ /programmes/{code}/briefing"] = [],
        ["POST /programmes/{code}/briefing"] = [],
        ["READ /briefing-places/{secret}"] = [],
        ["POST /briefing-places/{secret}"] = [],
        ["POST /programme/applications/{id}/adjustments"] = [Role.ProgrammeManager],
        ["READ /programme/employers"] = [Role.ProgrammeManager],
        ["READ /programme/employers/support.csv"] = [Role.ProgrammeManager],
        ["READ /programme/cohorts/{id}/participants.csv"] = [Role.ProgrammeManager],
        ["READ /programme/cohorts/{id}/days.csv"] = [Role.ProgrammeManager],
        ["READ /programme/cohorts/{id}/milestones.csv"] = [Role.ProgrammeManager],
        ["READ /programme/cohorts/{id}/interviews.csv"] = [Role.ProgrammeManager],
        ["READ /programme/cohorts/{id}/assignments.csv"] = [Role.ProgrammeManager],
        ["READ /programme/cohorts/{id}/groups.csv"] = [Role.ProgrammeManager],
        ["READ /programme/cohorts/{id}/certificates"] = [Role.ProgrammeManager],
        ["READ /programme/cohorts.csv"] = [Role.ProgrammeManager],
        ["READ /programme/cases.csv"] = [Role.ProgrammeManager],
        ["READ /programme/cohorts/{id}/applications.csv"] = [Role.ProgrammeManager],
        ["READ /programme/employers/{id}/statement"] = [Role.ProgrammeManager],
        ["READ /programme/employers/{id}/statement.csv"] = [Role.ProgrammeManager],
        ["POST /programme/employers/used"] = [Role.ProgrammeManager],
        ["POST /programme/employers/paid"] = [Role.ProgrammeManager],
        ["POST /programme/employers/promised"] = [Role.ProgrammeManager],
        ["POST /programme/employers/promised/end"] = [Role.ProgrammeManager],
        ["POST /programme/cohorts/{id}/briefing"] = [Role.ProgrammeManager],
        ["READ /programme/cohorts/{id}/running"] = [Role.ProgrammeManager],
        ["READ /programme/cohorts/{id}/modules"] = [Role.ProgrammeManager],
        ["READ /programme/cohorts/{id}/modules.csv"] = [Role.ProgrammeManager],
        ["POST /programme/days/{id}/module"] = [Role.ProgrammeManager],
        ["READ /programme/cohorts/{id}/forecast"] = [Role.ProgrammeManager],
        ["READ /programme/cohorts/{id}/forecast.csv"] = [Role.ProgrammeManager],
        ["POST /programme/cohorts/{id}/days"] = [Role.ProgrammeManager],
        ["POST /programme/cohorts/{id}/replan"] = [Role.ProgrammeManager],
        ["POST /programme/cohorts/{id}/milestones"] = [Role.ProgrammeManager],
        ["POST /programme/cohorts/{id}/milestones/reached"] = [Role.ProgrammeManager],
        ["READ /programme/cohorts/{id}/sets"] = [Role.ProgrammeManager],
        ["READ /programme/cohorts/{id}/sets.csv"] = [Role.ProgrammeManager],
        ["READ /programme/cohorts/{id}/mentors"] = [Role.ProgrammeManager],
        ["READ /programme/cohorts/{id}/mentors.csv"] = [Role.ProgrammeManager],
        ["POST /programme/cohorts/{id}/mentors"] = [Role.ProgrammeManager],
        ["POST /programme/cohorts/{id}/sets"] = [Role.ProgrammeManager],
        ["POST /programme/cohorts/{id}/sets/remove"] = [Role.ProgrammeManager],
        ["POST /programme/cohorts/{id}/sets/members"] = [Role.ProgrammeManager],
        ["POST /programme/cohorts/{id}/workshop"] = [Role.ProgrammeManager],
        ["POST /programme/cohorts/{id}/coaching"] = [Role.ProgrammeManager],
        ["POST /programme/cohorts/{id}/time"] = [Role.ProgrammeManager],
        ["POST /programme/cohorts/{id}/networks"] = [Role.ProgrammeManager],
        ["POST /programme/cohorts/{id}/networks/end"] = [Role.ProgrammeManager],
        ["POST /programme/days/{id}/cancel"] = [Role.ProgrammeManager],
        ["POST /programme/days/{id}/attendance"] = [Role.ProgrammeManager],
        ["POST /programme/participants/{id}/defer"] = [Role.ProgrammeManager],
        ["POST /programme/participants/{id}/take-up"] = [Role.ProgrammeManager],
        ["POST /programme/participants/{id}/leave"] = [Role.ProgrammeManager],
        ["POST /programme/participants/{id}/reinstate"] = [Role.ProgrammeManager],
        ["POST /programme/participants/{id}/complete"] = [Role.ProgrammeManager],
        ["READ /places"] = Everybody,
        ["READ /places/{id}"] = Everybody,
        ["READ /places/{id}/plan"] = Everybody,
        ["READ /places/{id}/evaluation"] = Everybody,
        ["READ /places/{id}/modules/{module}"] = Everybody,
        ["POST /places/{id}/modules/{module}"] = Everybody,
        ["POST /places/{id}/days"] = Everybody,
        ["POST /places/{id}/days/remove"] = Everybody,
        ["POST /places/{id}/calendar"] = Everybody,
        ["POST /places/{id}/calendar/end"] = Everybody,
        ["POST /places/{id}/networks"] = Everybody,
        ["POST /places/{id}/line-manager"] = Everybody,
        ["POST /places/{id}/evaluation"] = Everybody,
        ["READ /places/{id}/feedback"] = Everybody,
        ["POST /places/{id}/feedback"] = Everybody,
        ["READ /feedback/{secret}"] = [],
        ["POST /feedback/{secret}"] = [],
        ["POST /places/{id}/plan"] = Everybody,
        ["POST /places/{id}/plan/remove"] = Everybody,
        ["POST /places/{id}/plan/met"] = Everybody,
        ["POST /places/{id}/plan/review"] = Everybody,
        ["POST /places/{id}/plan/coaching"] = Everybody,
        ["READ /calendar/{secret}"] = [],
        ["READ /mentoring"] = [Role.Mentor],
        ["READ /team"] = [Role.LineManager],
        ["POST /employer/line-managers"] = [Role.HrLead, Role.OrganisationLead],
        ["POST /employer/moves"] = [Role.HrLead, Role.OrganisationLead],
        ["READ /hosting"] = [Role.HrLead, Role.OrganisationLead],
        ["POST /hosting/offers"] = [Role.HrLead, Role.OrganisationLead],
        ["POST /hosting/offers/end"] = [Role.HrLead, Role.OrganisationLead],
        ["READ /places/{id}/stretch"] = Everybody,
        ["POST /places/{id}/stretch"] = Everybody,
        ["READ /programme/cohorts/{id}/stretch"] = [Role.ProgrammeManager],
        ["POST /programme/cohorts/{id}/stretch"] = [Role.ProgrammeManager],
        ["READ /assignments/{id}"] = Everybody,
        ["POST /assignments/{id}/terms"] = Everybody,
        ["POST /assignments/{id}/sign"] = Everybody,
        ["POST /assignments/{id}/sign-on-paper"] = Everybody,
        ["POST /assignments/{id}/check-ins"] = Everybody,
        ["POST /assignments/{id}/presented"] = Everybody,
        ["POST /assignments/{id}/waive"] = Everybody,
        ["POST /assignments/{id}/close"] = Everybody,
        ["READ /places/{id}/certificate"] = Everybody,
        ["POST /places/{id}/certificate"] = Everybody,
        ["POST /places/{id}/certificate/units"] = Everybody,
        ["POST /places/{id}/certificate/units/remove"] = Everybody,
        ["POST /places/{id}/certificate/result"] = Everybody,
        ["POST /places/{id}/certificate/verified"] = Everybody,
        ["POST /places/{id}/certificate/sent-in"] = Everybody,
        ["POST /places/{id}/certificate/awarded"] = Everybody,
        ["READ /places/{id}/follow-up"] = Everybody,
        ["POST /places/{id}/follow-up"] = Everybody,
        ["READ /outcomes/comparison"] = [Role.Evaluator, Role.ProgrammeManager],
        ["READ /outcomes/comparison/figures.csv"] = [Role.Evaluator, Role.ProgrammeManager],
        ["POST /outcomes/comparison"] = [Role.Evaluator],
        ["POST /outcomes/comparison/grounds"] = [Role.ProgrammeManager],
        ["POST /outcomes/comparison/grounds/end"] = [Role.ProgrammeManager],
        ["READ /outcomes/earlier"] = [Role.ProgrammeManager],
        ["POST /outcomes/earlier"] = [Role.ProgrammeManager],
        ["READ /outcomes"] = [Role.Evaluator, Role.Sponsor, Role.ProgrammeManager, Role.DeliveryManager, Role.OrganisationLead],
        ["READ /outcomes/figures.csv"] = [Role.Evaluator, Role.Sponsor, Role.ProgrammeManager, Role.DeliveryManager, Role.OrganisationLead],
        ["READ /demo"] = [],
        ["READ /demo/people.json"] = [],
        ["POST /demo/sign-in"] = [],
    };

    private static readonly Dictionary<string, Role[]> Table = Short.SelectMany(row => row.Key.StartsWith(Read, StringComparison.Ordinal)
        ? ((string[])["GET ", "HEAD "]).Select(method => KeyValuePair.Create(method + row.Key[Read.Length..], row.Value)) : [row]).ToDictionary(StringComparer.Ordinal);

    [Fact]
    public void Every_private_address_has_its_row_and_every_row_its_address() =>
        Assert.Equal(Table.Keys.Order(StringComparer.Ordinal), ParityServer.Routes().Where(r => r.Policy != "public").Select(r => $"{r.Method} {r.Path}").Order(StringComparer.Ordinal));

    [EveryDatabase]
    public async Task Every_role_is_let_in_where_the_table_says_so_and_nowhere_else(Engine engine)
    {
        await using var database = await TestDatabase.MakeAsync(engine);
        await using var server = await RunningServer.OnAsync(database.Database);
        var people = await server.Client.PeopleAsync();
        var wrong = new List<string>();
        var cookiesOf = new Dictionary<Role, string>();
        foreach (var role in Everybody) cookiesOf[role] = await server.SignInAsync(people.First(p => p.Roles.Contains(role.Word())));
        foreach (var (row, admitted) in Table.Where(r => r.Value.Length > 0))
        {
            var method = HttpMethod.Parse(row.Split(' ')[0]);
            string path = Part().Replace(row.Split(' ')[1], "01234567-89ab-7def-8123-456789abcdef");
            await TryAsync("stranger", "", HttpStatusCode.SeeOther);
            foreach (var role in Everybody)
            {
                // Let in means: past the gate. A POST without our form then stops there, and of that id there is no return.
                var expected = !admitted.Contains(role) ? HttpStatusCode.Forbidden
                    : method == HttpMethod.Post ? HttpStatusCode.BadRequest
                    : row.Contains("{id}", StringComparison.Ordinal) || row.Contains("{code}", StringComparison.Ordinal) ? HttpStatusCode.NotFound
                    : HttpStatusCode.OK;
                await TryAsync(role.Word(), cookiesOf[role], expected);
            }

            async Task TryAsync(string who, string cookies, HttpStatusCode expected)
            {
                using var request = new HttpRequestMessage(method, path);
                if (cookies.Length > 0) request.Headers.Add("Cookie", cookies);
                using var answer = await server.Client.SendAsync(request);
                if (answer.StatusCode != expected) wrong.Add($"{row} by {who}: {(int)answer.StatusCode}, not {(int)expected}");
                if (answer.Headers.CacheControl?.NoStore is not true) wrong.Add($"{row} by {who}: may be kept in a cache");
            }
        }

        Assert.Equal("", string.Join('\n', wrong));
    }

    [EveryDatabase]
    public async Task The_interface_for_programs_lets_nobody_in_by_a_session_alone(Engine engine)
    {
        await using var database = await TestDatabase.MakeAsync(engine);
        await using var server = await RunningServer.OnAsync(database.Database);
        string cookies = await server.SignInAsync(await server.Client.AnalystAsync());
        foreach (string row in Table.Keys.Where(k => k.Contains("/api/", StringComparison.Ordinal)))
        {
            using var answer = await server.SendAsync(HttpMethod.Parse(row.Split(' ')[0]), row.Split(' ')[1].Replace("{id}", "1", StringComparison.Ordinal), ("Cookie", cookies));
            Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        }
    }

    [GeneratedRegex(@"\{[^}]+\}")]
    private static partial Regex Part();
}
