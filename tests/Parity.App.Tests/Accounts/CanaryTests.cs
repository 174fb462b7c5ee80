using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Parity.App.Tests.House;
using Parity.App.Tests.SampleCity;
using Parity.App.Tests.Server;
using Parity.App.Tests.Storage;
using Parity.Platform.Accounts.Model;
using Parity.Platform.Foundation;
using Parity.Platform.Programmes;
using Parity.Platform.Storage;
using Parity.Web.Server;

namespace Parity.App.Tests.Accounts;

/// <summary>
/// A mark is written into every kind of text that people entrust to the program, once; then everybody opens everything
/// they come to, and every answer, letter and line of the log is searched for every mark. Whoever finds one must be in the
/// table, and whoever is in the table must find it: so a leak is seen, and so is a search that looks nowhere.
/// </summary>
[Long]
public sealed partial class CanaryTests
{
    private const string Council = "city-council";

    private const string Writer = "the writer", Letter = "letter";

    /// <summary>Everybody who works in the partnership; an administrator writes what they are to see.</summary>
    private static readonly string[] Working =
    [
        "assessor", "auditor", "case-handler", "delivery-manager", "evaluator", "hr-analyst", "hr-analyst elsewhere", "hr-lead", "hr-lead elsewhere", "line-manager", "line-manager elsewhere",
        "mentor elsewhere", "organisation-lead", "organisation-lead elsewhere", "participant", "participant elsewhere", "programme-manager", "publisher",
    ];

    /// <summary>What is written, and who comes to it, the writer apart. "Elsewhere" is somebody in that role at another organisation, "letter" the outbox.</summary>
    private static readonly Dictionary<string, string[]> Readers = new(StringComparer.Ordinal)
    {
        ["name of a group"] = [.. Working],
        ["purpose of a group"] = [.. Working],
        ["name of somebody invited"] = ["delivery-manager", "programme-manager"],
        ["mail address of somebody invited"] = [Letter],
        ["an employer's pledge"] = ["organisation-lead"],
        ["what an employer lends"] = ["organisation-lead"],
        ["an employer's review of its strategy"] = ["organisation-lead"],
        ["name of somebody put forward"] = ["organisation-lead", Letter],
        ["mail address of somebody put forward"] = [Letter],
        ["a word of a refused return"] = [],
        ["a directorate of a return"] = [],
        ["why a return is sent back"] = ["hr-analyst"],
        ["an applicant's job"] = ["programme-manager"],
        ["an applicant's answer"] = ["programme-manager"],
        ["what an applicant needs"] = [],
        ["a goal in a development plan"] = [],
        ["a need in a development plan"] = [],
        ["a need for which coaching is asked"] = ["programme-manager"],
        ["what earned a mark"] = [],
    };

    /// <summary>What its own writer is not shown again: it is for nobody to read.</summary>
    private static readonly string[] Unread = ["a word of a refused return", "a directorate of a return", "mail address of somebody invited", "mail address of somebody put forward"];

    private readonly Dictionary<string, (string Mark, string Writer)> marks = new(StringComparer.Ordinal);
    private readonly HashSet<string> marked = new(StringComparer.Ordinal);
    private string writer = "";
    private IReadOnlyList<CityPerson> people = [];
    private HttpClient client = null!;

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task What_is_entrusted_is_read_by_those_it_is_for_and_is_in_no_log(Engine engine)
    {
        await using var database = await TestDatabase.MakeAsync(engine);
        var found = new SortedDictionary<string, SortedSet<string>>(StringComparer.Ordinal);
        var formats = new SortedSet<string>(StringComparer.Ordinal);
        await using var program = await RunningProgram.DemoAsync(database, log: true);
        client = program.Client;
        people = await client.PeopleAsync();
        await WriteAsync();

        var writers = marks.Values.Select(m => m.Writer).ToHashSet(StringComparer.Ordinal);
        foreach (var reader in people.Where(p => !p.Roles.Contains("disabled")).DistinctBy(p => (string.Join(' ', p.Roles), p.Organisation is null or Council, writers.Contains(p.Id) ? p.Id : "")))
            foreach (var step in await new Walk(client).AllAsync(await client.SignInAsync(reader), each: Battery.Size(sample: 3, full: 12), marked))
                Look(step.Body, step.Type, $"{reader.Roles[0]}{(reader.Organisation is null or Council ? "" : " elsewhere")}", step.Path, reader.Id);
        foreach (var step in await new Walk(client).AllAsync("", each: 2, marked)) Look(step.Body, step.Type, "stranger", step.Path);
        foreach (var analyst in people.Where(p => p.ApiToken is not null)) Look(Encoding.UTF8.GetBytes((await client.AskAsync(analyst, "/api/v1/returns")).Text), "application/json", "hr system", "/api/v1/returns");
        await program.TerminateAsync();
        await using (var store = Assert.IsType<Store.Opening.Opened>(await Store.OpenAsync(database.Database, new KeyPlace.Given(MasterKey.OfTheDemo()), Holding.FictionalCity, TimeProvider.System, default)).Store)
            foreach (var mail in await store.ReadAsync(records => records.Set<Mail>().AsNoTracking().Where(m => m.Sealed != null).ToListAsync()))
                Look(Encoding.UTF8.GetBytes(mail.Open(store.Key).ToString()), "mail", Letter, "outbox");

        // The log is for programs: it holds none of it. A line that does is found.
        Assert.True(program.Told.Count > 100);
        Assert.Empty(InLog(program.Told));
        Assert.Single(InLog([$"a return was refused: {marks.Values.First().Mark}"]));
        Offences.None(from what in marks.Keys.Union(Readers.Keys)
                      let finders = found.GetValueOrDefault(what, [])
                      let expected = Readers.GetValueOrDefault(what, []).Concat(Unread.Contains(what) ? [] : [Writer]).Order(StringComparer.Ordinal)
                      where !finders.Select(f => f.Split(" at ")[0]).Distinct().Order(StringComparer.Ordinal).SequenceEqual(expected)
                      select $"{what}: found by {string.Join(", ", finders)}");
        Assert.Equal(["mail", "text/csv", "text/html"], formats);

        void Look(byte[] body, string type, string who, string where, string? reader = null)
        {
            // Names of the demonstration's people are its own visitors' to choose from.
            if (where.StartsWith("/demo", StringComparison.Ordinal)) return;
            foreach (string text in TextsOf(body))
                foreach (var (what, (mark, by)) in marks.Where(m => text.Contains(m.Value.Mark, StringComparison.OrdinalIgnoreCase)))
                {
                    if (!found.TryGetValue(what, out var all)) found[what] = all = new(StringComparer.Ordinal);
                    all.Add($"{(reader == by ? Writer : who)} at {Id().Replace(where.Split('?')[0], "{id}")}");
                    formats.Add(type);
                }
        }

        IEnumerable<string> InLog(IEnumerable<string> log) => log.Where(line => marks.Values.Any(m => line.Contains(m.Mark, StringComparison.OrdinalIgnoreCase)));
    }

    /// <summary>Who may read what is decided in the program, which is the same on both databases: in full it is seen on both.</summary>
    public static TheoryData<Engine> Engines() => Battery.IsFull && EveryDatabaseAttribute.Postgres is not null ? [Engine.Sqlite, Engine.Postgres] : [Engine.Sqlite];

    /// <summary>A mark that occurs nowhere else, and is a word, a name and the first half of an address at once.</summary>
    private string Mark(string what)
    {
        if (!marks.ContainsKey(what)) marks[what] = (string.Create(CultureInfo.InvariantCulture, $"Canary{marks.Count:00}zq"), writer);
        return marks[what].Mark;
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
        await OfOrganisationsAsync();
        await OfReturnsAsync();
        await OfApplicantAsync(await AsAsync(At(Council, "hr-analyst")));
        await OfParticipantAsync();
        await OfAssessorAsync();
    }

    private async Task OfOrganisationsAsync()
    {
        string administrator = await AsAsync(people.First(p => p.Roles[0] == "administrator"));
        await PostAsync(administrator, "/partnership/groups/new", "/partnership/groups/new", ("name", Mark("name of a group")), ("kind", "network"), ("purpose", Mark("purpose of a group")), ("on", "2026-01-05"));
        await PostAsync(administrator, "/people/invite", "/people/invite", ("name", Mark("name of somebody invited")), ("mail", Mark("mail address of somebody invited") + "@example.org"), ("role", "auditor"), ("scope", "partnership"));
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
        marked.Add(receipt.Split('/')[^1]);
        await PostAsync(analyst, receipt, receipt + "/submit");
        await PostAsync(await AsAsync(At(Council, "hr-lead")), receipt, receipt + "/send-back", ("reason", Mark("why a return is sent back")));
    }

    private async Task OfApplicantAsync(string applicant)
    {
        var (begun, _) = await client.SendFormAsync("/apply/stepping-up", "/apply/stepping-up", applicant);
        string here = begun.Headers.Location!.ToString();
        begun.Dispose();
        marked.Add(here.Split('/')[^1]);
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
        marked.Add(here.Split('/')[^1]);
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
                    marked.Add(answer.Value.Split('/')[^1]);
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

    /// <summary>What can be read in an answer; of a workbook, every part of it.</summary>
    private static IEnumerable<string> TextsOf(byte[] body)
    {
        if (body is not [(byte)'P', (byte)'K', 3, 4, ..])
        {
            yield return WebUtility.HtmlDecode(Encoding.UTF8.GetString(body));
            yield break;
        }

        using var zip = new ZipArchive(new MemoryStream(body));
        foreach (var entry in zip.Entries)
        {
            using var reader = new StreamReader(entry.Open());
            yield return reader.ReadToEnd();
        }
    }

    [GeneratedRegex("[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}")]
    private static partial Regex Id();

    [GeneratedRegex("<option value=\"([0-9a-f-]{36})\"[^>]*>Severnside City Council")]
    private static partial Regex Employer();

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
