using Parity.App.Tests.Storage;
using Parity.Platform.Foundation;
using Parity.Platform.Programmes;
using Parity.Platform.Programmes.Model;
using Parity.Platform.Programmes.Rules;
using Parity.Platform.Storage;

namespace Parity.App.Tests.Programmes;

public sealed class OwnCopyTests
{
    [EveryDatabase]
    public async Task The_own_copy_says_which_day_which_milestone_when_and_what_was_answered(Engine engine)
    {
        await using var city = await ProgrammeCity.MakeAsync(engine);
        var waiting = await city.PersonAsync("Wen Waiting");
        var application = await city.ApplyAsync(waiting, ApplicationRoute.NoApproval, city.Council);
        var (ama, place) = await TakingPartTests.RunningAsync(city, "Ama");
        await city.Store.WriteAsync(new Change(new Actor.TheSystem("test"), ChangeKind.AttendanceNoted, "what a copy holds"), records =>
        {
            var day = new CohortDay { Id = TypedId.NewValue(city.Clock), Cohort = city.Cohort, Kind = "peer", Title = "Speaking up", OnDay = new(2027, 6, 1), FromTime = new(9, 30), UntilTime = new(16, 0), Minutes = 480, Place = "Hall", MadeBy = city.Manager, MadeAt = city.Clock.GetUtcNow() };
            var milestone = new Milestone { Id = TypedId.NewValue(city.Clock), Cohort = city.Cohort, Title = "Half way", DueOn = new(2027, 10, 1) };
            records.AddRange(
                day, milestone, new Attendance { CohortDay = day.Id, Participant = place, State = LedgerState.Attended, NotedBy = city.Manager, NotedAt = city.Clock.GetUtcNow() },
                new MilestoneReached { Milestone = milestone.Id, Participant = place, ReachedOn = new(2027, 9, 30), NotedBy = city.Manager },
                new FollowUp { Participant = place, Months = 0, DueOn = new(2028, 4, 14), AskedOn = new(2028, 4, 14), AnsweredOn = new(2028, 4, 20), SameEmployer = false },
                // Four in the afternoon in London's summer.
                new InterviewSlot { Id = TypedId.NewValue(city.Clock), Cohort = city.Cohort, StartsAt = new(2027, 6, 1, 15, 0, 0, TimeSpan.Zero), Minutes = 40, Place = "Room 2", Application = application, MadeBy = city.Manager });
            return Task.FromResult(true);
        }, default);

        var held = (await new HeldOfParticipant(city.Store, city.Clock).AboutAsync(ama, default)).Select(h => (h.Table, h.Value)).ToList();
        Assert.Contains(("programmes_attendances", "2027-06-01, Speaking up: attended"), held);
        Assert.Contains(("programmes_milestones_reached", "Half way: 2027-09-30"), held);
        Assert.Contains(("programmes_follow_ups", "with another employer"), held);
        Assert.Contains(("programmes_slots", "2027-06-01 16:00, 40 minutes, Room 2"), (await new HeldOfApplicant(city.Store, city.Clock).AboutAsync(waiting, default)).Select(h => (h.Table, h.Value)));
    }
}
