using System.Reflection;
using Microsoft.EntityFrameworkCore;
using Parity.App.Tests.House;
using Parity.App.Tests.Storage;
using Parity.Platform.Accounts;
using Parity.Platform.Foundation;
using Parity.Platform.Programmes;
using Parity.Platform.Programmes.Model;
using Parity.Platform.Programmes.Rules;
using Parity.Platform.Storage;

namespace Parity.App.Tests.Programmes;

public sealed class LeaveTests
{
    private static readonly SpecialColumn[] Kept = [EligibilityDeclaration.Kept, MonitoringAnswers.Kept, Booking.Kept, Assessor.Kept, Comparison.Kept, .. Adjustment.All];

    [EveryDatabase]
    public async Task Another_purpose_than_the_inventory_gives_is_refused_and_leaves_a_line(Engine engine)
    {
        await using var city = await ProgrammeCity.MakeAsync(engine);
        var someone = new Actor.Someone(city.Manager);
        Task<Leave?> AskAsync(string purpose, params SpecialColumn[] columns) => Leave.AskAsync(city.Store, someone, purpose, city.Cohort.Value, default, columns);
        Assert.NotNull(await AskAsync(Purposes.GroupStatistics, MonitoringAnswers.Kept));
        Assert.Empty(await RefusalsAsync(city));

        Assert.Null(await AskAsync("choosing who gets a place", MonitoringAnswers.Kept));
        // A purpose of one column is none of another's, and two columns are opened for what both are kept for.
        Assert.Null(await AskAsync(Purposes.GroupStatistics, EligibilityDeclaration.Kept));
        Assert.Null(await AskAsync(Purposes.GroupStatistics, MonitoringAnswers.Kept, EligibilityDeclaration.Kept));
        Assert.NotNull(await AskAsync(Purposes.OwnWords, MonitoringAnswers.Kept, EligibilityDeclaration.Kept));
        var refusals = await RefusalsAsync(city);
        Assert.Equal(3, refusals.Count);
        Assert.All(refusals, r => Assert.Equal(someone.ToString(), r.Actor));
        Assert.Contains(refusals, r => r.Reason == "refused to open programmes_monitoring.sealed for another purpose than the inventory gives: choosing who gets a place");
        Assert.Equal(3, await city.Store.ReadAsync(records => records.Set<SightingRecord>().CountAsync(s => s.What == Sighting.RefusedUse && s.Person == city.Manager && s.Record == city.Cohort.Value && s.Organisation == null)));
    }

    [EveryDatabase]
    public async Task A_slice_says_that_it_was_refused_and_opens_nothing_on_a_day_on_which_its_purpose_does_not_hold(Engine engine)
    {
        await using var city = await ProgrammeCity.MakeAsync(engine);
        var person = await city.PersonAsync("Ama Applies");
        var id = await city.ApplyAsync(person, ApplicationRoute.NoApproval, city.Council);
        await new AskAdjustment.Handler(city.Store, city.Clock).HandleAsync(new(person, id, AdjustmentStage.Interview, "A room without stairs"), default);
        await using var early = await city.Database.OpenAsync(new ManualClock(new DateTimeOffset(2018, 5, 24, 12, 0, 0, TimeSpan.Zero)));
        Assert.IsType<CheckEligibility.Outcome.UseRefused>(await new CheckEligibility.Handler(early).HandleAsync(new(city.Manager, id), default));
        Assert.Null(Assert.Single(await new ReadAdjustments.Handler(early).HandleAsync(new(city.Manager, id, IsTeam: true), default)).Need);
        Assert.Equal(0, await early.ReadAsync(records => records.Set<SightingRecord>().CountAsync(s => s.What == Sighting.EligibilityOfApplication || s.What == Sighting.AdjustmentsOfApplication)));
        Assert.Equal(2, (await RefusalsAsync(city)).Count);
        Assert.IsType<CheckEligibility.Outcome.Declared>(await new CheckEligibility.Handler(city.Store).HandleAsync(new(city.Manager, id), default));
        Assert.Equal("A room without stairs", Assert.Single(await new ReadAdjustments.Handler(city.Store).HandleAsync(new(city.Manager, id, IsTeam: true), default)).Need);
    }

    [EveryDatabase]
    public async Task What_assessors_said_about_themselves_is_opened_for_a_mixed_panel_and_for_themselves_and_refused_before_its_day(Engine engine)
    {
        await using var city = await ProgrammeCity.MakeAsync(engine);
        var una = await city.AssessorAsync("Una First", trained: new(2026, 1, 1));
        Assert.True(await new SayAboutSelf.Handler(city.Store, city.Clock).HandleAsync(new(una, city.Cohort, "woman", true), default));
        Assert.Equal("woman", (await city.MarkingOfAsync(una)).Gender);
        Assert.IsType<SeatPanel.Outcome.NoSuch>(await new SeatPanel.Handler(city.Store, city.Accounts, city.Clock).HandleAsync(new(city.Manager, city.Cohort, Guid.Empty, [una]), default));
        Assert.Empty(await RefusalsAsync(city));
        await using var early = await city.Database.OpenAsync(new ManualClock(new DateTimeOffset(2018, 5, 24, 12, 0, 0, TimeSpan.Zero)));
        Assert.IsType<SeatPanel.Outcome.UseRefused>(await new SeatPanel.Handler(early, new(early, early.Clock), early.Clock).HandleAsync(new(city.Manager, city.Cohort, Guid.Empty, [una]), default));
        Assert.Single(await RefusalsAsync(city));
    }

    [Fact]
    public void A_leave_holds_for_the_columns_that_were_asked_for_and_every_purpose_is_one_of_the_inventory()
    {
        DateOnly day = new(2018, 5, 25);
        var words = typeof(Purposes).GetFields().Select(f => (string)f.GetRawConstantValue()!).ToList();
        var special = DataInventory.Columns.Where(c => Kept.Contains(new(c.Table, c.Name))).ToList();
        Assert.Equal(Kept.Length, special.Count);
        Assert.All(special, c => Assert.True(c.IsSpecialCategory && c.Purposes.All(p => p.Since == day && p.Until is null && words.Contains(p.Words))));
        Assert.All(words, w => Assert.Contains(special, c => c.Gives(w, day) && !c.Gives(w, day.AddDays(-1))));
        Assert.Equal([("statistics of groups", new(2020, 1, 1), new(2024, 12, 31)), ("planning", null, null)],
            DataInventory.PurposesIn("statistics of groups since 2020-01-01 until 2024-12-31 | planning").Select(p => (p.Words, p.Since, p.Until)));
    }

    /// <summary>What is sealed in such a column opens with a leave alone, and a leave is made in one place.</summary>
    [Fact]
    public void Every_reader_of_special_category_data_of_programmes_goes_through_the_one_door()
    {
        using var records = new Records(Store.Options(new Database.Sqlite("leave"), null));
        var special = DataInventory.Columns.Where(c => c.IsSpecialCategory && c.Table.StartsWith("programmes_", StringComparison.Ordinal)).Select(c => $"{c.Table}.{c.Name}").ToList();
        Assert.Equal(special.Order(StringComparer.Ordinal), Kept.Select(k => k.ToString()).Order(StringComparer.Ordinal));
        Assert.Empty(typeof(Leave).GetConstructors(BindingFlags.Public | BindingFlags.Instance));
        var types = records.Model.GetEntityTypes().Where(e => Kept.Any(k => k.Table == e.GetTableName())).Select(e => e.ClrType).ToList();
        Assert.Equal(6, types.Count);
        // With the key itself they only seal.
        Offences.None(types.SelectMany(t => t.GetMethods(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly))
            .Where(m => m.GetParameters().Any(p => p.ParameterType == typeof(MasterKey)) && m.ReturnType != typeof(byte[])).Select(m => $"{m.DeclaringType!.Name}.{m.Name}"));
        Offences.None(types.Where(t => !t.GetMethods().Any(m => m.GetParameters().Any(p => p.ParameterType == typeof(Leave)))).Select(t => t.Name));
        // The label a thing is sealed under stands in its own file, so nobody else can open it.
        string[] labels = ["programme eligibility", "programme monitoring", "programme bookings", "programme adjustments", "programme adjustments, answers", "programme adjustments, in the room", "assessor about self", "programme comparisons"];
        var sources = Repository.Files.Where(f => f.StartsWith("src/", StringComparison.Ordinal) && f.EndsWith(".cs", StringComparison.Ordinal)).Select(Repository.Read).ToList();
        Assert.All(labels, label => Assert.Equal(1, sources.Count(s => s.Contains($"\"{label}\"", StringComparison.Ordinal))));
        string[] readers = ["AskAdjustment", "CheckEligibility", "CompareParticipants", "HeldOfApplicant", "InterviewPlan", "ReadAdjustments", "ReadAdverseImpact", "ReadBookings", "ReadComparisons", "ReadMarking", "ReadOwnApplications", "ReadOwnPanels", "SeatPanel", "SendApplication"];
        Assert.Equal(readers, Uses.In(typeof(Leave).Assembly).Where(u => u.Used == typeof(Leave) && u.User != typeof(Leave) && !types.Contains(u.User)).Select(u => u.User.Name).Distinct().Order(StringComparer.Ordinal));
    }

    private static Task<List<ChangeRecord>> RefusalsAsync(ProgrammeCity city) => city.Store.ReadAsync(records => records.Set<ChangeRecord>().Where(c => c.Kind == ChangeKind.UseRefused.Name).ToListAsync());
}
