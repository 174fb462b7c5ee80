using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Parity.App.Tests.Accounts;
using Parity.App.Tests.House;
using Parity.App.Tests.Storage;
using Parity.Platform.Accounts;
using Parity.Platform.Accounts.Contract;
using Parity.Platform.Accounts.Model;
using Parity.Platform.Foundation;
using Parity.Platform.Programmes.Model;
using Parity.Platform.Storage;

namespace Parity.App.Tests.Programmes;

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
        ["JudgeSighting"] = "Accounts/DrawnSightingsTests",
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
        ["InvitePerson"] = "Accounts/RoleInSliceTests",
        ["ChangeAccount"] = "Accounts/RoleInSliceTests",
        ["SetSignOn"] = "Accounts/RoleInSliceTests",
        ["EndSignOn"] = "Accounts/RoleInSliceTests",
        ["AdmitOrganisation"] = "Accounts/RoleInSliceTests",
        ["ChangeOrganisation"] = "Accounts/RoleInSliceTests",
        ["FormGroup"] = "Accounts/RoleInSliceTests",
        ["ChangeGroup"] = "Accounts/RoleInSliceTests",
        ["SettleConfirmation"] = "Accounts/RoleInSliceTests",
        ["AgreeContract"] = "Programmes/StretchTests",
        ["CompareParticipants"] = "Programmes/ComparisonTests",
        ["ReadAdverseImpact"] = "Programmes/ObjectionTests",
        ["ChangeInvitation"] = "Workforce/RoleEndedMeanwhileTests",
        ["CloseRound"] = "Workforce/RoleEndedMeanwhileTests",
        ["ConfirmReturn"] = "Workforce/RoleEndedMeanwhileTests",
        ["ExplainSwings"] = "Workforce/RoleEndedMeanwhileTests",
        ["IssueToken"] = "Workforce/RoleEndedMeanwhileTests",
        ["OpenRound"] = "Workforce/RoleEndedMeanwhileTests",
        ["RemindEmployers"] = "Workforce/RoleEndedMeanwhileTests",
        ["SendBackReturn"] = "Workforce/RoleEndedMeanwhileTests",
        ["SignOffReturn"] = "Workforce/RoleEndedMeanwhileTests",
        ["SubmitReturn"] = "Workforce/RoundsTests",
        ["UploadReturn"] = "Workforce/RoundsTests",
        ["ApproveVersion"] = "Workforce/RoleEndedMeanwhileTests",
        ["AssembleEdition"] = "Workforce/RoleEndedMeanwhileTests",
        ["PreviewReturn"] = "Workforce/RoleEndedMeanwhileTests",
        ["ReleaseVersion"] = "Workforce/RoleEndedMeanwhileTests",
        ["TellElsewhere"] = "Workforce/RoleEndedMeanwhileTests",
        ["WithdrawEdition"] = "Workforce/RoleEndedMeanwhileTests",
    };

    [EveryDatabase]
    public async Task Nothing_but_the_role_is_asked_before_it_and_without_it_nothing_is_written(Engine engine)
    {
        await using var city = await ProgrammeCity.MakeAsync(engine);
        var at = new SlicesBehindRoles.Setting(city, await city.PersonAsync("Lin Leads", Role.LineManager, city.Council));
        using var asked = new AskedInTransaction(city.Database);
        var wrong = new List<string>();
        foreach (var doing in Enum.GetValues<Doing>())
        {
            var enough = SlicesBehindRoles.For(doing, city);
            PersonId[] refused = [await EnrolAsync(city, Everything(city).Except(enough)), await EnrolAsync(city, enough, isDisabled: true)];
            var slices = SlicesBehindRoles.All.Where(s => s.Value.By == doing).ToList();
            foreach (var (slice, (_, call)) in slices)
                foreach (var person in refused) wrong.AddRange(await WithoutAsync(slice, call, person));
            foreach (var role in enough)
            {
                var person = await EnrolAsync(city, [role]);
                foreach (var (slice, (_, call)) in slices) wrong.AddRange(await WithAsync(slice, call, person));
            }
        }

        Offences.None(wrong);
        // Planted: one that asks for nothing, one that asks too late, and one that asks for another role.
        var nobody = await EnrolAsync(city, Everything(city).Where(r => r.Role is not Role.ProgrammeManager));
        Assert.NotEmpty(await WithoutAsync("planted", (_, by) => ForgetfulAsync(by, Task.FromResult(true), records => Task.FromResult(true)), nobody));
        Assert.NotEmpty(await WithoutAsync("planted", (_, by) => ForgetfulAsync(by, Task.FromResult(false), records => AccountsDoor.RunsProgrammesAsync(records, city.Clock, by)), nobody));
        Assert.NotEmpty(await WithAsync("planted", SlicesBehindRoles.All["PledgeSupport"].Call, city.Manager));

        async Task<List<string>> WithoutAsync(string slice, Func<SlicesBehindRoles.Setting, PersonId, Task<object?>> call, PersonId person)
        {
            long before = await PositionAsync();
            asked.Take();
            object? outcome = await call(at, person);
            var tables = asked.Take();
            var offences = new List<string>();
            if (outcome is not (null or false) && !Refusal().IsMatch(outcome.GetType().Name)) offences.Add($"{slice} does not refuse: {outcome.GetType().Name}");
            if (await PositionAsync() != before) offences.Add($"{slice} writes");
            if (tables.Count == 0 || tables.Any(IsOther)) offences.Add($"{slice} asks of {string.Join(", ", tables.Distinct())}");
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

    private static IEnumerable<HeldRole> Everything(ProgrammeCity city) => Scopes.Given.SelectMany(role => (HeldRole[])
        [new(role), new(role, city.Council), new(role, city.Hospital), new(role, new ProgrammeId(city.Cohort.Value)), new(role, new ProgrammeId(SlicesBehindRoles.Setting.Nothing))]).Where(Scopes.Fit);

    private static Task<PersonId> EnrolAsync(ProgrammeCity city, IEnumerable<HeldRole> roles, bool isDisabled = false) => city.Store.WriteAsync(new Change(new Actor.TheSystem("test"), ChangeKind.AccountInvited, "somebody for a test"), async records =>
    {
        var person = AccountsDoor.EnrolWithoutRole(records, city.Clock, "Somebody", $"{TypedId.NewValue(city.Clock):N}@example.org");
        await records.SaveChangesAsync();
        foreach (var role in roles) Assert.True(await AccountsDoor.GiveAsync(records, city.Clock, person, role));
        if (isDisabled) records.Set<Person>().Local.Single(p => p.Id == person).DisabledAt = city.Clock.GetUtcNow();
        return person;
    }, default);

    [GeneratedRegex("^(No|Nothing)[A-Z]|^NotYours$|^NothingThere$")]
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
