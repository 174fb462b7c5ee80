using Parity.App.Tests.Storage;
using Parity.Platform.Foundation;
using Parity.Platform.Programmes;
using Parity.Platform.Programmes.Rules;

namespace Parity.App.Tests.Programmes;

/// <summary>People may decide otherwise than the order of the means, and have to say why before anybody is told.</summary>
public sealed class DeviationTests
{
    [Fact]
    public void A_pair_is_out_of_order_where_somebody_lower_goes_further_and_ties_that_nobody_decided_have_no_order()
    {
        MeetingOrder.Standing One(int id, decimal mean, MeetingOrder.Way went, int? inTie = null, int? rank = null) => new(SelectionRulesTests.Id(id), mean, inTie, went, rank);
        (Guid, Guid)[] Pairs(params MeetingOrder.Standing[] all) => [.. MeetingOrder.PairsIn(all).Select(p => (p.GoesOn, p.PassedOver))];
        Guid Id(int id) => SelectionRulesTests.Id(id);
        Assert.Empty(Pairs(One(1, 4, MeetingOrder.Way.On), One(2, 3, MeetingOrder.Way.On), One(3, 2, MeetingOrder.Way.NotOn)));
        Assert.Equal([(Id(2), Id(1))], Pairs(One(1, 4, MeetingOrder.Way.NotOn), One(2, 3, MeetingOrder.Way.On), One(3, 2, MeetingOrder.Way.NotOn)));
        Assert.Equal([(Id(2), Id(1)), (Id(3), Id(1))], Pairs(One(1, 4, MeetingOrder.Way.NotOn), One(2, 3, MeetingOrder.Way.Reserve, rank: 1), One(3, 2, MeetingOrder.Way.Reserve, rank: 2)));
        // The reserve list has an order of its own.
        Assert.Equal([(Id(2), Id(1))], Pairs(One(1, 4, MeetingOrder.Way.Reserve, rank: 2), One(2, 3, MeetingOrder.Way.Reserve, rank: 1)));
        Assert.Empty(Pairs(One(1, 4, MeetingOrder.Way.NotOn), One(2, 4, MeetingOrder.Way.On)));
        Assert.Equal([(Id(2), Id(1))], Pairs(One(1, 4, MeetingOrder.Way.NotOn, inTie: 1), One(2, 4, MeetingOrder.Way.On, inTie: 2)));
    }

    [EveryDatabase]
    public async Task Nobody_is_told_before_it_is_said_why_somebody_goes_on_before_others_who_stand_higher(Engine engine)
    {
        await using var city = await ProgrammeCity.MakeAsync(engine, places: 2);
        var ids = new List<ProgrammeApplicationId>();
        var people = new List<PersonId>();
        foreach (string name in (string[])["Ama One", "Bea Two", "Cyd Three"])
        {
            people.Add(await city.PersonAsync(name));
            ids.Add(await city.ApplyAsync(people[^1], ApplicationRoute.NoApproval, city.Council));
        }

        var (first, second) = (await city.AssessorAsync("Una First"), await city.AssessorAsync("Sid Second"));
        await city.FixAsync(2, "empathy");
        await city.HandOutAsync();
        foreach (var assessor in (PersonId[])[first, second]) await city.MarkAllAsync(assessor, (id, _) => 5 - ids.IndexOf(id));
        await city.DecideAsync(ids[0], ApplicationDeed.Shortlist);
        await city.DecideAsync(ids[1], ApplicationDeed.NotSelect);
        await city.DecideAsync(ids[2], ApplicationDeed.Shortlist);

        Assert.Equal((MarkingStage.Reading, 1), Assert.IsType<TellOutcomes.Outcome.NotExplained>(await city.TellAsync()) is var refused ? (refused.Stage, refused.Pairs) : default);
        var shown = await MeetingAsync(city);
        Assert.Equal(1, shown.Unexplained);
        Assert.All(shown.Exceptions, e => Assert.True(e.IsOpen));
        // What was written is decided on without names, until it is told.
        string Called(int at) => ReadMeeting.LabelOf(shown.Lines.Single(l => l.Id == ids[at]).Code);
        Assert.Equal([(ids[2], Called(2), Called(1), ""), (ids[1], Called(1), "", Called(2))], shown.Exceptions.Select(e => (e.Id, e.Name, string.Join(' ', e.Before), string.Join(' ', e.After))));

        Assert.IsType<StateDeviation.Outcome.InOrder>(await SayAsync(city, ids[0], "evidence", "Because."));
        Assert.Equal(["reason", "words"], Assert.IsType<StateDeviation.Outcome.NotYet>(await SayAsync(city, ids[2], "gender", " ")).Mistakes.Select(m => m.Field));
        Assert.IsType<StateDeviation.Outcome.Said>(await SayAsync(city, ids[2], "mix", "A first thought about the zebra."));
        Assert.IsType<StateDeviation.Outcome.Said>(await SayAsync(city, ids[2], "one-assessor", "What was written about the okapi shows more than the mark does."));
        Assert.DoesNotContain("okapi", await Dump.EverythingAsync(city.Database), StringComparison.Ordinal);
        Assert.Equal((0, "one-assessor", "Mo Manages"), await MeetingAsync(city) is var said ? (said.Unexplained, said.Exceptions[0].Reason, said.Exceptions[0].By) : default);
        Assert.DoesNotContain(await HeldAsync(city, people[2]), h => h.Table == "programmes_deviations");
        Assert.IsType<TellOutcomes.Outcome.Told>(await city.TellAsync());
        Assert.Equal(["Cyd Three", "Bea Two"], (await MeetingAsync(city)).Exceptions.Select(e => e.Name));

        // With the telling it is fixed, and the record, the auditor and the applicant have it.
        Assert.IsType<StateDeviation.Outcome.Told>(await SayAsync(city, ids[2], "mix", "Another thought."));
        Assert.True((await MeetingAsync(city)).Exceptions[0] is { IsFixed: true, IsOpen: false });
        Assert.IsType<StateDeviation.Outcome.Told>(await SayAsync(city, ids[1], "mix", "Too late for the other of the two."));
        var row = Assert.Single((await new ReadSelectionRecord.Handler(city.Store, city.Accounts).HandleAsync(new(city.Cohort), default)).Deviations);
        Assert.Equal(("Cyd Three", "one-assessor", "What was written about the okapi shows more than the mark does."), (row.Name, row.Reason, row.Words));
        Assert.NotNull(row.LockedAt);
        var replayed = Assert.Single(await new ReplayMeetings.Handler(city.Store).HandleAsync(default));
        Assert.Equal([null, null, "one-assessor"], replayed.Lines.Select(l => l.Why));
        Assert.Empty(replayed.Differences);
        Assert.Contains(await HeldAsync(city, people[2]), h => h.Table == "programmes_deviations" && h.Value == "Their place hangs on one assessor's marks; What was written about the okapi shows more than the mark does.");
        Assert.DoesNotContain(await HeldAsync(city, people[1]), h => h.Table == "programmes_deviations");
    }

    [EveryDatabase]
    public async Task A_reason_for_who_is_passed_over_is_enough_and_whoever_waits_for_a_decision_counts_as_passed_over(Engine engine)
    {
        await using var city = await ProgrammeCity.MakeAsync(engine, places: 2);
        var ids = new List<ProgrammeApplicationId>();
        foreach (string name in (string[])["Ama One", "Bea Two", "Cyd Three"]) ids.Add(await city.ApplyAsync(await city.PersonAsync(name), ApplicationRoute.NoApproval, city.Council));
        var (first, second) = (await city.AssessorAsync("Una First"), await city.AssessorAsync("Sid Second"));
        await city.FixAsync(2, "empathy");
        await city.HandOutAsync();
        foreach (var assessor in (PersonId[])[first, second]) await city.MarkAllAsync(assessor, (id, _) => 5 - ids.IndexOf(id));
        foreach (int at in (int[])[1, 2]) await city.DecideAsync(ids[at], ApplicationDeed.Shortlist);
        Assert.Equal(2, Assert.IsType<TellOutcomes.Outcome.NotExplained>(await city.TellAsync(allTheSame: true)).Pairs);
        Assert.IsType<StateDeviation.Outcome.Said>(await SayAsync(city, ids[0], "dates", "On leave until June, and said so."));
        Assert.IsType<TellOutcomes.Outcome.Told>(await city.TellAsync(allTheSame: true));

        // Whoever is found not eligible stands in no order.
        await city.DecideAsync(ids[0], ApplicationDeed.FindNotEligible);
        Assert.Empty((await MeetingAsync(city)).Exceptions);
        Assert.IsType<TellOutcomes.Outcome.Told>(await city.TellAsync());
    }

    private static async Task<ReadMeeting.Shown> MeetingAsync(ProgrammeCity city) => (await new ReadMeeting.Handler(city.Store, city.Accounts, city.Clock).HandleAsync(new(city.Cohort), default))!;

    private static Task<StateDeviation.Outcome> SayAsync(ProgrammeCity city, ProgrammeApplicationId application, string reason, string words) =>
        new StateDeviation.Handler(city.Store, city.Clock).HandleAsync(new(city.Manager, city.Cohort, MarkingStage.Reading, application, reason, words), default);

    private static Task<IReadOnlyList<Parity.Platform.Storage.HeldRecord>> HeldAsync(ProgrammeCity city, PersonId person) => new HeldOfApplicant(city.Store, city.Clock).AboutAsync(person, default);
}
