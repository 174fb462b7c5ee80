using System.Net;
using Parity.App.Tests.SampleCity;
using Parity.App.Tests.Storage;
using Parity.Platform.Accounts;
using Parity.Platform.Accounts.Contract;
using Parity.Platform.Foundation;
using Parity.Platform.Storage;

namespace Parity.App.Tests.Accounts;

public sealed class RoleTests
{
    private const string Id = "01234567-89ab-7def-8123-456789abcdef";

    private static readonly OrganisationId Harbour = new(Guid.ParseExact(Id, "D"));
    private static readonly GroupId Leaders = new(Guid.ParseExact(Id, "D"));
    private static readonly ProgrammeId Ladder = new(Guid.ParseExact(Id, "D"));
    private static readonly CaseId Matter = new(Guid.ParseExact(Id, "D"));

    /// <summary>Where each role can be held: P partnership, O organisation, G group, R programme, C case.</summary>
    private static readonly Dictionary<Role, string> Table = new()
    {
        [Role.Public] = "P",
        [Role.Applicant] = "OR",
        [Role.Participant] = "OR",
        [Role.Mentor] = "OR",
        [Role.LineManager] = "OR",
        [Role.HrAnalyst] = "O",
        [Role.HrLead] = "O",
        [Role.OrganisationLead] = "O",
        [Role.DeliveryManager] = "PG",
        [Role.Publisher] = "P",
        [Role.CaseHandler] = "PC",
        [Role.ProgrammeManager] = "P",
        [Role.Assessor] = "PR",
        [Role.Evaluator] = "P",
        [Role.Sponsor] = "PO",
        [Role.Auditor] = "P",
        [Role.Administrator] = "P",
        [Role.Disabled] = "",
    };

    private static readonly (char Letter, RoleScope Scope)[] Scopes = [('P', RoleScope.Whole), ('O', RoleScope.In(Harbour)), ('G', RoleScope.For(Leaders)), ('R', RoleScope.Of(Ladder)), ('C', RoleScope.Of(Matter))];

    [Fact]
    public void Every_role_is_held_where_the_table_says_and_nowhere_else()
    {
        Assert.Equal(Roles.All, Table.Keys);
        Assert.Equal(Table, Roles.All.ToDictionary(r => r, r => string.Concat(Scopes.Where(s => Platform.Accounts.Contract.Scopes.Fit(new(r, s.Scope))).Select(s => s.Letter))));
    }

    [Fact]
    public void Every_role_has_its_own_stored_word_and_title()
    {
        Assert.Equal(Roles.All, Roles.All.Select(r => Roles.Parse(r.Word())));
        Assert.Distinct(Roles.All.Select(r => r.Title()));
    }

    [Fact]
    public void A_scope_is_read_in_the_one_spelling_it_is_written_in()
    {
        foreach (var (_, scope) in Scopes) Assert.Equal(scope, RoleScope.Parse(scope.ToString()));
        foreach (string? other in (string?[])[null, "", "Partnership", "partnership ", $"organisation {Id.ToUpperInvariant()}", $"organisation  {Id}", $"group {Id} {Id}", "case 1", "programme", $"network {Id}", Id])
            Assert.Null(RoleScope.Parse(other));
    }

    [Fact]
    public void A_role_says_nothing_beyond_the_place_it_is_held_in()
    {
        var account = Holding(new(Role.ProgrammeManager, Ladder), new(Role.CaseHandler, Matter), new(Role.DeliveryManager, Leaders), new(Role.HrLead, Harbour));
        Assert.Equal([Role.HrLead], Roles.All.Where(account.Has));
        Assert.Equal([Role.HrLead, Role.DeliveryManager, Role.CaseHandler, Role.ProgrammeManager], Roles.All.Where(account.HasSomewhere));
        Assert.True(account.HoldsOf(Role.ProgrammeManager, Ladder));
        Assert.False(account.HoldsOf(Role.ProgrammeManager, new ProgrammeId(Guid.Empty)));
        Assert.True(account.HoldsOf(Role.CaseHandler, Matter));
        Assert.False(account.HoldsOf(Role.CaseHandler, new CaseId(Guid.Empty)));
        Assert.DoesNotContain(Roles.All, (account with { IsDisabled = true }).HasSomewhere);

        var everywhere = Holding(new HeldRole(Role.ProgrammeManager), new HeldRole(Role.CaseHandler));
        Assert.True(everywhere.HoldsOf(Role.ProgrammeManager, Ladder));
        Assert.False(everywhere.HoldsOf(Role.CaseHandler, Matter));
    }

    [EveryDatabase]
    public async Task Whoever_runs_follows_up_or_pays_towards_programmes_is_not_given_that_for_one_of_them(Engine engine)
    {
        await using var database = await TestDatabase.MakeAsync(engine);
        await using var store = await database.OpenAsync();
        var clock = new ManualClock(new(2026, 4, 1, 9, 0, 0, TimeSpan.Zero));
        var change = new Change(new Actor.TheSystem("test"), ChangeKind.RoleGranted, "named somebody");
        var person = await store.WriteAsync(change, records => Task.FromResult(AccountsDoor.Enrol(records, clock, "Ann", new(Role.LineManager, Harbour))), CancellationToken.None);
        foreach (var role in (Role[])[Role.ProgrammeManager, Role.Evaluator, Role.Sponsor])
        {
            await Assert.ThrowsAsync<ArgumentException>(() => store.WriteAsync(change, records => AccountsDoor.GiveAsync(records, clock, person, new(role, Ladder)), CancellationToken.None));
            Assert.DoesNotContain("programme", Platform.Accounts.Contract.Scopes.Advice(role).Split("is held")[1], StringComparison.Ordinal);
        }
    }

    [EveryDatabase]
    public async Task Roles_of_a_programme_and_of_a_case_are_given_once_and_taken_back(Engine engine)
    {
        await using var database = await TestDatabase.MakeAsync(engine);
        await using var store = await database.OpenAsync();
        var clock = new ManualClock(new(2026, 4, 1, 9, 0, 0, TimeSpan.Zero));
        var door = new AccountsDoor(store, clock);
        HeldRole marks = new(Role.Assessor, Ladder), handles = new(Role.CaseHandler, Matter);
        var change = new Change(new Actor.TheSystem("test"), ChangeKind.RoleGranted, "named somebody");
        var person = await store.WriteAsync(change, records => Task.FromResult(AccountsDoor.Enrol(records, clock, "Ann", new(Role.LineManager, Harbour))), CancellationToken.None);

        foreach (var role in (HeldRole[])[marks, handles])
        {
            Assert.True(await store.WriteAsync(change, records => AccountsDoor.GiveAsync(records, clock, person, role), CancellationToken.None));
            Assert.False(await store.WriteAsync(change, records => AccountsDoor.GiveAsync(records, clock, person, role), CancellationToken.None));
        }

        Assert.Equal([new(Role.LineManager, Harbour), handles, marks], (await door.FindAsync(person, CancellationToken.None))!.Holds);
        Assert.True(await store.WriteAsync(change, records => AccountsDoor.TakeBackAsync(records, clock, person, handles), CancellationToken.None));
        Assert.False(await store.WriteAsync(change, records => AccountsDoor.TakeBackAsync(records, clock, person, handles), CancellationToken.None));
        Assert.Equal([new(Role.LineManager, Harbour), marks], (await door.FindAsync(person, CancellationToken.None))!.Holds);
    }

    [EveryDatabase]
    public async Task A_role_counts_from_its_first_day_to_its_last_in_London(Engine engine)
    {
        await using var city = await Partnership.OnAsync(engine);
        var ada = await city.FirstAdministratorAsync();
        var grace = await city.SetUpAsync((await city.InvitationAsync(ada, "Grace Hopperley", "grace@example.org", "auditor", days: ("2026-04-02", "2026-04-03"))).PathAndQuery, "grace@example.org");

        Assert.Equal(HttpStatusCode.Forbidden, await city.VisitAsync(grace, "/audit"));
        foreach (var (hours, expected) in (IEnumerable<(double, HttpStatusCode)>)[(13.9, HttpStatusCode.Forbidden), (0.2, HttpStatusCode.OK), (47.8, HttpStatusCode.OK), (0.2, HttpStatusCode.Forbidden)])
        {
            city.Clock.Pass(TimeSpan.FromHours(hours));
            Assert.Equal(HttpStatusCode.SeeOther, await city.SignInAsync(grace, city.NextCode(grace)));
            Assert.Equal(expected, await city.VisitAsync(grace, "/audit"));
        }
    }

    [EveryDatabase]
    public async Task Days_that_cannot_be_are_refused_and_what_was_sent_stays_in_the_form(Engine engine)
    {
        await using var city = await Partnership.OnAsync(engine);
        var ada = await city.FirstAdministratorAsync();
        foreach (var (from, until, advice) in (IEnumerable<(string, string, string)>)[("2026-04-09", "2026-04-08", "not before the first"), ("", "2026-03-31", "not past"), ("1.4.2026", "", "as the form asks")])
        {
            var (refused, _) = await city.Server.SendFormAsync("/people/invite", "/people/invite", ada.Cookies, ("name", "Grace Hopperley"), ("mail", "g@example.org"), ("role", "auditor"), ("scope", "partnership"), ("from", from), ("until", until), ("why", "As the board decided."));
            using var _1 = refused;
            string html = await refused.Content.ReadAsStringAsync();
            Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
            Assert.Contains(advice, html, StringComparison.Ordinal);
            Assert.Contains("value=\"Grace Hopperley\"", html, StringComparison.Ordinal);
        }
    }

    [EveryDatabase]
    public async Task An_administrator_for_a_time_does_not_end_the_one_who_stays(Engine engine)
    {
        await using var city = await Partnership.OnAsync(engine);
        var ada = await city.FirstAdministratorAsync();
        var bert = await city.SetUpAsync((await city.InvitationAsync(ada, "Bert Temporary", "bert@example.org", "administrator", days: ("", "2026-04-30"))).PathAndQuery, "bert@example.org");
        string page = await PeopleTests.PersonPageAsync(city, bert, "Ada Lovelock");
        foreach (string deed in (string[])[page + "/disable", page + "/reset", PeopleTests.ActionIn(await PeopleTests.HtmlAsync(city, bert, page), "/end")])
        {
            var (refused, _) = await city.Server.SendFormAsync(page, deed, bert.Cookies, ("why", "As the board decided."));
            using (refused) Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        }

        Assert.Equal(HttpStatusCode.OK, await city.VisitAsync(ada, "/people"));
        string other = await PeopleTests.PersonPageAsync(city, ada, "Bert Temporary");
        await PeopleTests.DoAsync(city, ada, other, other + "/disable", ("why", "As the board decided."));
        Assert.Equal(HttpStatusCode.SeeOther, await city.VisitAsync(bert, "/people"));
    }

    private static Account Holding(params HeldRole[] roles) => new(new(Guid.Empty), "Ann", false, roles);
}
