using Parity.App.Tests.Storage;
using Parity.Platform.Foundation;
using Parity.Platform.Programmes;
using Parity.Platform.Programmes.Rules;
using Parity.Web.Modules.Programmes.Cohorts;

namespace Parity.App.Tests.Programmes;

public sealed class LateOutcomesTests
{
    [EveryDatabase]
    public async Task When_the_promised_day_is_past_the_pages_say_who_has_not_heard_until_all_have(Engine engine)
    {
        await using var city = await ProgrammeCity.MakeAsync(engine);
        var (one, other) = (await city.ApplyAsync(await city.PersonAsync("Ama One"), ApplicationRoute.NoApproval, city.Council), await city.ApplyAsync(await city.PersonAsync("Bea Two"), ApplicationRoute.NoApproval, city.Council));
        await city.DecideAsync(one, ApplicationDeed.NotSelect);
        city.GoTo(ProgrammeCity.Dates.OutcomesOn);
        Assert.False((await CohortAsync()).IsOverdue);

        city.Clock.Pass(TimeSpan.FromDays(1));
        var late = await CohortAsync();
        const string said = "1 decision is not told yet. 2 applicants wait for an outcome.";
        Assert.Contains(said, await PageAsync(late), StringComparison.Ordinal);
        Assert.Contains(said, await OverviewAsync(late), StringComparison.Ordinal);
        await city.TellAsync();
        Assert.Contains("1 applicant waits for an outcome.", await PageAsync(await CohortAsync()), StringComparison.Ordinal);

        await city.DecideAsync(other, ApplicationDeed.NotSelect);
        await city.TellAsync();
        var told = await CohortAsync();
        Assert.DoesNotContain("are late", await PageAsync(told), StringComparison.Ordinal);
        Assert.DoesNotContain("are late", await OverviewAsync(told), StringComparison.Ordinal);

        async Task<ReadCohorts.Listed> CohortAsync() => Assert.Single(await new ReadCohorts.Handler(city.Store, city.Clock).HandleAsync(new(city.Cohort), default));
        static Task<string> PageAsync(ReadCohorts.Listed cohort) => Rendered.PageAsync<CohortPage>((nameof(CohortPage.One), cohort), (nameof(CohortPage.Applications), Array.Empty<ReadApplications.Listed>()));
        static Task<string> OverviewAsync(ReadCohorts.Listed cohort) => Rendered.PageAsync<ProgrammePage>((nameof(ProgrammePage.Cohorts), new[] { cohort }), (nameof(ProgrammePage.Cases), Array.Empty<ReadCases.Listed>()));
    }
}
