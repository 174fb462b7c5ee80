using Microsoft.EntityFrameworkCore;
using Parity.App.Tests.Storage;
using Parity.Platform.Accounts.Contract;
using Parity.Platform.Foundation;
using Parity.Platform.Programmes;
using Parity.Platform.Programmes.Model;
using Parity.Platform.Programmes.Rules;
using Parity.Platform.Storage;

namespace Parity.App.Tests.Programmes;

public sealed class TakenUpPlacesTests
{
    [Fact]
    public void A_place_asks_for_something_else_where_days_hours_certificate_or_months_differ_and_not_where_words_do()
    {
        var shape = ShapesOnFile.Named("days-27");
        Assert.Empty(ShapeChange.Between(shape, shape with { Code = "other", Version = 2, Title = "Another title", Rubric = "other", Source = "here" }));
        Assert.Empty(ShapeChange.Between(shape, shape with { Types = [.. shape.Types.Select(t => t with { Title = t.Title + ", in other words" })] }));
        var modules = shape.Type(ProgrammeShape.ModulesType)!;
        Assert.Equal([$"{modules.Title}, 13 days of {Hours(modules)} hours, before 12 days of {Hours(modules)} hours"], ShapeChange.Between(shape, With(modules with { Units = 13 })));
        Assert.Equal([$"{modules.Title}, 12 days of 1 hours, before 12 days of {Hours(modules)} hours"], ShapeChange.Between(shape, With(modules with { DayMinutes = 60 })));
        Assert.StartsWith(modules.Title + ", none, before 12 days", Assert.Single(ShapeChange.Between(shape, shape with { Types = [.. shape.Types.Where(t => t.Code != modules.Code)] })), StringComparison.Ordinal);
        Assert.EndsWith(", before none", Assert.Single(ShapeChange.Between(shape, shape with { Types = [.. shape.Types, modules with { Code = "visits", Title = "Visits" }] })), StringComparison.Ordinal);
        Assert.Equal([$"{shape.Months + 1} months, before {shape.Months}"], ShapeChange.Between(shape, shape with { Months = shape.Months + 1 }));
        var rule = ShapesOnFile.Named("days-30").Certificate!;
        Assert.Equal(["other rules for the certificate"], ShapeChange.Between(shape with { Certificate = rule }, shape with { Certificate = rule with { Credits = 14 } }));
        Assert.Equal(["no certificate"], ShapeChange.Between(shape with { Certificate = rule }, shape with { Certificate = null }));
        Assert.Equal(["a certificate can be taken"], ShapeChange.Between(shape with { Certificate = null }, shape with { Certificate = rule }));

        ProgrammeShape With(DayType type) => shape with { Types = [.. shape.Types.Select(t => t.Code == type.Code ? type : t)] };
        static string Hours(DayType type) => (type.DayMinutes / 60m).ToString("0.##", System.Globalization.CultureInfo.InvariantCulture);
    }

    [EveryDatabase]
    public async Task A_place_is_taken_up_in_a_cohort_of_another_shape_once_that_is_confirmed_and_not_while_an_assignment_is_open(Engine engine)
    {
        await using var city = await ProgrammeCity.MakeAsync(engine);
        var ama = await city.PersonAsync("Ama");
        var application = await city.ApplyAsync(ama, ApplicationRoute.NoApproval, city.Council);
        await city.BringToAsync(ApplicationDeed.Offer, application);
        Assert.IsType<AnswerOffer.Outcome.Done>(await city.AnswerAsync(ama, application, AnswerOffer.Wish.Accept, tell: true));
        var place = (await TakingPartTests.PlaceAsync(city, ama)).Id;
        Assert.IsType<OfferStretch.Outcome.Done>(await new OfferStretch.Handler(city.Store, city.Clock).HandleAsync(new(city.OtherHrLead, city.Hospital, "One door", "Bring referrals together", 1, new(2027, 9, 1), new(2027, 12, 31)), default));
        var offer = (await new ReadStretch.Handler(city.Store, city.Accounts, city.Partnership).HandleAsync(new(city.Manager, new ReadStretch.View.OfCohort(city.Cohort)), default))!.Offers[0].Id;
        var assignment = Assert.IsType<MatchStretch.Outcome.Matched>(await new MatchStretch.Handler(city.Store, city.Partnership, city.Accounts, city.Clock).HandleAsync(new(city.Manager, city.Cohort, place, offer, null), default)).Assignment;
        Assert.IsType<MoveParticipant.Outcome.Done>(await MoveAsync(new MoveParticipant.Deed.Defer()));

        var later = Assert.IsType<MakeCohort.Outcome.Made>(await new MakeCohort.Handler(city.Store, city.Clock).HandleAsync(
            new(city.Manager, null, "Later", "later", "For people who lead.", city.Case, "days-25/1", 1, ProgrammeCity.Dates, false), default)).Id;
        foreach (bool starts in (bool[])[false, true])
        {
            if (starts) city.Clock.Pass(London.At(ProgrammeCity.Dates.StartsOn, new(9, 0)) - city.Clock.GetUtcNow());
            Assert.IsType<ChangeCohort.Outcome.Done>(await new ChangeCohort.Handler(city.Store, city.Clock).HandleAsync(new(city.Manager, later, starts ? new ChangeCohort.Deed.Start() : new ChangeCohort.Deed.Publish()), default));
        }

        int letters = await LettersAsync();
        Assert.Equal("into", Assert.IsType<MoveParticipant.Outcome.NotYet>(await MoveAsync(new MoveParticipant.Deed.TakeUp(later, EvenSo: true))).Field);
        Assert.Equal((city.Cohort, letters), (await CohortAsync(), await LettersAsync()));

        var agree = new AgreeContract.Handler(city.Store, city.Accounts, city.Clock);
        foreach (var deed in (AgreeContract.Deed[])[new AgreeContract.Deed.Waive("The place was put off"), new AgreeContract.Deed.Close()])
            Assert.IsType<AgreeContract.Outcome.Done>(await agree.HandleAsync(new(city.Manager, null, true, assignment, deed), default));
        var refused = Assert.IsType<MoveParticipant.Outcome.NotYet>(await MoveAsync(new MoveParticipant.Deed.TakeUp(later)));
        Assert.Equal("take-up-even-so", refused.Field);
        Assert.Contains("before 1 day of", refused.Advice, StringComparison.Ordinal);
        Assert.Equal((city.Cohort, letters), (await CohortAsync(), await LettersAsync()));
        Assert.IsType<MoveParticipant.Outcome.Done>(await MoveAsync(new MoveParticipant.Deed.TakeUp(later, EvenSo: true)));
        Assert.Equal((later, letters + 1), (await CohortAsync(), await LettersAsync()));
        Assert.Equal(25m, (await TakingPartTests.PlaceAsync(city, ama)).Ledger.DaysRequired);

        Task<MoveParticipant.Outcome> MoveAsync(MoveParticipant.Deed deed) => new MoveParticipant.Handler(city.Store, city.Clock).HandleAsync(new(city.Manager, place, deed), default);
        Task<CohortId> CohortAsync() => city.Store.ReadAsync(records => records.Set<Participant>().Where(p => p.Id == place).Select(p => p.Cohort).SingleAsync());
        Task<int> LettersAsync() => city.Store.ReadAsync(records => records.Set<Platform.Accounts.Model.Mail>().CountAsync(m => m.Person == ama));
    }

    [EveryDatabase]
    public async Task A_place_that_was_put_off_is_taken_up_in_a_running_cohort_with_a_place_left_and_the_role_goes_with_it(Engine engine)
    {
        await using var city = await ProgrammeCity.MakeAsync(engine);
        var (ama, bea) = (await city.PersonAsync("Ama"), await city.PersonAsync("Bea"));
        var (first, second) = (await city.ApplyAsync(ama, ApplicationRoute.NoApproval, city.Council), await city.ApplyAsync(bea, ApplicationRoute.NoApproval, city.Council));
        await city.BringToAsync(ApplicationDeed.Offer, first, second);
        foreach (var (person, id) in ((PersonId, ProgrammeApplicationId)[])[(ama, first), (bea, second)])
        {
            Assert.IsType<AnswerOffer.Outcome.Done>(await city.AnswerAsync(person, id, AnswerOffer.Wish.Accept, tell: true));
            Assert.IsType<MoveParticipant.Outcome.Done>(await MoveAsync(person, new MoveParticipant.Deed.Defer()));
        }

        var later = Assert.IsType<MakeCohort.Outcome.Made>(await new MakeCohort.Handler(city.Store, city.Clock).HandleAsync(
            new(city.Manager, null, "Later", "later", "For people who lead.", city.Case, "days-27/1", 1, ProgrammeCity.Dates, false), default)).Id;
        await ChangeAsync(new ChangeCohort.Deed.Publish());
        Assert.Equal("into", Assert.IsType<MoveParticipant.Outcome.NotYet>(await MoveAsync(ama, new MoveParticipant.Deed.TakeUp(later))).Field);
        city.Clock.Pass(London.At(ProgrammeCity.Dates.StartsOn, new(9, 0)) - city.Clock.GetUtcNow());
        await ChangeAsync(new ChangeCohort.Deed.Start());
        Assert.Equal("into", Assert.IsType<MoveParticipant.Outcome.NotYet>(await MoveAsync(ama, new MoveParticipant.Deed.TakeUp(city.Cohort))).Field);

        Assert.IsType<MoveParticipant.Outcome.Done>(await MoveAsync(ama, new MoveParticipant.Deed.TakeUp(later)));
        var place = await city.Store.ReadAsync(records => records.Set<Participant>().SingleAsync(p => p.Person == ama));
        Assert.Equal((later, ProgrammeCity.Dates.StartsOn), (place.Cohort, place.StartedOn!.Value));
        Assert.Equal([Participant.RoleIn(later)], (await city.Accounts.AllAsync(default)).Single(a => a.Id == ama).Holds.Where(h => h.Role == Role.Participant));

        // It was the only one.
        Assert.Equal("into", Assert.IsType<MoveParticipant.Outcome.NotYet>(await MoveAsync(bea, new MoveParticipant.Deed.TakeUp(later))).Field);
        Assert.Equal(city.Cohort, (await city.Store.ReadAsync(records => records.Set<Participant>().SingleAsync(p => p.Person == bea))).Cohort);

        async Task<MoveParticipant.Outcome> MoveAsync(PersonId person, MoveParticipant.Deed deed)
        {
            var id = await city.Store.ReadAsync(records => records.Set<Participant>().Where(p => p.Person == person).Select(p => p.Id).SingleAsync());
            return await new MoveParticipant.Handler(city.Store, city.Clock).HandleAsync(new(city.Manager, id, deed), default);
        }

        async Task ChangeAsync(ChangeCohort.Deed deed) => Assert.IsType<ChangeCohort.Outcome.Done>(await new ChangeCohort.Handler(city.Store, city.Clock).HandleAsync(new(city.Manager, later, deed), default));
    }
}
