using System.Net;
using System.Text.RegularExpressions;
using Parity.App.Tests.SampleCity;
using Parity.App.Tests.Server;
using Parity.App.Tests.Storage;
using Parity.Platform.Accounts.Contract;
using Parity.Web.Server;

namespace Parity.App.Tests.Accounts;

/// <summary>Who may use what: the table here and the addresses of the running program must be the same, row for row.</summary>
public sealed partial class MatrixTests
{
    private static readonly Role[] Everybody = [.. Roles.All.Where(r => r is not Role.Disabled)];

    private static readonly Role[] Working = [.. Everybody.Where(r => r is not (Role.Public or Role.Applicant or Role.Sponsor))];
    private static readonly Role[] Keeping = [Role.DeliveryManager, Role.Administrator];

    /// <summary>Every address that is not public, and the roles that are let in. Nobody named: a token decides, or the demo's visitors.</summary>
    private static readonly Dictionary<string, Role[]> Table = new(StringComparer.Ordinal)
    {
        ["GET /home"] = Everybody,
        ["HEAD /home"] = Everybody,
        ["POST /sign-out"] = Everybody,
        ["GET /sign-in"] = [],
        ["HEAD /sign-in"] = [],
        ["POST /sign-in"] = [],
        ["POST /sign-in/passkey"] = [],
        ["POST /sign-in/passkey/question"] = [],
        ["GET /sign-in/organisation"] = [],
        ["HEAD /sign-in/organisation"] = [],
        ["GET /sign-in/organisation/{id}"] = [],
        ["GET /sign-in/organisation/return"] = [],
        ["GET /sign-in/organisation/code"] = [],
        ["HEAD /sign-in/organisation/code"] = [],
        ["POST /sign-in/organisation/code"] = [],
        ["GET /set-up/{secret}"] = [],
        ["HEAD /set-up/{secret}"] = [],
        ["POST /set-up/{secret}"] = [],
        ["GET /forgotten-password"] = [],
        ["HEAD /forgotten-password"] = [],
        ["POST /forgotten-password"] = [],
        ["GET /new-password/{secret}"] = [],
        ["HEAD /new-password/{secret}"] = [],
        ["POST /new-password/{secret}"] = [],
        ["GET /account"] = Everybody,
        ["HEAD /account"] = Everybody,
        ["GET /account/prove"] = Everybody,
        ["HEAD /account/prove"] = Everybody,
        ["POST /account/prove"] = Everybody,
        ["GET /account/password"] = Everybody,
        ["HEAD /account/password"] = Everybody,
        ["POST /account/password"] = Everybody,
        ["GET /account/authenticator"] = Everybody,
        ["HEAD /account/authenticator"] = Everybody,
        ["POST /account/authenticator"] = Everybody,
        ["POST /account/recovery-codes"] = Everybody,
        ["POST /account/passkeys"] = Everybody,
        ["POST /account/passkeys/question"] = Everybody,
        ["POST /account/passkeys/{id}/remove"] = Everybody,
        ["POST /account/sessions/{id}/end"] = Everybody,
        ["POST /account/sessions/end-others"] = Everybody,
        ["POST /account/monitoring"] = Everybody,
        ["POST /account/copy"] = Everybody,
        ["GET /help"] = [],
        ["HEAD /help"] = [],
        ["GET /privacy-notice"] = [],
        ["HEAD /privacy-notice"] = [],
        ["GET /metrics"] = [],
        ["HEAD /metrics"] = [],
        ["GET /audit"] = [Role.Auditor],
        ["HEAD /audit"] = [Role.Auditor],
        ["GET /audit/verify"] = [Role.Auditor],
        ["HEAD /audit/verify"] = [Role.Auditor],
        ["GET /audit/seen"] = [Role.Auditor],
        ["HEAD /audit/seen"] = [Role.Auditor],
        ["GET /seen"] = [Role.HrLead, Role.OrganisationLead],
        ["HEAD /seen"] = [Role.HrLead, Role.OrganisationLead],
        ["GET /partnership"] = Working,
        ["HEAD /partnership"] = Working,
        ["GET /partnership/organisations/new"] = Keeping,
        ["HEAD /partnership/organisations/new"] = Keeping,
        ["POST /partnership/organisations/new"] = Keeping,
        ["GET /partnership/organisations/{id}"] = Working,
        ["HEAD /partnership/organisations/{id}"] = Working,
        ["POST /partnership/organisations/{id}/name"] = Keeping,
        ["POST /partnership/organisations/{id}/sector"] = Keeping,
        ["POST /partnership/organisations/{id}/directorates"] = Keeping,
        ["POST /partnership/organisations/{id}/directorates/end"] = Keeping,
        ["POST /partnership/organisations/{id}/grades"] = Keeping,
        ["POST /partnership/organisations/{id}/grades/end"] = Keeping,
        ["POST /partnership/organisations/{id}/leave"] = Keeping,
        ["POST /partnership/organisations/{id}/merge"] = Keeping,
        ["GET /partnership/groups/new"] = Keeping,
        ["HEAD /partnership/groups/new"] = Keeping,
        ["POST /partnership/groups/new"] = Keeping,
        ["GET /partnership/groups/{id}"] = Working,
        ["HEAD /partnership/groups/{id}"] = Working,
        ["POST /partnership/groups/{id}/seats"] = Keeping,
        ["POST /partnership/groups/{id}/seats/end"] = Keeping,
        ["POST /partnership/groups/{id}/end"] = Keeping,
        ["GET /people"] = [Role.Administrator],
        ["HEAD /people"] = [Role.Administrator],
        ["GET /people/sign-on"] = [Role.Administrator],
        ["HEAD /people/sign-on"] = [Role.Administrator],
        ["GET /people/sign-on/{id}"] = [Role.Administrator],
        ["HEAD /people/sign-on/{id}"] = [Role.Administrator],
        ["POST /people/sign-on/{id}"] = [Role.Administrator],
        ["POST /people/sign-on/{id}/end"] = [Role.Administrator],
        ["GET /people/invite"] = [Role.Administrator],
        ["HEAD /people/invite"] = [Role.Administrator],
        ["POST /people/invite"] = [Role.Administrator],
        ["GET /people/{id}"] = [Role.Administrator],
        ["HEAD /people/{id}"] = [Role.Administrator],
        ["POST /people/{id}/roles"] = [Role.Administrator],
        ["POST /people/{id}/roles/{grant}/end"] = [Role.Administrator],
        ["POST /people/{id}/disable"] = [Role.Administrator],
        ["POST /people/{id}/enable"] = [Role.Administrator],
        ["POST /people/{id}/reset"] = [Role.Administrator],
        ["POST /people/{id}/invite"] = [Role.Administrator],
        ["GET /returns"] = [Role.HrAnalyst, Role.HrLead],
        ["HEAD /returns"] = [Role.HrAnalyst, Role.HrLead],
        ["POST /returns"] = [Role.HrAnalyst],
        ["GET /returns/{id}"] = [Role.HrAnalyst, Role.HrLead],
        ["HEAD /returns/{id}"] = [Role.HrAnalyst, Role.HrLead],
        ["POST /returns/{id}/sign-off"] = [Role.HrLead],
        ["POST /returns/{id}/send-back"] = [Role.HrLead],
        ["POST /returns/{id}/submit"] = [Role.HrAnalyst],
        ["POST /returns/token"] = [Role.HrAnalyst],
        ["GET /returns/{id}/changes"] = [Role.HrAnalyst, Role.HrLead],
        ["HEAD /returns/{id}/changes"] = [Role.HrAnalyst, Role.HrLead],
        ["POST /returns/{id}/changes"] = [Role.HrAnalyst],
        ["GET /returns/problems/{id}"] = [Role.HrAnalyst, Role.HrLead],
        ["HEAD /returns/problems/{id}"] = [Role.HrAnalyst, Role.HrLead],
        ["GET /returns/problems/{id}/problems.csv"] = [Role.HrAnalyst, Role.HrLead],
        ["HEAD /returns/problems/{id}/problems.csv"] = [Role.HrAnalyst, Role.HrLead],
        ["GET /rounds"] = [Role.DeliveryManager, Role.Publisher],
        ["HEAD /rounds"] = [Role.DeliveryManager, Role.Publisher],
        ["GET /rounds/new"] = [Role.DeliveryManager],
        ["HEAD /rounds/new"] = [Role.DeliveryManager],
        ["POST /rounds/new"] = [Role.DeliveryManager],
        ["GET /rounds/{id}"] = [Role.DeliveryManager, Role.Publisher],
        ["HEAD /rounds/{id}"] = [Role.DeliveryManager, Role.Publisher],
        ["POST /rounds/{id}/close"] = [Role.DeliveryManager],
        ["POST /rounds/{id}/reminders"] = [Role.DeliveryManager],
        ["GET /rounds/{id}/organisations/{organisation}"] = [Role.DeliveryManager],
        ["HEAD /rounds/{id}/organisations/{organisation}"] = [Role.DeliveryManager],
        ["POST /rounds/{id}/organisations/{organisation}"] = [Role.DeliveryManager],
        ["GET /publishing"] = [Role.Publisher, Role.DeliveryManager],
        ["HEAD /publishing"] = [Role.Publisher, Role.DeliveryManager],
        ["POST /publishing"] = [Role.Publisher],
        ["GET /publishing/{id}"] = [Role.Publisher, Role.DeliveryManager],
        ["HEAD /publishing/{id}"] = [Role.Publisher, Role.DeliveryManager],
        ["POST /publishing/{id}/approve"] = [Role.Publisher],
        ["POST /publishing/{id}/publish"] = [Role.Publisher],
        ["POST /publishing/{id}/again"] = [Role.Publisher],
        ["POST /publishing/{id}/withdraw"] = [Role.Publisher],
        ["GET /publishing/{id}/pages/{**path}"] = [Role.Publisher, Role.DeliveryManager, Role.OrganisationLead],
        ["HEAD /publishing/{id}/pages/{**path}"] = [Role.Publisher, Role.DeliveryManager, Role.OrganisationLead],
        ["GET /returns/{id}/preview"] = [Role.HrAnalyst, Role.HrLead],
        ["HEAD /returns/{id}/preview"] = [Role.HrAnalyst, Role.HrLead],
        ["POST /returns/{id}/preview"] = [Role.HrAnalyst, Role.HrLead],
        ["GET /returns/{id}/preview/pages/{**path}"] = [Role.HrAnalyst, Role.HrLead],
        ["HEAD /returns/{id}/preview/pages/{**path}"] = [Role.HrAnalyst, Role.HrLead],
        ["GET /figures"] = [Role.HrAnalyst, Role.HrLead, Role.OrganisationLead],
        ["HEAD /figures"] = [Role.HrAnalyst, Role.HrLead, Role.OrganisationLead],
        ["GET /figures/{id}"] = [Role.HrAnalyst, Role.HrLead, Role.OrganisationLead],
        ["HEAD /figures/{id}"] = [Role.HrAnalyst, Role.HrLead, Role.OrganisationLead],
        ["GET /figures/{id}/briefing"] = [Role.HrAnalyst, Role.HrLead, Role.OrganisationLead],
        ["HEAD /figures/{id}/briefing"] = [Role.HrAnalyst, Role.HrLead, Role.OrganisationLead],
        ["GET /figures/{id}/briefing.pdf"] = [Role.HrAnalyst, Role.HrLead, Role.OrganisationLead],
        ["HEAD /figures/{id}/briefing.pdf"] = [Role.HrAnalyst, Role.HrLead, Role.OrganisationLead],
        ["GET /api/v1/returns"] = [],
        ["POST /api/v1/returns"] = [],
        ["GET /api/v1/returns/{id}"] = [],
        ["GET /register"] = [],
        ["HEAD /register"] = [],
        ["POST /register"] = [],
        ["GET /apply/{code}"] = Everybody,
        ["HEAD /apply/{code}"] = Everybody,
        ["POST /apply/{code}"] = Everybody,
        ["GET /applications"] = Everybody,
        ["HEAD /applications"] = Everybody,
        ["GET /applications/{id}"] = Everybody,
        ["HEAD /applications/{id}"] = Everybody,
        ["GET /applications/{id}/work"] = Everybody,
        ["HEAD /applications/{id}/work"] = Everybody,
        ["POST /applications/{id}/work"] = Everybody,
        ["GET /applications/{id}/questions"] = Everybody,
        ["HEAD /applications/{id}/questions"] = Everybody,
        ["POST /applications/{id}/questions"] = Everybody,
        ["GET /applications/{id}/eligibility"] = Everybody,
        ["HEAD /applications/{id}/eligibility"] = Everybody,
        ["POST /applications/{id}/eligibility"] = Everybody,
        ["GET /applications/{id}/monitoring"] = Everybody,
        ["HEAD /applications/{id}/monitoring"] = Everybody,
        ["POST /applications/{id}/monitoring"] = Everybody,
        ["GET /applications/{id}/send"] = Everybody,
        ["HEAD /applications/{id}/send"] = Everybody,
        ["POST /applications/{id}/send"] = Everybody,
        ["POST /applications/{id}/eligibility/take-back"] = Everybody,
        ["POST /applications/{id}/accept"] = Everybody,
        ["POST /applications/{id}/decline"] = Everybody,
        ["POST /applications/{id}/withdraw"] = Everybody,
        ["GET /programme"] = [Role.ProgrammeManager],
        ["HEAD /programme"] = [Role.ProgrammeManager],
        ["GET /programme/shapes"] = [Role.ProgrammeManager],
        ["HEAD /programme/shapes"] = [Role.ProgrammeManager],
        ["GET /programme/cases/new"] = [Role.ProgrammeManager],
        ["HEAD /programme/cases/new"] = [Role.ProgrammeManager],
        ["POST /programme/cases/new"] = [Role.ProgrammeManager],
        ["GET /programme/cases/{id}"] = [Role.ProgrammeManager],
        ["HEAD /programme/cases/{id}"] = [Role.ProgrammeManager],
        ["POST /programme/cases/{id}"] = [Role.ProgrammeManager],
        ["GET /programme/cases/{id}/edit"] = [Role.ProgrammeManager],
        ["HEAD /programme/cases/{id}/edit"] = [Role.ProgrammeManager],
        ["POST /programme/cases/{id}/review"] = [Role.ProgrammeManager],
        ["GET /programme/cohorts/new"] = [Role.ProgrammeManager],
        ["HEAD /programme/cohorts/new"] = [Role.ProgrammeManager],
        ["POST /programme/cohorts/new"] = [Role.ProgrammeManager],
        ["GET /programme/cohorts/{id}"] = [Role.ProgrammeManager],
        ["HEAD /programme/cohorts/{id}"] = [Role.ProgrammeManager],
        ["POST /programme/cohorts/{id}/publish"] = [Role.ProgrammeManager],
        ["POST /programme/cohorts/{id}/extend"] = [Role.ProgrammeManager],
        ["POST /programme/cohorts/{id}/start"] = [Role.ProgrammeManager],
        ["POST /programme/cohorts/{id}/finish"] = [Role.ProgrammeManager],
        ["POST /programme/cohorts/{id}/tell"] = [Role.ProgrammeManager],
        ["GET /programme/applications/{id}"] = [Role.ProgrammeManager],
        ["HEAD /programme/applications/{id}"] = [Role.ProgrammeManager],
        ["POST /programme/applications/{id}/eligibility"] = [Role.ProgrammeManager],
        ["POST /programme/applications/{id}/interviewed"] = [Role.ProgrammeManager],
        ["POST /programme/applications/{id}/decide"] = [Role.ProgrammeManager],
        ["GET /marking"] = [Role.Assessor],
        ["HEAD /marking"] = [Role.Assessor],
        ["GET /marking/{id}"] = [Role.Assessor],
        ["HEAD /marking/{id}"] = [Role.Assessor],
        ["GET /marking/{id}/calibration"] = [Role.Assessor],
        ["HEAD /marking/{id}/calibration"] = [Role.Assessor],
        ["GET /marking/{id}/answers/{question}/{code}"] = [Role.Assessor],
        ["HEAD /marking/{id}/answers/{question}/{code}"] = [Role.Assessor],
        ["GET /marking/{id}/moderation/{code}"] = [Role.Assessor],
        ["HEAD /marking/{id}/moderation/{code}"] = [Role.Assessor],
        ["POST /marking/{id}/links"] = [Role.Assessor],
        ["POST /marking/{id}/about-self"] = [Role.Assessor],
        ["POST /marking/{id}/lock"] = [Role.Assessor],
        ["POST /marking/{id}/calibration"] = [Role.Assessor],
        ["POST /marking/{id}/answers/{question}/{code}"] = [Role.Assessor],
        ["POST /marking/{id}/answers/{question}/{code}/step-back"] = [Role.Assessor],
        ["POST /marking/{id}/moderation/{code}"] = [Role.Assessor],
        ["GET /programme/cohorts/{id}/assessing"] = [Role.ProgrammeManager],
        ["HEAD /programme/cohorts/{id}/assessing"] = [Role.ProgrammeManager],
        ["GET /programme/applications/{id}/masking"] = [Role.ProgrammeManager],
        ["HEAD /programme/applications/{id}/masking"] = [Role.ProgrammeManager],
        ["POST /programme/cohorts/{id}/assessing/appoint"] = [Role.ProgrammeManager],
        ["POST /programme/cohorts/{id}/assessing/end"] = [Role.ProgrammeManager],
        ["POST /programme/cohorts/{id}/assessing/fix"] = [Role.ProgrammeManager],
        ["POST /programme/cohorts/{id}/assessing/hand-out"] = [Role.ProgrammeManager],
        ["POST /programme/cohorts/{id}/assessing/give"] = [Role.ProgrammeManager],
        ["POST /programme/cohorts/{id}/assessing/take-off"] = [Role.ProgrammeManager],
        ["POST /programme/cohorts/{id}/assessing/moderate"] = [Role.ProgrammeManager],
        ["POST /programme/applications/{id}/masking"] = [Role.ProgrammeManager],
        ["GET /employer"] = [Role.HrLead, Role.OrganisationLead],
        ["HEAD /employer"] = [Role.HrLead, Role.OrganisationLead],
        ["POST /employer/pledge"] = [Role.HrLead, Role.OrganisationLead],
        ["GET /employer/statement.csv"] = [Role.HrLead, Role.OrganisationLead],
        ["HEAD /employer/statement.csv"] = [Role.HrLead, Role.OrganisationLead],
        ["POST /employer/basis"] = [Role.HrLead, Role.OrganisationLead],
        ["POST /employer/nominations"] = [Role.HrLead, Role.OrganisationLead],
        ["POST /employer/nominations/withdraw"] = [Role.HrLead, Role.OrganisationLead],
        ["POST /employer/endorsements"] = [Role.HrLead, Role.OrganisationLead],
        ["POST /employer/offers"] = [Role.HrLead, Role.OrganisationLead],
        ["POST /employer/offers/end"] = [Role.HrLead, Role.OrganisationLead],
        ["POST /employer/releases"] = [Role.HrLead, Role.OrganisationLead],
        ["POST /employer/reviews"] = [Role.HrLead, Role.OrganisationLead],
        ["GET /applications/{id}/adjustments"] = Everybody,
        ["HEAD /applications/{id}/adjustments"] = Everybody,
        ["POST /applications/{id}/adjustments"] = Everybody,
        ["GET /programmes/{code}/briefing"] = [],
        ["HEAD /programmes/{code}/briefing"] = [],
        ["POST /programmes/{code}/briefing"] = [],
        ["POST /programme/applications/{id}/adjustments"] = [Role.ProgrammeManager],
        ["GET /programme/employers"] = [Role.ProgrammeManager],
        ["GET /programme/employers/support.csv"] = [Role.ProgrammeManager],
        ["GET /programme/cohorts/{id}/applications.csv"] = [Role.ProgrammeManager],
        ["HEAD /programme/employers"] = [Role.ProgrammeManager],
        ["HEAD /programme/employers/support.csv"] = [Role.ProgrammeManager],
        ["HEAD /programme/cohorts/{id}/applications.csv"] = [Role.ProgrammeManager],
        ["POST /programme/employers/used"] = [Role.ProgrammeManager],
        ["POST /programme/employers/paid"] = [Role.ProgrammeManager],
        ["POST /programme/cohorts/{id}/briefing"] = [Role.ProgrammeManager],
        ["GET /programme/cohorts/{id}/running"] = [Role.ProgrammeManager],
        ["HEAD /programme/cohorts/{id}/running"] = [Role.ProgrammeManager],
        ["POST /programme/cohorts/{id}/days"] = [Role.ProgrammeManager],
        ["POST /programme/cohorts/{id}/milestones"] = [Role.ProgrammeManager],
        ["POST /programme/cohorts/{id}/milestones/reached"] = [Role.ProgrammeManager],
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
        ["GET /places"] = Everybody,
        ["HEAD /places"] = Everybody,
        ["GET /places/{id}"] = Everybody,
        ["HEAD /places/{id}"] = Everybody,
        ["GET /places/{id}/plan"] = Everybody,
        ["HEAD /places/{id}/plan"] = Everybody,
        ["GET /places/{id}/evaluation"] = Everybody,
        ["HEAD /places/{id}/evaluation"] = Everybody,
        ["POST /places/{id}/days"] = Everybody,
        ["POST /places/{id}/days/remove"] = Everybody,
        ["POST /places/{id}/calendar"] = Everybody,
        ["POST /places/{id}/calendar/end"] = Everybody,
        ["POST /places/{id}/networks"] = Everybody,
        ["POST /places/{id}/line-manager"] = Everybody,
        ["POST /places/{id}/evaluation"] = Everybody,
        ["POST /places/{id}/plan"] = Everybody,
        ["POST /places/{id}/plan/remove"] = Everybody,
        ["POST /places/{id}/plan/met"] = Everybody,
        ["POST /places/{id}/plan/review"] = Everybody,
        ["POST /places/{id}/plan/coaching"] = Everybody,
        ["GET /calendar/{secret}"] = [],
        ["HEAD /calendar/{secret}"] = [],
        ["GET /team"] = [Role.LineManager],
        ["HEAD /team"] = [Role.LineManager],
        ["POST /employer/line-managers"] = [Role.HrLead, Role.OrganisationLead],
        ["GET /demo"] = [],
        ["HEAD /demo"] = [],
        ["GET /demo/people.json"] = [],
        ["HEAD /demo/people.json"] = [],
        ["POST /demo/sign-in"] = [],
    };

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
