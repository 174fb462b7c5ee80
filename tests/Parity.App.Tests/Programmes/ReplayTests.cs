using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Parity.App.Tests.Storage;
using Parity.Platform.Foundation;
using Parity.Platform.Programmes;
using Parity.Platform.Programmes.Model;
using Parity.Platform.Programmes.Rules;
using Parity.Platform.Storage;
using Parity.Web.Modules.Programmes.Meeting;
using Parity.Web.Modules.Shared;

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
        Assert.Equal(page.Lines.Select(l => (l.Code, l.Final!.Value, l.Adjusted!.Value, l.IsAbove, l.IsTied)), meeting.Lines.Select(l => (l.Code, l.Final, l.Adjusted, l.IsAbove, l.IsTied)));
        Assert.Equal([Code(ids[0]), Code(ids[2])], meeting.Lines.Where(l => l.IsAbove).Select(l => l.Code));
        Assert.Equal([ApplicationDeed.Shortlist, ApplicationDeed.Shortlist, ApplicationDeed.NotSelect, ApplicationDeed.NotSelect], meeting.Lines.Select(l => l.Told!.Value));

        // Somebody changes a mark behind the program's back, and later the seed of the lot.
        await city.Database.ExecuteAsync("update programmes_marks set value = 5 where value = 2 and trait = 'empathy'");
        var changed = Assert.Single(Assert.Single(await ReplayAsync()).Differences);
        Assert.Equal((ReplayMeetings.Kind.OtherRecord, Code(ids[3]), "mark for empathy", "2", "5"), (changed.Kind, changed.Code, changed.What, changed.Was, changed.Is));
        await city.Database.ExecuteAsync("delete from programmes_marks where trait = 'motivation' and value = 5");
        await city.Database.ExecuteAsync("update programmes_selection_rules set lot_seed = lot_seed + 1");
        var all = Assert.Single(await ReplayAsync()).Differences;
        Assert.Equal(2, all.Count(d => d.Is is null && d.What == "mark for motivation"));
        Assert.Contains(all, d => d is { What: "seed of the lot", Code: null });

        // An id holds the moment at which an application was begun, and the log of changes has who was there then.
        await city.Database.ExecuteAsync("delete from programmes_tie_breaks");
        await using var services = new ServiceCollection().BuildServiceProvider();
        await using var renderer = new HtmlRenderer(services, NullLoggerFactory.Instance);
        var found = await ReplayAsync();
        Assert.Contains(found[0].Differences, d => d.What == "a tie that was decided");
        string html = await renderer.Dispatcher.InvokeAsync(async () => (await renderer.RenderComponentAsync<ReplayPage>(ParameterView.FromDictionary(new Dictionary<string, object?>
        {
            [nameof(ReplayPage.Meetings)] = found,
            [nameof(PrivatePage.Visit)] = new Visit(null, Fictional: true, "", "", "/audit/meetings"),
        }))).ToHtmlString());
        foreach (var id in ids)
        {
            Assert.Contains(Code(id), html, StringComparison.Ordinal);
            Assert.DoesNotContain(id.Value.ToString(), html, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain(id.Value.ToString("N"), html, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain(id.ToString(), html, StringComparison.OrdinalIgnoreCase);
        }

        // A log whose list is not the one that follows from it is found as well.
        var kept = (await city.Store.ReadAsync(records => Task.FromResult(records.Set<MeetingLog>().Single()))).Open(city.Store.Key);
        Assert.Empty(ReplayMeetings.Handler.OfList(kept, a => a.ToString()));
        var swapped = kept with { Entries = [kept.Entries[0], kept.Entries[1] with { IsAbove = false }, kept.Entries[2] with { IsAbove = true }, kept.Entries[3]] };
        Assert.Equal([kept.Entries[1].Application, kept.Entries[2].Application], ReplayMeetings.Handler.OfList(swapped, a => a.ToString()).Select(d => Guid.Parse(d.Code!)));
        var reseeded = kept with { Input = kept.Input with { TieTraits = [] } };
        Assert.Contains(Enumerable.Range(0, 50), seed => ReplayMeetings.Handler.OfList(reseeded with { Input = reseeded.Input with { LotSeed = seed } }, a => a.ToString()).Any());

        city.Clock.Pass(TimeSpan.FromDays(3 * 366));
        Assert.Equal(1, (await new ForgetApplications.Handler(city.Store, city.Clock).HandleAsync(default)).Meetings);
        Assert.Empty(await ReplayAsync());

        Task<IReadOnlyList<ReplayMeetings.Meeting>> ReplayAsync() => new ReplayMeetings.Handler(city.Store).HandleAsync(default);

        string Code(ProgrammeApplicationId id) => MeetingLog.CodeOf(city.Store.Key, city.Cohort, MarkingStage.Reading, id.Value);
    }

    [EveryDatabase]
    public async Task Where_outcomes_of_one_reading_are_told_twice_the_later_line_lies_below_everybody_who_was_invited(Engine engine)
    {
        await using var city = await ProgrammeCity.MakeAsync(engine, places: 1);
        var ids = new List<ProgrammeApplicationId>();
        foreach (string name in (string[])["Ama One", "Bea Two", "Cyd Three", "Dot Four"]) ids.Add(await city.ApplyAsync(await city.PersonAsync(name), ApplicationRoute.NoApproval, city.Council));
        var (first, second) = (await city.AssessorAsync("Una First"), await city.AssessorAsync("Sid Second"));
        await city.FixAsync(2, "empathy");
        await city.HandOutAsync();
        foreach (var assessor in (PersonId[])[first, second]) await city.MarkAllAsync(assessor, (id, _) => 5 - ids.IndexOf(id));
        foreach (int at in (int[])[0, 1]) await city.DecideAsync(ids[at], ApplicationDeed.Shortlist);
        Assert.Equal(2, Assert.IsType<TellOutcomes.Outcome.Told>(await city.TellAsync()).Applicants);
        city.Clock.Pass(TimeSpan.FromDays(1));
        await city.DecideAsync(ids[2], ApplicationDeed.Shortlist);
        await city.DecideAsync(ids[3], ApplicationDeed.NotSelect);
        Assert.Equal(2, Assert.IsType<TellOutcomes.Outcome.Told>(await city.TellAsync()).Applicants);

        var meetings = await new ReplayMeetings.Handler(city.Store).HandleAsync(default);
        Assert.Equal([3, 2], meetings.Select(m => m.Above));
        Assert.Equal([[true, true, true, false], [true, true, false, false]], meetings.Select(m => m.Lines.Select(l => l.IsAbove)));
        Assert.All(meetings, m => Assert.Empty(m.Differences));
    }
}
