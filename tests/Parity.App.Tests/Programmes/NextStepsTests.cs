using Parity.App.Tests.Storage;
using Parity.Platform.Foundation;
using Parity.Platform.Programmes;
using Parity.Platform.Programmes.Rules;
using Parity.Platform.Storage;

namespace Parity.App.Tests.Programmes;

/// <summary>What applicants who were not selected are told they can do next is there when they are told.</summary>
public sealed class NextStepsTests
{
    private const string Gone = "mentor";

    [Fact]
    public void From_3_December_2026_nobody_is_sent_to_a_mentoring_scheme_and_nothing_else_of_the_policy_changes()
    {
        ProgrammePolicy before = ProgrammePolicy.InForceOn(new(2026, 12, 2)), after = ProgrammePolicy.InForceOn(new(2026, 12, 3));
        Assert.Equal(before.NextSteps.Where(s => s.Code != Gone), after.NextSteps);
        Assert.Equal(before.NextSteps.Count - 1, after.NextSteps.Count);
        Assert.Equal(before.RefusalReasons, after.RefusalReasons);
        Assert.Equal(before.ChaseEndorsementAfter, after.ChaseEndorsementAfter);
        Assert.Equal(Numbers(before), Numbers(after));

        static IEnumerable<object?> Numbers(ProgrammePolicy policy) => typeof(ProgrammePolicy).GetProperties().Where(p => p.PropertyType == typeof(int)).Select(p => p.GetValue(policy));
    }

    [EveryDatabase]
    public async Task A_next_step_that_is_gone_can_be_neither_chosen_nor_told_and_stays_readable_for_whoever_was_told_it(Engine engine)
    {
        await using var city = await ProgrammeCity.MakeAsync(engine);
        var ama = await city.PersonAsync("Ama");
        var id = await city.ApplyAsync(ama, ApplicationRoute.NoApproval, city.Council);
        var chosen = await new DecideApplication.Handler(city.Store, city.Clock).HandleAsync(new(city.Manager, id, ApplicationDeed.NotSelect, "places", "Well done.", Gone), default);
        Assert.Equal(["next-step"], Assert.IsType<DecideApplication.Outcome.NotYet>(chosen).Mistakes.Select(m => m.Field));

        // Decided while it was there, and not told yet.
        await city.DecideAsync(id, ApplicationDeed.NotSelect);
        await city.Database.ExecuteAsync($"update programmes_decisions set next_step = '{Gone}'");
        Assert.Equal(1, Assert.IsType<TellOutcomes.Outcome.NextStepGone>(await city.TellAsync()).Applicants);
        Assert.Equal(ApplicationState.Submitted, await city.StateAsync(ama, id));
        city.Clock.Pass(TimeSpan.FromMinutes(1));
        await city.DecideAsync(id, ApplicationDeed.NotSelect);
        Assert.IsType<TellOutcomes.Outcome.Told>(await city.TellAsync());

        // Told of it before it was gone.
        await city.Database.ExecuteAsync("delete from programmes_decisions where told_at is null");
        await city.Database.ExecuteAsync($"update programmes_decisions set next_step = '{Gone}', decided_at = {Instant.ToMicroseconds(new DateTimeOffset(2026, 12, 2, 12, 0, 0, TimeSpan.Zero))}");
        Assert.Equal(ProgrammePolicy.InForceOn(new(2026, 12, 2)).NextSteps.Single(s => s.Code == Gone).Text, (await city.OwnAsync(ama, id)).Outcomes.Single().NextStep);
    }
}
