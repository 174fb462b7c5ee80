using System.Net;
using AngleSharp.Html.Parser;
using Parity.App.Tests.SampleCity;
using Parity.App.Tests.Storage;
using Parity.App.Tests.Workforce;
using Parity.Platform.Accounts;
using Parity.Platform.Accounts.Contract;
using Parity.Platform.Foundation;
using Parity.Platform.Storage;

namespace Parity.App.Tests.Accounts;

/// <summary>Whoever keeps accounts gives nobody, alone, what reads people's data: neither by a role nor by an organisation's own sign-in.</summary>
public sealed class SecondPersonTests
{
    private const string Page = "/confirmations";

    [EveryDatabase]
    public async Task Once_returns_are_stored_a_role_that_reads_them_counts_when_a_second_person_has_confirmed_it(Engine engine)
    {
        await using var city = await TrustAtWork.OnAsync(engine);
        long letters = await city.LettersAsync();
        var grace = await city.Real.InviteAsync(city.Ada, "Grace Hopperley", "grace@example.org", "hr-analyst", city.Scope);
        Assert.Equal(HttpStatusCode.Forbidden, await city.Real.VisitAsync(grace, "/returns"));
        string asked = await PeopleTests.PersonPageAsync(city.Real, city.Ada, "Grace Hopperley");
        Assert.Contains("Asked for, and not held yet: HR analyst", await PeopleTests.HtmlAsync(city.Real, city.Ada, asked), StringComparison.Ordinal);
        Assert.Equal(letters + 2, await city.LettersAsync());
        Assert.Equal(HttpStatusCode.UnprocessableEntity, await city.AnswerAsync(city.Ada, asked, asked + "/roles", ("role", "hr-analyst"), ("scope", city.Scope), ("why", "As the board decided.")));

        // Whoever asked, whoever leads another organisation and whoever has another role do not confirm it.
        string id = await city.WaitingAsync();
        Assert.Equal(HttpStatusCode.UnprocessableEntity, await city.SettleAsync(city.Ada, id));
        Assert.Equal(HttpStatusCode.NotFound, await city.SettleAsync(city.Elsewhere, id));
        Assert.DoesNotContain("Grace", await PeopleTests.HtmlAsync(city.Real, city.Elsewhere, Page), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, await city.SettleAsync(grace, id));
        Assert.Equal(HttpStatusCode.Forbidden, await city.Real.VisitAsync(grace, "/returns"));

        Assert.Contains("HR analyst, Harbour Trust, for Grace Hopperley", await PeopleTests.HtmlAsync(city.Real, city.Lead, Page), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.SeeOther, await city.SettleAsync(city.Lead, id));
        Assert.Equal(HttpStatusCode.OK, await city.Real.VisitAsync(grace, "/returns"));
        Assert.Equal(HttpStatusCode.NotFound, await city.SettleAsync(city.Lead, id));
        Assert.Contains("confirmed by Lee Lead", await PeopleTests.HtmlAsync(city.Real, city.Ada, Page), StringComparison.Ordinal);
    }

    [EveryDatabase]
    public async Task Who_may_confirm_it_is_asked_in_the_slice_itself_and_whoever_may_not_writes_nothing(Engine engine)
    {
        await using var city = await SmallCity.MakeAsync(engine);
        var (administrator, other) = await city.Store.WriteAsync(new Change(new Actor.TheSystem("test"), ChangeKind.AccountInvited, "people for a test"), records => Task.FromResult(
            (AccountsDoor.Enrol(records, city.Clock, "Ada", new HeldRole(Role.Administrator)), AccountsDoor.Enrol(records, city.Clock, "Olga Other", new HeldRole(Role.Auditor)))), default);
        Assert.IsType<SetSignOn.Outcome.Waits>(await new SetSignOn.Handler(city.Store, city.Clock).HandleAsync(new(administrator, city.Organisation, "https://id.example.org", "parity", "a secret", "example.org", true), default));
        var waiting = (await new ReadConfirmations.Handler(city.Store, city.Clock).HandleAsync(new(city.Manager, null), default)).Single(c => c.State is ReadConfirmations.State.Waiting);
        var settle = new SettleConfirmation.Handler(city.Store, city.Clock);
        long before = await PositionAsync();

        Assert.IsType<SettleConfirmation.Outcome.NothingWaits>(await settle.HandleAsync(new(other, waiting.Id, true), default));
        Assert.IsType<SettleConfirmation.Outcome.NotPossible>(await settle.HandleAsync(new(administrator, waiting.Id, true), default));
        Assert.Equal(before, await PositionAsync());
        Assert.IsType<SettleConfirmation.Outcome.Settled>(await settle.HandleAsync(new(city.Manager, waiting.Id, true), default));

        Task<long> PositionAsync() => city.Database.CountAsync("select position from change_head");
    }

    [EveryDatabase]
    public async Task While_nothing_is_stored_one_administrator_sets_everybody_up_and_who_comes_later_sees_it(Engine engine)
    {
        await using var city = await TrustAtWork.OnAsync(engine, stored: false);
        var grace = await city.Real.InviteAsync(city.Ada, "Grace Hopperley", "grace@example.org", "hr-analyst", city.Scope);
        Assert.Equal(HttpStatusCode.OK, await city.Real.VisitAsync(grace, "/returns"));
        var page = new HtmlParser().ParseDocument(await PeopleTests.HtmlAsync(city.Real, city.Lead, Page)).QuerySelectorAll("tbody tr").Select(row => row.TextContent).ToList();
        // What was asked for at one moment stands in no order.
        Assert.Contains("done at once, by one person", Assert.Single(page, row => row.Contains("HR analyst, Harbour Trust, for Grace Hopperley", StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.DoesNotContain(page, row => row.Contains("Elsie", StringComparison.Ordinal));

        // Another organisation that has sent nothing is still being set up when this one has.
        await city.StoreAsync();
        await city.Real.InviteAsync(city.Ada, "Hana Early", "hana@example.org", "hr-analyst", $"organisation {city.ElsewhereId}");
        Assert.Equal(0, await city.CountWaitingAsync());
        await city.Real.InviteAsync(city.Ada, "Petra Print", "petra@example.org", "publisher");
        Assert.Equal(1, await city.CountWaitingAsync());
    }

    [EveryDatabase]
    public async Task What_is_asked_for_just_before_the_first_return_is_stored_waits_once_it_is(Engine engine)
    {
        await using var city = await TrustAtWork.OnAsync(engine, stored: false);
        await using var store = await city.Real.Database.OpenAsync(city.Real.Clock);
        var (clock, trust) = (city.Real.Clock, TypedId.TryParse<OrganisationId>(city.TrustId, out var id) ? id : throw new InvalidOperationException());
        PersonId ada = await PersonAsync(city.Ada.Mail), dora = await PersonAsync(city.Manager.Mail);
        var analyst = new Giving(new(Role.HrAnalyst, trust));
        var whole = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var storing = store.WriteAsync(new Change(new Actor.TheSystem("test"), ChangeKind.ReturnChecked, "a return for a test", trust), async records =>
        {
            await whole.Task;
            return AccountsDoor.Enrol(records, clock, "Somebody", new HeldRole(Role.Public));
        }, default);

        var inviting = new InvitePerson.Handler(store, clock).HandleAsync(new(ada, "Grace Hopperley", "grace@example.org", analyst, "As the board decided.", _ => new("https://parity.example")), default);
        var giving = new ChangeAccount.Handler(store, clock).HandleAsync(new(ada, dora, new ChangeAccount.Deed.Grant(analyst), "As the board decided."), default);
        var setting = new SetSignOn.Handler(store, clock).HandleAsync(new(ada, trust, "https://id.trust.example", "parity", "a secret of ours", "trust.example", true), default);
        whole.SetResult();
        await storing;

        Assert.IsType<InvitePerson.Outcome.Invited>(await inviting);
        Assert.IsType<ChangeAccount.Outcome.Done>(await giving);
        Assert.IsType<SetSignOn.Outcome.Waits>(await setting);
        Assert.Equal(3, await city.CountWaitingAsync());
        Assert.Equal(0L, await city.Real.Database.CountAsync("select count(*) from accounts_roles where role = 'hr-analyst'"));
        foreach (string line in (string[])["kind = 'account.invited' and reason like '%, which waits for a second person: %'", "kind = 'role.asked'", "kind = 'sign-on.asked'"])
            Assert.Equal(1L, await city.Real.Database.CountAsync("select count(*) from changes where " + line));

        async Task<PersonId> PersonAsync(string mail) => (await new ReadPeople.Handler(store, clock).HandleAsync(new(), default)).Single(p => p.Mail == mail).Id;
    }

    [EveryDatabase]
    public async Task Nobody_comes_to_be_the_only_one_by_ending_the_roles_of_the_others(Engine engine)
    {
        await using var city = await TrustAtWork.OnAsync(engine);
        foreach (string name in (string[])["Dora Delivers", "Lee Lead", "Elsie Where"])
        {
            string page = await PeopleTests.PersonPageAsync(city.Real, city.Ada, name);
            await PeopleTests.DoAsync(city.Real, city.Ada, page, PeopleTests.ActionIn(await PeopleTests.HtmlAsync(city.Real, city.Ada, page), "/end"), ("why", "As the board decided."));
        }

        var grace = await city.Real.InviteAsync(city.Ada, "Grace Hopperley", "grace@example.org", "hr-lead", city.Scope);
        Assert.Equal(1, await city.CountWaitingAsync());
        Assert.Equal(HttpStatusCode.Forbidden, await city.Real.VisitAsync(grace, "/returns"));
    }

    [EveryDatabase]
    public async Task A_lead_of_an_organisation_that_was_made_up_does_not_become_one_of_another_by_merging(Engine engine)
    {
        await using var city = await TrustAtWork.OnAsync(engine);
        string madeUp = $"/partnership/organisations/{city.ElsewhereId}";
        await PeopleTests.DoAsync(city.Real, city.Ada, madeUp, madeUp + "/merge", ("into", city.TrustId), ("on", "2026-03-31"));
        Assert.Equal(HttpStatusCode.Forbidden, await city.Real.VisitAsync(city.Elsewhere, "/returns"));
        string id = await city.WaitingAsync();
        Assert.Equal(HttpStatusCode.Forbidden, await city.SettleAsync(city.Elsewhere, id));
        Assert.Equal(HttpStatusCode.SeeOther, await city.SettleAsync(city.Lead, id));
        Assert.Equal(HttpStatusCode.OK, await city.Real.VisitAsync(city.Elsewhere, "/returns"));
    }

    [EveryDatabase]
    public async Task An_organisations_own_sign_in_waits_too_and_is_refused_or_confirmed_by_somebody_else(Engine engine)
    {
        await using var city = await TrustAtWork.OnAsync(engine);
        string page = $"/people/sign-on/{city.TrustId}";
        (string, string)[] settings = [("issuer", "https://id.trust.example"), ("client", "parity"), ("secret", "a secret of ours"), ("domains", "trust.example")];
        Assert.Equal(HttpStatusCode.SeeOther, await city.AnswerAsync(city.Ada, page, page, settings));
        string shown = await PeopleTests.HtmlAsync(city.Real, city.Lead, Page);
        Assert.Contains("https://id.trust.example, for trust.example", shown, StringComparison.Ordinal);
        Assert.DoesNotContain("a secret of ours", shown, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.SeeOther, await city.SettleAsync(city.Lead, await city.WaitingAsync(), "refuse"));
        Assert.Equal(0L, await city.Real.Database.CountAsync("select count(*) from accounts_sign_on_providers"));

        // What is asked for anew takes the place of what waits.
        Assert.Equal(HttpStatusCode.SeeOther, await city.AnswerAsync(city.Ada, page, page, settings));
        Assert.Equal(HttpStatusCode.SeeOther, await city.AnswerAsync(city.Ada, page, page, [.. settings, ("second-factor", "yes")]));
        Assert.Equal(1, await city.CountWaitingAsync());
        Assert.Equal(HttpStatusCode.UnprocessableEntity, await city.SettleAsync(city.Ada, await city.WaitingAsync()));
        Assert.Equal(HttpStatusCode.SeeOther, await city.SettleAsync(city.Manager, await city.WaitingAsync()));
        Assert.Equal(1L, await city.Real.Database.CountAsync("select count(*) from accounts_sign_on_providers where asks_second_factor and ended_at is null"));
    }

    [EveryDatabase]
    public async Task What_somebody_asked_for_who_keeps_no_accounts_any_more_is_not_confirmed_and_whoever_asked_takes_it_back(Engine engine)
    {
        await using var city = await TrustAtWork.OnAsync(engine, stored: false);
        var bob = await city.Real.InviteAsync(city.Ada, "Bob Second", "bob@example.org", "administrator");
        await city.StoreAsync();
        await city.Real.InviteAsync(bob, "Grace Hopperley", "grace@example.org", "publisher");
        string page = await PeopleTests.PersonPageAsync(city.Real, city.Ada, "Bob Second");
        await PeopleTests.DoAsync(city.Real, city.Ada, page, page + "/disable", ("why", "As the board decided."));
        string id = await city.WaitingAsync();
        Assert.Equal(HttpStatusCode.UnprocessableEntity, await city.SettleAsync(city.Manager, id));
        Assert.Equal(HttpStatusCode.SeeOther, await city.SettleAsync(city.Manager, id, "refuse"));

        string grace = await PeopleTests.PersonPageAsync(city.Real, city.Ada, "Grace Hopperley");
        Assert.Equal(HttpStatusCode.SeeOther, await city.AnswerAsync(city.Ada, grace, grace + "/roles", ("role", "publisher"), ("scope", "partnership"), ("why", "As the board decided.")));
        Assert.Equal(HttpStatusCode.SeeOther, await city.SettleAsync(city.Ada, await city.WaitingAsync(), "refuse"));
        Assert.Equal(0, await city.CountWaitingAsync());
        Assert.Contains("taken back", await PeopleTests.HtmlAsync(city.Real, city.Manager, Page), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_role_that_opens_peoples_data_is_among_those_that_need_a_second_person()
    {
        Role[] harmless = [Role.Public, Role.Sponsor, Role.Auditor];
        Assert.Equal(Roles.All.Where(r => Scopes.Fit(new(r)) && !harmless.Contains(r)), Roles.All.Where(r => Scopes.NeedsSecondPerson(new(r))));
        var anywhere = OrganisationId.New(TimeProvider.System);
        Assert.Equal([Role.HrAnalyst, Role.HrLead, Role.OrganisationLead], Roles.All.Where(r => Scopes.NeedsSecondPerson(new(r, anywhere))));
    }

    /// <summary>A trust with a lead, somebody who leads elsewhere, a delivery manager and one administrator.</summary>
    private sealed class TrustAtWork : IAsyncDisposable
    {
        public required Partnership Real { get; init; }
        public required Partnership.Someone Ada { get; init; }
        public required Partnership.Someone Manager { get; init; }
        public required Partnership.Someone Lead { get; init; }
        public required Partnership.Someone Elsewhere { get; init; }
        public required string TrustId { get; init; }
        public required string ElsewhereId { get; init; }

        public string Scope => $"organisation {TrustId}";

        public static async Task<TrustAtWork> OnAsync(Engine engine, bool stored = true)
        {
            var real = await Partnership.OnAsync(engine);
            var ada = await real.FirstAdministratorAsync();
            string trust = await AdmitAsync("Harbour Trust", "trust"), care = await AdmitAsync("Care Trust", "care");
            var city = new TrustAtWork
            {
                Real = real,
                Ada = ada,
                TrustId = trust,
                ElsewhereId = care,
                Manager = await real.InviteAsync(ada, "Dora Delivers", "dora@example.org", "delivery-manager"),
                Lead = await real.InviteAsync(ada, "Lee Lead", "lee@example.org", "hr-lead", $"organisation {trust}"),
                Elsewhere = await real.InviteAsync(ada, "Elsie Where", "elsie@example.org", "hr-lead", $"organisation {care}"),
            };
            if (stored) await city.StoreAsync();
            return city;

            async Task<string> AdmitAsync(string name, string code)
            {
                var (answer, _) = await real.Server.SendFormAsync("/partnership/organisations/new", "/partnership/organisations/new", ada.Cookies, ("name", name), ("code", code), ("sector", "health"), ("on", "2020-01-01"));
                using (answer) return answer.Headers.Location!.OriginalString.Split('/')[^1];
            }
        }

        /// <summary>As if the trust had sent its first return.</summary>
        public async Task StoreAsync()
        {
            await using var store = await Real.Database.OpenAsync(Real.Clock);
            var change = new Change(new Actor.TheSystem("test"), ChangeKind.ReturnChecked, "a return for a test", TypedId.TryParse<OrganisationId>(TrustId, out var id) ? id : null);
            await store.WriteAsync(change, records => Task.FromResult(AccountsDoor.Enrol(records, Real.Clock, "Somebody", new HeldRole(Role.Public))), default);
        }

        public async Task<HttpStatusCode> AnswerAsync(Partnership.Someone by, string page, string action, params (string, string)[] fields)
        {
            var (answer, _) = await Real.Server.SendFormAsync(page, action, by.Cookies, fields);
            using (answer) return answer.StatusCode;
        }

        /// <summary>With the seal of a page that everybody has, as whoever it is not for does not come to the page itself.</summary>
        public Task<HttpStatusCode> SettleAsync(Partnership.Someone by, string id, string how = "confirm") => AnswerAsync(by, "/account", $"{Page}/{id}/{how}");

        public async Task<string> WaitingAsync() => (await Real.Database.AskAsync("select lower(cast(id as text)) from accounts_confirmations where settled_at is null"))!.ToString()!;

        public Task<long> CountWaitingAsync() => Real.Database.CountAsync("select count(*) from accounts_confirmations where settled_at is null");

        public Task<long> LettersAsync() => Real.Database.CountAsync("select count(*) from accounts_mails");

        public ValueTask DisposeAsync() => Real.DisposeAsync();
    }
}
