using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Parity.App.Tests.Server;

namespace Parity.App.Tests.SampleCity;

/// <summary>Somebody of the demonstration, as <c>/demo/people.json</c> tells.</summary>
internal sealed record CityPerson(string Id, string Name, string? Organisation, IReadOnlyList<string> Roles, string? ApiToken, string? SnapshotDate, string? PeriodStart, string? PeriodEnd)
{
    /// <summary>A return of this analyst's organisation for the open round, as small as one may be.</summary>
    public byte[] Return(int people = 50, string? organisation = null, string? periodStart = null, string extra = "", string declared = "") => Zip(
        ("return.csv", $"key,value\norganisation,{organisation ?? Organisation}\nsnapshot_date,{SnapshotDate}\nperiod_start,{periodStart ?? PeriodStart}\nperiod_end,{PeriodEnd}\nformat_version,1\n{declared}"),
        ("grades.csv", "grade,rank,band\nG1,1,entry\n"),
        ("employees.csv", string.Create(CultureInfo.InvariantCulture, $"directorate,grade,ethnicity,count\nLibraries,G1,W1,{people}\n{extra}")));

    private static byte[] Zip(params (string Name, string Text)[] files)
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create))
            foreach (var (name, text) in files)
            {
                // Stored, not packed, so that a search for its words would find them; dated, so that the bytes are always the same.
                var entry = zip.CreateEntry(name, CompressionLevel.NoCompression);
                entry.LastWriteTime = new DateTimeOffset(2026, 4, 1, 0, 0, 0, TimeSpan.Zero);
                using var content = entry.Open();
                content.Write(Encoding.UTF8.GetBytes(text));
            }

        return bytes.ToArray();
    }
}

internal static partial class CityPeople
{
    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web);

    public static async Task<IReadOnlyList<CityPerson>> PeopleAsync(this HttpClient client) =>
        JsonSerializer.Deserialize<List<CityPerson>>(await client.GetStringAsync("/demo/people.json"), Web)!;

    public static async Task<CityPerson> AnalystAsync(this HttpClient client, int which = 0) => (await client.PeopleAsync()).Where(p => p.ApiToken is not null).ElementAt(which);

    public static async Task<(HttpStatusCode Status, string Text)> SubmitAsync(this HttpClient client, CityPerson analyst, byte[] body, string key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/returns") { Content = new ByteArrayContent(body) };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", analyst.ApiToken);
        request.Headers.Add("Idempotency-Key", key);
        using var answer = await client.SendAsync(request);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    public static async Task<(HttpStatusCode Status, string Text)> AskAsync(this HttpClient client, CityPerson analyst, string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", analyst.ApiToken);
        using var answer = await client.SendAsync(request);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    public static string Text(this string json, string name)
    {
        using var document = JsonDocument.Parse(json);
        return document.RootElement.GetProperty(name).ToString();
    }

    /// <summary>Loads the page with the form and sends it; the cookies of the answer are added to those brought along.</summary>
    public static Task<(HttpResponseMessage Answer, string Cookies)> SendFormAsync(this RunningServer server, string page, string action, string cookies, params (string Name, string Value)[] fields) =>
        server.Client.SendFormAsync(page, action, cookies, fields);

    public static async Task<(HttpResponseMessage Answer, string Cookies)> SendFormAsync(this HttpClient client, string page, string action, string cookies, params (string Name, string Value)[] fields)
    {
        using var look = new HttpRequestMessage(HttpMethod.Get, page);
        if (cookies.Length > 0) look.Headers.Add("Cookie", cookies);
        using var shown = await client.SendAsync(look);
        string sealedField = SealIn(await shown.Content.ReadAsStringAsync());
        string all = With(cookies, shown);
        using var request = new HttpRequestMessage(HttpMethod.Post, action)
        {
            Content = new FormUrlEncodedContent([KeyValuePair.Create("form", sealedField), .. fields.Select(f => KeyValuePair.Create(f.Name, f.Value))]),
        };
        if (all.Length > 0) request.Headers.Add("Cookie", all);
        var answer = await client.SendAsync(request);
        return (answer, With(all, answer));
    }

    /// <summary>Sends a return as its analyst does, by the form.</summary>
    public static Task<HttpResponseMessage> UploadAsync(this RunningServer server, string cookies, byte[] file, string? seal = null) => server.Client.UploadAsync(cookies, file, seal);

    /// <summary>Sends a return as its analyst does, by the form.</summary>
    public static async Task<HttpResponseMessage> UploadAsync(this HttpClient client, string cookies, byte[] file, string? seal = null)
    {
        using var look = new HttpRequestMessage(HttpMethod.Get, "/returns");
        look.Headers.Add("Cookie", cookies);
        using var shown = await client.SendAsync(look);
        seal ??= SealIn(await shown.Content.ReadAsStringAsync());
        using var form = new MultipartFormDataContent { { new StringContent(seal), "form" }, { new ByteArrayContent(file), "file", "return.zip" } };
        using var request = new HttpRequestMessage(HttpMethod.Post, "/returns") { Content = form };
        request.Headers.Add("Cookie", cookies);
        return await client.SendAsync(request);
    }

    public static string SealIn(string page) => Seal().Match(page).Groups[1].Value;

    /// <returns>The cookies of a session as that person.</returns>
    public static Task<string> SignInAsync(this RunningServer server, CityPerson person) => server.Client.SignInAsync(person);

    /// <returns>The cookies of a session as that person.</returns>
    public static async Task<string> SignInAsync(this HttpClient client, CityPerson person)
    {
        var (answer, cookies) = await client.SendFormAsync("/demo", "/demo/sign-in", "", ("person", person.Id));
        using (answer) Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        return cookies;
    }

    /// <summary>A second person confirms everything that waits for them.</summary>
    public static async Task ConfirmAllAsync(this HttpClient client, string cookies)
    {
        using var look = new HttpRequestMessage(HttpMethod.Get, "/confirmations");
        look.Headers.Add("Cookie", cookies);
        using var shown = await client.SendAsync(look);
        foreach (Match waiting in Confirming().Matches(await shown.Content.ReadAsStringAsync()))
        {
            var (answer, _) = await client.SendFormAsync("/confirmations", waiting.Value, cookies);
            using (answer) Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        }
    }

    private static string With(string cookies, HttpResponseMessage answer)
    {
        var all = cookies.Split("; ", StringSplitOptions.RemoveEmptyEntries).Select(c => c.Split('=', 2)).ToDictionary(c => c[0], c => c[1]);
        if (answer.Headers.TryGetValues("Set-Cookie", out var set))
            foreach (string cookie in set)
                if (cookie.Split(';')[0].Split('=', 2) is [var name, var value]) all[name] = value;
        return string.Join("; ", all.Select(c => $"{c.Key}={c.Value}"));
    }

    [GeneratedRegex("/confirmations/[0-9a-f-]{36}/confirm")]
    private static partial Regex Confirming();

    [GeneratedRegex("name=\"form\" value=\"([^\"]+)\"")]
    private static partial Regex Seal();
}
