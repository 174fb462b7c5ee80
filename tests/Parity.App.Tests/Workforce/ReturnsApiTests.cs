using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Parity.App.Tests.SampleCity;
using Parity.App.Tests.Server;
using Parity.App.Tests.Storage;
using Parity.Platform.Foundation;
using Parity.Platform.Storage;
using Parity.Platform.Workforce;
using Parity.Platform.Workforce.Model;
using Parity.Web.Server;

namespace Parity.App.Tests.Workforce;

[Long]
public sealed class ReturnsApiTests
{
    [EveryDatabase]
    public async Task A_return_is_stored_and_its_first_answer_is_repeated_for_the_same_key(Engine engine)
    {
        await using var database = await TestDatabase.MakeAsync(engine);
        await using var server = await RunningServer.OnAsync(database.Database);
        var analyst = await server.Client.AnalystAsync();
        byte[] body = analyst.Return();

        var (status, first) = await server.Client.SubmitAsync(analyst, body, "monday");
        var (again, second) = await server.Client.SubmitAsync(analyst, body, "monday");

        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.Created), (status, again));
        Assert.Equal(first, second);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(body)), first.Text("sha256"));
        Assert.Equal(("True", analyst.Organisation, "0"), (first.Text("accepted"), first.Text("organisation"), first.Text("problemCount")));
        Assert.Equal(1L, Convert.ToInt64(await database.AskAsync("select count(*) from workforce_returns"), System.Globalization.CultureInfo.InvariantCulture));
        var (_, one) = await server.Client.AskAsync(analyst, "/api/v1/returns/" + first.Text("id"));
        Assert.Equal((first.Text("id"), first.Text("sha256"), "submitted"), (one.Text("id"), one.Text("sha256"), one.Text("status")));
        Assert.True(DateTimeOffset.TryParse(one.Text("submittedAt"), System.Globalization.CultureInfo.InvariantCulture, out _));
    }

    [EveryDatabase]
    public async Task A_refused_return_is_answered_with_its_problems_stores_no_return_and_is_repeated_too(Engine engine)
    {
        await using var database = await TestDatabase.MakeAsync(engine);
        await using var server = await RunningServer.OnAsync(database.Database);
        var analyst = await server.Client.AnalystAsync();
        byte[] body = analyst.Return(extra: "Libraries,G9,W1,3\n");

        var (status, first) = await server.Client.SubmitAsync(analyst, body, "k");
        var (_, second) = await server.Client.SubmitAsync(analyst, body, "k");

        Assert.Equal(HttpStatusCode.UnprocessableEntity, status);
        Assert.Equal(first, second);
        using var document = JsonDocument.Parse(first);
        var problem = document.RootElement.GetProperty("problems")[0];
        Assert.Equal(("employees.csv", 3, "grade"), (problem.GetProperty("file").GetString(), problem.GetProperty("line").GetInt32(), problem.GetProperty("column").GetString()));
        Assert.Equal("[]", (await server.Client.AskAsync(analyst, "/api/v1/returns")).Text);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await server.Client.SubmitAsync(analyst, analyst.Return(), "k")).Status);
        Assert.Equal("[]", (await server.Client.AskAsync(analyst, "/api/v1/returns")).Text);
    }

    [EveryDatabase]
    public async Task The_analyst_sees_what_was_wrong_with_the_last_refused_file_and_the_round_counts_all_of_them(Engine engine)
    {
        await using var database = await TestDatabase.MakeAsync(engine);
        await using var server = await RunningServer.OnAsync(database.Database);
        var analyst = await server.Client.AnalystAsync();
        var people = await server.Client.PeopleAsync();
        string sender = await server.SignInAsync(analyst), manager = await server.SignInAsync(people.First(p => p.Roles.Contains("delivery-manager")));
        string stranger = await server.SignInAsync(people.First(p => p.Roles.Contains("hr-analyst") && p.Organisation != analyst.Organisation));
        foreach (var (key, lines) in (ValueTuple<string, int>[])[("monday", 3), ("monday", 3), ("tuesday", 2)])
            Assert.Equal(HttpStatusCode.UnprocessableEntity, (await server.Client.SubmitAsync(analyst, analyst.Return(extra: string.Concat(Enumerable.Repeat("Libraries,Secretgrade,W1,3\n", lines))), key)).Status);

        string returns = await ReadAsync("/returns", sender);
        Assert.Contains("Your return: 2 problems to put right", returns, StringComparison.Ordinal);
        Assert.Contains("Your HR system sent the file", returns, StringComparison.Ordinal);
        string list = System.Text.RegularExpressions.Regex.Match(returns, "/returns/problems/[0-9a-f-]{36}").Value, page = await ReadAsync(list, sender);
        Assert.Contains("the last of 2 that were refused", page, StringComparison.Ordinal);
        Assert.Contains("employees.csv", page, StringComparison.Ordinal);
        Assert.DoesNotContain("Secretgrade", page, StringComparison.Ordinal);
        using (var theirs = await server.GetAsync(list, ("Cookie", stranger))) Assert.Equal(HttpStatusCode.NotFound, theirs.StatusCode);

        // Uploads in the browser are counted beside them, and none takes the place of another.
        using (await server.UploadAsync(sender, analyst.Return(extra: "Libraries,G9,W1,3\n"))) { }
        string round = System.Text.RegularExpressions.Regex.Match(await ReadAsync("/rounds", manager), "/rounds/[0-9a-f-]{36}").Value;
        Assert.Contains("3 files refused", await ReadAsync(round, manager), StringComparison.Ordinal);
        Assert.Equal(2, await database.CountAsync("select count(*) from workforce_refusals"));
        Assert.Equal(0, await database.CountAsync("select count(*) from workforce_refusals where report like '%Secretgrade%'"));

        async Task<string> ReadAsync(string path, string cookies)
        {
            using var answer = await server.GetAsync(path, ("Cookie", cookies));
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            return await answer.Content.ReadAsStringAsync();
        }
    }

    [EveryDatabase]
    public async Task Each_new_key_makes_a_version_and_the_ones_before_stay_readable_as_superseded(Engine engine)
    {
        await using var database = await TestDatabase.MakeAsync(engine);
        await using var server = await RunningServer.OnAsync(database.Database);
        var analyst = await server.Client.AnalystAsync();
        byte[] body = analyst.Return();

        var ids = new List<string>();
        foreach (string key in (string[])["a", "b", "c"]) ids.Add((await server.Client.SubmitAsync(analyst, body, key)).Text.Text("id"));

        Assert.Equal(3, ids.Distinct().Count());
        var (_, list) = await server.Client.AskAsync(analyst, "/api/v1/returns");
        using var document = JsonDocument.Parse(list);
        Assert.Equal(["submitted", "superseded", "superseded"], document.RootElement.EnumerateArray().Select(r => r.GetProperty("status").GetString()));
        Assert.Equal(Enumerable.Reverse(ids), document.RootElement.EnumerateArray().Select(r => r.GetProperty("id").GetString()));
        Assert.Equal("superseded", (await server.Client.AskAsync(analyst, "/api/v1/returns/" + ids[0])).Text.Text("status"));
        Assert.Equal(ids[0], (await server.Client.SubmitAsync(analyst, body, "a")).Text.Text("id"));

        // Also one that was signed off, and counts until the one after it is signed off too.
        string lead = await server.SignInAsync((await server.Client.PeopleAsync()).First(p => p.Roles.Contains("hr-lead") && p.Organisation == analyst.Organisation));
        (await server.SendFormAsync("/home", $"/returns/{ids[2]}/sign-off", lead)).Answer.Dispose();
        Assert.Equal("signed-off", await StatusAsync(ids[2]));
        string after = (await server.Client.SubmitAsync(analyst, body, "d")).Text.Text("id");
        Assert.Equal(("submitted", "superseded"), (await StatusAsync(after), await StatusAsync(ids[2])));
        Assert.Equal(1L, Convert.ToInt64(await database.AskAsync("select count(*) from workforce_returns where status = 'signed-off'"), System.Globalization.CultureInfo.InvariantCulture));

        async Task<string> StatusAsync(string id) => (await server.Client.AskAsync(analyst, "/api/v1/returns/" + id)).Text.Text("status");
    }

    [EveryDatabase]
    public async Task A_key_that_comes_many_times_at_once_on_two_nodes_stores_one_return(Engine engine)
    {
        await using var database = await TestDatabase.MakeAsync(engine);
        await using var one = await RunningServer.OnAsync(database.Database);
        await using var other = await RunningServer.OnAsync(database.Database);
        var analyst = await one.Client.AnalystAsync();
        byte[] body = analyst.Return();

        var answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(n => (n % 2 == 0 ? one : other).Client.SubmitAsync(analyst, body, "same")));

        Assert.All(answers, a => Assert.Equal(HttpStatusCode.Created, a.Status));
        Assert.Single(answers.Select(a => a.Text).Distinct());
        Assert.Equal(1L, Convert.ToInt64(await database.AskAsync("select count(*) from workforce_returns"), System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal(1L, Convert.ToInt64(await database.AskAsync("select count(*) from workforce_return_parts"), System.Globalization.CultureInfo.InvariantCulture));
    }

    [EveryDatabase]
    public async Task The_same_key_of_another_organisation_is_another_key(Engine engine)
    {
        await using var database = await TestDatabase.MakeAsync(engine);
        await using var server = await RunningServer.OnAsync(database.Database);
        var (first, second) = (await server.Client.AnalystAsync(0), await server.Client.AnalystAsync(1));

        var mine = await server.Client.SubmitAsync(first, first.Return(), "k");
        var theirs = await server.Client.SubmitAsync(second, second.Return(), "k");

        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.Created), (mine.Status, theirs.Status));
        Assert.NotEqual(mine.Text.Text("id"), theirs.Text.Text("id"));
    }

    [EveryDatabase]
    public async Task Another_organisations_return_is_answered_like_one_that_does_not_exist(Engine engine)
    {
        await using var database = await TestDatabase.MakeAsync(engine);
        await using var server = await RunningServer.OnAsync(database.Database);
        var (owner, other) = (await server.Client.AnalystAsync(0), await server.Client.AnalystAsync(1));
        string id = (await server.Client.SubmitAsync(owner, owner.Return(), "k")).Text.Text("id");

        var unknown = await server.Client.AskAsync(other, "/api/v1/returns/" + TypedId.Text(Guid.Empty));

        Assert.Equal(HttpStatusCode.NotFound, unknown.Status);
        foreach (string asked in (string[])[id, id.ToUpperInvariant(), "nothing", "1"])
            Assert.Equal(unknown, await server.Client.AskAsync(other, "/api/v1/returns/" + asked));
        Assert.Equal("[]", (await server.Client.AskAsync(other, "/api/v1/returns")).Text);
        Assert.Equal(HttpStatusCode.OK, (await server.Client.AskAsync(owner, "/api/v1/returns/" + id)).Status);
    }

    [EveryDatabase]
    public async Task A_return_of_another_organisation_or_for_other_dates_is_refused_at_its_place(Engine engine)
    {
        await using var database = await TestDatabase.MakeAsync(engine);
        await using var server = await RunningServer.OnAsync(database.Database);
        var (analyst, other) = (await server.Client.AnalystAsync(0), await server.Client.AnalystAsync(1));

        foreach (var (body, line, code) in ((byte[], int, string)[])
                 [
                     (analyst.Return(organisation: other.Organisation), 2, "other-organisation"),
                     (analyst.Return(periodStart: "2026-03-01"), 4, "other-dates"),
                 ])
        {
            var (status, text) = await server.Client.SubmitAsync(analyst, body, code);
            Assert.Equal(HttpStatusCode.UnprocessableEntity, status);
            Assert.Equal("False", text.Text("accepted"));
            using var document = JsonDocument.Parse(text);
            var problem = document.RootElement.GetProperty("problems").EnumerateArray().Single();
            Assert.Equal(("return.csv", line, "value", code), (problem.GetProperty("file").GetString(), problem.GetProperty("line").GetInt32(), problem.GetProperty("column").GetString(), problem.GetProperty("code").GetString()));
        }
    }

    [EveryDatabase]
    public async Task Whoever_shows_no_valid_token_or_no_key_learns_which_and_nothing_else(Engine engine)
    {
        await using var database = await TestDatabase.MakeAsync(engine);
        await using var server = await RunningServer.OnAsync(database.Database);
        var analyst = await server.Client.AnalystAsync();

        foreach (string? header in (string?[])[null, "Bearer", "Bearer nonsense", "Basic " + analyst.ApiToken, analyst.ApiToken!.ToUpperInvariant(), "Bearer " + analyst.ApiToken.ToUpperInvariant()])
        {
            using var answer = await server.GetAsync("/api/v1/returns", header is null ? [] : [("Authorization", header)]);
            Assert.Equal((HttpStatusCode.Unauthorized, "Bearer"), (answer.StatusCode, answer.Headers.WwwAuthenticate.ToString()));
        }

        using var noKey = new HttpRequestMessage(HttpMethod.Post, "/api/v1/returns") { Content = new ByteArrayContent(analyst.Return()) };
        noKey.Headers.Authorization = new AuthenticationHeaderValue("Bearer", analyst.ApiToken);
        using var refused = await server.Client.SendAsync(noKey);
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        using var description = await server.GetAsync("/api/v1/openapi.json");
        Assert.Equal(HttpStatusCode.OK, description.StatusCode);
    }

    [EveryDatabase]
    public async Task Who_is_no_analyst_any_more_may_not_submit_and_a_closed_round_takes_nothing_new(Engine engine)
    {
        await using var database = await TestDatabase.MakeAsync(engine);
        await using var server = await RunningServer.OnAsync(database.Database);
        var (analyst, former) = (await server.Client.AnalystAsync(0), await server.Client.AnalystAsync(1));
        var stored = await server.Client.SubmitAsync(analyst, analyst.Return(), "before");
        await database.ExecuteAsync($"update accounts_roles set ended_at = 1 where lower(cast(person as text)) = '{former.Id}'");
        await database.ExecuteAsync("update workforce_rounds set closed_at = 1");

        Assert.Equal(HttpStatusCode.Forbidden, (await server.Client.SubmitAsync(former, former.Return(), "k")).Status);
        Assert.Equal(HttpStatusCode.Conflict, (await server.Client.SubmitAsync(analyst, analyst.Return(), "after")).Status);
        Assert.Equal(stored, await server.Client.SubmitAsync(analyst, analyst.Return(), "before"));
    }

    [Fact]
    public async Task A_body_that_is_too_large_is_refused_before_it_is_sent_where_the_sender_asks_first()
    {
        await using var database = await TestDatabase.MakeAsync(Engine.Sqlite);
        await using var server = await RunningServer.OnAsync(database.Database);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/returns") { Content = new StreamContent(new Zeros(ReturnFormat.MaxSentBytes + 1)) };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", (await server.Client.AnalystAsync()).ApiToken);
        request.Headers.Add("Idempotency-Key", "k");
        request.Headers.ExpectContinue = true;
        request.Content.Headers.ContentLength = ReturnFormat.MaxSentBytes + 1;

        using var answer = await server.Client.SendAsync(request);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
    }

    [Fact]
    public async Task What_arrives_has_no_name_on_the_disk_and_is_given_up_once_it_is_too_long()
    {
        using var body = await ReceivedBody.TakeAsync(new Zeros(300_000), 300_000, default);
        Assert.Equal(300_000, new FileInfo(body!.Path).ResolveLinkTarget(true) is null ? body.Length : 300_000);
        Assert.Equal(300_000, (await File.ReadAllBytesAsync(body.Path)).Length);
        Assert.Equal([131_072, 131_072, 37_856], body.InParts(131_072).Select(p => p.Length));
        Assert.Null(await ReceivedBody.TakeAsync(new Zeros(300_001), 300_000, default));
    }

    [EveryDatabase]
    public async Task The_bytes_are_sealed_at_rest_and_come_back_as_they_were_sent(Engine engine)
    {
        await using var database = await TestDatabase.MakeAsync(engine);
        await using var server = await RunningServer.OnAsync(database.Database);
        var analyst = await server.Client.AnalystAsync();
        byte[] body = analyst.Return(extra: string.Concat(Enumerable.Range(0, 60_000).Select(n => $"Canarydirectorate{n % 7},G1,A2,1\n")));
        Assert.True(body.Length > 1 << 20);
        string id = (await server.Client.SubmitAsync(analyst, body, "k")).Text.Text("id");

        await using var store = Assert.IsType<Store.Opening.Opened>(
            await Store.OpenAsync(database.Database, new KeyPlace.Given(MasterKey.OfTheDemo()), Holding.FictionalCity, TimeProvider.System, default)).Store;
        Assert.True(TypedId.TryParse<ReturnId>(id, out var known));
        var parts = await store.ReadAsync(records => records.Set<ReturnPart>().OrderBy(p => p.Ordinal).ToListAsync());
        Assert.True(parts.Count > 1);
        Assert.All(parts, part => Assert.DoesNotContain("Canarydirectorate", Encoding.Latin1.GetString(part.Sealed), StringComparison.Ordinal));
        using var back = new MemoryStream();
        await store.ReadAsync(async records =>
        {
            await KeptReturn.CopyAsync(records, store.Key, known, back, default);
            return true;
        });
        Assert.Equal(body, back.ToArray());
        if (database.Database is Database.Sqlite file)
            foreach (string stored in Directory.GetFiles(Path.GetDirectoryName(file.Path)!))
            {
                await using var open = new FileStream(stored, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
                using var bytes = new MemoryStream();
                await open.CopyToAsync(bytes);
                Assert.DoesNotContain("Canarydirectorate", Encoding.Latin1.GetString(bytes.ToArray()), StringComparison.Ordinal);
            }
    }

    [EveryDatabase]
    public async Task Every_submission_leaves_a_line_with_who_and_why_and_no_content(Engine engine)
    {
        await using var database = await TestDatabase.MakeAsync(engine);
        await using var server = await RunningServer.OnAsync(database.Database);
        var analyst = await server.Client.AnalystAsync();
        string id = (await server.Client.SubmitAsync(analyst, analyst.Return(), "k")).Text.Text("id");
        await server.Client.SubmitAsync(analyst, analyst.Return(extra: "Libraries,G9,W1,3\n"), "l");

        await using var store = Assert.IsType<Store.Opening.Opened>(
            await Store.OpenAsync(database.Database, new KeyPlace.Given(MasterKey.OfTheDemo()), Holding.FictionalCity, TimeProvider.System, default)).Store;
        var lines = await store.ReadAsync(records => records.Set<ChangeRecord>().Where(c => c.Kind.StartsWith("return.")).OrderBy(c => c.Position).ToListAsync());
        Assert.Equal(["return.submitted", "return.refused"], lines.Select(l => l.Kind));
        Assert.All(lines, l => Assert.StartsWith($"person {analyst.Id} with token ", l.Actor, StringComparison.Ordinal));
        Assert.Contains($"added workforce_returns {id}", lines[0].Touched, StringComparison.Ordinal);
        Assert.DoesNotContain("workforce_returns", lines[1].Touched, StringComparison.Ordinal);
        Assert.IsType<VerifyChanges.Outcome.Intact>(await new VerifyChanges.Handler(store).HandleAsync(new(), default));
    }

    [Fact]
    public async Task The_description_names_every_address_of_the_interface_and_no_other()
    {
        await using var database = await TestDatabase.MakeAsync(Engine.Sqlite);
        await using var server = await RunningServer.OnAsync(database.Database);
        using var document = JsonDocument.Parse(await server.Client.GetStringAsync("/api/v1/openapi.json"));

        var described = document.RootElement.GetProperty("paths").EnumerateObject()
            .SelectMany(path => path.Value.EnumerateObject().Select(method => $"{method.Name.ToUpperInvariant()} {path.Name}"));

        Assert.Equal(
            ParityServer.Routes().Where(r => r.Path.StartsWith("/api/", StringComparison.Ordinal) && r.Method != "HEAD").Select(r => $"{r.Method} {r.Path}").Order(StringComparer.Ordinal),
            described.Order(StringComparer.Ordinal));
    }

    /// <summary>So many zero bytes, without holding them.</summary>
    private sealed class Zeros(long length) : Stream
    {
        private long left = length;

        public override bool CanRead => true;
        public override bool CanSeek => false;
        public override bool CanWrite => false;
        public override long Length => throw new NotSupportedException();
        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count)
        {
            int given = (int)Math.Min(count, left);
            Array.Clear(buffer, offset, given);
            left -= given;
            return given;
        }

        public override void Flush() { }
        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
        public override void SetLength(long value) => throw new NotSupportedException();
        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
