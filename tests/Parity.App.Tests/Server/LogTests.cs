using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Parity.App.Tests.SampleCity;
using Parity.App.Tests.Storage;

namespace Parity.App.Tests.Server;

/// <summary>The log for programs: what people are called, write, send and ask for is never in it, whatever goes wrong.</summary>
public sealed class LogTests
{
    private const string Name = "Canaria Vogel", Mail = "canary.vogel@example.org", Free = "The-canary-said-so", Reference = "canary-4711";

    /// <summary>A column of PostgreSQL's takes days alone: what is no day stands in what makes one.</summary>
    private const string NoDays = $"""
        alter table workforce_rounds rename to rounds_as_they_were;
        create view workforce_rounds as select id, title, (title || '{Free}')::date as snapshot_date, period_start, period_end, opened_at, closed_at, due_on, published_at from rounds_as_they_were;
        grant select on workforce_rounds to parity_within
        """;

    private static readonly string[] Told = ["Timestamp", "EventId", "LogLevel", "Category", "Message", "State", "Exception"];

    [EveryDatabase]
    public async Task Names_addresses_ethnicity_and_free_text_are_never_logged(Engine engine)
    {
        await using var database = await TestDatabase.MakeAsync(engine);
        IReadOnlyList<string> log;
        await using (var program = await RunningProgram.DemoAsync(database, log: true))
        {
            var people = await program.Client.PeopleAsync();
            var analyst = people.First(p => p.ApiToken is not null);
            string analystAs = await program.Client.SignInAsync(analyst), admin = await program.Client.SignInAsync(people.First(p => p.Roles.Contains("administrator")));
            var publisher = await program.Client.SignInAsync(people.First(p => p.Roles.Contains("publisher")));
            await SendAsync(HttpStatusCode.UnprocessableEntity, "/people/invite", admin, ("name", Name), ("mail", Mail), ("role", "auditor"), ("scope", Free), ("why", Free));
            await SendAsync(HttpStatusCode.OK, "/people/invite", admin, ("name", Name), ("mail", Mail), ("role", "auditor"), ("scope", "partnership"), ("why", Free));
            await SendAsync(HttpStatusCode.UnprocessableEntity, "/sign-in", "", ("mail", Mail), ("password", Free), ("code", "123456"));
            await SendAsync(HttpStatusCode.OK, "/forgotten-password", "", ("mail", Mail));
            await SendAsync(HttpStatusCode.UnprocessableEntity, "/publishing", publisher, ("round", Free), ("name", Free), ("title", Free));
            foreach (string path in (string[])[$"/{Name}", $"/people/{Mail}", $"/search?q={Free}", $"/returns/{Reference}", $"/editions/{Free}/data/x.csv"]) (await program.Client.GetAsync(path)).Dispose();
            foreach (byte[] body in (byte[][])[Return(analyst, "B1"), Return(analyst, Free), Encoding.UTF8.GetBytes(Free)]) await program.Client.SubmitAsync(analyst, body, Reference + body.Length);
            // What they were meant to do has been done: these ways are in what is searched below.
            Assert.Equal(1L, await database.CountAsync($"select count(*) from accounts_people where mail = '{Mail}'"));
            Assert.Equal(1L, await database.CountAsync("select count(*) from changes where kind = 'password.forgotten'"));
            // A fault whose message would quote what it choked on.
            await database.ExecuteAsync(engine is Engine.Sqlite ? $"update workforce_rounds set snapshot_date = '{Free}'" : NoDays);
            using var look = new HttpRequestMessage(HttpMethod.Get, "/home");
            look.Headers.Add("Cookie", analystAs);
            using (var fault = await program.Client.SendAsync(look)) Assert.Equal(HttpStatusCode.InternalServerError, fault.StatusCode);
            await program.TerminateAsync();
            log = program.Told;

            async Task SendAsync(HttpStatusCode answered, string page, string cookies, params (string Name, string Value)[] fields)
            {
                var (answer, _) = await program.Client.SendFormAsync(page, page, cookies, fields);
                using (answer) Assert.Equal((page, answered), (page, answer.StatusCode));
            }
        }

        var lines = log.Where(l => l.StartsWith('{')).Select(l => JsonDocument.Parse(l).RootElement).ToList();
        Assert.True(lines.Count > 20);
        foreach (string way in (string[])["/returns/{", "/people/invite", "/forgotten-password", "/sign-in"]) Assert.Contains(log, l => l.Contains(way, StringComparison.Ordinal));
        Assert.Contains(lines, l => l.GetProperty("LogLevel").GetString() == "Error");
        Assert.Equal([], lines.SelectMany(l => l.EnumerateObject().Select(p => p.Name)).Except(Told));
        Assert.Empty(Leaks(log));
        // A line that does tell is found.
        Assert.Single(Leaks(["{\"Message\":\"signed in: canary.vogel@example.org\"}"]));
    }

    private static IEnumerable<string> Leaks(IEnumerable<string> log) =>
        log.Where(l => ((string[])["Canaria", "Vogel", "canary", Free, "\"B1\"", ",B1,"]).Any(c => l.Contains(c, StringComparison.OrdinalIgnoreCase) || l.Contains(Uri.EscapeDataString(c), StringComparison.OrdinalIgnoreCase)));

    private static byte[] Return(CityPerson analyst, string ethnicity)
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create))
        {
            Add("return.csv", $"key,value\norganisation,{analyst.Organisation}\nsnapshot_date,{analyst.SnapshotDate}\nperiod_start,{analyst.PeriodStart}\nperiod_end,{analyst.PeriodEnd}\nformat_version,1\n");
            Add("grades.csv", "grade,rank,band\nG1,1,entry\n");
            Add("employees.csv", $"employee_ref,directorate,grade,ethnicity,hourly_pay\n{Reference},{Free},G1,{ethnicity},12.50\n");

            void Add(string name, string text)
            {
                using var content = zip.CreateEntry(name).Open();
                content.Write(Encoding.UTF8.GetBytes(text));
            }
        }

        return bytes.ToArray();
    }
}
