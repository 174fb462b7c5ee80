using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Parity.App.Tests.House;
using Parity.App.Tests.Programmes;
using Parity.App.Tests.Storage;
using Parity.Platform.Accounts;
using Parity.Platform.Accounts.Contract;
using Parity.Platform.Accounts.Model;
using Parity.Platform.Foundation;
using Parity.Platform.Partnership;
using Parity.Platform.Partnership.Contract;
using Parity.Platform.Programmes.Model;
using Parity.Platform.Storage;

namespace Parity.App.Tests.Accounts;

/// <summary>
/// Whatever is written behind a role asks for the role first, in the transaction of its change: it may have ended since the
/// page was opened, and a page may name the wrong one.
/// </summary>
public sealed partial class RoleAskedFirstTests
{
    private const string OwnRow = "the person's own row alone", SignsIn = "signs in, or says so", Looks = "notes that somebody looked";

    /// <summary>Slices that write in somebody's name and are not called here: why, or which test asks them.</summary>
    private static readonly Dictionary<string, string> Otherwise = new(StringComparer.Ordinal)
    {
        ["ProveIdentity"] = OwnRow,
        ["ChangePassword"] = OwnRow,
        ["RenewSecondFactor"] = OwnRow,
        ["ObjectToMonitoring"] = OwnRow,
        ["RemovePasskey"] = OwnRow,
        ["EndSession"] = OwnRow,
        ["ChooseOrganisation"] = OwnRow,
        ["AnswerFollowUp"] = OwnRow,
        ["AnswerReaction"] = OwnRow,
        ["AskEmployer"] = OwnRow,
        ["AskFeedback"] = OwnRow,
        ["ChooseStretch"] = OwnRow,
        ["FollowCertificate"] = OwnRow,
        ["NoteOwnPart"] = OwnRow,
        ["WritePlan"] = OwnRow,
        ["AddPasskey"] = SignsIn,
        ["BeginSession"] = SignsIn,
        ["RecogniseSession"] = SignsIn,
        ["ResetPassword"] = SignsIn,
        ["SignInWithPasskey"] = SignsIn,
        ["SignInWithPassword"] = SignsIn,
        ["SignInWithProvider"] = SignsIn,
        ["ReadArchive"] = Looks,
        ["SettleConfirmation"] = "Accounts/SecondPersonTests",
        ["AgreeContract"] = "Programmes/StretchTests",
        ["CompareParticipants"] = "Programmes/ComparisonTests",
        ["ReadAdverseImpact"] = "Programmes/ObjectionTests",
        ["SubmitReturn"] = "Workforce/RoundsTests",
        ["UploadReturn"] = "Workforce/RoundsTests",
    };

    [EveryDatabase]
    public async Task Nothing_but_the_role_is_asked_before_it_and_without_it_nothing_is_written(Engine engine)
    {
        await using var city = await ProgrammeCity.MakeAsync(engine);
        var at = await city.Store.WriteAsync(new Change(new Actor.TheSystem("test"), ChangeKind.GroupFormed, "a group and people for a test"), records => Task.FromResult(new SlicesBehindRoles.Setting(
            city, AccountsDoor.Enrol(records, city.Clock, "Lin Leads", new HeldRole(Role.LineManager, city.Council)), AccountsDoor.Enrol(records, city.Clock, "Olga Other", new HeldRole(Role.Auditor)),
            PartnershipDoor.Form(records, city.Clock, "Leaders", GroupKind.Strategic, "Decides.", new(2024, 1, 1)))), default);
        // A role that ends with the day is held where it is asked for today, and no more in a transaction of tomorrow.
        var tomorrow = at with { Clock = new ManualClock(city.Clock.GetUtcNow().AddDays(1)) };
        using var asked = AskedOfDatabase.TablesInTransactions(city.Database);
        var wrong = new List<string>();
        foreach (var doing in Enum.GetValues<Doing>())
        {
            var enough = SlicesBehindRoles.For(doing, at);
            PersonId[] refused = [await EnrolAsync(city, Everything(at).Except(enough)), await EnrolAsync(city, enough, isDisabled: true)];
            var slices = SlicesBehindRoles.All.Where(s => s.Value.By == doing).ToList();
            foreach (var (slice, (_, call)) in slices)
                foreach (var person in refused) wrong.AddRange(await WithoutAsync(slice, call, at, person));
            foreach (var role in enough)
            {
                var (person, ending) = (await EnrolAsync(city, [role]), await EnrolAsync(city, [role], until: at.Today));
                foreach (var (slice, (_, call)) in slices) wrong.AddRange([.. await WithoutAsync(slice, call, tomorrow, ending, isAsked: true), .. await WithAsync(slice, call, person)]);
            }
        }

        Offences.None(wrong);
        // Planted: one that asks for nothing, one that asks too late, and one that asks for another role.
        var nobody = await EnrolAsync(city, Everything(at).Where(r => r.Role is not Role.ProgrammeManager));
        Assert.NotEmpty(await WithoutAsync("planted", (_, by) => ForgetfulAsync(by, Task.FromResult(true), records => Task.FromResult(true)), at, nobody));
        Assert.NotEmpty(await WithoutAsync("planted", (_, by) => ForgetfulAsync(by, Task.FromResult(false), records => AccountsDoor.RunsProgrammesAsync(records, city.Clock, by)), at, nobody));
        // And one that asks before its transaction alone.
        var leads = await EnrolAsync(city, [new(Role.HrLead, city.Council)], until: at.Today);
        Assert.NotEmpty(await WithoutAsync("planted", async (_, by) => (await city.Accounts.FindAsync(by, default))!.HoldsIn(Role.HrLead, city.Council) ? await ForgetfulAsync(by, Task.FromResult(true), records => Task.FromResult(true)) : null, tomorrow, leads, isAsked: true));
        Assert.NotEmpty(await WithAsync("planted", SlicesBehindRoles.All["PledgeSupport"].Call, city.Manager));

        async Task<List<string>> WithoutAsync(string slice, Func<SlicesBehindRoles.Setting, PersonId, Task<object?>> call, SlicesBehindRoles.Setting at, PersonId person, bool isAsked = false)
        {
            long before = await PositionAsync();
            asked.Take();
            object? outcome = await call(at, person);
            var tables = asked.Take();
            var offences = new List<string>();
            if (outcome is not (null or false) && !Refusal().IsMatch(outcome.GetType().Name)) offences.Add($"{slice} does not refuse: {outcome.GetType().Name}");
            if (await PositionAsync() != before) offences.Add($"{slice} writes");
            if ((isAsked && tables.Count == 0) || tables.Any(IsOther)) offences.Add($"{slice} asks of {string.Join(", ", tables.Distinct())}");
            return offences;
        }

        async Task<List<string>> WithAsync(string slice, Func<SlicesBehindRoles.Setting, PersonId, Task<object?>> call, PersonId person)
        {
            asked.Take();
            await call(at, person);
            return asked.Take().Any(IsOther) ? [] : [$"{slice} asks for another role"];
        }

        Task<long> PositionAsync() => city.Database.CountAsync("select position from change_head");

        async Task<object?> ForgetfulAsync(PersonId by, Task<bool> writes, Func<Records, Task<bool>> ask) => await city.Store.WriteAsync<object?>(new Change(new Actor.Someone(by), ChangeKind.CohortChanged, "a slice that forgets"), async records =>
        {
            var cohort = await records.Set<Cohort>().SingleAsync(c => c.Id == city.Cohort);
            if (await writes) cohort.Places++;
            return await ask(records) ? "done" : null;
        }, default);
    }

    [Fact]
    public void Every_slice_that_writes_in_somebodys_name_is_asked_or_has_its_reason()
    {
        var slices = Repository.Files.Where(f => f.StartsWith("src/Parity.Platform/", StringComparison.Ordinal) && f.EndsWith(".cs", StringComparison.Ordinal))
            .SelectMany(f => Slice().Split(Repository.Read(f)).Select(text => (Name: Name().Match(text).Groups[1].Value, Text: text)))
            .Where(s => s.Name.Length > 0 && s.Text.Contains("store.WriteAsync", StringComparison.Ordinal) && InSomebodysName().IsMatch(s.Text)).ToDictionary(s => s.Name, s => s.Text, StringComparer.Ordinal);
        var called = SlicesBehindRoles.All.Keys.Select(k => k.Split(',')[0]).Distinct();
        Assert.Equal(slices.Keys.Order(StringComparer.Ordinal), called.Concat(Otherwise.Keys).Order(StringComparer.Ordinal));
        Offences.None(Otherwise.Where(o => o.Value == OwnRow && !OnesOwn().IsMatch(slices[o.Key])).Select(o => $"{o.Key} looks for no row of the person's own"));
        Offences.None(Otherwise.Where(o => o.Value.Contains('/', StringComparison.Ordinal) && !Repository.Read($"tests/Parity.App.Tests/{o.Value}.cs").Contains($"{o.Key}.", StringComparison.Ordinal)).Select(o => $"{o.Value} does not ask {o.Key}"));
    }

    private static bool IsOther(string table) => table is not ("accounts_roles" or "accounts_people");

    private static IEnumerable<HeldRole> Everything(SlicesBehindRoles.Setting at) => Scopes.Given.SelectMany(role => (HeldRole[])
        [new(role), new(role, at.City.Council), new(role, at.City.Hospital), new(role, at.Group), new(role, new ProgrammeId(at.City.Cohort.Value)), new(role, new ProgrammeId(SlicesBehindRoles.Setting.Nothing))]).Where(Scopes.Fit);

    private static Task<PersonId> EnrolAsync(ProgrammeCity city, IEnumerable<HeldRole> roles, bool isDisabled = false, DateOnly? until = null) => city.Store.WriteAsync(new Change(new Actor.TheSystem("test"), ChangeKind.AccountInvited, "somebody for a test"), async records =>
    {
        var person = AccountsDoor.EnrolWithoutRole(records, city.Clock, "Somebody", $"{TypedId.NewValue(city.Clock):N}@example.org");
        await records.SaveChangesAsync();
        foreach (var role in roles) Assert.True(await AccountsDoor.GiveAsync(records, city.Clock, person, role, until: until));
        if (isDisabled) records.Set<Person>().Local.Single(p => p.Id == person).DisabledAt = city.Clock.GetUtcNow();
        return person;
    }, default);

    [GeneratedRegex("^(No|Nothing)[A-Z]|^Not(Yours|Found|Allowed|Possible)$|^NothingThere$")]
    private static partial Regex Refusal();

    [GeneratedRegex(@"^(?=public static (?:partial )?class )", RegexOptions.Multiline)]
    private static partial Regex Slice();

    [GeneratedRegex(@"^public static (?:partial )?class (\w+)")]
    private static partial Regex Name();

    [GeneratedRegex(@"new Actor\.Someone\([\w.]+\)(?!\.ToString)|\bby\.Actor\b")]
    private static partial Regex InSomebodysName();

    [GeneratedRegex(@"(Person|p\.Id) == request\.By")]
    private static partial Regex OnesOwn();
}
