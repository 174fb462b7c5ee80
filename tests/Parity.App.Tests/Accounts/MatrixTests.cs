using System.Net;
using System.Text.RegularExpressions;
using Parity.App.Tests.SampleCity;
using Parity.App.Tests.Server;
using Parity.App.Tests.Storage;
using Parity.Platform.Accounts.Contract;
using Parity.Web.Server;

namespace Parity.App.Tests.Accounts;

/// <summary>Who may use what: <see cref="RoleTable"/> and the addresses of the running program must be the same, row for row.</summary>
[Long]
public sealed partial class MatrixTests
{
    private static readonly string[] Verbs = ["GET", "POST", "PUT", "PATCH", "DELETE"];

    [Fact]
    public void Every_private_address_has_its_row_and_every_row_its_address() =>
        Assert.Equal(RoleTable.Rows.Keys.Order(StringComparer.Ordinal), ParityServer.Routes().Where(r => r.Policy != "public").Select(r => $"{r.Method} {r.Path}").Order(StringComparer.Ordinal));

    [EveryDatabase]
    public async Task Every_role_is_let_in_where_the_table_says_so_and_nowhere_else(Engine engine)
    {
        await using var database = await TestDatabase.MakeAsync(engine);
        await using var server = await RunningServer.OnAsync(database.Database);
        var people = await server.Client.PeopleAsync();
        var cookiesOf = new Dictionary<Role, string>();
        foreach (var role in RoleTable.Everybody) cookiesOf[role] = await server.SignInAsync(people.First(p => p.Roles.Contains(role.Word())));
        string disabled = await DisabledAsync(server, people, cookiesOf[Role.Administrator]);

        // Planted: a row that lets too many in, one that lets too few in, and somebody who is taken to be disabled and is not.
        Assert.NotEmpty(await WrongAsync([new("GET /audit", RoleTable.Everybody)], disabled));
        Assert.NotEmpty(await WrongAsync([new("GET /audit", [Role.Publisher])], disabled));
        Assert.NotEmpty(await WrongAsync([new("GET /audit", [Role.Auditor])], cookiesOf[Role.Auditor]));
        Assert.Equal("", string.Join('\n', await WrongAsync(RoleTable.Rows.Where(r => r.Value.Length > 0), disabled)));

        async Task<List<string>> WrongAsync(IEnumerable<KeyValuePair<string, Role[]>> rows, string noLonger)
        {
            var wrong = new List<string>();
            foreach (var (row, admitted) in rows)
            {
                var method = HttpMethod.Parse(row.Split(' ')[0]);
                string path = Part().Replace(row.Split(' ')[1], "01234567-89ab-7def-8123-456789abcdef");
                await TryAsync("stranger", "", HttpStatusCode.SeeOther);
                await TryAsync("disabled", noLonger, HttpStatusCode.SeeOther);
                foreach (var role in RoleTable.Everybody)
                {
                    // Let in means: past the gate. A POST without our form then stops there, and of that id there is no return.
                    var expected = !admitted.Contains(role) ? HttpStatusCode.Forbidden
                        : method == HttpMethod.Post ? HttpStatusCode.BadRequest
                        : row.Contains("{id}", StringComparison.Ordinal) || row.Contains("{code}", StringComparison.Ordinal) ? HttpStatusCode.NotFound
                        : HttpStatusCode.OK;
                    await TryAsync(role.Word(), cookiesOf[role], expected);
                }

                async Task TryAsync(string who, string cookies, HttpStatusCode expected)
                {
                    using var request = new HttpRequestMessage(method, path);
                    if (cookies.Length > 0) request.Headers.Add("Cookie", cookies);
                    using var answer = await server.Client.SendAsync(request);
                    if (answer.StatusCode != expected) wrong.Add($"{row} by {who}: {(int)answer.StatusCode}, not {(int)expected}");
                    if (answer.Headers.CacheControl?.NoStore is not true) wrong.Add($"{row} by {who}: may be kept in a cache");
                }
            }

            return wrong;
        }
    }

    /// <summary>Which verbs an address takes asks no database, so one is enough.</summary>
    [Fact]
    public async Task A_verb_that_an_address_does_not_take_is_refused_and_changes_nothing()
    {
        await using var database = await TestDatabase.MakeAsync(Engine.Sqlite);
        // By night nothing is due that the program would do by itself meanwhile.
        await using var server = await RunningServer.OnAsync(database.Database, clock: new ManualClock(new(2026, 11, 30, 3, 0, 0, TimeSpan.Zero)));
        string cookies = await server.SignInAsync((await server.Client.PeopleAsync()).First(p => p.Roles.Contains(Role.Administrator.Word())));
        long before = await PositionAsync();
        var taken = ParityServer.Routes().ToLookup(r => r.Path, r => r.Method);
        // Another address may take it all the same, with what stands here in the place of its id; the one of public files takes every path.
        var shapes = taken.Where(other => other.Key is not "/{**path}").ToDictionary(other => other.Key, other => Shape(other.Key));
        var tried = (from path in taken
                     let alike = shapes.Where(other => other.Value.IsMatch(path.Key)).SelectMany(other => taken[other.Key]).ToHashSet()
                     from verb in Verbs
                     where !alike.Contains(verb)
                     select (verb, path.Key)).ToList();
        Assert.Equal("", string.Join('\n', await WrongAsync(tried)));
        Assert.Equal(before, await PositionAsync());
        // Planted: an address that takes the verb is found.
        Assert.NotEmpty(await WrongAsync([("GET", "/home")]));

        Task<long> PositionAsync() => database.CountAsync("select position from change_head");

        async Task<List<string>> WrongAsync(IEnumerable<(string Verb, string Path)> verbs)
        {
            var wrong = new List<string>();
            foreach (var (verb, path) in verbs)
            {
                using var answer = await server.SendAsync(HttpMethod.Parse(verb), Part().Replace(path, "01234567-89ab-7def-8123-456789abcdef"), ("Cookie", cookies));
                if (answer.StatusCode is not (HttpStatusCode.MethodNotAllowed or HttpStatusCode.NotFound)) wrong.Add($"{verb} {path}: {(int)answer.StatusCode}");
            }

            return wrong;
        }
    }

    private static Regex Shape(string route) => new("^" + EscapedPart().Replace(Regex.Escape(route), part => part.Value.Contains('*', StringComparison.Ordinal) ? ".*" : "[^/]+") + "$", RegexOptions.NonBacktracking);

    /// <returns>The session of somebody who worked here until just now.</returns>
    private static async Task<string> DisabledAsync(RunningServer server, IReadOnlyList<CityPerson> people, string administrator)
    {
        var leaving = people.Last(p => p.Roles.Contains(Role.HrLead.Word()));
        string cookies = await server.SignInAsync(leaving), page = $"/people/{leaving.Id}";
        var (answer, _) = await server.SendFormAsync(page, page + "/disable", administrator, ("why", "As the board decided."));
        using (answer) Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        return cookies;
    }

    [EveryDatabase]
    public async Task The_interface_for_programs_lets_nobody_in_by_a_session_alone(Engine engine)
    {
        await using var database = await TestDatabase.MakeAsync(engine);
        await using var server = await RunningServer.OnAsync(database.Database);
        string cookies = await server.SignInAsync(await server.Client.AnalystAsync());
        foreach (string row in RoleTable.Rows.Keys.Where(k => k.Contains("/api/", StringComparison.Ordinal)))
        {
            using var answer = await server.SendAsync(HttpMethod.Parse(row.Split(' ')[0]), row.Split(' ')[1].Replace("{id}", "1", StringComparison.Ordinal), ("Cookie", cookies));
            Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        }
    }

    [GeneratedRegex(@"\{[^}]+\}")]
    private static partial Regex Part();

    [GeneratedRegex(@"\\\{[^}]+\}")]
    private static partial Regex EscapedPart();
}
