using System.Text.Json;
using Parity.App.Tests.Storage;
using Parity.Platform.Accounts.Contract;
using Parity.Platform.Foundation;
using Parity.Platform.Programmes;
using Parity.Platform.Programmes.Rules;

namespace Parity.App.Tests.Programmes;

public sealed class LearningSetsTests
{
    /// <summary>Instances whose fewest pairs follow from a closed form and can be reached together (<c>tests/cases/learning-sets</c>).</summary>
    [Theory]
    [InlineData("sets1")]
    [InlineData("sets2")]
    public void Dealing_reaches_the_fewest_pairs_of_one_employer_and_of_one_sector(string name)
    {
        using var json = JsonDocument.Parse(File.ReadAllText(Path.Combine(House.Repository.Root, "tests", "cases", "learning-sets", name + ".json")));
        var instance = json.RootElement;
        int sets = instance.GetProperty("sets").GetInt32(), least = instance.GetProperty("minSize").GetInt32(), most = instance.GetProperty("maxSize").GetInt32();
        var people = instance.GetProperty("participants").EnumerateArray().Select(p => Member(p.GetProperty("id").GetInt32(), p.GetProperty("employer").GetInt32(), p.GetProperty("sector").GetInt32())).ToList();
        var dealt = LearningSetRules.Deal(people, new OrganisationId?[sets]);
        Assert.Equal(people.Select(p => p.Id).Order(), dealt.SelectMany(s => s).Select(p => p.Id).Order());
        Assert.All(dealt, set => Assert.Empty(LearningSetRules.Of(set, null, people, least, most)));
        Assert.Equal(instance.GetProperty("optimum").GetProperty("same_employer_pairs").GetInt32(), LearningSetRules.PairsOfOneEmployer(dealt));
        Assert.Equal(LearningSetRules.FewestPairs(people, sets), LearningSetRules.PairsOfOneEmployer(dealt));
        Assert.Equal(instance.GetProperty("optimum").GetProperty("same_sector_pairs").GetInt32(), LearningSetRules.PairsOfOneSector(dealt));
    }

    [Fact]
    public void Nobody_is_dealt_into_one_set_with_whom_they_report_to_and_that_costs_no_pair()
    {
        // Six of one employer in a line of six over two sets: whoever is next above is never in the same set, nor further up.
        var people = Enumerable.Range(0, 12).Select(i => Member(i, i < 6 ? 0 : i, i % 3) with { LineManager = i is 1 or 4 ? Person(i - 1) : null }).ToList();
        OrganisationId?[] facilitators = [people[7].Employer, null];
        var dealt = LearningSetRules.Deal(people, facilitators);
        Assert.All(dealt.Zip(facilitators), set => Assert.Empty(LearningSetRules.Of(set.First, set.Second, people, 4, 8)));
        Assert.Equal(LearningSetRules.FewestPairs(people, 2), LearningSetRules.PairsOfOneEmployer(dealt));
    }

    [Fact]
    public void A_line_counts_through_somebody_of_another_set_and_a_circle_ends()
    {
        Learner top = Member(0, 0, 0), middle = Member(1, 0, 0) with { LineManager = top.Person }, below = Member(2, 0, 0) with { LineManager = middle.Person };
        Assert.Contains(LearningSetFault.LineLink, LearningSetRules.Of([top, below], null, [top, middle, below], 2, 8));
        Assert.DoesNotContain(LearningSetFault.LineLink, LearningSetRules.Of([top, Member(3, 0, 0)], null, [top, middle, below], 2, 8));
        var round = top with { LineManager = below.Person };
        Assert.Contains(LearningSetFault.LineLink, LearningSetRules.Of([round, below], null, [round, middle, below], 2, 8));
    }

    [EveryDatabase]
    public async Task Sets_are_made_by_hand_with_the_rules_checked_and_members_see_who_learns_with_them(Engine engine)
    {
        await using var city = await ProgrammeCity.MakeAsync(engine);
        PersonId ama = await city.PersonAsync("Ama", Role.LineManager, city.Council), bea = await city.PersonAsync("Bea"), cai = await city.PersonAsync("Cai");
        ProgrammeApplicationId[] ids = [await city.ApplyAsync(ama, ApplicationRoute.NoApproval, city.Council), await city.ApplyAsync(bea, ApplicationRoute.NoApproval, city.Council), await city.ApplyAsync(cai, ApplicationRoute.EmployerTold, city.Hospital)];
        await city.BringToAsync(ApplicationDeed.Offer, ids);
        foreach (var (person, id) in new[] { ama, bea, cai }.Zip(ids)) Assert.IsType<AnswerOffer.Outcome.Done>(await city.AnswerAsync(person, id, AnswerOffer.Wish.Accept, tell: true));
        var places = (await SetsAsync(city)).People.ToDictionary(p => p.Name, p => p.Id);
        Assert.Equal(["Ama", "Bea", "Cai"], places.Keys.Order());

        Assert.Equal(["set-title"], Assert.IsType<KeepLearningSets.Outcome.NotYet>(await KeepAsync(city, new KeepLearningSets.Deed.Keep(null, " ", null, null))).Mistakes.Select(m => m.Field));
        for (int twice = 0; twice < 2; twice++) await DoneAsync(city, new KeepLearningSets.Deed.Keep(null, "Set 1", "Noor", city.Hospital));
        await DoneAsync(city, new KeepLearningSets.Deed.Keep(null, "Set 2", null, null));
        Assert.IsType<KeepLearningSets.Outcome.NotYet>(await KeepAsync(city, new KeepLearningSets.Deed.Keep(null, "set 1", "Another", null)));
        var sets = (await SetsAsync(city)).All;
        Assert.Equal(["Set 1", "Set 2"], sets.Select(s => s.Title));
        var (one, two) = (sets[0].Id, sets[1].Id);

        // Of the facilitator's employer; then a set that is another cohort's, or nobody's.
        Assert.Equal(["members"], Assert.IsType<KeepLearningSets.Outcome.NotYet>(await PlaceAsync(city, (places["Cai"], one))).Mistakes.Select(m => m.Field));
        Assert.IsType<KeepLearningSets.Outcome.NotYet>(await PlaceAsync(city, (places["Cai"], new Guid(9, 0, 0, new byte[8]))));
        Assert.IsType<KeepLearningSets.Outcome.Done>(await PlaceAsync(city, (places["Ama"], one), (places["Bea"], one), (places["Cai"], two)));
        Assert.Equal((1, 0), ((await SetsAsync(city)).Pairs, (await SetsAsync(city)).Fewest));
        Assert.Equal([[LearningSetFault.TooFew], [LearningSetFault.TooFew]], (await SetsAsync(city)).All.Select(s => s.Faults));
        Assert.Equal(("Set 1", "Noor", "Bea"), (await TakingPartTests.PlaceAsync(city, ama)).Set is { } mine ? (mine.Title, mine.Facilitator, Assert.Single(mine.With)) : default);
        Assert.IsType<KeepLearningSets.Outcome.NotYet>(await KeepAsync(city, new KeepLearningSets.Deed.Keep(two, "Set 2", "Olu", city.Hospital)));

        // Bea names Ama as her line manager: from then on they may not sit together.
        Assert.IsType<NoteOwnPart.Outcome.Done>(await new NoteOwnPart.Handler(city.Store, new(city.Store, city.Clock), city.Clock).HandleAsync(new(bea, places["Bea"], new NoteOwnPart.Deed.NameLead(ama)), default));
        Assert.Contains(LearningSetFault.LineLink, (await SetsAsync(city)).All[0].Faults);
        Assert.IsType<KeepLearningSets.Outcome.NotYet>(await PlaceAsync(city, (places["Cai"], two)));
        var suggested = (await SetsAsync(city)).Suggested;
        Assert.NotEqual(suggested[places["Ama"]], suggested[places["Bea"]]);
        Assert.IsType<KeepLearningSets.Outcome.Done>(await PlaceAsync(city, (places["Bea"], two)));
        Assert.DoesNotContain(LearningSetFault.LineLink, (await SetsAsync(city)).All.SelectMany(s => s.Faults));

        // Whoever puts the place off leaves the set and is not awaited at its meetings, and a set that is taken away leaves nobody in it.
        Assert.IsType<PlanCohortDay.Outcome.Done>(await new PlanCohortDay.Handler(city.Store, city.Clock).HandleAsync(
            new(city.Manager, new PlanCohortDay.Deed.Make(city.Cohort, "peer", "", new(2027, 6, 1), new(9, 30), new(12, 30), "City Hall", "", null, null, LearningSet: one)), default));
        Task<long> AwaitedAsync() => city.Database.CountAsync("select count(*) from programmes_attendances");
        Assert.Equal(1, await AwaitedAsync());
        Assert.IsType<MoveParticipant.Outcome.Done>(await new MoveParticipant.Handler(city.Store, city.Clock).HandleAsync(new(city.Manager, places["Ama"], new MoveParticipant.Deed.Defer()), default));
        Assert.Equal(0, await AwaitedAsync());
        Assert.Null((await TakingPartTests.PlaceAsync(city, ama)).Set);
        for (int twice = 0; twice < 2; twice++) await DoneAsync(city, new KeepLearningSets.Deed.Remove(two));
        Assert.All((await SetsAsync(city)).People, p => Assert.Null(p.In));
    }

    [EveryDatabase]
    public async Task A_set_meets_on_days_of_its_own_that_count_for_those_who_are_in_it_and_name_no_set_to_an_employer(Engine engine)
    {
        await using var city = await ProgrammeCity.MakeAsync(engine);
        PersonId ama = await city.PersonAsync("Ama"), bea = await city.PersonAsync("Bea"), cai = await city.PersonAsync("Cai");
        ProgrammeApplicationId[] ids = [await city.ApplyAsync(ama, ApplicationRoute.NoApproval, city.Council), await city.ApplyAsync(bea, ApplicationRoute.NoApproval, city.Council), await city.ApplyAsync(cai, ApplicationRoute.EmployerTold, city.Hospital)];
        await city.BringToAsync(ApplicationDeed.Offer, ids);
        foreach (var (person, id) in new[] { ama, bea, cai }.Zip(ids)) Assert.IsType<AnswerOffer.Outcome.Done>(await city.AnswerAsync(person, id, AnswerOffer.Wish.Accept, tell: true));
        city.GoTo(new(2027, 4, 20));
        Assert.IsType<ChangeCohort.Outcome.Done>(await new ChangeCohort.Handler(city.Store, city.Clock).HandleAsync(new(city.Manager, city.Cohort, new ChangeCohort.Deed.Start()), default));
        var places = (await SetsAsync(city)).People.ToDictionary(p => p.Name, p => p.Id);
        await DoneAsync(city, new KeepLearningSets.Deed.Keep(null, "The herons", null, null));
        var set = (await SetsAsync(city)).All[0].Id;
        Task<PlanCohortDay.Outcome> MeetAsync(string kind, DateOnly on) => new PlanCohortDay.Handler(city.Store, city.Clock).HandleAsync(
            new(city.Manager, new PlanCohortDay.Deed.Make(city.Cohort, kind, "", on, new(9, 30), new(12, 30), "City Hall", "", null, null, LearningSet: set)), default);
        Assert.Equal(["learning-set"], Assert.IsType<PlanCohortDay.Outcome.NotYet>(await MeetAsync("peer", new(2027, 6, 1))).Mistakes.Select(m => m.Field));
        Assert.IsType<KeepLearningSets.Outcome.Done>(await PlaceAsync(city, (places["Ama"], set), (places["Cai"], set)));
        Assert.Equal(["module", "learning-set"], Assert.IsType<PlanCohortDay.Outcome.NotYet>(await MeetAsync("modules", new(2027, 6, 1))).Mistakes.Select(m => m.Field));
        foreach (int day in (int[])[1, 15]) Assert.IsType<PlanCohortDay.Outcome.Done>(await MeetAsync("peer", new(2027, 6, day)));
        Assert.IsType<PlanCohortDay.Outcome.Done>(await MeetAsync("peer", new(2027, 6, 1)));

        async Task<(int Days, decimal Planned, decimal Done)> OfAsync(PersonId person) => await TakingPartTests.PlaceAsync(city, person) is var one && one.Ledger.Lines.Single(l => l.Type.Code == "peer") is var line ? (one.Days.Count, line.DaysPlanned * line.Type.DayMinutes, line.DaysDone * line.Type.DayMinutes) : default;
        Assert.Equal([(2, 360m, 0m), (0, 0m, 0m), (2, 360m, 0m)], new[] { await OfAsync(ama), await OfAsync(bea), await OfAsync(cai) });
        var running = (await new ReadRunning.Handler(city.Store, city.Accounts, city.Clock).HandleAsync(new(city.Cohort), default))!;
        Assert.All(running.Days, d => Assert.Equal(("The herons", 2, 0), (d.Set, d.For.Count, d.Noted.Count)));

        // Cai leaves the set and Bea comes: from then on she is awaited. A set with meetings to come stays.
        city.Clock.Pass(TimeSpan.FromDays(45));
        Assert.IsType<NoteAttendance.Outcome.Done>(await new NoteAttendance.Handler(city.Store, city.Clock).HandleAsync(
            new(city.Manager, running.Days[0].Id, new Dictionary<ParticipantId, LedgerState> { [places["Ama"]] = LedgerState.Attended, [places["Bea"]] = LedgerState.Attended, [places["Cai"]] = LedgerState.Missed }), default));
        Assert.IsType<KeepLearningSets.Outcome.Done>(await KeepAsync(city, new KeepLearningSets.Deed.Place(new Dictionary<ParticipantId, Guid?> { [places["Bea"]] = set, [places["Cai"]] = null })));
        Assert.Equal([(2, 180m, 180m), (1, 180m, 0m), (1, 0m, 0m)], new[] { await OfAsync(ama), await OfAsync(bea), await OfAsync(cai) });
        Assert.IsType<KeepLearningSets.Outcome.NotYet>(await KeepAsync(city, new KeepLearningSets.Deed.Remove(set)));
        string secret = Assert.IsType<NoteOwnPart.Outcome.Done>(await TakingPartTests.OwnAsync(city, bea, places["Bea"], new NoteOwnPart.Deed.MakeCalendar())).CalendarSecret!;
        Assert.Equal([new DateOnly(2027, 6, 15)], (await new ReadCalendar.Handler(city.Store).HandleAsync(new(secret), default))!.Select(d => d.On));

        // The employer sees the time away, the line manager the day by its kind, and neither which set it is.
        var part = await new ReadEmployerPart.Handler(city.Store, city.Accounts, city.Clock).HandleAsync(new(city.Council), default);
        Assert.Equal([(new DateOnly(2027, 6, 1), 1m), (new DateOnly(2027, 6, 1), 1m)], part.Places.SelectMany(p => p.Ahead).Select(a => (a.Month, a.Days > 0 ? 1m : 0m)));
        var bears = await TakingPartTests.PlaceAsync(city, bea);
        Assert.Equal(bears.Shape.Type("peer")!.Title, Assert.Single(bears.Days).Title);

        // Ama leaves early: nobody awaits her at what is to come, what was noted stays; back, she is awaited once she is in a set again.
        Task<MoveParticipant.Outcome> MoveAsync(MoveParticipant.Deed deed) => new MoveParticipant.Handler(city.Store, city.Clock).HandleAsync(new(city.Manager, places["Ama"], deed), default);
        async Task<bool> IsAwaitedAsync() => (await new ReadRunning.Handler(city.Store, city.Accounts, city.Clock).HandleAsync(new(city.Cohort), default))!.Days[1].For.Contains(places["Ama"]);
        Assert.True(await IsAwaitedAsync());
        Assert.IsType<MoveParticipant.Outcome.Done>(await MoveAsync(new MoveParticipant.Deed.Leave(London.Today(city.Clock), "workload")));
        Assert.False(await IsAwaitedAsync());
        Assert.IsType<MoveParticipant.Outcome.Done>(await MoveAsync(new MoveParticipant.Deed.Reinstate()));
        Assert.False(await IsAwaitedAsync());
        Assert.Equal((1, 0m, 180m), await OfAsync(ama));
        Assert.IsType<KeepLearningSets.Outcome.Done>(await PlaceAsync(city, (places["Ama"], set)));
        Assert.Equal((2, 180m, 180m), await OfAsync(ama));
        Assert.IsType<PlanCohortDay.Outcome.Done>(await new PlanCohortDay.Handler(city.Store, city.Clock).HandleAsync(new(city.Manager, new PlanCohortDay.Deed.Cancel(running.Days[1].Id)), default));
        Assert.IsType<KeepLearningSets.Outcome.Done>(await KeepAsync(city, new KeepLearningSets.Deed.Remove(set)));
        Assert.Equal((1, 0m, 180m), await OfAsync(ama));
    }

    private static Learner Member(int number, int employer, int sector) => new(Number(1, number), Person(number), OrganisationId.From(Number(3, employer)), $"sector-{sector}", null);

    private static PersonId Person(int number) => PersonId.From(Number(2, number));

    private static Guid Number(int kind, int number) => new(kind, 0, 0, [0, 0, 0, 0, 0, 0, (byte)(number >> 8), (byte)number]);

    private static async Task<ReadLearningSets.Sets> SetsAsync(ProgrammeCity city) => (await new ReadLearningSets.Handler(city.Store, city.Accounts, city.Partnership, city.Clock).HandleAsync(new(city.Cohort), default))!;

    private static Task<KeepLearningSets.Outcome> KeepAsync(ProgrammeCity city, KeepLearningSets.Deed deed) => new KeepLearningSets.Handler(city.Store, city.Partnership, city.Clock).HandleAsync(new(city.Manager, city.Cohort, deed), default);

    private static async Task DoneAsync(ProgrammeCity city, KeepLearningSets.Deed deed) => Assert.IsType<KeepLearningSets.Outcome.Done>(await KeepAsync(city, deed));

    private static Task<KeepLearningSets.Outcome> PlaceAsync(ProgrammeCity city, params (ParticipantId Who, Guid Into)[] placed) =>
        KeepAsync(city, new KeepLearningSets.Deed.Place(placed.ToDictionary(p => p.Who, p => (Guid?)p.Into)));
}
