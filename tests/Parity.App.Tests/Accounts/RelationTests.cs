using System.Net;
using System.Text.RegularExpressions;
using Parity.App.Tests.SampleCity;
using Parity.App.Tests.Server;
using Parity.App.Tests.Storage;
using Parity.Web.Server;

namespace Parity.App.Tests.Accounts;

/// <summary>
/// Role and relation: what anybody opens by its address is what they come to by following what they are shown. What was
/// shown to a colleague, or at another organisation, answers like what never was. The addresses are the program's own.
/// </summary>
[Collection(Entrusted.Name)]
public sealed partial class RelationTests(EntrustedCities cities)
{
    private const string NoSuchId = "01234567-89ab-7def-8123-456789abcdef";

    /// <summary>What nobody of the demonstration comes to by a link, with the reason.</summary>
    private static readonly Dictionary<string, string> Unseen = new(StringComparer.Ordinal)
    {
        ["/set-up/{secret}"] = "one person opens it once, by a letter",
        ["/new-password/{secret}"] = "by a letter",
        ["/sign-in/organisation/{id}"] = "sends on to the organisation's provider",
        ["/briefing-places/{secret}"] = "by a letter",
        ["/feedback/{secret}"] = "by a letter",
        ["/calendar/{secret}"] = "for a phone, by an address that is shown once",
        ["/programme/cohorts/{id}/edit"] = "the city has no draft of a cohort",
    };

    private sealed record Reader(CityPerson Person, string Cookies, string Seal, HashSet<string> Own)
    {
        private HashSet<string>? all;

        public async Task<bool> ComesToAsync(HttpClient client, string path) => Own.Contains(path) || (all ??= OpenedIn(await new Walk(client).AllAsync(Cookies, each: 10_000))).Contains(path);
    }

    [Theory]
    [MemberData(nameof(EntrustedCities.Engines), MemberType = typeof(EntrustedCities))]
    public async Task What_somebody_opens_by_its_address_is_what_they_come_to_by_links_and_the_rest_answers_as_if_it_never_was(Engine engine)
    {
        var city = await cities.OnAsync(engine);
        var client = city.Program.Client;
        var readers = new List<Reader>();
        foreach (var (person, cookies, steps) in city.Readers) readers.Add(new(person, cookies, await SealAsync(client, cookies), OpenedIn(steps)));
        var routes = ParityServer.Routes().Where(r => r.Method is "GET" or "POST" && r.Path.Contains('{', StringComparison.Ordinal) && !r.Path.StartsWith("/apply/{code}", StringComparison.Ordinal) && r.Policy is not ("public" or "demo" or "api-token" or "metrics-token")).ToList();
        var forms = ShownForms.In(city.Readers.Select(r => r.Steps));
        int each = Battery.Size(sample: 1, full: 8);
        var shown = Walk.Routes.Where(r => routes.Exists(p => p.Path == r)).ToDictionary(
            r => r,
            r => readers.SelectMany(reader => reader.Own.Where(path => Walk.RouteOf(path) == r)).Distinct().Order(StringComparer.Ordinal).Take(each).ToList(),
            StringComparer.Ordinal);
        Assert.Equal(string.Join('\n', Unseen.Keys.Order(StringComparer.Ordinal)), string.Join('\n', shown.Where(s => s.Value.Count == 0).Select(s => s.Key).Order(StringComparer.Ordinal)));

        var tried = new Dictionary<string, int>(StringComparer.Ordinal);
        var filledIn = new HashSet<string>(StringComparer.Ordinal);
        // Planted: somebody who is taken to come to nothing is found to open something.
        Assert.NotEmpty(await LeaksAsync(readers.First(r => r.Own.Count > 5) with { Own = [] }, (_, _) => Task.FromResult(false), fill: false));
        // And a program that asks who it is only once every field is filled in would pass with forms that are not.
        var stranger = readers.First(r => r.Person.Roles is ["auditor"]);
        Assert.Empty(await LeaksAsync(stranger, (who, path) => who.ComesToAsync(client, path), fill: false, asksLate: true));
        Assert.NotEmpty(await LeaksAsync(stranger, (who, path) => who.ComesToAsync(client, path), asksLate: true));
        tried.Clear();
        filledIn.Clear();
        var leaks = new List<string>();
        foreach (var reader in readers) leaks.AddRange(await LeaksAsync(reader, (who, path) => who.ComesToAsync(client, path)));
        House.Offences.None(leaks);
        Assert.True(tried.Keys.ToHashSet().SetEquals(["own", "colleague's", "elsewhere"]), string.Join(", ", tried));
        Battery.Report($"role and relation: {shown.Count} addresses with {shown.Sum(s => s.Value.Count)} ids, {readers.Count} people, tried {string.Join(", ", tried.Select(t => $"{t.Key} {t.Value}"))}: {filledIn.Count} forms filled in: nothing opened or done that its reader does not come to");
        Assert.True(filledIn.Count >= 60, $"Only {filledIn.Count} kinds of form were filled in.");

        async Task<List<string>> LeaksAsync(Reader reader, Func<Reader, string, Task<bool>> comesTo, bool fill = true, bool asksLate = false)
        {
            var found = new List<string>();
            foreach (var (at, route) in routes.Index())
            {
                // Where there is no time every form is tried by half of the people, another half for the next one.
                if (fill && !Battery.IsFull && route.Method == "POST" && (at + readers.FindIndex(r => r.Person == reader.Person)) % 2 > 0) continue;
                (HttpStatusCode, string)? ofNone = null;
                foreach (var (path, page, shownFields) in PathsFor(route.Method, route.Path))
                {
                    var fields = fill ? shownFields : [];
                    string relation = reader.Own.Contains(path) ? "own" : readers.Exists(r => r.Own.Contains(path) && r.Person.Organisation == reader.Person.Organisation) ? "colleague's" : "elsewhere";
                    if (relation == "own" || (route.Method == "POST" && await comesTo(reader, page)))
                    {
                        tried["own"] = tried.GetValueOrDefault("own") + 1;
                        continue;
                    }

                    tried[relation] = tried.GetValueOrDefault(relation) + 1;
                    if (fields.Length > 0) filledIn.Add(route.Path);
                    (HttpStatusCode Status, string Text) never = fields.Length == 0 ? ofNone ??= await TryAsync(reader, route.Method, Part().Replace(route.Path, NoSuchId), []) : await TryAsync(reader, route.Method, Part().Replace(route.Path, NoSuchId), fields);
                    var answer = asksLate && fields.Length > 0 ? (Status: HttpStatusCode.SeeOther, Text: "") : await TryAsync(reader, route.Method, path, fields);
                    if (answer != never && !(answer.Status is HttpStatusCode.OK && await comesTo(reader, page)))
                        found.Add($"{route.Method} {route.Path} by {string.Join(" and ", reader.Person.Roles)}, {relation}: {(int)answer.Status}, and {(int)never.Status} for one that never was");
                }
            }

            return found;
        }

        // A form is sent as the page shows it; one that no page shows, about what the nearest page above it is about.
        IEnumerable<(string Path, string Page, KeyValuePair<string, string>[] Fields)> PathsFor(string method, string route)
        {
            if (method == "GET") return shown[route].Select(path => (path, path, Array.Empty<KeyValuePair<string, string>>()));
            if (forms.To(route) is { Count: > 0 } real) return real.OrderBy(form => form.Action, StringComparer.Ordinal).Take(each).Select(form => (form.Action, form.Page, form.Fields));
            string pattern = First().Match(route).Value;
            return shown.Where(s => First().Match(s.Key).Value == pattern).SelectMany(s => s.Value).Select(path => string.Join('/', path.Split('/').Take(pattern.Split('/').Length)))
                .Distinct().Order(StringComparer.Ordinal).Take(each).Select(start => (Part().Replace(start + route[pattern.Length..], NoSuchId), start, Array.Empty<KeyValuePair<string, string>>()));
        }

        async Task<(HttpStatusCode Status, string Text)> TryAsync(Reader reader, string method, string path, KeyValuePair<string, string>[] fields)
        {
            using var request = new HttpRequestMessage(HttpMethod.Parse(method), path);
            request.Headers.Add("Cookie", reader.Cookies);
            if (method == "POST") request.Content = new FormUrlEncodedContent([KeyValuePair.Create("form", reader.Seal), .. fields]);
            using var answer = await client.SendAsync(request);
            // Without what may differ: the ids of the address and the seal of forms.
            return (answer.StatusCode, Changing().Replace(await answer.Content.ReadAsStringAsync(), ""));
        }
    }

    private static HashSet<string> OpenedIn(IEnumerable<Walk.Step> steps) => [.. steps.Where(s => s.Status is HttpStatusCode.OK).Select(s => s.Path.Split('?', '#')[0])];

    private static async Task<string> SealAsync(HttpClient client, string cookies)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/account");
        request.Headers.Add("Cookie", cookies);
        using var answer = await client.SendAsync(request);
        return CityPeople.SealIn(await answer.Content.ReadAsStringAsync());
    }

    [GeneratedRegex(@"\{[^}]+\}")]
    private static partial Regex Part();

    [GeneratedRegex(@"^[^{]*\{[^}]+\}")]
    private static partial Regex First();

    [GeneratedRegex("name=\"form\" value=\"[^\"]*\"|[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}")]
    private static partial Regex Changing();
}
