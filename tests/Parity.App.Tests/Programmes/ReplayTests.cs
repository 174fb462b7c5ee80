using Parity.App.Tests.Storage;
using Parity.Platform.Foundation;
using Parity.Platform.Programmes;
using Parity.Platform.Programmes.Model;
using Parity.Platform.Programmes.Rules;
using Parity.Platform.Storage;

namespace Parity.App.Tests.Programmes;

public sealed class ReplayTests
{
    [EveryDatabase]
    public async Task The_list_of_a_told_meeting_follows_again_from_its_log_and_a_planted_difference_is_found(Engine engine)
    {
        await using var city = await ProgrammeCity.MakeAsync(engine, places: 2);
        var ids = new List<ProgrammeApplicationId>();
        foreach (string name in (string[])["Ama One", "Bea Two", "Cyd Three", "Dot Four"]) ids.Add(await city.ApplyAsync(await city.PersonAsync(name), ApplicationRoute.NoApproval, city.Council));
        var (first, second) = (await city.AssessorAsync("Una First"), await city.AssessorAsync("Sid Second"));
        await city.FixAsync(2, "empathy");
        await city.HandOutAsync();
        // The second marks a point higher. Two and three are tied on the line of two, three is higher in empathy.
        int Value(ProgrammeApplicationId id, string trait) => ids.IndexOf(id) switch { 0 => 4, 1 => trait == "motivation" ? 4 : 3, 2 => trait == "empathy" ? 4 : 3, _ => 2 };
        await city.MarkAllAsync(first, Value);
        await city.MarkAllAsync(second, (id, trait) => Value(id, trait) + 1);
        Assert.IsType<BreakTie.Outcome.Broken>(await new BreakTie.Handler(city.Store, city.Clock).HandleAsync(new(city.Manager, city.Cohort, MarkingStage.Reading, 2, BreakTie.Wish.ByWhatWasFixed), default));
        var page = (await new ReadMeeting.Handler(city.Store, city.Accounts, city.Clock).HandleAsync(new(city.Cohort, MarkingStage.Reading, 2), default))!;
        Assert.Empty(await ReplayAsync());
        foreach (int at in (int[])[0, 2]) await city.DecideAsync(ids[at], ApplicationDeed.Shortlist);
        foreach (int at in (int[])[1, 3]) await city.DecideAsync(ids[at], ApplicationDeed.NotSelect);
        Assert.IsType<TellOutcomes.Outcome.Told>(await city.TellAsync());

        var meeting = Assert.Single(await ReplayAsync());
        Assert.Empty(meeting.Differences);
        Assert.Equal((2, 40, MarkingStage.Reading), (meeting.Above, meeting.Marks, meeting.Stage));
        Assert.NotNull(meeting.LotSeed);
        Assert.Equal(page.Lines.Select(l => (l.Id, l.Final!.Value, l.Adjusted!.Value, l.IsAbove, l.IsTied)), meeting.Lines.Select(l => (l.Application, l.Final, l.Adjusted, l.IsAbove, l.IsTied)));
        Assert.Equal([ids[0], ids[2]], meeting.Lines.Where(l => l.IsAbove).Select(l => l.Application));
        Assert.Equal([ApplicationDeed.Shortlist, ApplicationDeed.Shortlist, ApplicationDeed.NotSelect, ApplicationDeed.NotSelect], meeting.Lines.Select(l => l.Told!.Value));

        // Somebody changes a mark behind the program's back, and later the seed of the lot.
        await city.Database.ExecuteAsync("update programmes_marks set value = 5 where value = 2 and trait = 'empathy'");
        var changed = Assert.Single(Assert.Single(await ReplayAsync()).Differences);
        Assert.Equal((ReplayMeetings.Kind.OtherRecord, ids[3], "mark for empathy", "2", "5"), (changed.Kind, changed.Application!.Value, changed.What, changed.Was, changed.Is));
        await city.Database.ExecuteAsync("delete from programmes_marks where trait = 'motivation' and value = 5");
        await city.Database.ExecuteAsync("update programmes_selection_rules set lot_seed = lot_seed + 1");
        var all = Assert.Single(await ReplayAsync()).Differences;
        Assert.Equal(2, all.Count(d => d.Is is null && d.What == "mark for motivation"));
        Assert.Contains(all, d => d is { What: "seed of the lot", Application: null });

        // A log whose list is not the one that follows from it is found as well.
        var kept = (await city.Store.ReadAsync(records => Task.FromResult(records.Set<MeetingLog>().Single()))).Open(city.Store.Key);
        Assert.Empty(ReplayMeetings.Handler.OfList(kept));
        var swapped = kept with { Entries = [kept.Entries[0], kept.Entries[1] with { IsAbove = false }, kept.Entries[2] with { IsAbove = true }, kept.Entries[3]] };
        Assert.Equal([kept.Entries[1].Application, kept.Entries[2].Application], ReplayMeetings.Handler.OfList(swapped).Select(d => d.Application!.Value.Value));
        var reseeded = kept with { Input = kept.Input with { TieTraits = [] } };
        Assert.Contains(Enumerable.Range(0, 50), seed => ReplayMeetings.Handler.OfList(reseeded with { Input = reseeded.Input with { LotSeed = seed } }).Any());

        city.Clock.Pass(TimeSpan.FromDays(3 * 366));
        Assert.Equal(1, (await new ForgetApplications.Handler(city.Store, city.Clock).HandleAsync(default)).Meetings);
        Assert.Empty(await ReplayAsync());

        Task<IReadOnlyList<ReplayMeetings.Meeting>> ReplayAsync() => new ReplayMeetings.Handler(city.Store).HandleAsync(default);
    }
}
