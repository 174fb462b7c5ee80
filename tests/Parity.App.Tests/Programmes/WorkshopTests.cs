using Microsoft.EntityFrameworkCore;
using Parity.App.Tests.Storage;
using Parity.Platform.Accounts.Contract;
using Parity.Platform.Accounts.Model;
using Parity.Platform.Foundation;
using Parity.Platform.Programmes;
using Parity.Platform.Programmes.Model;
using Parity.Platform.Programmes.Rules;
using Parity.Platform.Storage;
using Parity.Web.Modules.Programmes.TakingPart;

namespace Parity.App.Tests.Programmes;

public sealed class WorkshopTests
{
    [EveryDatabase]
    public async Task Line_managers_learn_when_and_where_their_workshop_is_unless_their_employer_may_know_nothing(Engine engine)
    {
        await using var city = await ProgrammeCity.MakeAsync(engine);
        PersonId ama = await city.PersonAsync("Ama"), ben = await city.PersonAsync("Ben");
        ProgrammeApplicationId[] applications = [await city.ApplyAsync(ama, ApplicationRoute.NoApproval, city.Council), await city.ApplyAsync(ben, ApplicationRoute.NoApproval, city.Council)];
        await city.BringToAsync(ApplicationDeed.Offer, applications);
        Assert.IsType<AnswerOffer.Outcome.Done>(await city.AnswerAsync(ama, applications[0], AnswerOffer.Wish.Accept, tell: true));
        Assert.IsType<AnswerOffer.Outcome.Done>(await city.AnswerAsync(ben, applications[1], AnswerOffer.Wish.Accept, tell: true));
        PersonId lena = await city.PersonAsync("Lena Leads", Role.LineManager, city.Council), lou = await city.PersonAsync("Lou Leads", Role.LineManager, city.Council);
        await city.Store.WriteAsync(new Change(new Actor.TheSystem("test"), ChangeKind.LineManagerNamed, "before the programme begins"), async records =>
        {
            foreach (var one in await records.Set<Participant>().ToListAsync()) one.LineManager = one.Person == ama ? lena : lou;
            (await records.Set<Application>().SingleAsync(a => a.Id == applications[1])).AgreedToTellAt = null;
            return true;
        }, default);
        Assert.Null((await WorkshopsAsync(city, lena)).Single().From);
        int before = await LettersAsync(city, lena);

        Assert.Equal(["workshop-on", "workshop-from", "workshop-place"], Assert.IsType<PlanWorkshop.Outcome.NotYet>(await PlanAsync(city, new(2027, 4, 18), new(14, 0), new(13, 0), " ")).Mistakes.Select(m => m.Field));
        for (int twice = 0; twice < 2; twice++) Assert.IsType<PlanWorkshop.Outcome.Done>(await PlanAsync(city, new(2027, 4, 20), new(14, 0), new(16, 30), "City Hall, room 2; step-free"));
        Assert.Equal((1, 0), (await LettersAsync(city, lena) - before, await LettersAsync(city, lou)));

        var workshop = Assert.Single(await WorkshopsAsync(city, lena));
        Assert.Equal((new DateOnly(2027, 4, 20), new TimeOnly(14, 0), new TimeOnly(16, 30)), (workshop.On, workshop.From!.Value, workshop.Until!.Value));
        Assert.Empty(await WorkshopsAsync(city, lou));
        Assert.Empty(await WorkshopsAsync(city, city.HrLead));
        string calendar = CalendarText.Of([new(workshop.Cohort, workshop.On, workshop.From, workshop.Until, workshop.Place, city.Clock.GetUtcNow())], "Workshop for line managers", "Workshops");
        // Two in the afternoon in London's summer.
        Assert.Contains("DTSTART:20270420T130000Z\r\n", calendar, StringComparison.Ordinal);
        Assert.Contains("SUMMARY:Workshop for line managers\r\nLOCATION:City Hall\\, room 2\\; step-free\r\n", calendar, StringComparison.Ordinal);
        Assert.DoesNotContain("Ama", calendar, StringComparison.Ordinal);

        // The day moves before the programme begins: time and place stay, and whoever knew the day hears that there is news.
        var dates = ProgrammeCity.Dates;
        city.Clock.Pass(TimeSpan.FromMinutes(1));
        Assert.IsType<ChangeCohort.Outcome.Done>(await new ChangeCohort.Handler(city.Store, city.Clock).HandleAsync(new(city.Manager, city.Cohort, new ChangeCohort.Deed.Replan(
            3, dates.InterviewsFrom, dates.InterviewsUntil, dates.OutcomesOn, dates.StartsOn, dates.StartsUntil, new(2027, 4, 27), dates.EndsOn, "The room is taken.")), default));
        Assert.Equal((2, 0), (await LettersAsync(city, lena) - before, await LettersAsync(city, lou)));
        Assert.Equal((new DateOnly(2027, 4, 27), "City Hall, room 2; step-free"), ((await WorkshopsAsync(city, lena)).Single().On, (await WorkshopsAsync(city, lena)).Single().Place));

        city.Clock.Pass(London.At(new(2027, 4, 28), new(9, 0)) - city.Clock.GetUtcNow());
        Assert.Empty(await WorkshopsAsync(city, lena));
        Assert.IsType<PlanWorkshop.Outcome.NotYet>(await PlanAsync(city, new(2027, 5, 4), new(14, 0), new(16, 30), "City Hall"));
    }

    private static Task<PlanWorkshop.Outcome> PlanAsync(ProgrammeCity city, DateOnly on, TimeOnly from, TimeOnly until, string place) =>
        new PlanWorkshop.Handler(city.Store, city.Clock).HandleAsync(new(city.Manager, city.Cohort, on, from, until, place), default);

    private static Task<IReadOnlyList<ReadWorkshops.Workshop>> WorkshopsAsync(ProgrammeCity city, PersonId who) => new ReadWorkshops.Handler(city.Store, city.Accounts, city.Clock).HandleAsync(new(who), default);

    private static Task<int> LettersAsync(ProgrammeCity city, PersonId who) => city.Store.ReadAsync(records => Task.FromResult(records.Set<Mail>().Count(m => m.Person == who)));
}
