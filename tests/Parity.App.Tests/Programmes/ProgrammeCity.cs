using Microsoft.EntityFrameworkCore;
using Parity.App.Tests.Storage;
using Parity.Platform.Accounts;
using Parity.Platform.Accounts.Contract;
using Parity.Platform.Foundation;
using Parity.Platform.Partnership;
using Parity.Platform.Programmes;
using Parity.Platform.Programmes.Model;
using Parity.Platform.Programmes.Rules;
using Parity.Platform.Storage;

namespace Parity.App.Tests.Programmes;

/// <summary>A partnership of two employers, the first of which waives approval, with a good case and an open cohort.</summary>
internal sealed class ProgrammeCity : IAsyncDisposable
{
    private readonly TestDatabase database;

    private ProgrammeCity(TestDatabase database, Store store, ManualClock clock) => (this.database, Store, Clock) = (database, store, clock);

    public Store Store { get; }

    public ManualClock Clock { get; }

    public TestDatabase Database => database;

    public PersonId Manager { get; private set; }

    public PersonId HrLead { get; private set; }

    public PersonId OtherHrLead { get; private set; }

    public OrganisationId Council { get; private set; }

    public OrganisationId Hospital { get; private set; }

    public ActionCaseId Case { get; private set; }

    public CohortId Cohort { get; private set; }

    public const string Code = "stepping-up";

    public static async Task<ProgrammeCity> MakeAsync(Engine engine, int places = 3, string shape = "days-27/1")
    {
        var database = await TestDatabase.MakeAsync(engine);
        var clock = new ManualClock(new DateTimeOffset(2027, 1, 18, 12, 0, 0, TimeSpan.Zero));
        var city = new ProgrammeCity(database, await database.OpenAsync(clock), clock);
        await city.SetUpAsync(places, shape);
        return city;
    }

    /// <summary>Noon of that day in London.</summary>
    public void GoTo(DateOnly day) => Clock.Pass(London.At(day, new(12, 0)) - Clock.GetUtcNow());

    public Task<PersonId> PersonAsync(string name, Role role = Role.Public, OrganisationId? organisation = null) => Store.WriteAsync(
        new Change(new Actor.TheSystem("test"), ChangeKind.AccountInvited, "somebody for a test"), records => Task.FromResult(AccountsDoor.Enrol(records, Clock, name, organisation is { } at ? new HeldRole(role, at) : new HeldRole(role))), default);

    public async Task<ProgrammeApplicationId> BeginAsync(PersonId person) =>
        Assert.IsType<BeginApplication.Outcome.Begun>(await new BeginApplication.Handler(Store, Clock).HandleAsync(new(person, Code), default)).Id;

    public Task<SaveApplication.Outcome> SaveAsync(PersonId person, ProgrammeApplicationId id, SaveApplication.Part part) => new SaveApplication.Handler(Store, Clock).HandleAsync(new(person, id, part), default);

    /// <summary>Everything that is needed, filled in.</summary>
    public async Task<ProgrammeApplicationId> FillInAsync(PersonId person, ApplicationRoute route, OrganisationId? employer, EmployerStanding? elsewhere = null)
    {
        var id = await BeginAsync(person);
        Assert.IsType<SaveApplication.Outcome.Saved>(await SaveAsync(person, id, new SaveApplication.Part.Work("team-leader", employer, elsewhere, "I lead a team.", route)));
        Assert.IsType<SaveApplication.Outcome.Saved>(await SaveAsync(person, id, new SaveApplication.Part.Questions(Rubric.Named("five-traits").Traits.ToDictionary(t => t.Code, t => "What I did about " + t.Code))));
        Assert.IsType<DeclareEligibility.Outcome.Done>(await DeclareAsync(person, id, new DeclareEligibility.Deed.Declare(true, true)));
        return id;
    }

    public Task<DeclareEligibility.Outcome> DeclareAsync(PersonId person, ProgrammeApplicationId id, DeclareEligibility.Deed deed) => new DeclareEligibility.Handler(Store, Clock).HandleAsync(new(person, id, deed), default);

    public Task<SendApplication.Outcome> SendAsync(PersonId person, ProgrammeApplicationId id) => new SendApplication.Handler(Store, new(Store, Clock), Clock).HandleAsync(new(person, id), default);

    public async Task<ProgrammeApplicationId> ApplyAsync(PersonId person, ApplicationRoute route, OrganisationId? employer, EmployerStanding? elsewhere = null)
    {
        var id = await FillInAsync(person, route, employer, elsewhere);
        Assert.IsType<SendApplication.Outcome.Sent>(await SendAsync(person, id));
        return id;
    }

    public async Task DecideAsync(ProgrammeApplicationId id, ApplicationDeed deed, int? rank = null) => Assert.IsType<DecideApplication.Outcome.Decided>(
        await new DecideApplication.Handler(Store, Clock).HandleAsync(new(Manager, id, deed, "places", "Well done, and next time say what changed.", "apply-again", rank), default));

    public Task<TellOutcomes.Outcome> TellAsync(bool allTheSame = true, bool unmarked = true) => new TellOutcomes.Handler(Store, Clock).HandleAsync(new(Manager, Cohort, allTheSame, unmarked), default);

    /// <summary>Each had a time an hour ago and a panel of one, whose marks are locked; put there without the rules of panels, which other tests hold.</summary>
    public async Task InterviewAsync(params ProgrammeApplicationId[] ids)
    {
        foreach (var id in ids)
        {
            await PutInterviewAsync(id, Clock.GetUtcNow().AddHours(-1), isLocked: true);
            Assert.IsType<RecordInterview.Outcome.Done>(await new RecordInterview.Handler(Store, Clock).HandleAsync(new(Manager, id, ByFewer: true), default));
        }
    }

    /// <summary>A time and a panel of one, with everything arranged that was asked for. Whoever is considered again keeps the time they had.</summary>
    public Task PutInterviewAsync(ProgrammeApplicationId id, DateTimeOffset startsAt, bool isLocked) => Store.WriteAsync(new Change(new Actor.TheSystem("test"), ChangeKind.InterviewArranged, "an interview for a test"), async records =>
    {
        foreach (var need in await records.Set<Adjustment>().Where(a => a.Application == id).ToListAsync()) need.IsMet = true;
        if (await records.Set<InterviewSlot>().AnyAsync(s => s.Application == id && s.CancelledAt == null)) return false;
        records.Add(new InterviewSlot { Id = TypedId.NewValue(Clock), Cohort = Cohort, StartsAt = startsAt, Minutes = 40, Place = "Room 2", Application = id, MadeBy = Manager });
        records.Add(new Parity.Platform.Programmes.Model.Marking { Application = id, Assessor = Manager, Stage = MarkingStage.Interview, GivenAt = Clock.GetUtcNow(), GivenBy = Manager, IsByHand = true, LockedAt = isLocked ? Clock.GetUtcNow() : null });
        return true;
    }, default);

    /// <summary>Shortlisted, interviewed, and what comes of it; told.</summary>
    public async Task BringToAsync(ApplicationDeed deed, params ProgrammeApplicationId[] ids)
    {
        foreach (var id in ids) await DecideAsync(id, ApplicationDeed.Shortlist);
        Assert.IsType<TellOutcomes.Outcome.Told>(await TellAsync());
        await InterviewAsync(ids);
        for (int at = 0; at < ids.Length; at++) await DecideAsync(ids[at], deed, deed is ApplicationDeed.PutOnReserve ? at + 1 : null);
        Assert.IsType<TellOutcomes.Outcome.Told>(await TellAsync());
    }

    public Task<AnswerOffer.Outcome> AnswerAsync(PersonId person, ProgrammeApplicationId id, AnswerOffer.Wish wish, bool tell = false) => new AnswerOffer.Handler(Store, Clock).HandleAsync(new(person, id, wish, tell), default);

    public AccountsDoor Accounts => new(Store, Clock);

    public PartnershipDoor Partnership => new(Store);

    /// <summary>Somebody appointed to mark, whose marks of the samples agree unless said otherwise.</summary>
    public async Task<PersonId> AssessorAsync(string name, OrganisationId? employer = null, bool calibrated = true, DateOnly? trained = null)
    {
        var person = await PersonAsync(name, Role.Assessor);
        Assert.IsType<AppointAssessor.Outcome.Appointed>(await new AppointAssessor.Handler(Store, Accounts, Partnership, Clock).HandleAsync(new(Manager, Cohort, person, employer, employer is null, trained), default));
        if (calibrated) Assert.True(Assert.IsType<CalibrateAssessor.Outcome.Marked>(await CalibrateAsync(person, s => s.Agreed)).Passed);
        return person;
    }

    public Task<CalibrateAssessor.Outcome> CalibrateAsync(PersonId assessor, Func<CalibrationSet.Sample, int> mark) =>
        new CalibrateAssessor.Handler(Store, Clock).HandleAsync(new(assessor, Cohort, CalibrationSet.For("five-traits").Samples.ToDictionary(s => s.Code, mark)), default);

    public Task<FixSelection.Outcome> FixAsync(int readers = 2, params string[] tieTraits) => new FixSelection.Handler(Store, Clock).HandleAsync(new(Manager, Cohort, readers, tieTraits), default);

    public async Task<HandOutApplications.Outcome.Done> HandOutAsync() =>
        Assert.IsType<HandOutApplications.Outcome.Done>(await new HandOutApplications.Handler(Store, Accounts, Partnership, Clock).HandleAsync(new(Manager, Cohort), default));

    public async Task<ReadMarking.Mine> MarkingOfAsync(PersonId assessor) => (await new ReadMarking.Handler(Store).HandleAsync(new(assessor, Cohort), default)).Single();

    public Task<MarkAnswer.Outcome> MarkAsync(PersonId assessor, string question, string code, int value) =>
        new MarkAnswer.Handler(Store, Clock).HandleAsync(new(assessor, Cohort, question, code, value, "It is an example of their own."), default);

    public async Task<LockMarks.Outcome> LockAsync(PersonId assessor) => Assert.IsType<LockMarks.Outcome>(await new LockMarks.Handler(Store, Clock).HandleAsync(new(assessor, Cohort), default));

    /// <summary>Marks everything that was given to an assessor, and locks it.</summary>
    public async Task MarkAllAsync(PersonId assessor, Func<ProgrammeApplicationId, string, int> value)
    {
        var applications = await Store.ReadAsync(records => Task.FromResult(records.Set<Application>().Select(a => a.Id).ToList()));
        foreach (var question in (await MarkingOfAsync(assessor)).Questions)
            foreach (var line in question.Answers.Where(a => !a.IsLocked))
                Assert.IsType<MarkAnswer.Outcome.Marked>(await MarkAsync(assessor, question.Trait.Code, line.Code, value(applications.Single(a => Parity.Platform.Programmes.Model.Marking.CodeOf(Store.Key, a, assessor, question.Trait.Code) == line.Code), question.Trait.Code)));
        await LockAsync(assessor);
    }

    public async Task<ReadOwnApplications.Own> OwnAsync(PersonId person, ProgrammeApplicationId id) => (await new ReadOwnApplications.Handler(Store, Clock).HandleAsync(new(person, id), default)).Single();

    public async Task<ApplicationState> StateAsync(PersonId person, ProgrammeApplicationId id) => (await OwnAsync(person, id)).State;

    public async ValueTask DisposeAsync()
    {
        await Store.DisposeAsync();
        await database.DisposeAsync();
    }

    public static Timeline Dates { get; } = new(
        new(new(2027, 1, 25), new(13, 30), new(15, 0), "City Hall", 2), ApplicationWindow.Of(new(2027, 1, 18), new(9, 0), new(2027, 2, 12), new(23, 59)),
        new(2027, 3, 1), new(2027, 3, 5), new(2027, 3, 12), new(2027, 4, 19), new(2027, 4, 20), new(2027, 4, 20), new(2028, 4, 14));

    public WriteCase.Request GoodCase => new(
        Manager, null, "Leaders who look like the city", "People from ethnic minority backgrounds.", ["low-participation"], "Few are senior.", "Second edition", new(2026, 3, 31), null,
        "It reserves no post.", "Open courses were tried.", "When the shares are alike.", new(2027, 12, 1));

    private async Task SetUpAsync(int places, string shape)
    {
        (Council, Hospital) = await Store.WriteAsync(new Change(new Actor.TheSystem("test"), ChangeKind.OrganisationAdmitted, "a small partnership"), records => Task.FromResult(
            (PartnershipDoor.Admit(records, Clock, "council", "The Council", "council", new(2020, 1, 1)), PartnershipDoor.Admit(records, Clock, "hospital", "The Hospital", "health", new(2020, 1, 1)))), default);
        Manager = await PersonAsync("Mo Manages", Role.ProgrammeManager);
        HrLead = await PersonAsync("Hilda Council", Role.HrLead, Council);
        OtherHrLead = await PersonAsync("Hector Hospital", Role.HrLead, Hospital);
        await new PledgeSupport.Handler(Store, Clock).HandleAsync(new(HrLead, Council, "We release people.", true), default);
        await new PledgeSupport.Handler(Store, Clock).HandleAsync(new(OtherHrLead, Hospital, "We lend mentors.", false), default);
        Case = Assert.IsType<WriteCase.Outcome.Written>(await new WriteCase.Handler(Store, Clock).HandleAsync(GoodCase, default)).Id;
        Cohort = Assert.IsType<MakeCohort.Outcome.Made>(await new MakeCohort.Handler(Store, Clock).HandleAsync(
            new(Manager, null, "Stepping Up", Code, "For people who lead.", Case, shape, places, Dates, false), default)).Id;
        Assert.IsType<ChangeCohort.Outcome.Done>(await new ChangeCohort.Handler(Store, Clock).HandleAsync(new(Manager, Cohort, new ChangeCohort.Deed.Publish()), default));
    }
}
