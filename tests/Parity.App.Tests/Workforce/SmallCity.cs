using System.Globalization;
using System.IO.Compression;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Parity.App.Tests.Storage;
using Parity.Platform.Accounts;
using Parity.Platform.Accounts.Contract;
using Parity.Platform.Accounts.Model;
using Parity.Platform.Foundation;
using Parity.Platform.Partnership;
using Parity.Platform.Storage;
using Parity.Platform.Workforce;

namespace Parity.App.Tests.Workforce;

/// <summary>One organisation, its people and a delivery manager, without any page.</summary>
internal sealed class SmallCity : IAsyncDisposable
{
    private SmallCity(TestDatabase database, Store store, ManualClock clock)
    {
        (Database, Store, Clock) = (database, store, clock);
        Accounts = new(store, clock);
        Partnership = new(store);
    }

    public TestDatabase Database { get; }
    public Store Store { get; }
    public ManualClock Clock { get; }
    public AccountsDoor Accounts { get; }
    public PartnershipDoor Partnership { get; }
    public OrganisationId Organisation { get; private set; }
    public PersonId Analyst { get; private set; }
    public PersonId Lead { get; private set; }
    public PersonId Manager { get; private set; }
    public DateOnly Today => London.Today(Clock);

    public OpenRound.Handler OpenRound => new(Store, Accounts, Partnership, Clock);
    public CloseRound.Handler CloseRound => new(Store, Accounts, Clock);
    public RemindEmployers.Handler Remind => new(Store, Accounts, Partnership, Clock);

    public static async Task<SmallCity> MakeAsync(Engine engine)
    {
        var database = await TestDatabase.MakeAsync(engine);
        var clock = new ManualClock();
        var city = new SmallCity(database, await database.OpenAsync(clock), clock);
        await city.Store.WriteAsync(new Change(new Actor.TheSystem("test"), ChangeKind.DemoLoaded, "a small city"), records =>
        {
            city.Organisation = PartnershipDoor.Admit(records, clock, "ONE", "One Council", "council", new(2024, 1, 1));
            city.Analyst = AccountsDoor.Enrol(records, clock, "Ann Alyst", new HeldRole(Role.HrAnalyst, city.Organisation));
            city.Lead = AccountsDoor.Enrol(records, clock, "Lee Lead", new HeldRole(Role.HrLead, city.Organisation));
            AccountsDoor.Enrol(records, clock, "Odd Head", new HeldRole(Role.OrganisationLead, city.Organisation));
            city.Manager = AccountsDoor.Enrol(records, clock, "Del Manager", new HeldRole(Role.DeliveryManager));
            return Task.FromResult(true);
        }, default);
        return city;
    }

    /// <summary>Another organisation, without people.</summary>
    public Task<OrganisationId> AdmitAsync(string code, string name) => Store.WriteAsync(
        new Change(new Actor.TheSystem("test"), ChangeKind.OrganisationAdmitted, "another organisation"), records => Task.FromResult(PartnershipDoor.Admit(records, Clock, code, name, "council", new(2024, 1, 1))), default);

    public async Task ChangeAsync(OrganisationId organisation, ChangeOrganisation.Deed deed) =>
        Assert.IsType<ChangeOrganisation.Outcome.Done>(await new ChangeOrganisation.Handler(Store, Clock).HandleAsync(new(Manager, organisation, deed), default));

    public OpenRound.Request Round(string title, int year) => new(Manager, title, new(year, 3, 31), new(year - 1, 4, 1), new(year, 3, 31), Today.AddDays(30), [Organisation]);

    /// <summary>Somebody else of the organisation.</summary>
    public Task<PersonId> EnrolAsync(string name, Role role, Role? another = null) => Store.WriteAsync(new Change(new Actor.TheSystem("test"), ChangeKind.RoleGranted, "somebody else"), async records =>
    {
        var person = AccountsDoor.Enrol(records, Clock, name, new HeldRole(role, Organisation));
        await records.SaveChangesAsync();
        if (another is { } more) await AccountsDoor.GiveAsync(records, Clock, person, new HeldRole(more, Organisation));
        return person;
    }, default);

    public Task EndRolesAsync(PersonId person) => Store.WriteAsync(new Change(new Actor.TheSystem("test"), ChangeKind.RoleEnded, "they left"), records =>
        AccountsDoor.TakeBackAsync(records, Clock, person, new HeldRole(Role.HrAnalyst, Organisation)), default);

    public async Task<UploadReturn.Outcome> UploadAsync(int year, int people, string extra = "", PersonId? by = null, TimeProvider? clock = null)
    {
        using var body = await BodyAsync(year, people, extra);
        return await new UploadReturn.Handler(Store, Accounts, Partnership, clock ?? Clock).HandleAsync(new(by ?? Analyst, Organisation, body), default);
    }

    public static async Task<ReceivedBody> BodyAsync(int year, int people, string extra = "")
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            void Add(string name, string text)
            {
                var entry = zip.CreateEntry(name);
                entry.LastWriteTime = new DateTimeOffset(2026, 4, 1, 0, 0, 0, TimeSpan.Zero);
                using var content = entry.Open();
                content.Write(Encoding.UTF8.GetBytes(text));
            }

            Add("return.csv", $"key,value\norganisation,ONE\nsnapshot_date,{year}-03-31\nperiod_start,{year - 1}-04-01\nperiod_end,{year}-03-31\nformat_version,1\n");
            Add("grades.csv", "grade,rank,band\nG1,1,entry\n");
            Add("employees.csv", string.Create(CultureInfo.InvariantCulture, $"directorate,grade,ethnicity,count\nLibraries,G1,W1,{people - 20}\nLibraries,G1,B1,20\n{extra}"));
        }

        bytes.Position = 0;
        return (await ReceivedBody.TakeAsync(bytes, ReturnFormat.MaxSentBytes, default))!;
    }

    public Task<ConfirmReturn.Outcome> ConfirmAsync(ReturnId id) => new ConfirmReturn.Handler(Store, Accounts, Clock).HandleAsync(new(Analyst, Organisation, id), default);

    public Task<SignOffReturn.Outcome> SignOffAsync(ReturnId id, PersonId? by = null) => new SignOffReturn.Handler(Store, Accounts, Clock).HandleAsync(new(by ?? Lead, Organisation, id), default);

    public async Task AgreeAsync(RoundId round, ChangeInvitation.Agreement agreement, DateOnly until) =>
        Assert.IsType<ChangeInvitation.Outcome.Agreed>(await new ChangeInvitation.Handler(Store, Accounts, Partnership, Clock).HandleAsync(new(Manager, round, Organisation, agreement, until, "as agreed"), default));

    public async Task<(RoundId Round, ReturnId Return)> CollectAsync(string title, int year, int people)
    {
        var opened = Assert.IsType<OpenRound.Outcome.Opened>(await OpenRound.HandleAsync(Round(title, year), default));
        var stored = Assert.IsType<UploadReturn.Outcome.Stored>(await UploadAsync(year, people));
        Assert.IsType<ConfirmReturn.Outcome.Submitted>(await ConfirmAsync(stored.Id));
        Assert.IsType<SignOffReturn.Outcome.SignedOff>(await SignOffAsync(stored.Id));
        return (opened.Id, stored.Id);
    }

    public async ValueTask DisposeAsync()
    {
        await Store.DisposeAsync();
        await Database.DisposeAsync();
    }
}

/// <summary>A clock that is asked, and at the first time somebody leaves.</summary>
internal sealed class LeavingClock(TimeProvider clock, Func<Task> leave) : TimeProvider
{
    private int asked;

    public override DateTimeOffset GetUtcNow()
    {
        if (Interlocked.Increment(ref asked) == 1) Task.Run(leave).GetAwaiter().GetResult();
        return clock.GetUtcNow();
    }
}
