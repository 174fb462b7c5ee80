using Microsoft.EntityFrameworkCore;
using Parity.App.Tests.Storage;
using Parity.Platform.Accounts;
using Parity.Platform.Accounts.Contract;
using Parity.Platform.Accounts.Model;
using Parity.Platform.Foundation;
using Parity.Platform.Programmes;
using Parity.Platform.Programmes.Rules;
using Parity.Platform.Storage;
using Parity.Web.Modules.Programmes.Selecting;

namespace Parity.App.Tests.Programmes;

public sealed class AskedEmployersTests
{
    private const string NoPartner = "It is not a partner here";

    [EveryDatabase]
    public async Task An_employer_that_put_nobody_forward_is_asked_about_whoever_says_so_and_one_that_did_is_not(Engine engine)
    {
        await using var city = await ProgrammeCity.MakeAsync(engine);
        Assert.IsType<GiveBasis.Outcome.Done>(await new GiveBasis.Handler(city.Store, city.Clock).HandleAsync(new(city.HrLead, city.Council, city.Case, "Few of our seniors."), default));
        Assert.IsType<NominatePerson.Outcome.Nominated>(await new NominatePerson.Handler(city.Store, city.Clock).HandleAsync(new(city.HrLead, city.Council, city.Cohort, "Nia", "nia@example.org", code => new("https://example.org/" + code)), default));
        var known = await city.ApplyAsync(await WithMailAsync("Nia Nominated", "nia@example.org"), ApplicationRoute.Nominated, city.Council);
        Assert.Equal(0, await LettersAsync(city.HrLead));
        var unknown = await city.ApplyAsync(await WithMailAsync("Una Unknown", "una@example.org"), ApplicationRoute.Nominated, city.Council);
        Assert.Equal((1, 0), (await LettersAsync(city.HrLead), await LettersAsync(city.OtherHrLead)));
        var elsewhere = await city.ApplyAsync(await city.PersonAsync("Eli Elsewhere"), ApplicationRoute.EmployerTold, null, EmployerStanding.Elsewhere);

        // Nobody is asked about those who asked nobody.
        await city.ApplyAsync(await WithMailAsync("Sefa Secret", "sefa@example.org"), ApplicationRoute.NoApproval, city.Council);
        Assert.Equal(1, await LettersAsync(city.HrLead));

        Assert.DoesNotContain(NoPartner, await PageAsync(known), StringComparison.Ordinal);
        Assert.Contains("None yet. The application does not wait for it.", await PageAsync(unknown), StringComparison.Ordinal);
        Assert.Contains(NoPartner, await PageAsync(elsewhere), StringComparison.Ordinal);
        Assert.IsType<Endorse.Outcome.Done>(await new Endorse.Handler(city.Store, city.Clock).HandleAsync(new(city.HrLead, city.Council, unknown, true, ""), default));
        Assert.Contains("It supports the application", await PageAsync(unknown), StringComparison.Ordinal);

        Task<int> LettersAsync(PersonId person) => city.Store.ReadAsync(records => records.Set<Mail>().CountAsync(m => m.Person == person));

        Task<PersonId> WithMailAsync(string name, string mail) => city.Store.WriteAsync(
            new Change(new Actor.TheSystem("test"), ChangeKind.AccountInvited, "somebody for a test"), records => Task.FromResult(AccountsDoor.Enrol(records, city.Clock, name, new HeldRole(Role.Public), mail)), default);

        async Task<string> PageAsync(ProgrammeApplicationId id) => await Rendered.PageAsync<TeamApplicationPage>(
            (nameof(TeamApplicationPage.One), Assert.Single(await new ReadApplications.Handler(city.Store, city.Accounts).HandleAsync(new(Only: id), default))),
            (nameof(TeamApplicationPage.Cohort), Assert.Single(await new ReadCohorts.Handler(city.Store, city.Clock).HandleAsync(new(city.Cohort), default))),
            (nameof(TeamApplicationPage.Policy), ProgrammePolicy.InForceOn(London.Today(city.Clock))));
    }
}
