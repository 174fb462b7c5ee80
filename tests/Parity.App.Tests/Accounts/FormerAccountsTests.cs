using System.Net;
using Microsoft.EntityFrameworkCore;
using Parity.App.Tests.SampleCity;
using Parity.App.Tests.Storage;
using Parity.Platform.Accounts;
using Parity.Platform.Accounts.Contract;
using Parity.Platform.Accounts.Model;
using Parity.Platform.Foundation;
using Parity.Platform.Storage;

namespace Parity.App.Tests.Accounts;

/// <summary>Accounts do not stay for ever: what names somebody goes when the policy says so, and what was done stays.</summary>
public sealed class FormerAccountsTests
{
    private static readonly string[] Named = ["Grace Hopperley", "grace@example.org", "Idris Early", "idris@example.org"];

    [EveryDatabase]
    public async Task Accounts_that_were_disabled_or_never_taken_up_lose_what_names_somebody_in_time_and_no_other_does(Engine engine)
    {
        await using var city = await Partnership.OnAsync(engine);
        var ada = await city.FirstAdministratorAsync();
        var grace = await city.InviteAsync(ada, "Grace Hopperley", "grace@example.org", "publisher");
        await city.InvitationAsync(ada, "Idris Early", "idris@example.org", "auditor");
        string page = await PeopleTests.PersonPageAsync(city, ada, "Grace Hopperley");
        await PeopleTests.DoAsync(city, ada, page, page + "/disable", ("why", "They have left."));
        await using var store = await city.Database.OpenAsync(city.Clock);
        var forget = new ForgetAccounts.Handler(store, city.Clock);

        city.Clock.Pass(TimeSpan.FromDays(89));
        Assert.Equal(new(0, 0), await forget.HandleAsync(default));
        city.Clock.Pass(TimeSpan.FromDays(2));
        Assert.Equal(new(0, 1), await forget.HandleAsync(default));
        city.Clock.Pass(TimeSpan.FromDays(2192 - 92));
        Assert.Equal(new(0, 0), await forget.HandleAsync(default));
        city.Clock.Pass(TimeSpan.FromDays(2));
        Assert.Equal(new(1, 0), await forget.HandleAsync(default));
        Assert.Equal(new(0, 0), await forget.HandleAsync(default));

        string kept = await Dump.EverythingAsync(city.Database);
        Assert.Equal([], Named.Where(name => kept.Contains(name, StringComparison.OrdinalIgnoreCase)));
        Assert.Contains("Ada Lovelock", kept, StringComparison.Ordinal);
        Assert.Equal(0L, await city.Database.CountAsync("select count(*) from accounts_credentials c join accounts_people p on p.id = c.person where p.forgotten_at is not null"));
        Assert.Equal(HttpStatusCode.SeeOther, await city.SignInAsync(ada, city.NextCode(ada)));
        Assert.DoesNotContain(ForgetAccounts.Name, await PeopleTests.HtmlAsync(city, ada, "/people"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, await city.VisitAsync(ada, page));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, await city.SignInAsync(grace, city.NextCode(grace)));
        // Their address is free for somebody else, and the log still says who did what by the same id.
        await city.InvitationAsync(ada, "Another Grace", "grace@example.org", "publisher");
        Assert.Equal(2L, await city.Database.CountAsync($"select count(*) from accounts_people where name = '{ForgetAccounts.Name}' and mail is null"));
    }

    [EveryDatabase]
    public async Task Whoever_lost_what_they_sign_in_with_has_taken_their_account_up_all_the_same(Engine engine)
    {
        await using var city = await Partnership.OnAsync(engine);
        var ada = await city.FirstAdministratorAsync();
        await city.InviteAsync(ada, "Grace Hopperley", "grace@example.org", "publisher");
        string page = await PeopleTests.PersonPageAsync(city, ada, "Grace Hopperley");
        var (reset, _) = await city.Server.SendFormAsync(page, page + "/reset", ada.Cookies);
        using (reset) Assert.Equal(HttpStatusCode.OK, reset.StatusCode);
        city.Clock.Pass(TimeSpan.FromDays(400));
        await using var store = await city.Database.OpenAsync(city.Clock);
        await new ForgetTraces.Handler(store, city.Clock).HandleAsync(default);
        Assert.Equal(new(0, 0), await new ForgetAccounts.Handler(store, city.Clock).HandleAsync(default));
    }

    [EveryDatabase]
    public async Task Accounts_that_stay_do_not_stand_before_those_that_go(Engine engine)
    {
        await using var database = await TestDatabase.MakeAsync(engine);
        var clock = new ManualClock();
        await using var store = await database.OpenAsync(clock);
        var now = clock.GetUtcNow();
        await store.WriteAsync(Of(ChangeKind.AccountSetUp), records =>
        {
            for (int at = 0; at < ForgetAccounts.Handler.AtOnce; at++)
                records.Add(new Credential { Person = Enrol(records, "Set up"), PasswordHash = "", PasswordSetAt = now, SealedCodeKey = [], CodeSetAt = now, LastCodeStep = 0 });
            return Task.FromResult(true);
        }, default);
        await store.WriteAsync(Of(ChangeKind.SecondFactorReset), async records =>
        {
            records.RemoveRange(await records.Set<Credential>().ToListAsync());
            return true;
        }, default);
        clock.Pass(TimeSpan.FromDays(1));
        await store.WriteAsync(Of(ChangeKind.AccountInvited), records => Task.FromResult(Enrol(records, "Idris Early")), default);
        clock.Pass(TimeSpan.FromDays(400));
        Assert.Equal(new(0, 1), await new ForgetAccounts.Handler(store, clock).HandleAsync(default));

        PersonId Enrol(Records records, string name) => AccountsDoor.Enrol(records, clock, name, new HeldRole(Role.Auditor));
        static Change Of(ChangeKind kind) => new(new Actor.TheSystem("test"), kind, "accounts for a test");
    }
}
