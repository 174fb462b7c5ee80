using Parity.App.Tests.Storage;
using Parity.Platform.Foundation;
using Parity.Platform.Programmes;
using Parity.Platform.Programmes.Model;
using Parity.Platform.Programmes.Rules;
using Parity.Platform.Storage;

namespace Parity.App.Tests.Programmes;

public sealed class CertificateTests
{
    private static readonly CertificateRule Rule = ShapesOnFile.Named("days-30").Certificate!;

    [Fact]
    public void Twelve_credits_are_not_a_certificate_and_too_few_hours_are_said()
    {
        var rule = ShapesOnFile.Named("days-30").Certificate!;
        CertificateUnit[] Units(params int[] credits) => [.. credits.Select((c, at) => new CertificateUnit($"U{at}", "Unit", c, UnitResult.Passed, new(2018, 3, 1)))];
        CertificateProgress Of(CertificateUnit[] units, int? pages = 10, int hours = 5) => CertificateProgress.Of(rule, units, pages, hours, new(2018, 2, 1), new(2018, 6, 1), new([]));
        Assert.True(Of(Units(4, 4, 5)).IsComplete);
        Assert.Equal(["credits"], Of(Units(4, 4, 4)).Missing.Select(m => m.Code));
        Assert.Equal(["units"], Of(Units(7, 6)).Missing.Select(m => m.Code));
        Assert.Equal(["units"], Of(Units(3, 3, 3, 2, 1, 1)).Missing.Select(m => m.Code));
        Assert.Equal(["pages"], Of(Units(4, 4, 5), pages: 8).Missing.Select(m => m.Code));
        Assert.Equal(["pages"], Of(Units(4, 4, 5), pages: null).Missing.Select(m => m.Code));
        Assert.Equal(["credits"], Of([.. Units(4, 4), new CertificateUnit("U9", "Unit", 5, UnitResult.Resubmitted, new(2018, 3, 1))]).Missing.Select(m => m.Code));
        // 13 credits take about 130 hours; in 25 whole weeks five hours are not enough and six are.
        Assert.Equal(["hours"], Of(Units(4, 4, 5), hours: 5).Warnings.Select(w => w.Code));
        Assert.Empty(Of(Units(4, 4, 5), hours: 6).Warnings);
        Assert.Contains(CertificateProgress.Of(rule, [], null, 6, new(2018, 2, 1), new(2018, 8, 2), new([])).Warnings, w => w.Code == "late");
    }

    [EveryDatabase]
    public async Task A_certificate_is_awarded_only_when_nothing_is_lacking(Engine engine)
    {
        await using var city = await ProgrammeCity.MakeAsync(engine, shape: "days-30/1");
        var (ama, place) = await TakingPartTests.RunningAsync(city, "Ama");
        var read = new ReadCertificate.Handler(city.Store, city.Clock);
        var follow = new FollowCertificate.Handler(city.Store, city.Clock);
        Task<FollowCertificate.Outcome> DoAsync(FollowCertificate.Deed deed) => follow.HandleAsync(new(ama, place, deed), default);
        Assert.Null((await read.HandleAsync(new(ama, place), default))!.Progress);
        await EnterAsync(city, new(2027, 1, 1), ("U1", 4), ("U2", 4), ("U3", 4), ("U4", 1));
        Assert.IsType<FollowCertificate.Outcome.NotYet>(await DoAsync(new FollowCertificate.Deed.AddUnit("U1", 1, new(2027, 4, 20))));
        Assert.IsType<FollowCertificate.Outcome.Done>(await DoAsync(new FollowCertificate.Deed.Register(new(2027, 4, 20), "The College", 6, "My employer")));
        foreach (string code in (string[])["U1", "U2", "U3"]) Assert.IsType<FollowCertificate.Outcome.Done>(await DoAsync(new FollowCertificate.Deed.AddUnit(code, 1, new(2027, 4, 20))));
        foreach (string code in (string[])["U1", "U2", "U3"]) Assert.IsType<FollowCertificate.Outcome.Done>(await DoAsync(new FollowCertificate.Deed.GiveResult(code, UnitResult.Passed, new(2027, 4, 20))));
        Assert.IsType<FollowCertificate.Outcome.NotYet>(await DoAsync(new FollowCertificate.Deed.SendIn(8, false)));
        Assert.IsType<FollowCertificate.Outcome.Done>(await DoAsync(new FollowCertificate.Deed.SendIn(10, true)));
        Assert.IsType<FollowCertificate.Outcome.NotYet>(await DoAsync(new FollowCertificate.Deed.Award(new(2027, 4, 20))));
        Assert.IsType<FollowCertificate.Outcome.Done>(await DoAsync(new FollowCertificate.Deed.AddUnit("U4", 1, new(2027, 4, 20))));
        Assert.IsType<FollowCertificate.Outcome.Done>(await DoAsync(new FollowCertificate.Deed.GiveResult("U4", UnitResult.Passed, new(2027, 4, 20))));
        Assert.IsType<FollowCertificate.Outcome.Done>(await DoAsync(new FollowCertificate.Deed.Award(new(2027, 4, 20))));
        Assert.Equal(13, (await read.HandleAsync(new(ama, place), default))!.Progress!.Passed);
    }

    [EveryDatabase]
    public async Task A_referred_unit_is_resubmitted_before_it_is_passed_and_verification_comes_before_the_award(Engine engine)
    {
        await using var city = await ProgrammeCity.MakeAsync(engine, shape: "days-30/1");
        var (ama, place) = await TakingPartTests.RunningAsync(city, "Ama");
        var read = new ReadCertificate.Handler(city.Store, city.Clock);
        Task<FollowCertificate.Outcome> DoAsync(FollowCertificate.Deed deed) => new FollowCertificate.Handler(city.Store, city.Clock).HandleAsync(new(ama, place, deed), default);
        async Task<IEnumerable<string>> MistakesAsync(FollowCertificate.Deed deed) => Assert.IsType<FollowCertificate.Outcome.NotYet>(await DoAsync(deed)).Mistakes.Select(m => m.Field);
        city.Clock.Pass(TimeSpan.FromDays(60));
        Assert.IsType<FollowCertificate.Outcome.Done>(await DoAsync(new FollowCertificate.Deed.Register(new(2027, 4, 20), "The College", 6, "The apprenticeship levy")));
        Assert.Equal("", (await read.HandleAsync(new(ama, place), default))!.Number);
        Assert.IsType<FollowCertificate.Outcome.Done>(await DoAsync(new FollowCertificate.Deed.Register(new(2027, 4, 20), "The College", 6, "The apprenticeship levy", " ILM-77 ")));
        await EnterAsync(city, new(2027, 1, 1), ("U1", 5), ("U2", 4), ("U3", 4));
        foreach (string code in (string[])["U1", "U2", "U3"]) Assert.IsType<FollowCertificate.Outcome.Done>(await DoAsync(new FollowCertificate.Deed.AddUnit(code, 1, new(2027, 4, 25))));
        foreach (string code in (string[])["U2", "U3"]) Assert.IsType<FollowCertificate.Outcome.Done>(await DoAsync(new FollowCertificate.Deed.GiveResult(code, UnitResult.Passed, new(2027, 5, 20), "68")));
        Assert.Equal(["result-U2"], await MistakesAsync(new FollowCertificate.Deed.GiveResult("U2", UnitResult.Referred, new(2027, 5, 21))));
        Assert.Equal(["result-U1", "result-on-U1"], await MistakesAsync(new FollowCertificate.Deed.GiveResult("U1", UnitResult.Resubmitted, new(2027, 4, 1))));
        Assert.IsType<FollowCertificate.Outcome.Done>(await DoAsync(new FollowCertificate.Deed.GiveResult("U1", UnitResult.Referred, new(2027, 5, 20), "41")));
        Assert.Equal(["result-U1"], await MistakesAsync(new FollowCertificate.Deed.GiveResult("U1", UnitResult.Passed, new(2027, 5, 21))));
        Assert.Equal(["result-on-U1"], await MistakesAsync(new FollowCertificate.Deed.GiveResult("U1", UnitResult.Resubmitted, new(2027, 5, 19))));
        Assert.IsType<FollowCertificate.Outcome.Done>(await DoAsync(new FollowCertificate.Deed.GiveResult("U1", UnitResult.Resubmitted, new(2027, 6, 1))));
        Assert.Equal(8, (await read.HandleAsync(new(ama, place), default))!.Progress!.Passed);
        Assert.IsType<FollowCertificate.Outcome.Done>(await DoAsync(new FollowCertificate.Deed.GiveResult("U1", UnitResult.Passed, new(2027, 6, 8), "55")));
        Assert.IsType<FollowCertificate.Outcome.Done>(await DoAsync(new FollowCertificate.Deed.SendIn(10, true)));
        Assert.Equal(["internally"], await MistakesAsync(new FollowCertificate.Deed.Verify(null, new(2027, 6, 14))));
        Assert.Equal(["externally"], await MistakesAsync(new FollowCertificate.Deed.Verify(new(2027, 6, 14), new(2027, 6, 10))));
        Assert.IsType<FollowCertificate.Outcome.Done>(await DoAsync(new FollowCertificate.Deed.Verify(new(2027, 6, 10), new(2027, 6, 14))));
        Assert.Equal(["awarded-on"], await MistakesAsync(new FollowCertificate.Deed.Award(new(2027, 6, 12))));
        Assert.IsType<FollowCertificate.Outcome.Done>(await DoAsync(new FollowCertificate.Deed.Award(new(2027, 6, 16))));
        Assert.IsType<FollowCertificate.Outcome.NotYet>(await DoAsync(new FollowCertificate.Deed.Verify(new(2027, 6, 11), null)));
        Assert.IsType<FollowCertificate.Outcome.NotYet>(await DoAsync(new FollowCertificate.Deed.Register(new(2027, 4, 20), "Another college", 6, "Somebody")));

        // The team sees how far it is, and no marks.
        var team = await new ReadCertificates.Handler(city.Store, city.Accounts, city.Clock).HandleAsync(new(city.Cohort), default);
        var seen = Assert.Single(team.All);
        Assert.Equal(("Ama", (3, 3), 13, "ILM-77", 0), (seen.Name, seen.Units, seen.CreditsPassed, seen.Number, team.Without));
        Assert.Equal((new DateOnly(2027, 6, 16), new DateOnly(2027, 10, 20)), (seen.AwardedOn!.Value, seen.CompleteBy));
        Assert.Empty(seen.Missing);
        Assert.Equal(("U1", 5, 5, UnitResult.Passed), (seen.Chosen[0].Code, seen.Chosen[0].Level, seen.Chosen[0].Credits, seen.Chosen[0].Result));
        Assert.DoesNotContain(typeof(ReadCertificates.Unit).GetProperties(), p => p.Name.Contains("Mark", StringComparison.Ordinal));
        Assert.DoesNotContain(typeof(ReadCertificates.One).GetProperties(), p => p.Name.Contains("Mark", StringComparison.Ordinal));

        var held = (await new HeldOfParticipant(city.Store, city.Clock).AboutAsync(ama, default)).Select(h => h.Value).ToList();
        Assert.Contains(held, value => value.Contains("number ILM-77; paid by The apprenticeship levy; verified by the centre on 2027-06-10; verified by the awarding body on 2027-06-14; awarded on 2027-06-16", StringComparison.Ordinal));
        Assert.Contains("U1, A unit, level 5, 5 credits, begun on 2027-04-25, 40 hours, passed on 2027-06-08, mark 55", held);
    }

    [Fact]
    public void What_is_mandatory_has_to_be_passed_by_those_who_registered_while_it_was_and_for_as_long_as_it_is()
    {
        var asked = Offered("U1", 1, new(2018, 1, 1)) with { IsMandatory = true };
        CertificateUnit[] without = [.. "234".Select(n => new CertificateUnit($"U{n}", "Unit", 5, UnitResult.Passed, new(2018, 3, 1)))];
        string[] Missing(IReadOnlyList<CertificateUnit> units, params OfferedUnit[] all) => [.. CertificateProgress.Of(Rule, units, 10, 6, new(2018, 2, 1), new(2018, 6, 1), new(all)).Missing.Select(m => m.Code)];
        Assert.Equal(["mandatory"], Missing(without, asked));
        Assert.Equal(["mandatory"], Missing([.. without, new("U1", "Unit", 1, UnitResult.Referred, new(2018, 3, 1))], asked));
        // Typed before there was a catalogue, in another spelling: it is the same unit.
        Assert.Empty(Missing([.. without, new(" u1", "Unit", 1, UnitResult.Passed, new(2018, 3, 1))], asked));
        Assert.Empty(Missing(without, asked with { From = new(2018, 2, 2) }));
        Assert.Empty(Missing(without, asked with { EndsOn = new(2018, 5, 31) }));
        Assert.Empty(Missing(without, asked, asked with { Version = 2, From = new(2018, 6, 1), IsMandatory = false }));
        Assert.Equal(["mandatory"], Missing(without, asked, asked with { Version = 2, From = new(2018, 6, 1) }));
        Assert.Empty(Missing(without, asked with { Certificate = "Another" }));
    }

    [Fact]
    public void The_hours_of_the_units_chosen_are_added_up_and_those_of_a_lower_level_are_named()
    {
        // 25 whole weeks of six hours are 150.
        CertificateUnit Of(int hours, int level = 5) => new("U", "Unit", 5, TotalHours: hours, Level: level);
        string[] Warnings(params CertificateUnit[] units) => [.. CertificateProgress.Of(Rule, units, null, 6, new(2018, 2, 1), new(2018, 2, 1), new([])).Warnings.Select(w => w.Code)];
        Assert.Empty(Warnings(Of(50), Of(50), Of(50)));
        Assert.Equal(["hours"], Warnings(Of(50), Of(50), Of(51)));
        Assert.Equal(["hours"], Warnings(Of(70), Of(51)));
        Assert.Empty(Warnings(Of(70), Of(50)));
        Assert.Equal("6 hours a week are 150 in 6 months; the units chosen take 121 and 3 credits still to choose about 30.", CertificateProgress.Of(Rule, [Of(70), Of(51)], null, 6, new(2018, 2, 1), new(2018, 2, 1), new([])).Warnings[0].Advice);
        Assert.Equal(["level"], Warnings(Of(50), Of(50, level: 4), Of(50, level: 6)));
        Assert.Empty(CertificateProgress.Of(Rule with { Level = null }, [Of(50, level: 4)], null, 6, new(2018, 2, 1), new(2018, 2, 1), new([])).Warnings);
    }

    [Fact]
    public void A_version_can_be_begun_until_it_is_ended_or_the_day_before_the_next_one()
    {
        OfferedUnit first = Offered("U1", 1, new(2027, 1, 1)), second = Offered("U1", 2, new(2027, 9, 1));
        UnitCatalogue both = new([second, first]), gap = new([first with { EndsOn = new(2027, 6, 30) }, second]), late = new([first with { EndsOn = new(2028, 6, 30) }, second]);
        Assert.Equal((new DateOnly(2027, 8, 31), null), (both.UntilOf(first), both.UntilOf(second)));
        Assert.Equal((new DateOnly(2027, 6, 30), new DateOnly(2027, 8, 31)), (gap.UntilOf(gap.All[0]), late.UntilOf(late.All[0])));
        Assert.Equal([false, true, true, false], ((DateOnly[])[new(2026, 12, 31), new(2027, 1, 1), new(2027, 8, 31), new(2027, 9, 1)]).Select(day => both.CanBeBegun(first, day)));
        Assert.Equal([2], both.Between(Rule.Title, new(2027, 9, 1), new(2027, 12, 1)).Select(u => u.Version));
        Assert.Equal([1, 2], both.Between(Rule.Title, new(2027, 8, 31), new(2027, 12, 1)).Select(u => u.Version));
        Assert.Empty(both.Between("Another", new(2027, 1, 1), new(2027, 12, 1)));
    }

    [EveryDatabase]
    public async Task A_unit_is_chosen_from_what_could_be_begun_on_its_day_and_stays_as_it_was(Engine engine)
    {
        await using var city = await ProgrammeCity.MakeAsync(engine, shape: "days-30/1");
        var (ama, place) = await TakingPartTests.RunningAsync(city, "Ama");
        var follow = new FollowCertificate.Handler(city.Store, city.Clock);
        var read = new ReadCertificate.Handler(city.Store, city.Clock);
        Task<FollowCertificate.Outcome> AddAsync(string code, int version, DateOnly? on) => follow.HandleAsync(new(ama, place, new FollowCertificate.Deed.AddUnit(code, version, on)), default);
        async Task<IEnumerable<string>> MistakesAsync(string code, int version, DateOnly? on) => Assert.IsType<FollowCertificate.Outcome.NotYet>(await AddAsync(code, version, on)).Mistakes.Select(m => m.Field);
        city.Clock.Pass(TimeSpan.FromDays(60));
        Assert.IsType<FollowCertificate.Outcome.Done>(await follow.HandleAsync(new(ama, place, new FollowCertificate.Deed.Register(new(2027, 4, 20), "The College", 6, "My employer")), default));
        Assert.Empty((await read.HandleAsync(new(ama, place), default))!.Choosable);
        await EnterAsync(city, new(2027, 1, 1), ("U1", 5), ("U2", 4));
        Assert.IsType<KeepUnit.Outcome.Done>(await KeepAsync(city, Offered("U1", 0, new(2027, 5, 10)) with { Title = "Another name", Credits = 6, TotalHours = 60 }, isNew: false));
        Assert.IsType<KeepUnit.Outcome.Done>(await DoAsync(city, new KeepUnit.Deed.End("U2", 1, new(2027, 5, 1))));
        Assert.Equal(
            [("U1", 1, new DateOnly(2027, 5, 9)), ("U1", 2, null), ("U2", 1, new DateOnly(2027, 5, 1))],
            (await read.HandleAsync(new(ama, place), default))!.Choosable.Select(c => (c.Unit.Code, c.Unit.Version, c.Until)));

        Assert.Equal(["unit"], await MistakesAsync("U9", 1, new(2027, 5, 1)));
        Assert.Equal(["begun-on"], await MistakesAsync("U1", 1, new(2027, 5, 10)));
        Assert.Equal(["begun-on"], await MistakesAsync("U1", 2, new(2027, 5, 9)));
        Assert.Equal(["begun-on"], await MistakesAsync("U2", 1, new(2027, 5, 2)));
        Assert.Equal(["begun-on"], await MistakesAsync("U2", 1, new(2027, 4, 19)));
        Assert.Equal(["begun-on"], await MistakesAsync("U2", 1, null));
        Assert.IsType<FollowCertificate.Outcome.Done>(await AddAsync("U1", 1, new(2027, 5, 9)));
        Assert.Equal(["unit"], await MistakesAsync("U1", 2, new(2027, 5, 10)));
        var chosen = Assert.Single((await read.HandleAsync(new(ama, place), default))!.Units);
        Assert.Equal(("A unit", 5, 40, 10, 1, new DateOnly(2027, 5, 9)), (chosen.Title, chosen.Credits, chosen.TotalHours, chosen.GuidedHours, chosen.Version, chosen.BegunOn));
        Assert.Equal(["result-on-U1"], Assert.IsType<FollowCertificate.Outcome.NotYet>(await follow.HandleAsync(new(ama, place, new FollowCertificate.Deed.GiveResult("U1", UnitResult.Passed, new(2027, 5, 8))), default)).Mistakes.Select(m => m.Field));
        Assert.Equal(["U2"], (await read.HandleAsync(new(ama, place), default))!.Choosable.Select(c => c.Unit.Code));
    }

    [EveryDatabase]
    public async Task What_was_typed_before_there_was_a_catalogue_stays_readable_and_counts(Engine engine)
    {
        await using var city = await ProgrammeCity.MakeAsync(engine, shape: "days-30/1");
        var (ama, place) = await TakingPartTests.RunningAsync(city, "Ama");
        Assert.IsType<FollowCertificate.Outcome.Done>(await new FollowCertificate.Handler(city.Store, city.Clock).HandleAsync(new(ama, place, new FollowCertificate.Deed.Register(new(2027, 4, 20), "The College", 6, "My employer")), default));
        await city.Store.WriteAsync(new Change(new Actor.TheSystem("test"), ChangeKind.CertificateChanged, "a unit typed by hand"), records =>
        {
            records.Add(new CertificateUnitChosen { Participant = place, Code = "8-typed", Title = "As somebody wrote it", Credits = 4, Result = UnitResult.Passed, ResultOn = new(2027, 4, 20) });
            return Task.FromResult(true);
        }, default);
        var one = (await new ReadCertificate.Handler(city.Store, city.Clock).HandleAsync(new(ama, place), default))!;
        Assert.Equal(("As somebody wrote it", null, null, 4), (one.Units[0].Title, one.Units[0].Version, one.Units[0].TotalHours, one.Progress!.Passed));
        Assert.Contains("8-typed, As somebody wrote it, 4 credits, passed on 2027-04-20", (await new HeldOfParticipant(city.Store, city.Clock).AboutAsync(ama, default)).Select(h => h.Value));
    }

    [EveryDatabase]
    public async Task The_catalogue_grows_by_versions_and_only_what_nobody_has_chosen_can_be_taken_out(Engine engine)
    {
        await using var city = await ProgrammeCity.MakeAsync(engine, shape: "days-30/1");
        var (ama, place) = await TakingPartTests.RunningAsync(city, "Ama");
        var read = new ReadUnits.Handler(city.Store, city.Clock);
        Assert.Empty((await read.HandleAsync(default)).All);
        Assert.Contains(Rule.Title, (await read.HandleAsync(default)).Certificates);
        var unit = Offered("U1", 0, new(2027, 1, 1));
        await RefusedAsync(unit with { Code = "a/b", Title = "", Level = 9, Credits = 0, TotalHours = 0, GuidedHours = 1, Source = "", From = default }, true, "code", "credits", "from", "guided-hours", "level", "source", "title", "total-hours");
        await RefusedAsync(unit with { GuidedHours = 41 }, true, "guided-hours");
        await RefusedAsync(unit with { Certificate = "No certificate of any shape" }, true, "certificate");
        Assert.IsType<KeepUnit.Outcome.NoSuchUnit>(await KeepAsync(city, unit, isNew: false));
        Assert.IsType<KeepUnit.Outcome.Done>(await KeepAsync(city, unit, isNew: true));
        await RefusedAsync(unit with { Code = "u1" }, true, "code");
        await RefusedAsync(unit, false, "from");
        Assert.IsType<KeepUnit.Outcome.Done>(await KeepAsync(city, unit with { From = new(2027, 9, 1), Certificate = "" }, isNew: false));
        Assert.Equal([(1, new DateOnly(2027, 8, 31), true, false, false), (2, null, false, true, false)], (await read.HandleAsync(default)).All.Select(u => (u.Unit.Version, u.Until, u.IsOpen, u.IsNewest, u.IsUsed)));
        Assert.All((await read.HandleAsync(default)).All, u => Assert.Equal(Rule.Title, u.Unit.Certificate));

        // The first cannot be ended over the second, nor taken from under it.
        Assert.IsType<KeepUnit.Outcome.NotYet>(await DoAsync(city, new KeepUnit.Deed.End("U1", 1, new(2027, 6, 1))));
        Assert.IsType<KeepUnit.Outcome.NoSuchUnit>(await DoAsync(city, new KeepUnit.Deed.TakeOut("U1", 1)));
        Assert.IsType<KeepUnit.Outcome.Done>(await DoAsync(city, new KeepUnit.Deed.TakeOut("U1", 2)));
        Assert.Null(Assert.Single((await read.HandleAsync(default)).All).Until);
        var follow = new FollowCertificate.Handler(city.Store, city.Clock);
        Assert.IsType<FollowCertificate.Outcome.Done>(await follow.HandleAsync(new(ama, place, new FollowCertificate.Deed.Register(new(2027, 4, 19), "The College", 6, "My employer")), default));
        Assert.IsType<FollowCertificate.Outcome.Done>(await follow.HandleAsync(new(ama, place, new FollowCertificate.Deed.AddUnit("U1", 1, new(2027, 4, 19))), default));
        Assert.True(Assert.Single((await read.HandleAsync(default)).All).IsUsed);
        Assert.IsType<KeepUnit.Outcome.InUse>(await DoAsync(city, new KeepUnit.Deed.TakeOut("U1", 1)));
        Assert.IsType<KeepUnit.Outcome.NotYet>(await DoAsync(city, new KeepUnit.Deed.End("U1", 1, new(2026, 12, 31))));
        Assert.IsType<KeepUnit.Outcome.Done>(await DoAsync(city, new KeepUnit.Deed.End("U1", 1, new(2027, 4, 18))));
        Assert.False(Assert.Single((await read.HandleAsync(default)).All).IsOpen);

        async Task RefusedAsync(OfferedUnit wrong, bool isNew, params string[] fields) =>
            Assert.Equal(fields, Assert.IsType<KeepUnit.Outcome.NotYet>(await KeepAsync(city, wrong, isNew)).Mistakes.Select(m => m.Field).Order(StringComparer.Ordinal));
    }

    private static OfferedUnit Offered(string code, int version, DateOnly from) => new(code, version, Rule.Title, "A unit", 5, 5, 10, 40, "", false, from, null, "The centre's list");

    private static async Task EnterAsync(ProgrammeCity city, DateOnly from, params (string Code, int Credits)[] units)
    {
        foreach (var (code, credits) in units) Assert.IsType<KeepUnit.Outcome.Done>(await KeepAsync(city, Offered(code, 0, from) with { Credits = credits }, isNew: true));
    }

    private static Task<KeepUnit.Outcome> KeepAsync(ProgrammeCity city, OfferedUnit unit, bool isNew) => DoAsync(city, new KeepUnit.Deed.Keep(unit, isNew));

    private static Task<KeepUnit.Outcome> DoAsync(ProgrammeCity city, KeepUnit.Deed deed) => new KeepUnit.Handler(city.Store, city.Clock).HandleAsync(new(city.Manager, deed), default);
}
