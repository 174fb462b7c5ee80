using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using Parity.App.Tests.Publishing;
using Parity.App.Tests.SampleCity;
using Parity.App.Tests.Server;
using Parity.App.Tests.Storage;
using Parity.Platform.Programmes;

namespace Parity.App.Tests.Accounts;

/// <summary>
/// The fictional city, running, into which a mark was written once for every kind of text that people entrust to the
/// program, and through which everybody then walked.
/// </summary>
public sealed class EntrustedCities : IAsyncLifetime
{
    private readonly Dictionary<Engine, EntrustedCity> cities = [];

    /// <summary>Who may read what is decided in the program, which is the same on both databases: in full it is seen on both.</summary>
    public static TheoryData<Engine> Engines() => Battery.IsFull && EveryDatabaseAttribute.Postgres is not null ? [Engine.Sqlite, Engine.Postgres] : [Engine.Sqlite];

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        foreach (var city in cities.Values) await city.DisposeAsync();
    }

    internal async Task<EntrustedCity> OnAsync(Engine engine)
    {
        if (!cities.TryGetValue(engine, out var city)) cities[engine] = city = await EntrustedCity.BeginAsync(engine);
        return city;
    }
}

[Long, CollectionDefinition(Name)]
public sealed class Entrusted : ICollectionFixture<EntrustedCities>
{
    public const string Name = "Parity.App.Tests.Accounts.Entrusted";
}

/// <param name="Steps">What they opened, by following what they were shown.</param>
internal sealed record Walked(CityPerson Person, string Cookies, IReadOnlyList<Walk.Step> Steps);

internal sealed partial class EntrustedCity : IAsyncDisposable
{
    public const string Council = "city-council";
    private readonly HttpClient client;
    private string writer = "";
    private IReadOnlyList<CityPerson> people = [];

    private EntrustedCity(TestDatabase database, RunningProgram program)
    {
        (Database, Program) = (database, program);
        client = program.Client;
    }

    public TestDatabase Database { get; }

    public RunningProgram Program { get; }

    /// <summary>By what they were written into: the mark, and the id of who wrote it.</summary>
    public Dictionary<string, (string Mark, string Writer)> Marks { get; } = new(StringComparer.Ordinal);

    /// <summary>The ids of what holds a mark.</summary>
    public HashSet<string> Marked { get; } = new(StringComparer.Ordinal);

    /// <summary>One of each set of roles here and elsewhere, and every writer.</summary>
    public List<Walked> Readers { get; } = [];

    public static async Task<EntrustedCity> BeginAsync(Engine engine)
    {
        var database = await TestDatabase.MakeAsync(engine);
        await RunningProgram.PublishAsync(database);
        var city = new EntrustedCity(database, await RunningProgram.DemoAsync(database, log: true));
        try
        {
            await city.WriteAsync();
            await city.WalkAsync();
            return city;
        }
        catch
        {
            await city.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Program.DisposeAsync();
        await Database.DisposeAsync();
    }

    private async Task WalkAsync()
    {
        var writers = Marks.Values.Select(m => m.Writer).ToHashSet(StringComparer.Ordinal);
        foreach (var person in people.Where(p => !p.Roles.Contains("disabled")).DistinctBy(p => (string.Join(' ', p.Roles), p.Organisation is null or Council, writers.Contains(p.Id) ? p.Id : "")))
        {
            string cookies = await client.SignInAsync(person);
            Readers.Add(new(person, cookies, await new Walk(client).AllAsync(cookies, each: Battery.Size(sample: 3, full: 12), Marked)));
        }
    }

    /// <summary>A mark that occurs nowhere else, and is a word, a name and the first half of an address at once.</summary>
    private string Mark(string what)
    {
        if (!Marks.ContainsKey(what)) Marks[what] = (string.Create(CultureInfo.InvariantCulture, $"Canary{Marks.Count:00}zq"), writer);
        return Marks[what].Mark;
    }

    private CityPerson At(string organisation, string role) => people.First(p => p.Organisation == organisation && p.Roles.Contains(role));

    /// <returns>The session of whoever writes from now on.</returns>
    private Task<string> AsAsync(CityPerson person)
    {
        writer = person.Id;
        return client.SignInAsync(person);
    }

    private async Task WriteAsync()
    {
        people = await client.PeopleAsync();
        await (await CityAtWork.ArriveAsync(client)).WorkAsync();
        await OfOrganisationsAsync();
        await OfReturnsAsync();
        await OfApplicantAsync(await AsAsync(At(Council, "hr-analyst")));
        await OfParticipantAsync();
        // Somebody else has only begun.
        await PostAsync(await client.SignInAsync(people.First(p => p.Roles.Contains("publisher"))), "/apply/stepping-up", "/apply/stepping-up");
        await OfAssessorAsync();
        await OfTwoOrganisationsAsync();
    }

    /// <summary>Somebody prepares the return of one organisation and leads another: they act for one at a time.</summary>
    private async Task OfTwoOrganisationsAsync()
    {
        string of = people.Last(p => p.Roles.Contains("hr-analyst")).Id, page = "/people/" + of;
        string administrator = await client.SignInAsync(people.First(p => p.Roles[0] == "administrator"));
        string council = CouncilScope().Match(await TextAsync(administrator, "/people/invite")).Groups[1].Value;
        await PostAsync(administrator, page, page + "/roles", ("role", "hr-lead"), ("scope", council), ("why", "As the board decided."));
        await client.ConfirmAllAsync(await client.SignInAsync(people.First(p => p.Roles[0] == "delivery-manager")));
        var now = (await client.PeopleAsync()).First(p => p.Id == of);
        people = [.. people.Select(p => p.Id == of ? now : p)];
    }

    private async Task OfOrganisationsAsync()
    {
        string administrator = await AsAsync(people.First(p => p.Roles[0] == "administrator"));
        await PostAsync(administrator, "/partnership/groups/new", "/partnership/groups/new", ("name", Mark("name of a group")), ("kind", "network"), ("purpose", Mark("purpose of a group")), ("on", "2026-01-05"));
        await PostAsync(administrator, "/people/invite", "/people/invite", ("name", Mark("name of somebody invited")), ("mail", Mark("mail address of somebody invited") + "@example.org"), ("role", "auditor"), ("scope", "partnership"), ("why", "As the board decided."));
        string lead = await AsAsync(At(Council, "hr-lead"));
        await PostAsync(lead, "/employer", "/employer/pledge", ("promise", Mark("an employer's pledge")), ("waives", "yes"));
        await PostAsync(lead, "/employer", "/employer/offers", ("kind", "Mentor"), ("amount", "2"), ("note", Mark("what an employer lends")));
        await PostAsync(lead, "/employer", "/employer/reviews", ("reviewed-on", "2026-02-03"), ("reviewed-what", Mark("an employer's review of its strategy")));
        await PostAsync(lead, "/employer", "/employer/basis", ("case", Case().Match(await TextAsync(lead, "/employer")).Groups[1].Value), ("basis", "As we found."));
        await PostAsync(lead, "/employer", "/employer/nominations", ("cohort", FirstCohort().Match(await TextAsync(lead, "/employer")).Groups[1].Value),
            ("name", Mark("name of somebody put forward")), ("mail", Mark("mail address of somebody put forward") + "@example.org"));
    }

    private async Task OfReturnsAsync()
    {
        string analyst = await AsAsync(At(Council, "hr-analyst"));
        var file = people.First(p => p.ApiToken is not null) with { Organisation = Council };
        using (await client.UploadAsync(analyst, file.Return(60, extra: $"Libraries,{Mark("a word of a refused return")},W1,3\n"))) { }
        using var sent = await client.UploadAsync(analyst, file.Return(60, extra: $"{Mark("a directorate of a return")},G1,B1,30\n"));
        string receipt = sent.Headers.Location!.ToString();
        Marked.Add(receipt.Split('/')[^1]);
        await PostAsync(analyst, receipt, receipt + "/submit");
        await PostAsync(await AsAsync(At(Council, "hr-lead")), receipt, receipt + "/send-back", ("reason", Mark("why a return is sent back")));
    }

    private async Task OfApplicantAsync(string applicant)
    {
        var (begun, _) = await client.SendFormAsync("/apply/stepping-up", "/apply/stepping-up", applicant);
        string here = begun.Headers.Location!.ToString();
        begun.Dispose();
        Marked.Add(here.Split('/')[^1]);
        string employer = Employer().Match(await TextAsync(applicant, here + "/work")).Groups[1].Value;
        await PostAsync(applicant, here + "/work", here + "/work", ("level", "team-leader"), ("job", Mark("an applicant's job")), ("employer", employer), ("route", "no-approval"));
        await PostAsync(applicant, here + "/questions", here + "/questions", [.. Rubric.Named("five-traits").Traits.Select(t => (t.Code, Mark("an applicant's answer")))]);
        await PostAsync(applicant, here + "/eligibility", here + "/eligibility", ("belongs", "yes"), ("agrees", "yes"));
        await PostAsync(applicant, here + "/monitoring", here + "/monitoring", ("ethnicity", "B1"), ("sex", "X1"));
        await PostAsync(applicant, here + "/adjustments", here + "/adjustments", ("stage", "Interview"), ("need", Mark("what an applicant needs")));
        await PostAsync(applicant, here + "/send", here + "/send");
    }

    private async Task OfParticipantAsync()
    {
        string participant = await AsAsync(people.First(p => p.Roles[0] == "participant"));
        string here = Place().Match(await TextAsync(participant, "/places")).Value;
        Marked.Add(here.Split('/')[^1]);
        await PostAsync(participant, here + "/plan", here + "/plan", ("part", "Need"), ("text", Mark("a need for which coaching is asked")), ("support", "Coaching"));
        await PostAsync(participant, here + "/plan", here + "/plan/coaching", ("need", Need().Match(await TextAsync(participant, here + "/plan")).Groups[1].Value));
        await PostAsync(participant, here + "/plan", here + "/plan", ("part", "Need"), ("text", Mark("a need in a development plan")), ("support", "Coaching"));
        await PostAsync(participant, here + "/plan", here + "/plan", ("part", "Goal"), ("text", Mark("a goal in a development plan")), ("due", "2027-03-01"));
    }

    private async Task OfAssessorAsync()
    {
        foreach (var person in people.Where(p => p.Roles.Contains("assessor")))
        {
            string assessor = await AsAsync(person);
            foreach (Match cohort in MarkingCohort().Matches(await TextAsync(assessor, "/marking")))
                foreach (Match answer in Answer().Matches(await TextAsync(assessor, cohort.Value)))
                {
                    if (!(await TextAsync(assessor, answer.Value)).Contains("name=\"comment\"", StringComparison.Ordinal)) continue;
                    Marked.Add(answer.Value.Split('/')[^1]);
                    await PostAsync(assessor, answer.Value, answer.Value, ("value", "3"), ("comment", Mark("what earned a mark")));
                    return;
                }
        }

        Assert.Fail("Nobody has an answer to mark.");
    }

    private async Task PostAsync(string cookies, string page, string action, params (string, string)[] fields)
    {
        var (answer, _) = await client.SendFormAsync(page, action, cookies, fields);
        using (answer) Assert.True(answer.StatusCode is HttpStatusCode.SeeOther or HttpStatusCode.OK, $"{action}: {(int)answer.StatusCode} {Faults().Match(await answer.Content.ReadAsStringAsync()).Value}");
    }

    private async Task<string> TextAsync(string cookies, string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Add("Cookie", cookies);
        using var answer = await client.SendAsync(request);
        return await answer.Content.ReadAsStringAsync();
    }

    [GeneratedRegex("<option value=\"([0-9a-f-]{36})\"[^>]*>Severnside City Council")]
    private static partial Regex Employer();

    [GeneratedRegex("<option value=\"(organisation [0-9a-f-]{36})\"[^>]*>Severnside City Council")]
    private static partial Regex CouncilScope();

    [GeneratedRegex("name=\"case\" value=\"([^\"]+)\"")]
    private static partial Regex Case();

    [GeneratedRegex("name=\"cohort\".*?<option value=\"([0-9a-f-]{36})\"", RegexOptions.Singleline)]
    private static partial Regex FirstCohort();

    [GeneratedRegex("name=\"need\" value=\"([^\"]+)\"")]
    private static partial Regex Need();

    [GeneratedRegex("/places/[0-9a-f-]{36}")]
    private static partial Regex Place();

    [GeneratedRegex("/marking/[0-9a-f-]{36}")]
    private static partial Regex MarkingCohort();

    [GeneratedRegex("/marking/[0-9a-f-]{36}/answers/[a-z-]+/[0-9a-f]{16}")]
    private static partial Regex Answer();

    [GeneratedRegex("<div class=\"govuk-error-summary.*?</ul>", RegexOptions.Singleline)]
    private static partial Regex Faults();
}
