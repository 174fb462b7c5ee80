using System.IO.Compression;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Parity.App.Tests.Accounts;
using Parity.App.Tests.Storage;
using Parity.Platform.Accounts;
using Parity.Platform.Accounts.Contract;
using Parity.Platform.Accounts.Model;
using Parity.Platform.Foundation;
using Parity.Platform.Programmes;
using Parity.Platform.Programmes.Model;
using Parity.Platform.Programmes.Rules;
using Parity.Platform.Storage;
using Parity.Platform.Workforce;
using Parity.Platform.Workforce.Model;

namespace Parity.App.Tests.Programmes;

public sealed class ComparisonTests
{
    private static readonly DateOnly PeriodStart = new(2025, 4, 1), PeriodEnd = new(2026, 3, 31);

    [EveryDatabase]
    public async Task Nothing_is_read_before_purpose_basis_and_assessment_are_on_record_and_then_every_look_is_noted(Engine engine)
    {
        await using var city = await ProgrammeCity.MakeAsync(engine);
        var evaluator = await city.PersonAsync("Eve Evaluates", Role.Evaluator);
        var round = await RoundAsync(city, Staff(own: 24, ownPromoted: 12, others: 72, othersPromoted: 18));
        await BeginAsync(city, 24, n => n < 12 ? true : n < 18 ? false : null);
        await BeginAsync(city, 5, _ => false, says: false);
        await BeginAsync(city, 5, _ => false, employer: city.Hospital);
        Assert.IsType<CompareParticipants.Outcome.NotGrounded>(await RunAsync(city, evaluator, null, round));
        Assert.Equal(
            ["purpose", "basis", "condition", "assessment", "approved-by", "approved-on", "review-on", "agreed"],
            Assert.IsType<GroundComparison.Outcome.NotYet>(await new GroundComparison.Handler(city.Store, city.Clock).HandleAsync(new(city.Manager, new GroundComparison.Deed.Record(" ", "x", null, "", "", new(2027, 2, 1), new(2027, 1, 1), [])), default)).Mistakes.Select(m => m.Field));
        var grounds = await GroundAsync(city, city.Manager, city.Council, city.Hospital);
        Assert.IsType<CompareParticipants.Outcome.NotYours>(await RunAsync(city, city.Manager, grounds, round));
        var both = await city.PersonAsync("Bo Both", Role.Evaluator);
        await city.Store.WriteAsync(new Change(new Actor.TheSystem("test"), ChangeKind.RoleGranted, "a second role for a test"), records => AccountsDoor.GiveAsync(records, city.Clock, both, new(Role.ProgrammeManager)), default);
        Assert.Equal("grounds", Assert.IsType<CompareParticipants.Outcome.NotYet>(await RunAsync(city, both, await GroundAsync(city, both, city.Council), round)).Field);
        Assert.Equal((0, 0), (await SightingsAsync(city, Sighting.RowsOfReturn), await SightingsAsync(city, Sighting.MonitoringOfParticipants)));

        // The role is asked before anything is read, and again in the transaction of the result.
        using var asked = AskedOfDatabase.TablesInTransactions(city.Database);
        Assert.IsType<CompareParticipants.Outcome.Made>(await RunAsync(city, evaluator, grounds, round));
        Assert.Contains("accounts_roles", asked.Take());
        Assert.Equal((1, 1), (await SightingsAsync(city, Sighting.RowsOfReturn, evaluator), await SightingsAsync(city, Sighting.MonitoringOfParticipants, evaluator)));
        // Once for a period, whatever the grounds and the round: two results a person apart would tell of that person.
        var overlapping = await city.Store.WriteAsync(new Change(new Actor.TheSystem("test"), ChangeKind.RoundOpened, "a round of nearly the same period"), async records =>
        {
            var again = WorkforceDoor.OpenRound(records, city.Clock, "Again", PeriodEnd.AddMonths(3), PeriodStart.AddMonths(3), PeriodEnd.AddMonths(3), null, [city.Council]);
            await records.SaveChangesAsync();
            (await records.Set<Round>().SingleAsync(r => r.Id == again)).ClosedAt = city.Clock.GetUtcNow();
            return again;
        }, default);
        var others = await GroundAsync(city, city.Manager, city.Council);
        foreach (var (on, of) in ((ComparisonGroundsId, RoundId)[])[(grounds, round), (others, round), (grounds, overlapping)])
            Assert.Contains("has been compared", Assert.IsType<CompareParticipants.Outcome.NotYet>(await RunAsync(city, evaluator, on, of)).Advice, StringComparison.Ordinal);

        var result = Assert.Single((await ReadAsync(city)).Results);
        var figures = result.Figures;
        Assert.Equal((12L, 18L, 24L), (figures.Participants.Count!.Value, figures.Participants.Of!.Value, figures.Participants.Asked!.Value));
        Assert.Equal((18L, 72L), (figures.Colleagues.Count!.Value, figures.Colleagues.Of!.Value));
        Assert.Equal((0.4167, 0.25, 0.5), (Math.Round(figures.Difference!.Value, 4), Math.Round(figures.DifferenceBounds!.Value.From, 4), Math.Round(figures.DifferenceBounds.Value.Until, 4)));
        // Newcombe by hand from Wilson's limits: 12/18 in 0.4375 to 0.8372, 18/72 in 0.1642 to 0.3610.
        Assert.Equal((0.1621, 0.6075), (Math.Round(figures.Interval!.Value.From, 4), Math.Round(figures.Interval.Value.Until, 4)));
        Assert.True(figures.IsBalanced);
        Assert.Equal([("age", (double?)0), ("disabled", 0), ("disability-not-said", 0)], figures.Balance.Select(b => (b.Trait, b.Difference?.Value)));
        Assert.Equal((10L, 5L, 5L), (figures.LeftOut!.Value, figures.Reasons.Single(r => r.Why == CompareParticipants.NotSaid).Count!.Value, figures.Reasons.Single(r => r.Why == CompareParticipants.NoRows).Count!.Value));
        Assert.Equal((new DateOnly(2026, 12, 31), city.Council, city.Hospital), (result.AsAt, result.Read.Single(), result.Gone.Single()));
    }

    [EveryDatabase]
    public async Task Rows_that_are_gone_rounds_that_are_open_and_grounds_that_ended_cannot_be_compared(Engine engine)
    {
        await using var city = await ProgrammeCity.MakeAsync(engine);
        var evaluator = await city.PersonAsync("Eve Evaluates", Role.Evaluator);
        var round = await RoundAsync(city, Staff(3, 1, 9, 3));
        await BeginAsync(city, 3, n => n == 0);
        var grounds = await GroundAsync(city, city.Manager, city.Council);
        var open = await city.Store.WriteAsync(new Change(new Actor.TheSystem("test"), ChangeKind.RoundOpened, "a later round"), records => Task.FromResult(WorkforceDoor.OpenRound(records, city.Clock, "Later", new(2027, 3, 31), new(2026, 4, 1), new(2027, 3, 31), null, [city.Council])), default);
        Assert.Contains("closed", Assert.IsType<CompareParticipants.Outcome.NotYet>(await RunAsync(city, evaluator, grounds, open)).Advice, StringComparison.Ordinal);
        await city.Store.WriteAsync(new Change(new Actor.TheSystem("test"), ChangeKind.ReturnRowsDeleted, "their time is over"), async records =>
        {
            (await records.Set<SubmittedReturn>().SingleAsync()).RowsDeletedAt = city.Clock.GetUtcNow();
            return await records.Set<ReturnPart>().ExecuteDeleteAsync();
        }, default);
        Assert.Contains("gone", Assert.IsType<CompareParticipants.Outcome.NotYet>(await RunAsync(city, evaluator, grounds, round)).Advice, StringComparison.Ordinal);
        Assert.Equal(0, await SightingsAsync(city, Sighting.RowsOfReturn));
        city.Clock.Pass(TimeSpan.FromDays(300));
        Assert.IsType<CompareParticipants.Outcome.NotGrounded>(await RunAsync(city, evaluator, grounds, round));
        var again = await GroundAsync(city, city.Manager, city.Council);
        Assert.IsType<GroundComparison.Outcome.Done>(await new GroundComparison.Handler(city.Store, city.Clock).HandleAsync(new(city.Manager, new GroundComparison.Deed.End(again)), default));
        Assert.IsType<GroundComparison.Outcome.NoSuchGrounds>(await new GroundComparison.Handler(city.Store, city.Clock).HandleAsync(new(city.Manager, new GroundComparison.Deed.End(again)), default));
        Assert.IsType<CompareParticipants.Outcome.NotGrounded>(await RunAsync(city, evaluator, again, round));
        Assert.Equal([false, false], (await ReadAsync(city)).Grounds.Select(g => g.Holds));
    }

    [EveryDatabase]
    public async Task Groups_that_are_not_alike_give_no_difference_and_few_people_no_number(Engine engine)
    {
        await using var city = await ProgrammeCity.MakeAsync(engine);
        var evaluator = await city.PersonAsync("Eve Evaluates", Role.Evaluator);
        // Everybody who could be matched is an age band older.
        var round = await RoundAsync(city, Staff(own: 10, ownPromoted: 5, others: 60, othersPromoted: 15, othersAge: "35-44"));
        await BeginAsync(city, 10, n => n < 5);
        var grounds = await GroundAsync(city, city.Manager, city.Council);
        Assert.IsType<CompareParticipants.Outcome.Made>(await RunAsync(city, evaluator, grounds, round));
        var figures = (await ReadAsync(city)).Results.Single().Figures;
        Assert.Equal((5L, 10L), (figures.Participants.Count!.Value, figures.Participants.Of!.Value));
        Assert.False(figures.IsBalanced);
        Assert.Null(figures.Difference);
        Assert.Null(figures.Interval);
        Assert.Equal(double.NegativeInfinity, figures.Balance.Single(b => b.Trait == "age").Difference!.Value);
    }

    [EveryDatabase]
    public async Task Few_who_moved_are_withheld_with_what_would_give_them_away_and_who_objects_is_in_nothing(Engine engine)
    {
        await using var city = await ProgrammeCity.MakeAsync(engine);
        var evaluator = await city.PersonAsync("Eve Evaluates", Role.Evaluator);
        var round = await RoundAsync(city, Staff(own: 12, ownPromoted: 2, others: 36, othersPromoted: 9));
        var people = await BeginAsync(city, 12, n => n < 2);
        await city.Store.WriteAsync(new Change(new Actor.TheSystem("test"), ChangeKind.AccountObjected, "one objects"), async records => (await records.Set<Person>().SingleAsync(p => p.Id == people[11])).ObjectedAt = city.Clock.GetUtcNow(), default);
        var grounds = await GroundAsync(city, city.Manager, city.Council);
        Assert.IsType<CompareParticipants.Outcome.Made>(await RunAsync(city, evaluator, grounds, round));
        var counts = (await city.Store.ReadAsync(records => records.Set<Comparison>().SingleAsync())).Open((await Leave.AskAsync(city.Store, new Actor.Someone(evaluator), Purposes.ComparedWithColleagues, evaluator.Value, default, Comparison.Kept))!);
        Assert.Equal((11, 1, 2), (counts.Compared, counts.LeftOut[CompareParticipants.NotSaid], counts.Moved));
        var figures = (await ReadAsync(city)).Results.Single().Figures;
        Assert.Null(figures.Participants.Count);
        Assert.Null(figures.Difference);
        Assert.Null(figures.LeftOut);
        Assert.All(figures.Reasons, r => Assert.True(r.Count is null || r.Count.Value == 0));
    }

    [Fact]
    public void Somebody_promoted_stands_where_they_stood_before_and_what_is_not_known_is_left_out()
    {
        using var file = new TemporaryZip(Zip("council", """
            a,Housing,G2,B2,F,N,25-34
            b,Housing,G1,B1,F,N,25-34
            c,Housing,G2,X1,F,N,25-34
            d,Housing,G2,A1,X9,N,25-34
            e,Housing,G2,A1,M,N,X9
            f,Housing,G1,W1,M,Y,65+
            """, """
            promotion,a,G1,G2,2025-06-01
            promotion,f,,G1,2025-06-01
            promotion,b,G1,G2,2024-06-01
            """));
        var read = Assert.IsType<CheckReturn.Outcome.Accepted>(CheckReturn.Handler.Handle(new(file.Path))).Return;
        Assert.True(ComparedStaff.NamesPeople(read));
        var staff = ComparedStaff.Of(read, Guid.Empty);
        Assert.Equal([(true, true), (true, false)], staff.Select(s => (s.Exact.EndsWith("team-leader B F", StringComparison.Ordinal), s.Moved!.Value)));
        Assert.Equal(new bool?[] { true }, ComparedStaff.Without(staff, [staff[1]]).Select(s => s.Moved));
        Assert.Equal(new bool?[] { false }, ComparedStaff.Without(staff, [staff[0] with { Moved = null }]).Select(s => s.Moved));
        Assert.Equal(2, ComparedStaff.Without(staff, [staff[0] with { Age = Parity.Indicators.Returns.AgeBand.From55 }]).Count);
    }

    private static Task<ReadComparisons.Comparisons> ReadAsync(ProgrammeCity city) => new ReadComparisons.Handler(city.Store, new(city.Store, city.Clock), city.Clock).HandleAsync(new(city.Manager), default);

    private static Task<CompareParticipants.Outcome> RunAsync(ProgrammeCity city, PersonId by, ComparisonGroundsId? grounds, RoundId round) =>
        new CompareParticipants.Handler(city.Store, new(city.Store, city.Clock), city.Clock).HandleAsync(new(by, grounds, round), default);

    private static async Task<ComparisonGroundsId> GroundAsync(ProgrammeCity city, PersonId by, params OrganisationId[] agreed) =>
        Assert.IsType<GroundComparison.Outcome.Done>(await new GroundComparison.Handler(city.Store, city.Clock).HandleAsync(new(by, new GroundComparison.Deed.Record(
            "To learn whether the programme helps.", "public-task", "equality-of-opportunity", "DPIA 2027-3", "The data protection officer, D. Owen", new(2027, 1, 10), London.Today(city.Clock).AddMonths(6), agreed)), default)).Id;

    private static Task<int> SightingsAsync(ProgrammeCity city, string what, PersonId? by = null) =>
        city.Store.ReadAsync(records => records.Set<SightingRecord>().CountAsync(s => s.What == what && (by == null || s.Person == by)));

    /// <summary>A closed round in which the council has signed off a return with these rows.</summary>
    private static async Task<RoundId> RoundAsync(ProgrammeCity city, byte[] zip)
    {
        var analyst = await city.PersonAsync("Ann Analyses", Role.HrAnalyst, city.Council);
        var token = TokenId.New(city.Clock);
        var round = await city.Store.WriteAsync(new Change(new Actor.TheSystem("test"), ChangeKind.RoundOpened, "a round"), records =>
        {
            var id = WorkforceDoor.OpenRound(records, city.Clock, "A round", PeriodEnd, PeriodStart, PeriodEnd, null, [city.Council]);
            WorkforceDoor.IssueToken(records, city.Clock, token, "secret", analyst, city.Council, id);
            return Task.FromResult(id);
        }, default);
        using var body = await ReceivedBody.MakeAsync(into => into.WriteAsync(zip).AsTask(), default);
        var answered = Assert.IsType<SubmitReturn.Outcome.Answered>(await new SubmitReturn.Handler(city.Store, city.Clock).HandleAsync(new(new(token, analyst, city.Council, "council", round), "one", body), default));
        Assert.True(answered.Accepted, answered.Document);
        await city.Store.WriteAsync(new Change(new Actor.TheSystem("test"), ChangeKind.ReturnSignedOff, "signed off"), async records =>
        {
            (await records.Set<SubmittedReturn>().SingleAsync()).Status = ReturnStatus.SignedOff;
            (await records.Set<Round>().SingleAsync()).ClosedAt = city.Clock.GetUtcNow();
            return round;
        }, default);
        return round;
    }

    /// <summary>Team leaders, Black women of 25 to 34: first the participants themselves, then others; and people of other kinds.</summary>
    private static byte[] Staff(int own, int ownPromoted, int others, int othersPromoted, string othersAge = "25-34")
    {
        var (rows, events) = (new StringBuilder(), new StringBuilder());
        for (int at = 0; at < own + others; at++)
        {
            bool isOwn = at < own, promoted = isOwn ? at >= own - ownPromoted : at - own < othersPromoted;
            rows.Append($"p{at},Housing,{(promoted ? "G2" : "G1")},B2,F,N,{(isOwn ? "25-34" : othersAge)}\n");
            if (promoted) events.Append($"promotion,p{at},G1,G2,2025-10-01\n");
        }

        for (int at = 0; at < 30; at++) rows.Append($"x{at},Housing,{(at % 2 == 0 ? "G1" : "G2")},{(at % 3 == 0 ? "W1" : "A1")},M,N,25-34\n");
        return Zip("council", rows.ToString(), events.ToString());
    }

    private static byte[] Zip(string organisation, string employees, string events)
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, text) in ((string, string)[])
            [
                ("return.csv", $"key,value\norganisation,{organisation}\nsnapshot_date,2026-03-31\nperiod_start,2025-04-01\nperiod_end,2026-03-31\nformat_version,1\n"),
                ("grades.csv", "grade,title,rank,band\nG1,Lead,1,team-leader\nG2,Manager,2,middle-manager\n"),
                ("employees.csv", "employee_ref,directorate,grade,ethnicity,sex,disability,age_band\n" + employees.TrimEnd() + "\n"),
                ("events.csv", "kind,employee_ref,grade_from,grade_to,closed\n" + events.TrimEnd() + "\n"),
            ])
            {
                using var entry = zip.CreateEntry(name).Open();
                entry.Write(Encoding.UTF8.GetBytes(text));
            }
        }

        return bytes.ToArray();
    }

    /// <summary>People who began before the period; null: nobody heard of them after it.</summary>
    private static async Task<List<PersonId>> BeginAsync(ProgrammeCity city, int many, Func<int, bool?> moved, bool says = true, OrganisationId? employer = null)
    {
        var people = new List<PersonId>();
        for (int at = 0; at < many; at++) people.Add(await city.PersonAsync($"Participant {at}"));
        await city.Store.WriteAsync(new Change(new Actor.TheSystem("test"), ChangeKind.CohortChanged, "a cohort of the past"), records =>
        {
            for (int at = 0; at < many; at++)
            {
                var now = city.Clock.GetUtcNow();
                var application = new Application { Id = ProgrammeApplicationId.New(city.Clock), Cohort = city.Cohort, Person = people[at], Employer = employer ?? city.Council, Level = "team-leader", Route = ApplicationRoute.EmployerTold, State = ApplicationState.Completed, BegunAt = now, SentAt = now };
                var one = new Participant { Id = ParticipantId.New(city.Clock), Cohort = city.Cohort, Application = application.Id, Person = people[at], Employer = employer ?? city.Council, AcceptedAt = now, StartedOn = new(2024, 9, 2), EndedOn = new(2025, 9, 2), Completed = true };
                records.AddRange(application, one);
                var subject = MonitoringAnswers.SubjectOf(city.Store.Key, application.Id);
                if (says) records.Add(new MonitoringAnswers { Subject = subject, Cohort = city.Cohort, Sealed = MonitoringAnswers.Seal(city.Store.Key, subject, new Dictionary<string, string> { ["sex"] = "F", ["ethnicity"] = "B1", ["age_band"] = "25-34", ["disability"] = "N" }), SavedOn = new(2026, 1, 1) });
                if (moved(at) is not { } rose) continue;
                records.Add(new FollowUp { Participant = one.Id, Months = 12, DueOn = new(2026, 9, 2), AskedOn = new(2026, 9, 2), AnsweredOn = new(2026, 9, 9), SameEmployer = true });
                if (rose) records.Add(new CareerMove { Id = TypedId.NewValue(city.Clock), Participant = one.Id, Kind = CareerMoveKind.Promotion, OnDay = new(2025, 11, 1), ToldOn = new(2026, 9, 9) });
            }

            return Task.FromResult(many);
        }, default);
        return people;
    }

    private sealed class TemporaryZip : IDisposable
    {
        public TemporaryZip(byte[] bytes) => File.WriteAllBytes(Path, bytes);

        public string Path { get; } = System.IO.Path.Combine(System.IO.Path.GetTempPath(), System.IO.Path.GetRandomFileName() + ".zip");

        public void Dispose() => File.Delete(Path);
    }
}
