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
using Parity.Platform.Storage;

namespace Parity.App.Tests.Accounts;

/// <summary>
/// A mark is written into every kind of text that people entrust to the program, once; then everybody opens everything
/// they come to, and every answer, letter and line of the log is searched for every mark. Whoever finds one must be in the
/// table, and whoever is in the table must find it: so a leak is seen, and so is a search that looks nowhere.
/// </summary>
[Collection(Entrusted.Name)]
public sealed partial class CanaryTests(EntrustedCities cities)
{
    private const string Writer = "the writer", Letter = "letter", Workbook = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

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
        ["what an employer lends"] = ["organisation-lead", "programme-manager"],
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

    [Theory]
    [MemberData(nameof(EntrustedCities.Engines), MemberType = typeof(EntrustedCities))]
    public async Task What_is_entrusted_is_read_by_those_it_is_for_and_is_in_no_log(Engine engine)
    {
        var found = new SortedDictionary<string, SortedSet<string>>(StringComparer.Ordinal);
        SortedSet<string> formats = new(StringComparer.Ordinal), read = new(StringComparer.Ordinal);
        var city = await cities.OnAsync(engine);
        var (marks, program, client) = (city.Marks, city.Program, city.Program.Client);
        foreach (var (reader, _, steps) in city.Readers)
            foreach (var step in steps)
                Look(step.Body, step.Type, $"{reader.Roles[0]}{(reader.Organisation is null or EntrustedCity.Council ? "" : " elsewhere")}", step.Path, reader.Id);
        foreach (var step in await new Walk(client).AllAsync("", each: 2, city.Marked)) Look(step.Body, step.Type, "stranger", step.Path);
        foreach (var analyst in (await client.PeopleAsync()).Where(p => p.ApiToken is not null)) Look(Encoding.UTF8.GetBytes((await client.AskAsync(analyst, "/api/v1/returns")).Text), "application/json", "hr system", "/api/v1/returns");
        await using (var store = Assert.IsType<Store.Opening.Opened>(await Store.OpenAsync(city.Database.Database, new KeyPlace.Given(MasterKey.OfTheDemo()), Holding.FictionalCity, TimeProvider.System, default)).Store)
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
        // One file repeats a remark, for the programme's team: what employers lend. All else that was typed is in letters and on pages alone.
        Assert.Equal(["mail", "text/csv", "text/html"], formats);
        // They were read all the same, and a remark in one of them is found.
        Assert.Superset(new HashSet<string>(["application/json", "text/csv"]), read);
        foreach (var (body, type) in FilesWith(marks.Values.First().Mark)) Look(body, type, "whoever has a file", "planted");
        Assert.Equal(["application/json", Workbook, "mail", "text/csv", "text/html"], formats);

        void Look(byte[] body, string type, string who, string where, string? reader = null)
        {
            // Names of the demonstration's people are its own visitors' to choose from.
            if (where.StartsWith("/demo", StringComparison.Ordinal)) return;
            read.Add(type);
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

    /// <summary>What stands in the database in plain words: whose account it is, what organisations say of themselves, and why they send a file back. Whatever people wrote about themselves or others is sealed.</summary>
    private static readonly string[] Plain =
    [
        "name of a group", "purpose of a group", "name of somebody invited", "mail address of somebody invited", "an employer's pledge", "what an employer lends", "an employer's review of its strategy",
        "why a return is sent back",
    ];

    [Theory]
    [MemberData(nameof(EntrustedCities.Engines), MemberType = typeof(EntrustedCities))]
    public async Task A_thief_of_the_database_reads_nothing_that_people_wrote_about_themselves_or_others(Engine engine)
    {
        var city = await cities.OnAsync(engine);

        string everything = await Dump.EverythingAsync(city.Database);

        Offences.None(from mark in city.Marks
                      let isFound = everything.Contains(mark.Value.Mark, StringComparison.OrdinalIgnoreCase)
                      where isFound != Plain.Contains(mark.Key)
                      select $"{mark.Key}: {(isFound ? "in plain words" : "not found, and the search looks nowhere")}");
    }

    /// <summary>A file of each kind with the mark in it.</summary>
    private static IEnumerable<(byte[] Body, string Type)> FilesWith(string mark)
    {
        yield return (Encoding.UTF8.GetBytes($$"""{"remark":"{{mark}}"}"""), "application/json");
        yield return (Encoding.UTF8.GetBytes($"who,remark\n1,{mark}\n"), "text/csv");
        using var workbook = new MemoryStream();
        using (var zip = new ZipArchive(workbook, ZipArchiveMode.Create))
        using (var strings = new StreamWriter(zip.CreateEntry("xl/sharedStrings.xml").Open())) strings.Write($"<sst><si><t>{mark}</t></si></sst>");
        yield return (workbook.ToArray(), Workbook);
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
}
