using System.Net;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Parity.App.Tests.House;
using Parity.App.Tests.SampleCity;
using Parity.App.Tests.Server;
using Parity.App.Tests.Storage;
using Parity.Platform.Accounts.Contract;
using Parity.Platform.Foundation;
using Parity.Platform.Programmes;
using Parity.Platform.Programmes.Model;
using Parity.Platform.Programmes.Rules;
using Parity.Platform.Storage;
using Parity.Web.Server;

namespace Parity.App.Tests.Programmes;

/// <summary>
/// Whoever applies without asking is not found out. Everybody at the employer looks at everything they can reach, before
/// and after one of their colleagues applies, is looked at, invited, interviewed and offered a place: the bytes are the
/// same, but for the seals of forms. When the colleague takes the place and agrees to tell, they do change: the test sees.
/// </summary>
[Long]
public sealed partial class TwoWorldsTests
{
    private static readonly string[] AtTheEmployer = ["hr-lead", "organisation-lead", "hr-analyst", "line-manager", "participant", "sponsor"];

    [EveryDatabase]
    public async Task Nobody_at_the_employer_can_tell_a_world_in_which_a_colleague_applies_from_one_in_which_nobody_does(Engine engine)
    {
        await using var database = await TestDatabase.MakeAsync(engine);
        await using var server = await RunningServer.OnAsync(database.Database);
        var people = await server.Client.PeopleAsync();
        var colleagues = AtTheEmployer.Select(role => people.First(p => p.Organisation == "city-council" && p.Roles.Contains(role))).ToList();
        var applicant = people.First(p => p.Organisation == "city-council" && p.Roles.Contains("hr-analyst"));
        colleagues.RemoveAll(c => c.Id == applicant.Id);
        string asApplicant = await server.SignInAsync(applicant), asTeam = await server.SignInAsync(people.First(p => p.Roles.Contains("programme-manager")));
        var sessions = new Dictionary<string, string>();
        foreach (var colleague in colleagues) sessions[colleague.Id] = await server.SignInAsync(colleague);

        // One of them marks for the cohort as well, and has been given applications of others.
        string openCohort = OpenCohort().Match(await TextAsync(server, asTeam, "/programme")).Groups[1].Value, assessing = $"/programme/cohorts/{openCohort}/assessing";
        var assessor = colleagues.Single(c => c.Roles.Contains("line-manager"));
        string council = Council().Match(await TextAsync(server, asTeam, assessing)).Groups[1].Value;
        await PostAsync(server, asTeam, assessing, assessing + "/appoint", HttpStatusCode.SeeOther, ("person", assessor.Id), ("employer", council), ("trained", "2025-06-02"));
        string marking = $"/marking/{openCohort}";
        await PostAsync(server, sessions[assessor.Id], marking + "/calibration", marking + "/calibration", HttpStatusCode.SeeOther, [.. CalibrationSet.For("five-traits").Samples.Select(s => (s.Code, s.Agreed.ToString(System.Globalization.CultureInfo.InvariantCulture)))]);
        string another = Another().Match(await TextAsync(server, asTeam, assessing)).Groups[1].Value;
        await PostAsync(server, asTeam, assessing, assessing + "/give", HttpStatusCode.SeeOther, ("application", another), ("assessor", assessor.Id));
        await PostAsync(server, asTeam, assessing, assessing + "/hand-out", HttpStatusCode.SeeOther);
        Assert.Contains("/answers/motivation/", await TextAsync(server, sessions[assessor.Id], marking), StringComparison.Ordinal);

        // A time for an interview that is nobody's yet: assessors see the times of their cohort, and not whose they are.
        await using var store = Assert.IsType<Store.Opening.Opened>(
            await Store.OpenAsync(database.Database, new KeyPlace.Given(MasterKey.OfTheDemo()), Holding.FictionalCity, TimeProvider.System, default)).Store;
        Assert.True(TypedId.TryParse<CohortId>(openCohort, out var cohortOfAll));
        var manager = PersonId.New(TimeProvider.System);
        var slot = new InterviewSlot { Id = TypedId.NewValue(TimeProvider.System), Cohort = cohortOfAll, StartsAt = TimeProvider.System.GetUtcNow().AddHours(-1), Minutes = 40, Place = "Room 2", MadeBy = manager };
        var arranged = new Change(new Actor.TheSystem("test"), ChangeKind.InterviewArranged, "an interview for a test");
        await store.WriteAsync(arranged, records => Task.FromResult(records.Add(slot)), default);

        // What an employer sees is decided by one rule, and another test asks each database for it: here the second one is looked at less closely where there is no time.
        int looks = 0, shares = engine is Engine.Sqlite ? 16 : 32;
        Task<SortedDictionary<string, string>> WorldAsync(IReadOnlyList<CityPerson> whose, Dictionary<string, string> signedIn, SortedDictionary<string, string>? known = null, int look = 0) =>
            LookAsync(server, database, whose, signedIn, known, look, shares);
        var before = await WorldAsync(colleagues, sessions);
        Assert.Contains(before.Keys, key => key.Contains("/answers/motivation/", StringComparison.Ordinal));
        Assert.True(before.Count > 20, $"only {before.Count} answers were compared");

        string id = await ApplyAsync(server, asApplicant);
        await SameAsync("sent");
        await PostAsync(server, asTeam, assessing, assessing + "/hand-out", HttpStatusCode.SeeOther);
        await SameAsync("handed out");
        // By no address does anybody who marks come to the applicant's name, work, needs or answers about equality.
        foreach (var marker in people.Where(p => p.Roles.SequenceEqual(["assessor"])))
        {
            var theirs = await WorldAsync([marker], new() { [marker.Id] = await server.SignInAsync(marker) }, [], looks++);
            Assert.Contains(theirs.Keys, key => key.Contains("/marking/", StringComparison.Ordinal));
            Offences.None(theirs.Where(a => new[] { applicant.Name, "I prepare returns", "A room without stairs", "have declared that they", "What is your ethnic group" }.Any(secret => a.Value.Contains(secret, StringComparison.OrdinalIgnoreCase))
                && !a.Key.EndsWith("/privacy-notice", StringComparison.Ordinal) && !a.Key.EndsWith("/help", StringComparison.Ordinal)).Select(a => a.Key));
        }

        var (late, _) = await server.SendFormAsync($"/applications/{id}/questions", $"/applications/{id}/questions", asApplicant, ("motivation", "Written too late"));
        await RefusedAsync(late, "Written too late");
        await PostAsync(server, asTeam, $"/programme/applications/{id}", $"/programme/applications/{id}/eligibility", HttpStatusCode.OK);
        await PostAsync(server, asTeam, $"/programme/applications/{id}", $"/programme/applications/{id}/adjustments", HttpStatusCode.OK);
        string cohort = CohortLink().Match(await TextAsync(server, asTeam, $"/programme/applications/{id}")).Groups[1].Value;
        var (mistyped, _) = await server.SendFormAsync("/programme/cohorts/new", "/programme/cohorts/new", asTeam, ("closes-time", "noon"), ("ends", "2101-01-01"));
        await RefusedAsync(mistyped, "Enter a time such as", "in a year from 1900 to 2100");
        var (endless, _) = await server.SendFormAsync($"/programme/cohorts/{cohort}", $"/programme/cohorts/{cohort}/extend", asTeam, ("extend-day", "9999-12-31"), ("extend-time", "23:59"), ("extend-reason", "For ever"), ("move", "yes"));
        await RefusedAsync(endless, "Enter the new last day and time.");
        await DecideAndTellAsync("Shortlist");
        Assert.True(TypedId.TryParse<ProgrammeApplicationId>(id, out var invited));
        await store.WriteAsync(arranged, async records =>
        {
            (await records.Set<InterviewSlot>().SingleAsync(s => s.Id == slot.Id)).Application = invited;
            foreach (var need in await records.Set<Adjustment>().Where(a => a.Application == invited).ToListAsync()) need.IsMet = true;
            return records.Add(new Marking { Application = invited, Assessor = manager, Stage = MarkingStage.Interview, GivenAt = slot.StartsAt, GivenBy = manager, IsByHand = true, LockedAt = slot.StartsAt.AddMinutes(40) });
        }, default);
        await PostAsync(server, asTeam, $"/programme/applications/{id}", $"/programme/applications/{id}/interviewed", HttpStatusCode.SeeOther, ("by-fewer", "yes"));
        await DecideAndTellAsync("Offer");
        await SameAsync("offered");
        await PostAsync(server, asApplicant, $"/applications/{id}", $"/applications/{id}/accept", HttpStatusCode.UnprocessableEntity);
        await SameAsync("not agreed to tell");

        // Planted: what follows from agreeing is seen, so the comparison would have seen the rest.
        await PostAsync(server, asApplicant, $"/applications/{id}", $"/applications/{id}/accept", HttpStatusCode.SeeOther, ("tell", "yes"));
        var after = await WorldAsync(colleagues, sessions, before, looks);
        Assert.NotEqual(before, after);
        Assert.Contains(applicant.Name, after["hr-lead /employer"], StringComparison.Ordinal);

        async Task SameAsync(string when)
        {
            var now = await WorldAsync(colleagues, sessions, before, looks++);
            Offences.None(before.Keys.Union(now.Keys).Where(key => before.GetValueOrDefault(key) != now.GetValueOrDefault(key)).Select(key => $"{when}: {key}"));
        }

        async Task DecideAndTellAsync(string deed)
        {
            await PostAsync(server, asTeam, $"/programme/applications/{id}", $"/programme/applications/{id}/decide", HttpStatusCode.SeeOther, ("deed", deed));
            await PostAsync(server, asTeam, $"/programme/cohorts/{cohort}", $"/programme/cohorts/{cohort}/tell", HttpStatusCode.SeeOther, ("all-the-same", "yes"), ("unmarked", "yes"));
        }
    }

    /// <summary>The rule that is written for people and the one that the database follows are the same, in every case there is.</summary>
    [EveryDatabase]
    public async Task What_the_database_lets_an_employer_see_is_what_the_rule_says(Engine engine)
    {
        await using var city = await ProgrammeCity.MakeAsync(engine);
        var expected = new HashSet<ProgrammeApplicationId>();
        await city.Store.WriteAsync(new Change(new Actor.TheSystem("test"), ChangeKind.ApplicationMoved, "every application there can be"), async records =>
        {
            foreach (var state in Enum.GetValues<ApplicationState>())
                foreach (var route in (ApplicationRoute?[])[null, .. Enum.GetValues<ApplicationRoute>()])
                    foreach (bool sent in (bool[])[false, true])
                        foreach (bool agreed in (bool[])[false, true])
                        {
                            var one = new Application
                            {
                                Id = ProgrammeApplicationId.New(city.Clock),
                                Cohort = city.Cohort,
                                Person = PersonId.New(city.Clock),
                                Employer = city.Council,
                                Route = route,
                                State = state,
                                BegunAt = city.Clock.GetUtcNow(),
                                SentAt = sent ? city.Clock.GetUtcNow() : null,
                                AgreedToTellAt = agreed ? city.Clock.GetUtcNow() : null,
                            };
                            records.Add(one);
                            if (one.EmployerMayKnow) expected.Add(one.Id);
                        }

            return await Task.FromResult(true);
        }, default);
        var seen = await city.Store.ReadAsync(records => EmployersView.Of(records, city.Council).Select(a => a.Id).ToListAsync());
        Assert.NotEmpty(expected);
        Assert.Equal(expected.Order(Comparer<ProgrammeApplicationId>.Create((a, b) => a.Value.CompareTo(b.Value))), seen.Order(Comparer<ProgrammeApplicationId>.Create((a, b) => a.Value.CompareTo(b.Value))));
        Assert.Empty(await city.Store.ReadAsync(records => EmployersView.Of(records, city.Hospital).ToListAsync()));
    }

    /// <summary>Who times the pages learns nothing either: the same questions are asked, and as many rows come back.</summary>
    [EveryDatabase]
    public async Task What_the_database_is_asked_for_an_employer_and_how_much_it_answers_stay_the_same_while_a_colleague_applies(Engine engine)
    {
        await using var city = await ProgrammeCity.MakeAsync(engine);
        var (colleague, manager) = (await city.PersonAsync("Sol Secret"), await city.PersonAsync("Lena Leads", Role.LineManager, city.Council));
        await city.ApplyAsync(await city.PersonAsync("Tom Told"), ApplicationRoute.EmployerTold, city.Council);
        using var asked = AskedOfDatabase.QuestionsAndRows(city.Database);
        var before = await LookAsync();
        Assert.True(before.Count > 10, $"only {before.Count} questions were heard");

        var id = await city.ApplyAsync(colleague, ApplicationRoute.NoApproval, city.Council);
        Assert.Equal(before, await LookAsync());
        await city.BringToAsync(ApplicationDeed.Offer, id);
        Assert.Equal(before, await LookAsync());

        // Planted: once they agree to tell, more comes back.
        Assert.IsType<AnswerOffer.Outcome.Done>(await city.AnswerAsync(colleague, id, AnswerOffer.Wish.Accept, tell: true));
        Assert.NotEqual(before, await LookAsync());

        // The second look finds remembered whatever is.
        async Task<IReadOnlyList<string>> LookAsync()
        {
            for (int look = 0; look < 2; look++)
            {
                asked.Take();
                await new ReadEmployerPart.Handler(city.Store, city.Accounts, city.Clock).HandleAsync(new(city.Council), default);
                await new ReadStretch.Handler(city.Store, city.Accounts, city.Partnership).HandleAsync(new(city.HrLead, new ReadStretch.View.OfOrganisation(city.Council)), default);
                await new ReadAsked.Handler(city.Store, city.Accounts).HandleAsync(new(city.Council), default);
                await new ReadTeam.Handler(city.Store, city.Accounts, city.Clock).HandleAsync(new(manager), default);
                await new ReadWorkshops.Handler(city.Store, city.Accounts, city.Clock).HandleAsync(new(manager), default);
            }

            return asked.Take();
        }
    }

    [Fact]
    public void What_employers_read_comes_to_applications_by_one_way_alone()
    {
        var platform = typeof(ReadEmployerPart).Assembly;
        Type[] slices = [typeof(ReadEmployerPart), typeof(Endorse), typeof(NoteEmployersDeed), typeof(NominatePerson), typeof(WithdrawNomination), typeof(OfferSupport), typeof(PledgeSupport)];
        var uses = Uses.In(platform).ToLookup(u => u.User, u => u.Used);
        foreach (var slice in slices.Where(s => uses[s].Contains(typeof(Application)))) Assert.Contains(typeof(EmployersView), uses[slice]);
        Offences.None(slices.Where(s => uses[s].Contains(typeof(EligibilityDeclaration)) || uses[s].Contains(typeof(MonitoringAnswers)) || uses[s].Contains(typeof(Answer)) || uses[s].Contains(typeof(Adjustment))).Select(s => s.Name));
    }

    /// <summary>Monitoring answers and declarations are opened where they must be and nowhere else; a decision cannot come near them.</summary>
    [Fact]
    public void Nothing_that_decides_about_a_person_can_read_monitoring_answers_and_few_read_declarations()
    {
        var uses = Uses.In(typeof(ReadEmployerPart).Assembly).Where(u => u.User.Namespace?.StartsWith("Parity.Platform.Programmes", StringComparison.Ordinal) is true).ToList();
        string[] Users(Type of) => [.. uses.Where(u => u.Used == of && u.User != of && u.User.Name is not "ProgrammeTables").Select(u => u.User.Name).Distinct().Order(StringComparer.Ordinal)];
        string[] statistics = ["ReadAdverseImpact", "CompareParticipants"];
        Offences.None(Users(typeof(MonitoringAnswers)).Except(["AnswerMonitoring", "DeleteMonitoringAgain", "ForgetApplications", "HeldOfApplicant", "ReadOwnApplications", "SampleProgrammes", .. statistics]));
        Offences.None(Users(typeof(EligibilityDeclaration)).Except(["CheckEligibility", "DecideApplication", "DeclareEligibility", "ForgetApplications", "HeldOfApplicant", "ReadOwnApplications", "SampleProgrammes", "SendApplication", "TakeBackAgain", "TellOutcomes"]));
        Assert.Contains("AnswerMonitoring", Users(typeof(MonitoringAnswers)));
        Assert.Contains("CheckEligibility", Users(typeof(EligibilityDeclaration)));
    }

    /// <param name="before">What opened before, which is looked at again. Null: every id is tried at every address.</param>
    /// <param name="look">Which of so many <paramref name="shares"/> of the ids is tried at the addresses where they did not open before; all of them where there is time.</param>
    private static async Task<SortedDictionary<string, string>> LookAsync(
        RunningServer server, TestDatabase database, IReadOnlyList<CityPerson> colleagues, Dictionary<string, string> sessions, SortedDictionary<string, string>? before, int look, int shares)
    {
        var world = new SortedDictionary<string, string>(StringComparer.Ordinal);
        var routes = ParityServer.Routes().Where(r => r.Method == "GET" && r.Policy is not ("api-token" or "metrics-token" or "demo")).ToList();
        foreach (var colleague in colleagues)
        {
            var ids = new SortedSet<string>(StringComparer.Ordinal);
            foreach (var route in routes.Where(r => !r.Path.Contains('{', StringComparison.Ordinal) && r.Path is not ("/account" or "/health/ready")))
            {
                var (status, text) = await GetAsync(server, sessions[colleague.Id], route.Path);
                world[$"{colleague.Roles[0]} {route.Path}"] = $"{(int)status} {text}";
                foreach (Match found in Id().Matches(text)) ids.Add(found.Value);
            }

            foreach (var route in routes.Where(r => r.Path.Contains("{id}", StringComparison.Ordinal) && !r.Path.Contains("**", StringComparison.Ordinal) && r.Policy is not "public"))
                foreach (var (n, id) in ids.Take(40).Index())
                {
                    string key = $"{colleague.Roles[0]} {route.Path} {id}";
                    if (!Battery.IsFull && before?.ContainsKey(key) is false && n % shares != look % shares) continue;
                    var (status, text) = await GetAsync(server, sessions[colleague.Id], Part().Replace(route.Path, id));
                    if (status is HttpStatusCode.OK) world[key] = text;
                }

            // What an assessor is given is found only by following it.
            foreach (Match answer in Marking().Matches(string.Join('\n', world.Where(w => w.Key.StartsWith(colleague.Roles[0] + " /marking", StringComparison.Ordinal)).Select(w => w.Value))))
                world[$"{colleague.Roles[0]} {answer.Value}"] = (await GetAsync(server, sessions[colleague.Id], answer.Value)).Text;
        }

        foreach (string page in (string[])["/programmes", "/programmes/stepping-up", "/partnership"]) world["stranger " + page] = (await GetAsync(server, "", page)).Text;
        foreach (var colleague in colleagues)
            world[$"mails {colleague.Roles[0]}"] = Convert.ToString(await database.AskAsync($"select count(*) from accounts_mails where person = '{(database.Database is Parity.Platform.Storage.Database.Sqlite ? colleague.Id.ToUpperInvariant() : colleague.Id)}'"), System.Globalization.CultureInfo.InvariantCulture)!;
        return world;
    }

    private static async Task<string> ApplyAsync(RunningServer server, string cookies)
    {
        var (answer, _) = await server.SendFormAsync("/apply/stepping-up", "/apply/stepping-up", cookies);
        using (answer) Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        string here = answer.Headers.Location!.ToString();
        string council = Council().Match(await TextAsync(server, cookies, here + "/work")).Groups[1].Value;
        await PostAsync(server, cookies, here + "/work", here + "/work", HttpStatusCode.SeeOther, ("level", "team-leader"), ("job", "I prepare returns and lead two people."), ("employer", council), ("route", "no-approval"));
        await PostAsync(server, cookies, here + "/questions", here + "/questions", HttpStatusCode.SeeOther, [.. Rubric.Named("five-traits").Traits.Select(t => (t.Code, "What I did."))]);
        await PostAsync(server, cookies, here + "/eligibility", here + "/eligibility", HttpStatusCode.SeeOther, ("belongs", "yes"), ("agrees", "yes"));
        await PostAsync(server, cookies, here + "/monitoring", here + "/monitoring", HttpStatusCode.SeeOther, ("ethnicity", "B1"), ("sex", "X1"));
        await PostAsync(server, cookies, here + "/adjustments", here + "/adjustments", HttpStatusCode.SeeOther, ("stage", "Interview"), ("need", "A room without stairs."));
        await PostAsync(server, cookies, here + "/send", here + "/send", HttpStatusCode.SeeOther);
        return here.Split('/')[^1];
    }

    private static async Task RefusedAsync(HttpResponseMessage answer, params string[] words)
    {
        using var refused = answer;
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        string text = await refused.Content.ReadAsStringAsync();
        foreach (string word in words) Assert.Contains(word, text, StringComparison.Ordinal);
    }

    private static async Task PostAsync(RunningServer server, string cookies, string page, string action, HttpStatusCode expected, params (string, string)[] fields)
    {
        var (answer, _) = await server.SendFormAsync(page, action, cookies, fields);
        using (answer) Assert.True(expected == answer.StatusCode, $"{action}: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
    }

    private static async Task<string> TextAsync(RunningServer server, string cookies, string path) => (await GetAsync(server, cookies, path)).Text;

    private static async Task<(HttpStatusCode Status, string Text)> GetAsync(RunningServer server, string cookies, string path)
    {
        using var answer = await server.GetAsync(path, ("Cookie", cookies));
        return (answer.StatusCode, Seals().Replace(await answer.Content.ReadAsStringAsync(), ""));
    }

    [GeneratedRegex("name=\"form\" value=\"[^\"]*\"")]
    private static partial Regex Seals();

    [GeneratedRegex(@"\{[^}]+\}")]
    private static partial Regex Part();

    [GeneratedRegex("[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}")]
    private static partial Regex Id();

    [GeneratedRegex("<option value=\"([0-9a-f-]{36})\"[^>]*>Severnside City Council")]
    private static partial Regex Council();

    [GeneratedRegex("/marking/[0-9a-f-]{36}(/answers/[a-z-]+/[0-9a-f]{16}|/interviews|/calibration)?")]
    private static partial Regex Marking();

    [GeneratedRegex("<option value=\"([0-9a-f-]{36})\"[^>]*>Indira Fellowes")]
    private static partial Regex Another();

    [GeneratedRegex("/programme/cohorts/([0-9a-f-]{36})\"[^>]*>[^<]*third cohort")]
    private static partial Regex OpenCohort();

    [GeneratedRegex("/programme/cohorts/([0-9a-f-]{36})")]
    private static partial Regex CohortLink();
}
